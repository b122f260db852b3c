"""Why the package does what it does, at a price that a search can pay."""

from __future__ import annotations

from dataclasses import replace

from simulation.experiment.tracing import Explained, explain
from simulation.scenario import Scenario

DAYS, WARMUP = 90, 30
"""Days of a trace: it runs the street once for each way in that is cut."""


def trace(package: Scenario) -> Explained:
    """The causal links of a package in one community of the place, over the first days, with one seed. All
    policies begin at once and fully: what a policy does later cannot be seen in so few days."""
    place, settings = package.place, package.experiment
    residents, count = place.residents / max(place.communities, 1), 1
    brief = replace(
        settings, days=min(DAYS, settings.days), warmup=min(WARMUP, settings.warmup), parameter_sets=None
    )
    policies = tuple(replace(each, start=settings.start, ramp=0) for each in package.policies)
    small = replace(place, residents=residents, communities=count)
    return explain(
        replace(package, place=small, experiment=brief, policies=policies), [settings.seed], handed_on=False
    )
