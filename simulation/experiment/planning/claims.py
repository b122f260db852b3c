"""Claims of cities beside the results: checked before anything runs, and listed in study.json."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from simulation.close_names import did_you_mean
from simulation.experiment.errors import ExperimentError

if TYPE_CHECKING:
    from simulation.scenario import Scenario


def check_claims(scenarios: tuple[Scenario, ...]) -> None:
    """Raises ExperimentError where a claim is of a metric that there is not, or not in its unit."""
    for scenario in scenarios:
        for claim in scenario.claims:
            _check(scenario.name, claim.metric, claim.unit)


def _check(scenario: str, metric: str, unit: str) -> None:
    # here and not above: a scenario without claims needs no metrics
    from simulation.metrics import METRICS

    if metric not in METRICS:
        hint = did_you_mean(metric, METRICS)
        raise ExperimentError(f"'{scenario}' has a claim of '{metric}', but there is no such metric{hint}")
    if unit != METRICS[metric].unit:
        own = METRICS[metric].unit
        raise ExperimentError(
            f"'{scenario}' has a claim of {metric} in '{unit}', but the metric is in '{own}'"
        )


def claims_of(scenario: Scenario) -> dict[str, object]:
    """What study.json says of the claims of a scenario's own place; nothing without any."""
    claims = [asdict(each) for each in scenario.claims_here]
    return {"claims": claims} if claims else {}
