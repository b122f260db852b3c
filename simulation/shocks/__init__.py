"""Shocks: dated events that are not chosen. Each file holds one shock or a small family of them. Files are
found by themselves: nothing has to be listed.

A shock strikes on the date that the scenario gives, so it strikes on the same day under every policy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar, dataclass_transform

import numpy as np
from numpy.typing import NDArray

from simulation import categories
from simulation.conditions import Conditions
from simulation.parameters import param, settings, word
from simulation.plugins.registry import Registry

T = TypeVar("T", bound=type)


@dataclass(frozen=True)
class Onset:
    """How a shock stands on one day.

    age: days since it struck, 0 on the first; first, today: dates; estates: those that are struck, 0 or 1
    (estates,); heating: whether it is the heating season.
    """

    age: int
    first: date
    today: date
    estates: NDArray[np.float64]
    heating: bool


class Shock(Protocol):
    """What every shock is: a frozen class of numbers, titles in both languages, a length, and one method."""

    title: dict[str, str]

    @property
    def lasts(self) -> int:
        """Days for which it is felt, from the first."""
        ...

    def strike(self, conditions: Conditions, onset: Onset) -> None:
        """Change the conditions of one day."""


shocks: Registry[type[Shock]] = Registry("shock", "simulation.shocks", Shock)


@dataclass_transform(field_specifiers=(param, word), kw_only_default=True, frozen_default=True)
def shock(name: str) -> Callable[[T], T]:
    """Register a shock under the name by which scenario files call it."""

    add = shocks.add(name)

    def register(cls: T) -> T:
        made = settings(cls)
        add(made)  # type: ignore[arg-type]
        return made

    return register


def phase(age: int, rise: float, hold: float, fall: float) -> float:
    """How far a shock has come, 0 to 1, on a day `age` days after the first: it rises, holds and falls, each
    for so many days, in straight lines."""
    risen = min((age + 1) / rise, 1.0) if rise else 1.0
    left = rise + hold + fall - age
    return max(min(risen, left / (fall + 1)), 0.0)


def only(name: str, more: float) -> NDArray[np.float64]:
    """More needs of one category only, as a multiple of its usual number (categories,). Raises ValueError for
    an unknown category."""
    if name not in categories.NAMES:
        raise ValueError(f"there is no category '{name}'; there are {', '.join(categories.NAMES)}")
    return more * (np.array(categories.NAMES) == name)


def spread_over(names: tuple[str, ...], more: float) -> NDArray[np.float64]:
    """More needs of some categories only, as multiples of each one's usual number (categories,), so that all
    needs together rise by the multiple `more`."""
    struck = np.isin(categories.NAMES, names)
    return struck * more / categories.SHARE[struck].sum()
