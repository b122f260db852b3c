"""Parameter sets: other numbers than the defaults, one set a replication, the same in every scenario of a
pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from simulation.scenario.settings import Scenario


def with_parameters(scenario: Scenario, values: Mapping[str, float | str]) -> Scenario:
    """The scenario with other parameters, by dotted path."""
    by_room: dict[str, dict[str, Any]] = defaultdict(dict)
    for path, value in values.items():
        room, _, name = path.partition(".")
        by_room[room][name] = value
    changed = {room: replace(scenario.numbers[room], **given) for room, given in by_room.items()}  # type: ignore[type-var]
    return replace(scenario, numbers={**scenario.numbers, **changed})
