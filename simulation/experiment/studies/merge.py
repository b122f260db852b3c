"""Put together the parts of a study that were done in separate folders, on any machines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import simulation.experiment.execution.failures as failures
import simulation.experiment.storage.run_store as run_store
from simulation.experiment.comparison.finding import Metrics
from simulation.experiment.errors import ExperimentError
from simulation.experiment.execution.run_functions import Recipe, standard
from simulation.experiment.planning.plan_file import StudyPlan, difference, read_plan
from simulation.experiment.planning.run_options import Options
from simulation.experiment.runs import WHOLE, Run
from simulation.experiment.storage.run_store import existing
from simulation.experiment.studies.completion import Outcome, make_tables
from simulation.text.shell_command import typed


def merge(
    folders: Sequence[Path | str],
    into: Path | str,
    *,
    recipe: Recipe | None = None,
    metrics: Metrics | None = None,
) -> Outcome:
    """Make one results folder of several that hold runs of the same study; the parts stay as they are.

    Runs that no part has finished are left to `resume`. Raises ExperimentError where two folders were asked
    for different things, or hold the same run with different tables; StorageError from the disk.
    """
    recipe = recipe or standard(Options())
    parts = {existing(folder): read_plan(existing(folder), recipe.read) for folder in folders}
    planned = _same(parts)
    sources = _sources(parts)
    into = Path(into)
    with run_store.new_folder(into):
        planned.write(into)
        for run, source in sources:
            run_store.copy_run(into, run, source)
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


def _sources(parts: dict[Path, StudyPlan]) -> list[tuple[Run, Path]]:
    """Each finished run, in the order of the plan, and the folder that it is taken from."""
    found = []
    for run in next(iter(parts.values())).runs:
        homes = [folder for folder in parts if run_store.is_finished(folder, run)]
        for folder in homes:
            _check(run, folder, homes[0])
        found += [(run, homes[0])] if homes else []
    return found


def _check(run: Run, folder: Path, before: Path) -> None:
    """A run is whole, and the same in every folder that has it."""
    if not run_store.is_whole(folder, run):
        raise ExperimentError(
            f"{folder / 'runs' / run.name} is damaged; "
            f"{typed('python', 'run.py', 'resume', folder)} does it again"
        )
    ours, theirs = run_store.sealed(before, run)["tables"], run_store.sealed(folder, run)["tables"]
    if ours != theirs:
        names = sorted({name for name, _ in ours.items() ^ theirs.items()})
        raise ExperimentError(
            f"{before} and {folder} both have run {run.name}, but differ in {', '.join(names)}"
        )
