"""What a click of the page may bring. A line of the network may bring anything in its place, which is passed
over: no street is changed by it."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import Any

from simulation.codes import WEEK
from simulation.interventions import interventions
from simulation.live.counts import SERIES
from simulation.live.twins import Twins
from simulation.parameters import described

Fits = Callable[[Any], bool]
LANGUAGES, TABS = ("zh", "en"), ("policies", "person")


def only(fits: Fits, do: Callable[[Any], object]) -> Callable[[Any], None]:
    """What answers a click: `do` with what it brings, nothing where that does not fit."""

    def answer(brought: Any) -> None:
        if fits(brought):
            do(brought)

    return answer


def one_of(*allowed: str) -> Fits:
    """Whether it is one of some words."""
    return lambda brought: isinstance(brought, str) and brought in allowed


def row_of(count: int) -> Fits:
    """Whether it is a row of so many."""
    return lambda brought: _is_whole(brought) and 0 <= brought < count


def is_switch(brought: Any) -> bool:
    """Whether it is yes or no."""
    return isinstance(brought, bool)


def is_step(brought: Any) -> bool:
    """Whether it is a number of days that a button has."""
    return _is_whole(brought) and brought in (1, WEEK)


def is_series(brought: Any) -> bool:
    """Whether it is the name of a chart."""
    return isinstance(brought, str) and brought in SERIES


def is_policy(brought: Any) -> bool:
    """Whether it is the name of a policy, the program's own or a user-defined one."""
    return isinstance(brought, str) and brought in interventions


def is_turn(brought: Any) -> bool:
    """Whether it is a policy, the name of one of its numbers, and what that can be."""
    if not (isinstance(brought, list) and len(brought) == 3 and is_policy(brought[0])):
        return False
    _, name, value = brought
    about = described(interventions[brought[0]]).get(name) if isinstance(name, str) else None
    if about is None:
        return False
    return one_of(*about.allowed)(value) if about.allowed else _is_number(value)


def is_resident_or_none(twins: Twins) -> Fits:
    """Whether it is the row of a resident, or nobody any more."""
    row = row_of(len(twins.streets["today"].residents))
    return lambda brought: brought is None or row(brought)


def is_need(twins: Twins) -> Fits:
    """Whether it is one of the streets, and the row of a need there."""

    def fits(brought: Any) -> bool:
        if not (isinstance(brought, list) and len(brought) == 2 and one_of(*twins.streets)(brought[0])):
            return False
        return row_of(len(twins.streets[brought[0]].records.needs))(brought[1])

    return fits


def _is_whole(brought: Any) -> bool:
    return isinstance(brought, int) and not isinstance(brought, bool)


def _is_number(brought: Any) -> bool:
    return isinstance(brought, int | float) and not isinstance(brought, bool) and isfinite(brought)
