"""Do what a plan still lacks, and make the tables of what is finished."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

import simulation.experiment.execution.failures as failures
import simulation.experiment.storage.run_store as run_store
from simulation.experiment.comparison.compare import COMPARED, read_study, write_comparison
from simulation.experiment.comparison.finding import Metrics
from simulation.experiment.errors import Interrupted
from simulation.experiment.execution.engines.compiled_ahead import is_needed
from simulation.experiment.execution.engines.engine import Engine
from simulation.experiment.execution.progress import Count, Display, Progress, say, shown
from simulation.experiment.execution.run_functions import Recipe
from simulation.experiment.planning.plan_file import StudyPlan
from simulation.experiment.planning.run_options import Options
from simulation.experiment.planning.sequential import reached, read_precision, replications_wanted
from simulation.experiment.runs import Run, arms, in_table_order
from simulation.experiment.storage.collected import collect
from simulation.experiment.storage.manifest import MANIFEST, check_tables, manifest, refresh, tables
from simulation.experiment.storage.packs import put_together
from simulation.experiment.storage.stored_runs import StoredRuns
from simulation.experiment.studies.interim import Pairs
from simulation.experiment.studies.looks import folder_may_end_early, may_end_early
from simulation.experiment.tables.data_dictionary import write_dictionary
from simulation.text.shell_command import our_command

LOOK = 25  # ends of runs, after which packs are looked at
Interim = Callable[[Path, int], None]  # called with the folder, whose tables are made, and the pairs in them
Show = Callable[
    [Container[int], int, Display], None
]  # with replications whose runs are complete, and how many


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
    show = _shows(folder, planned, metrics, interim) if interim else None
    try:
        do(planned.mine, planned.options, folder, engine, recipe, progress, show)
        while longer := _longer(folder, planned, metrics):
            more = longer.mine[len(planned.mine) :]  # what failed before is not tried again
            planned = longer
            do(more, planned.options, folder, engine, recipe, progress)
    except KeyboardInterrupt:
        interrupted = True
    finally:
        run_store.sweep(folder)
    if not progress:
        say("tables")
    finished = _tables_at_the_end(folder, planned, metrics)
    lines = failures.write_open_failures(folder, planned.mine)
    if interrupted:
        raise Interrupted(
            f"interrupted: {finished} of {len(planned.mine)} runs are finished and kept in {folder}; "
            f"to go on: {our_command('resume', folder)}",
            folder if finished else None,
        )
    return Outcome(folder, finished, len(lines), _first(lines), _notes(folder, planned, metrics))


def _tables_at_the_end(folder: Path, planned: StudyPlan, metrics: Metrics | None) -> int:
    """See `make_tables`. Raises Interrupted where Ctrl-C stops that: what is in the folder then is not of one
    moment, so no report is to be made of it."""
    try:
        return make_tables(folder, planned, metrics)
    except KeyboardInterrupt:
        raise Interrupted(
            f"interrupted while tables were made: all finished runs are kept in {folder}; "
            f"to go on: {our_command('resume', folder)}"
        ) from None


def _shows(folder: Path, planned: StudyPlan, metrics: Metrics | None, interim: Interim) -> Show:
    """What shows the pairs of some replications while others are still done."""

    def show(complete: Container[int], count: int, display: Display) -> None:
        display.stage("tables")
        make_tables(folder, planned, metrics, complete)
        display.stage("report")
        interim(folder, count)
        display.stage("runs")

    return show


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
    precise = reached(folder, read_precision(texts, metrics), texts, done) if texts else []
    return (*precise, *_alone(planned))


def _alone(planned: StudyPlan) -> list[str]:
    """Which scenarios were simulated one replication after another, and why."""
    from simulation.experiment.execution.batches import why_alone  # not above: it needs the model

    if planned.study.baseline.experiment.replications == 1:
        return []
    reasons = ((each.name, why_alone(each)) for each in arms(planned.study))
    said = "ran one replication after another, which takes longer"
    return [f"{name} {said}: {why}" for name, why in reasons if why]


def _first(lines: list[dict]) -> str:
    return lines[0]["message"] if lines else ""


def make_tables(
    folder: Path, planned: StudyPlan, metrics: Metrics | None, only: Container[int] | None = None
) -> int:
    """The tables of the runs that are stored, their comparison, and the manifest; how many runs these are.

    only: replications whose runs are to be in the tables (default: all).
    """
    wanted = (run for run in in_table_order(planned.runs) if only is None or run.replication in only)
    with StoredRuns(folder) as stored:
        finished = [run for run in wanted if run in stored]
        collect(stored, finished, planned.options.bom)
    if finished:
        early = may_end_early(
            folder, planned.options.precision, map(_which, planned.runs), {*map(_which, finished)}
        )
        write_comparison(folder, metrics, any_time=early)
        write_dictionary(folder, metrics)
    every = sorted({run.seed for run in planned.runs})
    run_store.write_json(folder / MANIFEST, manifest(folder, every, planned.command))
    return len(finished)


def _which(run: Run) -> tuple[str, int]:
    return run.scenario.name, run.replication


def compare(folder: Path | str, metrics: Metrics | None = None) -> pd.DataFrame:
    """Make the comparison of a results folder again from its runs.csv, write and return it; no run is done.

    Rows and columns: see `write_comparison`. Raises ExperimentError where the folder holds no study, another
    program works in it, or a table that this reads is not as it was written.
    """
    folder = Path(folder)
    read_study(folder)  # before anything is locked: it says what is no results folder
    with run_store.alone(folder):
        check_tables(folder, *COMPARED)
        before = tables(folder)
        found = write_comparison(folder, metrics, any_time=folder_may_end_early(folder))
        write_dictionary(folder, metrics)
        refresh(folder, before)
    return found


def do(
    runs: Sequence[Run],
    options: Options,
    folder: Path,
    engine: Engine,
    recipe: Recipe,
    progress: Progress | None,
    show: Show | None = None,
) -> None:
    """Do those of the runs that are not stored yet, noting each failure at once.

    show: called for the first complete pair, and then each time there are twice as many.
    """
    stored = StoredRuns(folder)
    missing = [run for run in runs if run not in stored]
    done, failed, pairs = len(runs) - len(missing), 0, Pairs.of(runs, missing)
    with shown(progress) as display:
        works = engine.work(missing, recipe) if missing else []
        work = sum(works)
        display.count(Count(done, len(runs), failed, *pairs.counts, work))
        if missing:
            recipe = _announcing(recipe, display)
            with closing(engine.ends(missing, folder, recipe, options.timeout)) as ends:
                for ended, (place, failure) in enumerate(ends, start=done + 1):
                    run = missing[place]
                    if failure and not (failure.may_be_stored and run in StoredRuns(folder)):
                        failures.note(folder, run, failure)
                        failed += 1
                    if ended % LOOK == 0:
                        put_together(folder)
                    pairs.end(run)
                    work -= works[place]
                    display.count(Count(ended, len(runs), failed, *pairs.counts, max(work, 0.0)))
                    if show and pairs.are_due():
                        show(pairs.complete, len(pairs.complete), display)
                        pairs.note_shown()


def _announcing(recipe: Recipe, display: Display) -> Recipe:
    """The recipe, which says when it compiles."""

    def compile_() -> None:
        if is_needed():
            display.stage("compiling")
            recipe.compile()
            display.stage("runs")

    return replace(recipe, compile=compile_)
