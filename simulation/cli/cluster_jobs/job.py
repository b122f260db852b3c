"""What a study asks of a cluster, whichever it is."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from simulation.text.shell_command import program

TIME_FACTOR, MEMORY_FACTOR = 2.0, 2.0  # of safety: machines differ, and policies and reports cost more
BESIDES = 900  # seconds for the start of a job, compiling, tables and report
WARNING = 120  # seconds before a job's end in which it stops by itself
MINUTE = 60


@dataclass(frozen=True)
class Job:
    """A study in `parts`, each of `cores`; words: of `run` without the folder; out: folder of the whole;
    seconds, megabytes: of a part, without safety; origin: lines that say where these numbers come from."""

    name: str
    words: tuple[str, ...]
    out: Path
    parts: int
    cores: int
    seconds: float
    megabytes: float
    origin: tuple[str, ...]

    @property
    def minutes(self) -> int:
        """The limit of time of a part."""
        return -(-round(self.seconds * TIME_FACTOR + BESIDES + WARNING) // MINUTE)

    @property
    def mebibytes(self) -> int:
        """The limit of memory of a part, in whole steps of 256."""
        return -(-round(self.megabytes * MEMORY_FACTOR) // 256) * 256

    @property
    def label(self) -> str:
        """The study's name in the letters that every cluster takes: small ones of ASCII, digits, hyphens."""
        return re.sub("[^a-z0-9]+", "-", self.name.lower()).strip("-")[:40].strip("-") or "study"

    def comments(self) -> str:
        """Where the numbers come from, as lines of comments."""
        besides = (BESIDES + WARNING) // MINUTE
        limits = (
            f"Limits of a part: {TIME_FACTOR:g} times that time and {besides} minutes for start, report "
            f"and a clean end; {MEMORY_FACTOR:g} times that memory.",
            "Those of the merge are the same. It was not measured.",
        )
        return "\n".join(f"# {line}" for line in (*self.origin, *limits))

    def part_commands(self, number: str) -> str:
        """Shell lines that do a part, or go on with one that was stopped. number: the part's, in shell."""
        begin = shlex.join([*program(), "run", *self.words, "--shard", "auto", "-o", str(self.out)])
        return (
            f"part={shlex.quote(str(self.out))}-{number}-of-{self.parts}\n"
            'if [ -e "$part/plan.json" ]; then\n'
            f'  exec {shlex.join(program())} resume "$part" -j {self.cores}\n'
            "fi\n"
            f"exec {begin} -j {self.cores}\n"
        )

    def merge_command(self) -> str:
        """The shell line that puts the parts together."""
        whole = shlex.quote(str(self.out))
        return f"exec {shlex.join(program())} merge {whole}-[0-9]*-of-{self.parts} -o {whole}\n"
