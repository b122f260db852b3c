"""What a study will take, said before it starts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulation.cli.telling import tell
from simulation.cli.user_errors import UsageError, as_user_errors

if TYPE_CHECKING:
    from simulation.experiment.execution.cost.estimate import Estimate
    from simulation.experiment.planning.run_options import Cases
    from simulation.experiment.runs import Shard
    from simulation.scenario import Study


def estimate_of(study: Study, jobs: int | None, cases: Cases | None) -> Estimate:
    """What a whole study takes here, by a short run of its baseline that is announced on stderr."""
    from simulation.experiment import WHOLE, ExperimentError
    from simulation.experiment.runs import arms
    from simulation.experiment.studies.study import check_cases

    with as_user_errors(ExperimentError):
        check_cases(arms(study), cases)
        return _measured(study, WHOLE, jobs, cases)


def say_first(study: Study, shard: Shard, jobs: int | None, cases: Cases | None, folder: Path) -> None:
    """Say on stderr what a study takes, where it is long enough to be measured first; ask whether to go on,
    or end where nobody can be asked, if that is more than this machine has. The memory of a city is known
    without a measurement."""
    from simulation.experiment import ExperimentError
    from simulation.experiment.execution.cost.city_cost import city_memory
    from simulation.experiment.execution.cost.estimate import is_worth_measuring, lacks_memory
    from simulation.experiment.execution.cost.processors import processors
    from simulation.experiment.runs import plan

    with as_user_errors(ExperimentError):
        runs = shard.of(plan(study))
    if lacks := lacks_memory(city_memory(runs, jobs or processors()), 1):
        _ask_whether_to_go_on(lacks)
    if not is_worth_measuring(runs, jobs or processors()):
        return
    try:
        found = _measured(study, shard, jobs, cases)
    except ExperimentError as error:  # an estimate is no condition of a run
        tell(f"note: {error}", err=True)
        return
    tell(str(found), err=True)
    if lacks := found.lacks(folder):
        _ask_whether_to_go_on(lacks)


def _measured(study: Study, shard: Shard, jobs: int | None, cases: Cases | None) -> Estimate:
    from simulation.experiment.execution.cost import measured_run
    from simulation.experiment.execution.cost.city_cost import one_street
    from simulation.experiment.execution.cost.estimate import estimate
    from simulation.experiment.execution.cost.processors import processors
    from simulation.experiment.execution.run_functions import standard
    from simulation.experiment.planning.run_options import Options
    from simulation.experiment.runs import plan

    name, days = study.baseline.name, (measured_run.SHORT, measured_run.LONGER)
    tell(f"measuring {name} here: {days[0]} and {days[1]} days, some ten seconds", err=True)
    measured = measured_run.measure(one_street(study.baseline), cases)
    return estimate(shard.of(plan(study)), jobs or processors(), standard(Options()), measured)


def _ask_whether_to_go_on(lacks: str) -> None:
    if sys.stdin.isatty() and sys.stderr.isatty():
        if not click.confirm(f"this will not fit: {lacks}. Start all the same?", err=True):
            raise UsageError("not started")
        return
    raise UsageError(f"this will not fit: {lacks}; with --no-estimate it starts all the same")
