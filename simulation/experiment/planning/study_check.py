"""What a study must be so that it can be run: `validate` and `run` ask the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulation.experiment.comparison.baselines import pairs
from simulation.experiment.planning.claims import check_claims
from simulation.experiment.planning.plugins import check_plugins
from simulation.experiment.runs import arms, check_one_cause, check_same_place, check_user_files, plan

if TYPE_CHECKING:
    from simulation.scenario import Study


def check_study(study: Study) -> None:
    """Raises ExperimentError where a study cannot be run: its scenarios differ in more than their policies or
    in days, seeds or parameter sets, two of them share a name, a claim is of nothing that is measured, or a
    policy fails."""
    for pair in pairs(study):
        check_same_place(pair)
        check_one_cause(pair)
    check_claims(arms(study))
    check_plugins(arms(study))
    check_user_files(arms(study))
    plan(study)
