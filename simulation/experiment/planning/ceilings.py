"""What a scenario's policies ask for beyond a ceiling, where it has no use or turns against them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from simulation.experiment.planning.plugins import morning
from simulation.levers import LEVERS, Levers
from simulation.parameters import Parameter
from simulation.platform import PlatformNumbers
from simulation.scenario import Scenario


def beyond_ceilings(scenario: Scenario) -> list[str]:
    """A sentence for each lever that policies together turn beyond its range, and for data systems that the
    street has no authority to join."""
    days = {each.start + timedelta(each.ramp) for each in scenario.policies}
    found = {said: None for day in sorted(days) for said in _on(scenario, day)}
    return list(found)


def _on(scenario: Scenario, day: date) -> list[str]:
    """The sentences of one day, on which some policy has come into full force."""
    levers, when = morning(scenario)
    for policy in scenario.policies:
        strength = policy.strength(day) * scenario.strength * when.strength
        policy.intervention.turn(levers, replace(when, strength=strength, risen=0 * strength))
    return [*_cut(levers), *_not_theirs(scenario, levers)]


def _cut(levers: Levers) -> list[str]:
    wanted = {name: _farthest(getattr(levers, name), about) for name, about in LEVERS.items()}
    return [
        f"policies together ask for {wanted[name]:g} {about.unit} of {name}; it is cut to "
        f"{min(max(wanted[name], about.low), about.high):g} (range {about.low:g} to {about.high:g})"
        for name, about in LEVERS.items()
        if not about.low - 1e-9 <= wanted[name] <= about.high + 1e-9
    ]


def _farthest(levels: NDArray, about: Parameter) -> float:
    """Of the grids' levels of a lever the one that lies farthest beyond its range, or any of those inside."""
    return float(levels[np.argmax(np.maximum(levels - about.high, about.low - levels))])


def _not_theirs(scenario: Scenario, levers: Levers) -> list[str]:
    """What a street joins of systems that are not its own brings double entry alone (D1)."""
    numbers = scenario.numbers["platform"]
    assert isinstance(numbers, PlatformNumbers)
    ceiling = max(numbers.platform_authority, scenario.lever_defaults.platform_share)
    joined = float(levers.platform_share.max())
    if joined <= ceiling + 1e-9:
        return []
    return [
        f"policies join {joined:g} of the data systems, the street has the authority for {ceiling:g}; what "
        "lies beyond is not joined, and old and new forms stay side by side (platform.platform_authority)"
    ]
