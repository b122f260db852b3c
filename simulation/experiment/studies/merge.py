"""Put together the parts of a study that were done in separate folders, on any machines."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import simulation.experiment.execution.failures as failures
import simulation.experiment.storage.run_store as run_store
from simulation.experiment.comparison.finding import Metrics
from simulation.experiment.errors import ExperimentError
from simulation.experiment.execution.run_functions import Recipe, standard
from simulation.experiment.planning.plan_file import StudyPlan, difference, read_plan
from simulation.experiment.planning.run_options import Options
from simulation.experiment.runs import WHOLE, Run, in_table_order
from simulation.experiment.storage.run_store import existing
from simulation.experiment.storage.stored_runs import StoredRuns
from simulation.experiment.studies.completion import Outcome, make_tables
from simulation.text.shell_command import our_command


def merge(
    folders: Sequence[Path | str],
    into: Path | str,
    *,
    trusted: bool = False,
    recipe: Recipe | None = None,
    metrics: Metrics | None = None,
) -> Outcome:
    """Make one results folder of several that hold runs of the same study; the parts stay as they are.

    Runs that no part has finished are left to `resume`. trusted: as there. Raises ExperimentError where two
    folders were asked for different things, or hold the same run with different tables; StorageError from the
    disk.
    """
    recipe = recipe or standard(Options())
    parts = {folder: read_plan(folder, recipe.read, trusted=trusted) for folder in map(existing, folders)}
    planned = _same(parts)
    into = Path(into)
    with ExitStack() as until_done:
        opened = [until_done.enter_context(StoredRuns(folder)) for folder in parts]
        sources = _sources(planned, opened)
        until_done.enter_context(run_store.new_folder(into))
        planned.write(into)
        run_store.copy_runs(into, sources)
        for folder in parts:
            for line in failures.read(folder):
                run_store.append_line(into / failures.FAILURES, line)
        finished = make_tables(into, planned, metrics)
        lines = failures.write_open_failures(into, planned.runs)
    return Outcome(into, finished, len(lines), lines[0]["message"] if lines else "")


def _same(parts: dict[Path, StudyPlan]) -> StudyPlan:
    """The whole plan that all parts are of."""
    (first, planned), *others = parts.items()
    for folder, other in others:
        for path in sorted(planned.inputs.keys() | other.inputs.keys()):
            ours, theirs = planned.inputs.get(path, ""), other.inputs.get(path, "")
            if ours != theirs:
                lines = difference(ours, theirs) or "only in where its values were written"
                raise ExperimentError(f"{folder} is of another study than {first}; {path} differs:\n{lines}")
        if other.options != planned.options:
            raise ExperimentError(
                f"{folder} was run with other options than {first}: {other.options}, {planned.options}"
            )
    return replace(planned, shard=WHOLE)


def _sources(planned: StudyPlan, parts: list[StoredRuns]) -> list[tuple[Run, StoredRuns]]:
    """Each finished run, in the order of the tables, and the part that it is taken from."""
    found = []
    for run in in_table_order(planned.runs):
        with_it = [part for part in parts if run in part]
        for part in with_it:
            _check(run, part, with_it[0])
        found += [(run, with_it[0])] if with_it else []
    return found


def _check(run: Run, part: StoredRuns, before: StoredRuns) -> None:
    """A run is whole, and the same in every folder that has it."""
    if not part.is_whole(run):
        raise ExperimentError(
            f"run {run.name} of {part.folder} is damaged; {our_command('resume', part.folder)} does it again"
        )
    ours, theirs = before.sealed(run)["tables"], part.sealed(run)["tables"]
    if ours != theirs:
        names = sorted({name for name, _ in ours.items() ^ theirs.items()})
        raise ExperimentError(
            f"{before.folder} and {part.folder} both have run {run.name}, but differ in {', '.join(names)}"
        )
