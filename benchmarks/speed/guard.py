"""What got slower since the last release? A guide, no test: it ends with 0 whatever it finds.

    make bench
    make bench BASE=v0.1.0
    python benchmarks/speed/guard.py [--base COMMIT] [--pairs 5]

The last release is the latest tag before this commit; without a tag, the commit that last set the version.
It is put into a temporary work tree, and both play a few fixed workloads by turns, in the same Python and
after a run that compiles. What is compared is seconds of the processor, here divided by there, pair by pair,
so that a machine that changes its pace meets both alike.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

import click

from benchmarks.speed.guard_workloads import WORKLOADS, Workload

ROOT = Path(__file__).resolve().parents[2]
SLOWER = 1.10
LONGEST = 900  # seconds one run of a workload may take

Measure = Callable[[Path, Workload], float]


class Failed(Exception):
    """A workload that does not run in a tree: the last line of what it said."""


class Compared(NamedTuple):
    """A workload and its ratios, here divided by there, or why there are none."""

    name: str
    ratios: list[float]
    why: str = ""


def git(*words: str) -> str:
    """What git says. Raises CalledProcessError."""
    done = subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def last_release(ask: Callable[..., str] = git) -> str:
    """The latest tag, or the commit that last set the version."""
    with contextlib.suppress(subprocess.CalledProcessError):
        return ask("describe", "--tags", "--abbrev=0")
    return ask("log", "-1", "--format=%h", "--", "simulation/version.py")


@contextlib.contextmanager
def tree_of(commit: str) -> Iterator[Path]:
    """The files of a commit in a folder that goes away."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "release")
        git("worktree", "add", "--detach", str(tree), commit)
        try:
            yield tree
        finally:
            git("worktree", "remove", "--force", str(tree))


def measure(tree: Path, workload: Workload) -> float:
    """Seconds that a workload says it took in a tree. Raises Failed."""
    paths = os.pathsep.join([str(tree), str(ROOT)])  # the release's program, and what only this folder has
    try:
        done = subprocess.run(
            [sys.executable, "-c", workload.code], cwd=tree, env=os.environ | {"PYTHONPATH": paths},
            capture_output=True, text=True, timeout=LONGEST, check=True,
        )  # fmt: skip
        return float(done.stdout.split()[-1])
    except subprocess.TimeoutExpired as error:
        raise Failed(f"no end within {LONGEST} s") from error
    except subprocess.CalledProcessError as error:
        raise Failed((error.stderr.strip().splitlines() or ["it failed"])[-1]) from error


def compare(here: Path, there: Path, workload: Workload, pairs: int, seconds: Measure) -> Compared:
    """Pairs of runs by turns, after one of each that is not counted."""
    for tree, place in ((there, "in the release"), (here, "here")):
        try:
            seconds(tree, workload)
        except Failed as sentence:
            return Compared(workload.name, [], f"does not run {place}: {sentence}")
    ratios = []
    for number in range(pairs):
        took = {tree: seconds(tree, workload) for tree in ((here, there) if number % 2 else (there, here))}
        ratios.append(took[here] / took[there])
    return Compared(workload.name, ratios)


def line(found: Compared) -> str:
    """A workload's line."""
    if not found.ratios:
        return f"{found.name:24} {found.why}"
    low, middle, high = min(found.ratios), median(found.ratios), max(found.ratios)
    return f"{found.name:24} {middle:5.2f} times the release's seconds ({low:.2f} to {high:.2f})"


def conclusion(found: Sequence[Compared]) -> str:
    """What got slower, in a sentence."""
    measured = [each for each in found if each.ratios]
    slower = [
        f"{each.name} ({median(each.ratios) - 1:+.0%})" for each in measured if median(each.ratios) > SLOWER
    ]
    if not measured:
        return "Nothing was compared."
    if not slower:
        return f"Nothing got slower by more than {SLOWER - 1:.0%}."
    return f"Slower by more than {SLOWER - 1:.0%}: {', '.join(slower)}."


def guard(here: Path, there: Path, pairs: int, seconds: Measure = measure) -> Iterator[str]:
    """One line per workload as it is done, then what got slower."""
    found = []
    for workload in WORKLOADS:
        found.append(compare(here, there, workload, pairs, seconds))
        yield line(found[-1])
    yield conclusion(found)


@click.command(help=__doc__)
@click.option("--base", metavar="COMMIT", help="What to compare with; by default the last release.")
@click.option("--pairs", default=5, show_default=True, type=click.IntRange(1))
def main(base: str | None, pairs: int) -> None:
    """Compare and say what got slower."""
    try:
        base = base or last_release()
        click.echo(f"Compared with {base}, {pairs} pairs of runs:")
        with tree_of(base) as there:
            for text in guard(ROOT, there, pairs):
                click.echo(text)
    except subprocess.CalledProcessError as error:
        click.echo(f"Nothing was compared: {(error.stderr or str(error)).strip()}")


if __name__ == "__main__":
    main()
