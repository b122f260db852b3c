"""Run a study: every scenario with every seed, each in a process task, into a results folder."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import simulation.experiment.storage.files.parquet as parquet
import simulation.experiment.storage.run_store as run_store
from simulation.experiment.comparison.finding import Metrics
from simulation.experiment.errors import ExperimentError, Unstartable
from simulation.experiment.execution.engines.engine import Engine, Local
from simulation.experiment.execution.engines.local_pool import stop_if_starting
from simulation.experiment.execution.progress import Progress
from simulation.experiment.execution.run_functions import Recipe, standard
from simulation.experiment.planning.plan_file import PLAN, StudyPlan, read_plan
from simulation.experiment.planning.run_options import MOST, Cases, CommandOptions, Options
from simulation.experiment.planning.sequential import check_comparable, read_precision
from simulation.experiment.planning.study_check import check_study
from simulation.experiment.planning.study_file import inputs_of
from simulation.experiment.runs import (
    WHOLE,
    Shard,
    arms,
    check_user_files,
)
from simulation.experiment.storage.packs import mend, packs_of
from simulation.experiment.storage.stored_runs import is_whole
from simulation.experiment.studies.completion import Interim, Outcome, go_on
from simulation.user_files import UserFileError

if TYPE_CHECKING:
    from simulation.scenario import Scenario, Study


def run_study(
    study: Study | Scenario | Sequence[Scenario],
    folder: Path | str,
    jobs: int | None = None,
    *,
    cases: Cases | None = None,
    bom: bool = False,
    timeout: float = 3600.0,
    precision: Sequence[str] = (),
    most: int = MOST,
    shard: Shard = WHOLE,
    engine: Engine | None = None,
    command: str | None = None,
    command_options: CommandOptions | None = None,
    progress: Progress | None = None,
    interim: Interim | None = None,
    recipe: Recipe | None = None,
    metrics: Metrics | None = None,
    metrics_alone: bool = False,
) -> Outcome:
    """Run every scenario of a study with every seed, and compare them with the baseline.

    study: a study, one scenario (compared with nothing), or several, the baseline first.
    folder: where the results go; must be new or empty.
    jobs: processes at a time (default: one per core that may be used).
    cases: also write every case and every need, as CSV or Parquet: `cases` and `needs`.
    bom: begin tables with a byte order mark, for Excel.
    timeout: seconds a run may take.
    precision: half-widths wanted for the paired differences, each "METRIC=NUMBER UNIT"; replications are
    added until they are reached, up to `most`.
    shard: do only this part of the runs.
    engine: where runs are done (default: processes of this machine).
    command, command_options: how the manifest and the plan record the call.
    progress: called at the end of each run (default: a bar on stderr, lines where that is no terminal).
    interim: called while runs are left with the folder and a number of pairs, whenever tables of twice as
    many pairs as before are made: after 1, 2, 4 …, half a minute apart at least, and not in the last one.
    recipe: how one run is made (default: as the program does); metrics: by name (default: all of them).
    metrics_alone: runs leave their metrics and no other table, for studies of many runs that read nothing
    else.

    The tables are the same bytes for any number of jobs and any engine. A run that fails is a line of
    failures.jsonl; the others go on. Raises ExperimentError (bad study, places that differ, folder in use),
    StorageError (disk), Interrupted (Ctrl-C); finished runs stay.
    """
    stop_if_starting()
    study, folder = _as_study(study), Path(folder)
    options = Options(cases, timeout, bom, tuple(precision), most, metrics_alone)
    if recipe is None:  # what another recipe runs need not have a place
        check_study(study)
        check_cases(arms(study), cases)
    _check_asked(study, options, shard, metrics)
    recipe = recipe or standard(options, arms(study))
    command = command or shlex.join(["python", *sys.argv])
    inputs = inputs_of(study, recipe.resolve, bom)
    planned = StudyPlan(study, inputs, options, shard, command, command_options)
    _try_user_files(study, recipe)
    with _begun(folder, planned):
        return go_on(folder, planned, engine or Local(jobs), recipe, progress, metrics, interim)


def check_cases(scenarios: Sequence[Scenario], cases: Cases | None) -> None:
    """Raises ExperimentError where cases are asked for of a city."""
    for each in scenarios:
        if cases and each.city.several:
            streets = f"{each.city.streets:g} streets"
            why = (
                f"--cases is for single streets, and '{each.name}' is a city of {streets}; leave --cases out"
            )
            raise ExperimentError(f"{why}, or run one of its streets with --set city.streets=1 and its seed")


def _check_asked(study: Study, options: Options, shard: Shard, metrics: Metrics | None) -> None:
    """Raises ExperimentError where files share a name, a precision cannot be reached, or a library is
    missing."""
    check_user_files(arms(study))
    check_comparable(len(arms(study)), options.precision, shard.count)
    read_precision(options.precision, metrics)
    if options.cases == "parquet":
        parquet.check_installed(", or take --cases csv")


@contextmanager
def _begun(folder: Path, planned: StudyPlan) -> Iterator[None]:
    """A new results folder with its plan; gone again where no run could start, so that the next try can use
    it."""
    with run_store.new_folder(folder):
        planned.write(folder)
        try:
            yield
        except Unstartable:  # more replications may find no worker after others were done
            if not packs_of(folder):
                run_store.discard(folder, [PLAN, *planned.inputs])
            raise


def resume(
    folder: Path | str,
    jobs: int | None = None,
    *,
    replications: int | None = None,
    trusted: bool = False,
    engine: Engine | None = None,
    progress: Progress | None = None,
    interim: Interim | None = None,
    recipe: Recipe | None = None,
    metrics: Metrics | None = None,
) -> Outcome:
    """Do the runs of a results folder that are not finished: those never begun, failed, or damaged since.

    replications: of each scenario, if there are to be more than were asked for before; trusted: user-defined
    files of a folder from elsewhere may be run; interim: as in `run_study`. Raises what `run_study` does, and
    ExperimentError where the folder holds no plan, was begun by another state of the program, comes from
    elsewhere with user-defined files, or holds a scenario that was edited.
    """
    stop_if_starting()
    folder = run_store.existing(folder)
    with run_store.alone(folder):
        planned = read_plan(folder, (recipe or standard(Options())).read, trusted=trusted)
        if replications:
            planned = _longer(folder, planned, replications)
        mend(folder, is_whole)
        recipe = recipe or standard(planned.options, arms(planned.study))
        return go_on(folder, planned, engine or Local(jobs), recipe, progress, metrics, interim)


def _longer(folder: Path, planned: StudyPlan, replications: int) -> StudyPlan:
    """The plan with more replications, written down."""
    before = planned.study.baseline.experiment.replications
    if planned.shard.count > 1:
        raise ExperimentError(
            f"{folder} is part {planned.shard} of a study; merge the parts, then expand that"
        )
    if replications < before:
        raise ExperimentError(f"{folder} has {before} replications already; ask for more than that")
    longer = planned.with_replications(replications)
    longer.write(folder)
    return longer


def _as_study(given: Study | Scenario | Sequence[Scenario]) -> Study:
    """A scenario, or several, as a study of which the first is the baseline."""
    from simulation.scenario import Scenario, implicit_study

    if isinstance(given, Scenario):
        return implicit_study([given])
    return implicit_study(given) if isinstance(given, Sequence) else given


def _try_user_files(study: Study, recipe: Recipe) -> None:
    """Simulate one day with the user files, so that their errors are reported before anything runs."""
    for each in arms(study):
        if each.user_files:
            try:
                recipe.warm(each)
            except UserFileError as error:
                raise ExperimentError(f"{each.name}: {error}") from error
