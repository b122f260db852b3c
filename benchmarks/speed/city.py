"""How time, memory and results on disk grow from one grid to a city of a hundred streets.

    python benchmarks/speed/city.py [--days 365] [--processes 2] [--write docs/scale.md]

Each row is a run in processes of its own, without a warm-up, all mechanisms on and, from two streets on, fund
and bodies shared. Seconds to begin and milliseconds a day are those of the processor, of all processes
together; to begin is a run of two days, with its tables. Memory is the largest block times the number of
blocks, and the process that settles. --write puts the table between the marks of a page.
"""

from __future__ import annotations

import os
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import numpy as np

from benchmarks.speed import machine
from benchmarks.speed.reference_engines import pages
from simulation.codes import YEAR
from simulation.experiment.execution.city.processes import by_processes
from simulation.experiment.execution.replicate import warm
from simulation.experiment.runs import Run
from simulation.experiment.storage.run_store import write_run
from simulation.place.city import City
from simulation.scenario import Scenario, load

ONE_GRID = ("place.residents=1200", "place.communities=1")
LARGER = (("classroom", 1), ("lijia", 1), ("lijia", 10), ("lijia", 100))
FIRST = 2  # days of the run to begin with: a holiday, and a day of work
HEAD = (
    "| streets | residents | processes | s to begin | ms a day | µs a resident and year | s by the clock "
    "| MB | bytes a resident | MB on disk |\n"
    "|---|---|---|---|---|---|---|---|---|---|"
)


@dataclass(frozen=True)
class Grown:
    """What a run took: seconds of the processor to begin and for the days, seconds by the clock, bytes of
    memory and on disk."""

    streets: int
    residents: int
    processes: int
    begin: float
    day: float
    clock: float
    memory: float
    disk: int

    def __str__(self) -> str:
        cells = (
            self.streets,
            f"{self.residents:,}",
            self.processes,
            f"{self.begin:,.1f}",
            f"{1e3 * self.day:,.1f}",
            f"{1e6 * self.day * YEAR / self.residents:,.1f}",
            f"{self.clock:,.0f}",
            f"{self.memory / 1e6:,.0f}",
            f"{self.memory / self.residents:,.0f}",
            f"{self.disk / 1e6:,.2f}",
        )
        return f"| {' | '.join(map(str, cells))} |"


def measure(name: str, streets: int, set_to: tuple[str, ...], days: int, processes: int) -> Grown:
    """A run, and one of two days before it, in a process that has done nothing else."""
    scenario = load(f"scenarios/{name}.yaml", set_to)
    city = City(streets=streets, shared_fund=0.3, shared_bodies=0.5)
    warm(scenario)
    begin, *_ = _run(replace(scenario, city=city), FIRST, processes)
    spent, clock, disk = _run(replace(scenario, city=city), days, processes)
    blocks = min(processes, streets)
    memory = _peak(resource.RUSAGE_SELF) + blocks * _peak(resource.RUSAGE_CHILDREN)
    people, day = streets * round(scenario.place.residents), (spent - begin) / (days - FIRST)
    return Grown(streets, people, blocks, begin, day, clock, memory, disk)


def _run(scenario: Scenario, days: int, processes: int) -> tuple[float, float, int]:
    """Seconds of the processor and by the clock that a run took, and the bytes of its tables."""
    scenario = replace(scenario, experiment=replace(scenario.experiment, warmup=0, days=days))
    began, before = time.monotonic(), _spent()
    tables = by_processes(scenario, 7, processes, 3600.0, lambda _: None)
    with TemporaryDirectory() as folder:
        (Path(folder) / "runs").mkdir()
        write_run(Path(folder), Run(scenario, 0, 7), tables)
        disk = sum(each.stat().st_size for each in Path(folder).rglob("*") if each.is_file())
    return _spent() - before, time.monotonic() - began, disk


def _spent() -> float:
    """Seconds of the processor, of this process and of those that it started and that have ended."""
    return sum(os.times()[:4])


def _peak(whose: int) -> float:
    return resource.getrusage(whose).ru_maxrss * 1024


def slopes(rows: list[Grown]) -> str:
    """How steep the growth is on scales of powers of ten: 1 is linear, less is less than that."""
    said = []
    for what in ("day", "memory", "disk"):
        steps = np.diff(np.log10([getattr(each, what) for each in rows]))
        steps /= np.diff(np.log10([each.residents for each in rows]))
        said.append(f"{what} {', '.join(f'{each:.2f}' for each in steps)}")
    return f"Slope from row to row, 1 being linear: {'; '.join(said)}."


@click.command(help=__doc__)
@click.option("--days", default=365, show_default=True)
@click.option("--processes", default=2, show_default=True)
@click.option("--write", metavar="PAGE", help="Put the figures between the marks of a page.")
def main(days: int, processes: int, write: str | None) -> None:
    """Print one row per size."""
    print(HEAD, flush=True)
    rows = []
    for size in (("classroom", 1, ONE_GRID), *((*each, ()) for each in LARGER)):
        with ProcessPoolExecutor(1, get_context("spawn")) as fresh:  # its workers may start processes
            rows.append(fresh.submit(measure, *size, days, processes).result())
        print(rows[-1], flush=True)
    said = f"{days} days without warm-up. {machine.sentence()}"
    table = "\n".join([HEAD, *map(str, rows), "", slopes(rows), said])
    print(slopes(rows), said, sep="\n")
    if write:
        pages.write(Path(write), {"growth": table})


if __name__ == "__main__":
    main()
