"""Households are places, not agents: what marks them, and whether the grid knows it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.agents.grid_worker.knowledge import KnowledgeNumbers
from simulation.agents.party_member import PartyMember
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


def key_households(people: Population[PartyMember], luck: Luck, numbers: KnowledgeNumbers) -> KeyHouseholds:
    """Find the key households of a place; some of them are known at the start, none freshly seen."""
    household, age = people.household, people.age
    every, first = np.unique(household, return_index=True)
    size = np.diff(np.append(first, len(household)))
    alone = (size == 1) & (age[first] >= ELDER)
    disabled = luck.draw("household.disabled", every) < numbers.disabled_share
    low_income = luck.draw("household.low_income", every) < numbers.low_income_share
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
