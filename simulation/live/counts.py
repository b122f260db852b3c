"""What is shown of a street in the evening: as one number, and grid by grid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.model import Street
from simulation.records.needs import Table
from simulation.text.bilingual import Pair

BRIEF = 2  # digits after the point


@dataclass(frozen=True)
class Series:
    """Something that is counted in the evening. by_grid: its values (grids,), of which the street's is the
    sum, or the mean; digits: after the point."""

    name: Pair
    about: Pair
    by_grid: Callable[[Street], NDArray[np.float64]]
    mean: bool = False
    digits: int = 0

    def of(self, street: Street) -> float:
        """The number of the whole street."""
        found = self.by_grid(street)
        return float(found.mean() if self.mean else found.sum())

    def said(self, value: float) -> str:
        """A value as it is shown."""
        return f"{value:,.{self.digits}f}"

    def brief(self, value: float) -> str:
        """A value as it is shown where there is little room."""
        return f"{value:,.{min(self.digits, BRIEF)}f}"


def unsolved_rows(needs: Table) -> NDArray[np.intp]:
    """Needs that trouble somebody this evening: not solved, and not given up."""
    return np.flatnonzero(np.isnan(needs["solved"]) & ~needs["ended"] & (needs["duplicate_of"] < 0))


def _unsolved(street: Street) -> NDArray[np.float64]:
    needs = street.records.needs
    return street.world.by_grid(needs["grid"][unsolved_rows(needs)])


def _silent(street: Street) -> NDArray[np.float64]:
    return street.world.by_grid(street.records.needs["grid"][street.reporting.silent])


def _trust(street: Street) -> NDArray[np.float64]:
    people = street.residents
    return street.world.grid_mean(people.grid, people.trust, np.nan)


def _volunteers(street: Street) -> NDArray[np.float64]:
    return street.volunteering.roster.astype(float)


SERIES = {
    "unsolved": Series(
        Pair("未解决的需求", "Unsolved needs"),
        Pair("今晚仍困扰居民的需求（件）", "needs this evening"),
        _unsolved,
    ),
    "silent": Series(
        Pair("没有说出来的需求", "Silent needs"),
        Pair("其中至今没有人说出来的（件）", "of them, told to nobody"),
        _silent,
    ),
    "volunteers": Series(
        Pair("志愿者", "Volunteers"), Pair("名册上的志愿者（人）", "residents on the roster"), _volunteers
    ),
    "trust": Series(
        Pair("信任", "Trust"), Pair("对网格的信任（0 到 1）", "trust in the grid, 0 to 1"), _trust, True, 3
    ),
}
"""Everything that can be shown, in the order in which it is offered."""
