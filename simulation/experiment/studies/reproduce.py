"""Do runs of a results folder again, and name each table that comes out differently."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import simulation.experiment.execution.failures as failures
import simulation.experiment.storage.run_store as run_store
from simulation.experiment.comparison.finding import Metrics
from simulation.experiment.errors import ExperimentError
from simulation.experiment.execution.engine import Engine, Local
from simulation.experiment.execution.progress import Progress
from simulation.experiment.execution.run_functions import Recipe, standard
from simulation.experiment.planning.plan_file import read_plan
from simulation.experiment.planning.run_options import Options
from simulation.experiment.runs import Run, arms
from simulation.experiment.storage.manifest import MANIFEST
from simulation.experiment.storage.provenance import file_digest, made_with
from simulation.experiment.storage.run_store import existing
from simulation.experiment.studies.completion import do, make_tables


@dataclass(frozen=True)
class Reproduction:
    """Runs that were done again, tables that came out the same, and a sentence for each that did not."""

    runs: int
    agreed: int
    differing: tuple[str, ...]


def reproduce(
    folder: Path | str,
    jobs: int | None = None,
    *,
    sample: int | None = None,
    engine: Engine | None = None,
    progress: Progress | None = None,
    recipe: Recipe | None = None,
    metrics: Metrics | None = None,
) -> Reproduction:
    """Do the finished runs of a results folder again elsewhere, and compare every table with the stored one.

    sample: do only so many of them, spread over the plan; the tables of the whole folder are then made again
    of what is stored. Raises ExperimentError where the folder holds no plan, or nothing finished.
    """
    folder = existing(folder)
    planned = read_plan(folder, (recipe or standard(Options())).read, same_program=False)
    stored = tuple(run for run in planned.runs if run_store.is_finished(folder, run))
    if not stored:
        raise ExperimentError(f"{folder} has no finished run, so there is nothing to do again")
    chosen = _spread(stored, sample or len(stored))
    recipe = recipe or standard(planned.options, arms(planned.study))
    with TemporaryDirectory(prefix="reproduce-") as there:
        again = Path(there)
        with run_store.new_folder(again):
            do(chosen, planned.options, again, engine or Local(jobs), recipe, progress)
            faults = [*_failed(again), *_runs_that_differ(folder, again, chosen)]
            for run in stored:
                if run not in chosen:
                    run_store.copy_run(again, run, folder)
            planned.write(again)
            make_tables(again, planned, metrics)
            faults += _tables_that_differ(folder, again)
            tables = len(list(again.glob("*.csv"))) + sum(1 for _ in _tables(again, chosen))
    return Reproduction(len(chosen), tables - len(faults), tuple(faults))


def _spread(runs: tuple[Run, ...], count: int) -> tuple[Run, ...]:
    """So many of the runs, evenly over their order; all of them where there are not more."""
    count = min(count, len(runs))
    return tuple(runs[at * len(runs) // count] for at in range(count))


def _failed(again: Path) -> Iterator[str]:
    for line in failures.read(again):
        which = f"{line['scenario']}, replication {line['replication']}"
        yield f"{which} failed this time, with {line['message']}"


def _tables(again: Path, chosen: tuple[Run, ...]) -> Iterator[tuple[Run, str]]:
    """Every table of the runs that were done again."""
    for run in chosen:
        if run_store.is_finished(again, run):
            yield from ((run, name) for name in run_store.sealed(again, run)["tables"])


def _runs_that_differ(folder: Path, again: Path, chosen: tuple[Run, ...]) -> Iterator[str]:
    for run, name in _tables(again, chosen):
        before, now = (place / "runs" / run.name / name for place in (folder, again))
        if not before.exists():
            yield f"runs/{run.name}/{name} is missing in {folder}"
        elif file_digest(before) != file_digest(now):
            how = _first_difference(before, now) + _made_otherwise(folder, run)
            yield f"runs/{run.name}/{name} differs{how}"


def _first_difference(before: Path, now: Path) -> str:
    """The first line of two texts that differs, in words."""
    ours, theirs = (path.read_text("utf-8", errors="replace").splitlines() for path in (before, now))
    for number, (one, other) in enumerate(zip(ours, theirs, strict=False), start=1):
        if one != other:
            return f", first in line {number}: {one[:120]!r} is stored, {other[:120]!r} came out"
    return f": {len(ours)} lines are stored, {len(theirs)} came out"


def _made_otherwise(folder: Path, run: Run) -> str:
    """Other libraries than now, if it was made with some."""
    try:
        before = run_store.sealed(folder, run)["made_with"]
    except (OSError, ValueError, KeyError):
        return ""
    return f" (made with {before}; this is {made_with()})" if before != made_with() else ""


def _tables_that_differ(folder: Path, again: Path) -> Iterator[str]:
    """Tables of the whole folder that are not what its runs give, or not what the manifest says."""
    try:
        said = json.loads((folder / MANIFEST).read_text("utf-8"))["tables"]
    except (OSError, ValueError, KeyError):
        said = {}
        yield f"{MANIFEST} of {folder} is missing or cannot be read"
    names = {path.name for path in again.glob("*.csv")} | {path.name for path in folder.glob("*.csv")}
    for name in sorted(names):
        before, now = folder / name, again / name
        if not before.exists() or not now.exists():
            yield f"{name} is missing in {folder if now.exists() else 'what came out'}"
        elif file_digest(before) != file_digest(now):
            changed = "" if said.get(name) == file_digest(before) else "; it was changed after it was made"
            yield f"{name} differs{_first_difference(before, now)}{changed}"
