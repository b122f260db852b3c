"""Households are places, not agents: what marks them, and whether the grid knows it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.agents.grid_worker.knowledge import KnowledgeNumbers
from simulation.agents.party_member import PartyMember
from simulation.agents.resident.composition import alike
from simulation.luck import Luck
from simulation.population import Population

ELDER = 60


@dataclass(frozen=True)
class KeyHouseholds:
    """Key households, which need visits: an elder alone, a disabled member, low income. Arrays (key
    households,).

    number: of the household, the owner of its draws; alone, disabled, low_income: why; known: its state is
    known to the grid; seen: day of the last visit, far back where there was none.
    """

    number: NDArray[np.intp]
    grid: NDArray[np.intp]
    building: NDArray[np.intp]
    alone: NDArray[np.bool_]
    disabled: NDArray[np.bool_]
    low_income: NDArray[np.bool_]
    known: NDArray[np.bool_]
    seen: NDArray[np.intp]

    def knows(self, household: NDArray) -> NDArray[np.int8]:
        """Of some households: 1 key household that the grid knows, 0 one that it does not, -1 none."""
        if not len(self.number):
            return np.full(len(household), -1, np.int8)
        at = np.minimum(np.searchsorted(self.number, household), len(self.number) - 1)
        return np.where(self.number[at] == household, self.known[at], -1).astype(np.int8)


def key_households(
    people: Population[PartyMember], poor: NDArray, alike_income: float, luck: Luck, numbers: KnowledgeNumbers
) -> KeyHouseholds:
    """Find the key households of a place; some of them are known at the start, none freshly seen. poor
    (buildings,): how poor the people of its estate are, in standard deviations."""
    household, age = people.household, people.age
    every, first = np.unique(household, return_index=True)
    size = np.diff(np.append(first, len(household)))
    alone = (size == 1) & (age[first] >= ELDER)
    disabled = luck.draw("household.disabled", every) < numbers.disabled_share
    income = alike(luck.draw("household.low_income", every), -poor[people.building[first]], alike_income)
    low_income = income < numbers.low_income_share
    key = np.flatnonzero(alone | disabled | low_income)
    number = every[key].astype(np.intp)
    return KeyHouseholds(
        number=number,
        grid=people.grid[first[key]].astype(np.intp),
        building=people.building[first[key]].astype(np.intp),
        alone=alone[key],
        disabled=disabled[key],
        low_income=low_income[key],
        known=luck.draw("household.known", number) < numbers.known_start,
        seen=np.full(len(key), -(10**6)),
    )
