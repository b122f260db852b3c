"""How long it takes from a start to the end of the first simulated day, on a machine that never ran the
program and on one that did.

    python benchmarks/speed/first_day.py [--rounds 5] [--write docs/performance.md]

Each round copies the program to an empty folder, where nothing is compiled yet, with an empty folder as
home. There a day of the classroom street is simulated twice in a process of its own, then, in another copy,
twice by the command `run`, whose time ends when it says that its run is done: the first of two is cold, the
second finds what the first kept. Libraries stand where they were installed. Seconds of the clock, and of
all processors used together, which say more on a machine that has other work; they are read from /proc, so
only on Linux.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import click

from benchmarks.speed import machine
from benchmarks.speed.reference_engines import pages

HERE = Path(__file__).resolve().parents[2]
DAY = """
from simulation.model import Street
from simulation.scenario import load
Street(load("scenarios/classroom.yaml"), 1).step()
print("runs 1 of 1")
"""
SETTINGS = ("experiment.warmup=0", "experiment.days=1")
RUN = ["run.py", "run", "scenarios/classroom.yaml", "-n", "1", "-j", "1", "--only-luck", "-o", "results/one"]
STARTS = {
    "a street, stepped in one process": ["-c", DAY],
    "`run` with one process": [*RUN, *(word for each in SETTINGS for word in ("--set", each))],
}
HEAD = (
    "| seconds | cold: clock | cold: processors | second: clock | second: processors |\n|---|---|---|---|---|"
)
Seconds = tuple[float, float]  # of the clock, of processors


def copy_of_the_program(folder: Path) -> Path:
    """A copy that has never run, in a folder with an empty home."""
    copied = folder / "program"
    unused = shutil.ignore_patterns("__pycache__", ".*", "results", "build", "dist")
    shutil.copytree(HERE, copied, ignore=unused)
    (folder / "home").mkdir()
    return copied


def seconds_to_first_day(words: list[str], program: Path) -> Seconds:
    """Of one start, until it says that its run is done."""
    asked = {"HOME": str(program.parent / "home"), "PYTHONPATH": str(program), "PYTHONUNBUFFERED": "1"}
    left_out = ("NUMBA_CACHE_DIR", "PYTHONDONTWRITEBYTECODE")
    settings = {name: value for name, value in os.environ.items() if name not in left_out} | asked
    began = time.monotonic()
    started = subprocess.Popen(
        [sys.executable, *words], cwd=program, env=settings, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    said = ""
    for line in started.stdout or ():
        said += line
        if line.startswith("runs 1 of 1"):
            found = time.monotonic() - began, of_processors(started.pid)
            started.communicate()
            return found
    raise RuntimeError(said)


def of_processors(session: int) -> float:
    """Seconds of the processors that all processes of a session have used, those that ended included."""
    used = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            columns = file.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if int(columns[3]) == session:
            used += sum(map(int, columns[11:15]))
    return used / os.sysconf("SC_CLK_TCK")


def measured(words: list[str]) -> tuple[Seconds, Seconds]:
    """A cold start and the second one."""
    with tempfile.TemporaryDirectory() as folder:
        program = copy_of_the_program(Path(folder))
        cold = seconds_to_first_day(words, program)
        shutil.rmtree(program / "results", ignore_errors=True)
        return cold, seconds_to_first_day(words, program)


def row(name: str, rounds: int) -> str:
    """A row of the table: medians, with the least and the most."""
    found = [(*cold, *second) for cold, second in (measured(STARTS[name]) for _ in range(rounds))]
    cells = [f"{median(all_)} ({min(all_)} to {max(all_)})" for all_ in zip(*rounded(found), strict=True)]
    return f"| {name} | {' | '.join(cells)} |"


def rounded(found: list[tuple[float, ...]]) -> list[list[float]]:
    """To a tenth of a second."""
    return [[round(each, 1) for each in one] for one in found]


@click.command(help=__doc__)
@click.option("--rounds", default=5, show_default=True)
@click.option("--write", metavar="PAGE", help="Put the figures between the marks of a page.")
def main(rounds: int, write: str | None) -> None:
    """Print a row for each way to start."""
    table = [HEAD]
    for name in STARTS:
        table.append(row(name, rounds))
        print(table[-1], flush=True)
    if write:
        pages.write(Path(write), {"starts": "\n".join([*table, "", machine.sentence()])})


if __name__ == "__main__":
    main()
