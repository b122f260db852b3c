"""Do runs of a results folder again, and name each table that comes out differently."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import simulation.experiment.execution.failures as failures
import simulation.experiment.storage.run_store as run_store
from simulation.experiment.comparison.finding import Metrics
from simulation.experiment.errors import ExperimentError
from simulation.experiment.execution.engines.engine import Engine, Local
from simulation.experiment.execution.progress import Progress
from simulation.experiment.execution.run_functions import Recipe, standard
from simulation.experiment.planning.plan_file import read_plan
from simulation.experiment.planning.run_options import Options
from simulation.experiment.runs import Run, arms
from simulation.experiment.storage.files.json_files import read_json
from simulation.experiment.storage.manifest import FORM, MANIFEST
from simulation.experiment.storage.packs import UNREADABLE
from simulation.experiment.storage.provenance import file_digest, made_with
from simulation.experiment.storage.run_store import existing
from simulation.experiment.storage.stored_runs import StoredRuns
from simulation.experiment.studies.completion import do, make_tables

Draw = Callable[[Sequence[Run], int], Sequence[Run]]
"""Which so many of some runs are done again."""


@dataclass(frozen=True)
class Reproduction:
    """Runs that were done again, of how many, tables that came out the same, and a sentence for each that did
    not."""

    runs: int
    stored: int
    agreed: int
    differing: tuple[str, ...]


def spread(runs: Sequence[Run], count: int) -> Sequence[Run]:
    """So many of the runs, evenly over their order; all of them where there are not more."""
    count = min(count, len(runs))
    return tuple(runs[at * len(runs) // count] for at in range(count))


def reproduce(
    folder: Path | str,
    jobs: int | None = None,
    *,
    sample: int | None = None,
    draw: Draw = spread,
    trusted: bool = False,
    engine: Engine | None = None,
    progress: Progress | None = None,
    recipe: Recipe | None = None,
    metrics: Metrics | None = None,
) -> Reproduction:
    """Do the finished runs of a results folder again in a temporary folder, and compare every table with the
    stored one.

    sample: how many runs are done again; None for all. The tables of the whole folder are then made again
    from what is stored. draw: chooses the runs (default: evenly over the run plan). trusted: whether
    user-defined files of a folder from elsewhere may be run. Raises ExperimentError where the folder holds no
    run plan, or no finished run.
    """
    folder = existing(folder)
    planned = read_plan(folder, (recipe or standard(Options())).read, same_program=False, trusted=trusted)
    recipe = recipe or standard(planned.options, arms(planned.study))
    with TemporaryDirectory(prefix="reproduce-") as there, StoredRuns(folder) as before:
        again = Path(there)
        stored = tuple(run for run in planned.runs if run in before)
        if not stored:
            raise ExperimentError(f"{folder} has no finished run, so there is nothing to do again")
        chosen = tuple(draw(stored, sample or len(stored)))
        with run_store.new_folder(again):
            do(chosen, planned.options, again, engine or Local(jobs), recipe, progress)
            with StoredRuns(again) as now:
                mine = [(run, name) for run in chosen if run in now for name in now.tables(run)]
                faults = [*_failed(again), *_runs_that_differ(before, now, mine)]
            faults += _copied(again, before, stored, {run.name for run in chosen})
            planned.write(again)
            make_tables(again, planned, metrics)
            faults += _tables_that_differ(folder, again)
            tables = len(list(again.glob("*.csv"))) + len(mine)
    return Reproduction(len(chosen), len(stored), tables - len(faults), tuple(faults))


def _failed(again: Path) -> Iterator[str]:
    for line in failures.read(again):
        which = f"{line['scenario']}, replication {line['replication']}"
        yield f"{which} failed this time: {line['message']}"


def _runs_that_differ(before: StoredRuns, now: StoredRuns, tables: list[tuple[Run, str]]) -> Iterator[str]:
    for run, name in tables:
        try:
            ours, theirs = before.read(run, name), now.read(run, name)
        except (KeyError, *UNREADABLE):
            yield f"{run.name}/{name} is missing in {before.folder}, or cannot be read"
            continue
        if ours != theirs:
            how = _first_difference(ours, theirs) + _made_otherwise(before, run)
            yield f"{run.name}/{name} differs{how}"


def _copied(again: Path, before: StoredRuns, runs: tuple[Run, ...], but: set[str]) -> Iterator[str]:
    """Take over the runs that were not done again; what is wrong with those that cannot be taken over."""
    others = [run for run in runs if run.name not in but]
    whole = [run for run in others if before.is_whole(run)]
    run_store.copy_runs(again, [(run, before) for run in whole])
    known = {run.name for run in whole}
    yield from (f"{run.name} of {before.folder} is damaged" for run in others if run.name not in known)


def _first_difference(before: bytes, now: bytes) -> str:
    """The first line of two texts that differs, in words."""
    ours, theirs = (text.decode("utf-8", errors="replace").splitlines() for text in (before, now))
    for number, (one, other) in enumerate(zip(ours, theirs, strict=False), start=1):
        if one != other:
            return f", first in line {number}: {one[:120]!r} is stored, {other[:120]!r} came out"
    return f": {len(ours)} lines are stored, {len(theirs)} came out"


def _made_otherwise(stored: StoredRuns, run: Run) -> str:
    """Other libraries than now, if it was made with some."""
    try:
        before = stored.sealed(run)["made_with"]
    except (KeyError, *UNREADABLE):
        return ""
    return f" (made with {before}; this is {made_with()})" if before != made_with() else ""


def _tables_that_differ(folder: Path, again: Path) -> Iterator[str]:
    """Tables of the whole folder that are not what its runs give, or not what the manifest says."""
    try:
        said = read_json(folder / MANIFEST, FORM)["tables"]
    except (OSError, ExperimentError, KeyError):
        said = {}
        yield f"{MANIFEST} of {folder} is missing or cannot be read"
    names = {path.name for path in again.glob("*.csv")} | {path.name for path in folder.glob("*.csv")}
    for name in sorted(names):
        before, now = folder / name, again / name
        if not before.exists() or not now.exists():
            yield f"{name} is missing in {folder if now.exists() else 'what came out'}"
        elif file_digest(before) != file_digest(now):
            changed = "" if said.get(name) == file_digest(before) else "; it was changed after it was made"
            yield f"{name} differs{_first_difference(before.read_bytes(), now.read_bytes())}{changed}"
