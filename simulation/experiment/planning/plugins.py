"""Whether the plug-ins that a study needs work, asked before anything runs."""

from __future__ import annotations

import inspect
from dataclasses import fields, is_dataclass

import numpy as np

from simulation.experiment.errors import ExperimentError
from simulation.levers import Levers, When
from simulation.metrics import METRICS
from simulation.scenario import Policy, Scenario
from simulation.user_files import UserFileError, failure, line_in


def check_plugins(scenarios: tuple[Scenario, ...]) -> None:
    """Raises ExperimentError where a policy fails when it turns its levers. Raises PluginError for a metric
    of the program that cannot be read."""
    METRICS.all()
    for scenario in scenarios:
        levers, when = morning(scenario)
        for policy in scenario.policies:
            _try(policy, levers, when, scenario.name)


def morning(scenario: Scenario) -> tuple[Levers, When]:
    """Levers at their default levels, and policies that are wholly in force since this morning."""
    grids, communities = scenario.grids, int(scenario.place.communities)
    ones = np.ones(grids)
    levers = Levers(scenario.lever_defaults, grids, scenario.place.pay_worker)
    return levers, When(ones, ones, np.arange(grids) * communities // grids, ones)


def _try(policy: Policy, levers: Levers, when: When, scenario: str) -> None:
    try:
        policy.intervention.turn(levers, when)
    except UserFileError as error:  # of a user-defined policy, which is watched
        raise ExperimentError(f"{scenario}: {error}") from error
    except Exception as error:  # of a plug-in, which may raise anything
        file = inspect.getfile(type(policy.intervention))
        place = f"{file}:{line_in(file, error)}"
        raise ExperimentError(
            f"{scenario}: {place}: turn failed: {failure(error, _numbers(policy))}"
        ) from error


def _numbers(policy: Policy) -> list[str]:
    own = policy.intervention
    return [each.name for each in fields(own)] if is_dataclass(own) else []
