"""What a day of a street costs where several are simulated side by side, up to a city of a hundred.

    python benchmarks/speed/side_by_side.py [--write docs/performance.md]

Milliseconds are of a core of this machine in this run. Each row is measured in a process of its own, whose
largest memory stands beside it; the ratio is against one street alone, measured before and after, so that a
machine that changes its pace is seen. --write puts the figures between the marks of a page.
"""

from __future__ import annotations

import multiprocessing
import resource
import time
from pathlib import Path

import click

from benchmarks.speed import machine
from benchmarks.speed.reference_engines import pages
from simulation.model import Street
from simulation.scenario import load

ROWS = {"classroom": (1, 5, 10, 20, 40, 1), "lijia": (1, 2, 5, 10, 100, 1)}
FIRST, DAYS = 40, 42  # days that are not measured, and those that are: whole weeks
HEAD = (
    "| street | side by side | residents | ms a street and day | times as fast | MB |\n"
    "|---|---|---|---|---|---|"
)


def measure(name: str, streets: int) -> tuple[int, float, float]:
    """Residents, milliseconds of the processor a street and day, and the largest memory in MB."""
    scenario = load(f"scenarios/{name}.yaml")
    street = Street(scenario, 1, beside=range(2, streets + 1))
    for _ in range(FIRST):
        street.step()
    began = time.process_time()
    for _ in range(DAYS):
        street.step()
    spent = (time.process_time() - began) / DAYS / streets * 1000
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return len(street.residents), spent, memory


def rows(name: str) -> list[str]:
    """The rows of a street, printed as they come."""
    found, alone = [], 0.0
    for streets in ROWS[name]:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            people, spent, memory = pool.apply(measure, (name, streets))
        alone = alone or spent
        row = f"| {name} | {streets} | {people:,} | {spent:.2f} | {alone / spent:.2f} | {memory:,.0f} |"
        print(row, flush=True)
        found.append(row)
    return found


@click.command(help=__doc__)
@click.option("--write", metavar="PAGE", help="Put the figures between the marks of a page.")
def main(write: str | None) -> None:
    """Print a row a number of streets."""
    print(HEAD)
    table = "\n".join([HEAD, *(row for name in ROWS for row in rows(name)), "", machine.sentence()])
    if write:
        pages.write(Path(write), {"side by side": table})


if __name__ == "__main__":
    main()
