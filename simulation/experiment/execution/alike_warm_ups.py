"""Which scenarios have one warm-up; nothing is simulated to tell."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from simulation.scenario import Scenario

Key = tuple[Scenario, str, tuple[int, ...]]


def key_of(scenario: Scenario, seeds: tuple[int, ...]) -> Key:
    """All that a warm-up depends on; also as text, which distinguishes 1 from 1.0."""
    past = scenario.past(scenario.experiment.start)
    return past, repr(past), seeds


def some_alike(scenarios: Iterable[Scenario]) -> bool:
    """Whether some of the scenarios have one warm-up."""
    keys = [key_of(each, ()) for each in scenarios if not each.rules]
    return any(one == other for one, other in combinations(keys, 2))
