"""Do what a plan still lacks, and make the tables of what is finished."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

import simulation.experiment.execution.failures as failures
import simulation.experiment.storage.run_store as run_store
from simulation.experiment.comparison.compare import compare, read_study
from simulation.experiment.comparison.finding import Metrics
from simulation.experiment.errors import Interrupted
from simulation.experiment.execution.engine import Engine
from simulation.experiment.execution.progress import Progress, shown
from simulation.experiment.execution.run_functions import Recipe
from simulation.experiment.planning.plan_file import StudyPlan
from simulation.experiment.planning.run_options import Options
from simulation.experiment.planning.sequential import reached, read_precision, replications_wanted
from simulation.experiment.runs import Run, in_table_order
from simulation.experiment.storage.manifest import MANIFEST, manifest, refresh
from simulation.experiment.studies.data_dictionary import write_dictionary
from simulation.experiment.studies.interim import Pairs
from simulation.text.shell_command import typed

Interim = Callable[[Path, int], None]  # called with the folder, whose tables are made, and the pairs in them


@dataclass(frozen=True)
class Outcome:
    """What became of a study: its folder, runs that finished and that failed, the first cause, and what is
    to be said besides."""

    folder: Path
    finished: int
    failed: int
    first_failure: str = ""
    notes: tuple[str, ...] = ()


def go_on(
    folder: Path,
    planned: StudyPlan,
    engine: Engine,
    recipe: Recipe,
    progress: Progress | None,
    metrics: Metrics | None,
    interim: Interim | None = None,
) -> Outcome:
    """Do the runs of a plan that are not stored yet, then all tables; the caller has the folder to itself."""
    interrupted = False

    def show(pairs: Container[int], count: int) -> None:
        make_tables(folder, planned, metrics, pairs)
        if interim:
            interim(folder, count)

    try:
        do(planned.mine, planned.options, folder, engine, recipe, progress, show if interim else None)
        while longer := _longer(folder, planned, metrics):
            more = longer.mine[len(planned.mine) :]  # what failed before is not tried again
            planned = longer
            do(more, planned.options, folder, engine, recipe, progress)
    except KeyboardInterrupt:
        interrupted = True
    run_store.sweep(folder)
    finished = make_tables(folder, planned, metrics)
    lines = failures.write_open_failures(folder, planned.mine)
    if interrupted:
        raise Interrupted(
            f"interrupted: {finished} of {len(planned.mine)} runs are finished and kept in {folder}; "
            f"to go on: {typed('python', 'run.py', 'resume', folder)}",
            folder if finished else None,
        )
    return Outcome(folder, finished, len(lines), _first(lines), _notes(folder, planned, metrics))


def _longer(folder: Path, planned: StudyPlan, metrics: Metrics | None) -> StudyPlan | None:
    """The plan with as many replications as the precision that was asked for still needs; None for enough."""
    done, options = planned.study.baseline.experiment.replications, planned.options
    if not options.precision:
        return None
    make_tables(folder, planned, metrics)
    precisions = read_precision(options.precision, metrics)
    wanted = replications_wanted(folder, precisions, done, options.most)
    if wanted == done:
        return None
    longer = planned.with_replications(wanted)
    longer.write(folder)
    return longer


def _notes(folder: Path, planned: StudyPlan, metrics: Metrics | None) -> tuple[str, ...]:
    texts, done = planned.options.precision, planned.study.baseline.experiment.replications
    return tuple(reached(folder, read_precision(texts, metrics), texts, done)) if texts else ()


def _first(lines: list[dict]) -> str:
    return lines[0]["message"] if lines else ""


def make_tables(
    folder: Path, planned: StudyPlan, metrics: Metrics | None, seeds: Container[int] | None = None
) -> int:
    """The tables of the runs that are stored, their comparison, and the manifest; how many runs these are.

    seeds: of the runs to be in the tables (default: all).
    """
    stored = (run for run in in_table_order(planned.runs) if run_store.is_finished(folder, run))
    finished = [run for run in stored if seeds is None or run.seed in seeds]
    run_store.collect(folder, finished, planned.options.bom)
    if finished:
        compare(folder, metrics)
        write_dictionary(folder, metrics)
    every = sorted({run.seed for run in planned.runs})
    run_store.write_json(folder / MANIFEST, manifest(folder, every, planned.command))
    return len(finished)


def rebuild(folder: Path | str, metrics: Metrics | None = None) -> pd.DataFrame:
    """Make the comparison of a folder again from its runs.csv, and return it; no run is done."""
    folder = Path(folder)
    read_study(folder)  # before anything is locked: it says what is no results folder
    with run_store.alone(folder):
        found = compare(folder, metrics)
        write_dictionary(folder, metrics)
        refresh(folder)
    return found


def do(
    runs: Sequence[Run],
    options: Options,
    folder: Path,
    engine: Engine,
    recipe: Recipe,
    progress: Progress | None,
    show: Callable[[Container[int], int], None] | None = None,
) -> None:
    """Do those of the runs that are not stored yet, noting each failure at once.

    show: called with the seeds whose runs are complete, and their number, each time there are twice as many.
    """
    missing = [run for run in runs if not run_store.is_finished(folder, run)]
    done, failed, pairs = len(runs) - len(missing), 0, Pairs.of(runs, missing)
    with shown(progress) as report:
        report(done, len(runs), failed)
        if missing:
            with closing(engine.ends(missing, folder, recipe, options.timeout)) as ends:
                for ended, (place, failure) in enumerate(ends, start=done + 1):
                    # a worker may die after its run was stored and before it could say so
                    if failure and not run_store.is_finished(folder, missing[place]):
                        failures.note(folder, missing[place], failure)
                        failed += 1
                    report(ended, len(runs), failed)
                    pairs.end(missing[place])
                    if show and pairs.are_due():
                        show(pairs.complete, len(pairs.complete))
                        pairs.note_shown()
