"""Where people live: households in buildings, buildings in estates; and which grid and community each
building is in.

People, households and buildings belong to the place: redrawing grids changes none of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.levers import Governance
from simulation.luck import Luck
from simulation.place import Place


@dataclass(frozen=True)
class Buildings:
    """The buildings of a place, in order along its streets.

    estate (buildings,): number of each building's estate; grid, community (buildings,): under the model in
    force; community_of_grid (grids,).
    """

    estate: NDArray[np.intp]
    grid: NDArray[np.intp]
    community_of_grid: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.estate)

    @property
    def grids(self) -> int:
        """Number of grids."""
        return len(self.community_of_grid)


def beside(street: Buildings, other: Buildings) -> Buildings:
    """The buildings of two streets, one after the other, as one place."""
    return Buildings(
        estate=np.concatenate([street.estate, street.estate.max() + 1 + other.estate]),
        grid=np.concatenate([street.grid, street.grids + other.grid]),
        community_of_grid=np.concatenate(
            [street.community_of_grid, street.community_of_grid.max() + 1 + other.community_of_grid]
        ),
    )


def households(place: Place) -> int:
    """Number of households of a place, at least one."""
    return max(round(place.residents / place.household_size), 1)


def build(place: Place, governance: Governance) -> Buildings:
    """Lay out the buildings and draw the grids: runs of neighbouring buildings, as even as whole buildings
    allow.

    Communities are runs of neighbouring grids.
    """
    count = max(round(households(place) / place.households_per_building), 1)
    building = np.arange(count)
    grids = min(max(round(place.residents / governance.residents_per_grid), 1), count)
    communities = min(max(round(place.communities), 1), grids)
    return Buildings(
        estate=building // max(round(place.buildings_per_estate), 1),
        grid=building * grids // count,
        community_of_grid=np.arange(grids) * communities // grids,
    )


def homes(place: Place, luck: Luck, buildings: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Household and building of every resident (residents,), in the order of their addresses.

    One adult heads each household. The others are spread over households at random, so the size of a
    household is 1 + Poisson.
    """
    count, residents = households(place), round(place.residents)
    others = np.arange(max(residents - count, 0))
    joined = (luck.draw("home", others) * count).astype(np.intp)
    household = np.sort(np.concatenate([np.arange(min(count, residents)), joined]), kind="stable")
    return household, household * buildings // count
