"""Many harmed inputs, each answered in words and within seconds; what is not is kept, and the search goes on.

    python benchmarks/faults/fuzz.py [--cases 100000] [--seed NUMBER] [--minutes 60] [--kind NAME] [-o FILE]

The cases are those of tests/fuzz/cases.py, in batches of 25, each drawn with a seed; of equal ones in a call
the first is asked and counted. docs/fuzz.csv has the seeds that were tried, and how many cases those were;
the next call goes on behind them, until there are --cases in all. Each failure is a line of FILE: kind, seed,
text, error; the first of each place in the program is printed. `--kind line --seed 3030 --cases 25` asks one
batch again.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import traceback
from collections import Counter
from functools import cache
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from hypothesis import HealthCheck, Phase, given, seed, settings

from benchmarks.faults.fuzz_tried import Seeds, Tried
from tests.fuzz import answers
from tests.fuzz.cases import KINDS

SECONDS = 5.0  # of a processor: another program on the machine is no fault of this one
WAITED = 60.0  # seconds by the clock, for what waits instead of working
BATCH = 25  # cases of a kind in a row, with one seed
MEMORY = Path("/dev/shm")  # where Linux has a folder in memory: a disk would be waited for in each case
ROOT = Path(__file__).parents[2]
TRIED = ROOT / "docs" / "fuzz.csv"


class Hunt:
    """Cases that were answered so far, and those that were not."""

    def __init__(self, kept: Path) -> None:
        self.kept, self.count, self.places = kept, Counter[str](), Counter[str]()
        self.asked: set[tuple[str, str]] = set()

    def ask(self, at: Path, kind: str, text: str, number: int) -> None:
        if (kind, text) in self.asked:  # a third of what is drawn
            return
        self.asked.add((kind, text))
        began, error = (time.process_time(), time.monotonic()), ""
        try:
            KINDS[kind].answer(at, text)
        except answers.SAID:
            pass
        except Exception as wrong:
            frame = traceback.extract_tb(wrong.__traceback__)[-1]
            error = (
                f"{type(wrong).__name__} in {Path(frame.filename).name}:{frame.lineno}: {str(wrong)[:200]}"
            )
        took, waited = time.process_time() - began[0], time.monotonic() - began[1]
        self.count[kind] += 1
        if error or took > SECONDS or waited > WAITED:
            self.keep(kind, number, text, error or f"took {took:.1f} s of a processor, {waited:.0f} s in all")

    def unanswered(self, kind: str) -> int:
        """How many cases of a kind were not answered in words so far."""
        return sum(count for place, count in self.places.items() if place.startswith(f"{kind}: "))

    def keep(self, kind: str, number: int, text: str, error: str) -> None:
        place = error.split(":")[0]
        self.places[f"{kind}: {place}"] += 1
        if self.places[f"{kind}: {place}"] == 1:
            click.echo(f"{kind}: {error}")
        with self.kept.open("a", encoding="utf-8") as out:
            out.write(json.dumps({"kind": kind, "seed": number, "text": text, "error": error}) + "\n")


def batch(hunt: Hunt, at: Path, kind: str, number: int) -> Seeds:
    """The cases of a kind that a seed draws, asked."""

    @seed(number)
    @settings(max_examples=BATCH, deadline=None, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(KINDS[kind].drawn)
    def asked(text: str) -> None:
        hunt.ask(at, kind, text, number)

    before = hunt.count[kind], hunt.unanswered(kind)
    asked()
    cases, unanswered = hunt.count[kind] - before[0], hunt.unanswered(kind) - before[1]
    return Seeds(kind, program(), number, number, cases, unanswered)


@cache
def program() -> str:
    """The last commit that changed the program; empty where there is no git."""
    words = ["git", "-C", str(ROOT), "log", "-1", "--format=%h", "--", "simulation"]
    try:
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


@click.command(help=(__doc__ or "").partition("\n")[0])
@click.option("--cases", type=click.IntRange(min=1), default=100_000, show_default=True,
              help="In all calls together; with --seed in this one.")  # fmt: skip
@click.option(
    "--seed", "first", type=int, help="Ask from this seed on, instead of behind those that were tried."
)
@click.option("--minutes", type=float, default=60.0, show_default=True, help="Stop after so long.")
@click.option("--kind", "only", type=click.Choice(list(KINDS)), multiple=True)
@click.option("--tried", type=click.Path(path_type=Path), default=TRIED, show_default="docs/fuzz.csv",
              help="Where the seeds are kept.")  # fmt: skip
@click.option("-o", "--out", type=click.Path(path_type=Path), default=Path("fuzz-failures.jsonl"),
              show_default=True, help="Where failures are added.")  # fmt: skip
def fuzz(
    cases: int, first: int | None, minutes: float, only: tuple[str, ...], tried: Path, out: Path
) -> None:
    """Ask until there were enough cases, or no time is left."""
    hunt, kept, kinds, until = Hunt(out), Tried(tried), only or tuple(KINDS), time.monotonic() + 60 * minutes
    numbers = {kind: kept.next_seed(kind) if first is None else first for kind in kinds}
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        at = answers.place(Path(folder))
        for kind in cycle(kinds):
            done = hunt.count.total() if first is not None else kept.total(kinds)
            if done >= cases or time.monotonic() >= until:
                break
            kept.add(batch(hunt, at, kind, numbers[kind]))
            numbers[kind] += 1
    told = ", ".join(f"{kind} {count}" for kind, count in hunt.count.items())
    unanswered = hunt.places.total()
    click.echo(f"{hunt.count.total()} cases now ({told}), {unanswered} not answered in words")
    click.echo(f"{kept.total(kinds)} cases in all calls ({tried})")
    sys.exit(1 if unanswered else 0)


if __name__ == "__main__":
    fuzz()
