"""What a study of thousands of runs costs besides its runs: files, memory of the process that leads, time.

    python benchmarks/speed/many_runs.py [--write docs/performance.md]

Simulates forty years of the classroom street side by side, as a study does, which says what a run costs. Then
studies of eight scenarios are run in which each run hands out these tables, with other values of its metrics:
all that they take is the engine's, the text of tables among it. Seconds are of the processors, of the leading
process and its workers together, from the start of Python to the last table; the report is made afterwards
and counted by itself. --write puts the figures between the marks of a page. Ten thousand runs take five
minutes on two cores, and 1.6 GB.
"""

from __future__ import annotations

import json
import multiprocessing
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import click
import numpy as np
import pandas as pd

from benchmarks.speed import machine
from benchmarks.speed.reference_engines import pages
from simulation.experiment import Recipe, run_study
from simulation.experiment.execution.batches import batches, work
from simulation.scenario import Scenario, load, resolve

CLASSROOM = "scenarios/classroom.yaml"
SCENARIOS, YEARS = 8, 40
HEAD = (
    "| runs | files | MB before the report | MB with it | ms a run | of all time | report, s | report, MB |\n"
    "|---|---|---|---|---|---|---|---|"
)

Tables = dict[str, pd.DataFrame]


def live(kept: Path) -> float:
    """Keep the tables of some years; the seconds that each took."""
    from simulation.experiment.execution.replicate import side_by_side, warm

    scenario = load(CLASSROOM)
    warm(scenario)
    began = time.process_time()
    made = list(side_by_side(scenario, range(YEARS)))
    spent = (time.process_time() - began) / YEARS
    kept.write_bytes(pickle.dumps(made))
    return spent


@cache
def _kept(file: Path) -> list[Tables]:
    return pickle.loads(file.read_bytes())


def replay(kept: Path, scenario: Scenario, seeds: Sequence[int]) -> Iterator[Tables]:
    """The tables of some runs, without a street."""
    for seed in seeds:
        tables = _kept(kept)[seed % YEARS]
        luck = np.random.default_rng([seed, len(scenario.name)]).uniform(0.99, 1.01, len(tables["runs"]))
        yield tables | {"runs": tables["runs"].assign(value=tables["runs"]["value"] * luck)}


def replay_one(kept: Path, scenario: Scenario, seed: int) -> Tables:
    (tables,) = replay(kept, scenario, [seed])
    return tables


def nothing(scenario: Scenario) -> None:
    pass


def study(kept: Path, folder: Path, runs: int) -> dict[str, float]:
    """Run a study, and make its report; what it took."""
    from simulation.report import build

    street = load(CLASSROOM)
    asked = replace(street.experiment, replications=runs // SCENARIOS)
    scenarios = [replace(street, name="classroom" + "-b" * nth, experiment=asked) for nth in range(SCENARIOS)]
    one, many = partial(replay_one, kept), partial(replay, kept)
    recipe = Recipe(one, nothing, partial(resolve, with_copies=True), load, many, batches, work)
    run_study(scenarios, folder, recipe=recipe)
    found = {"seconds": _seconds(), "memory": _peak()}
    build([folder], folder / "report.html")
    files = sum(path.is_file() for path in folder.rglob("*"))
    size = (folder / "report.html").stat().st_size / 1e6
    return found | {"files": files, "report": size, "all": _seconds(), "peak": _peak()}


def _seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def row(runs: int, found: dict[str, float], year: float) -> str:
    engine = found["seconds"] / runs
    cells = (
        f"{runs:,}",
        *(f"{found[name]:,.0f}" for name in ("files", "memory", "peak")),
        f"{1000 * engine:.1f}",
        f"{engine / (engine + year):.1%}",
        f"{found['all'] - found['seconds']:.0f}",
        f"{found['report']:.1f}",
    )
    return f"| {' | '.join(cells)} |"


@click.command(help=__doc__)
@click.option("--runs", multiple=True, default=(504, 2000, 10_000), help="How many runs, repeatable.")
@click.option("--write", metavar="PAGE", help="Put the figures between the marks of a page.")
@click.option("--part", nargs=3, hidden=True, help="Do one study, in this process.")
def main(runs: tuple[int, ...], write: str | None, part: tuple[str, str, str] | None) -> None:
    """Print a row a number of runs."""
    if part:
        print(json.dumps(study(Path(part[0]), Path(part[1]), int(part[2]))))
        return
    with tempfile.TemporaryDirectory() as there:
        kept = Path(there) / "years"
        with multiprocessing.get_context("spawn").Pool(
            1
        ) as pool:  # a study's peak would hold that of its parent
            year = pool.apply(live, (kept,))
        lines = [
            f"A year of the classroom street, one of {YEARS} side by side: {1000 * year:.0f} ms.\n",
            HEAD,
        ]
        print(*lines, sep="\n", flush=True)
        for count in runs:
            words = [sys.executable, __file__, "--part", str(kept), f"{there}/{count}", str(count)]
            told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
            found = json.loads(told.splitlines()[-1])
            lines.append(row(count, found, year))
            print(lines[-1], flush=True)
    if write:
        pages.write(Path(write), {"many runs": "\n".join([*lines, "", machine.sentence()])})


if __name__ == "__main__":
    main()
