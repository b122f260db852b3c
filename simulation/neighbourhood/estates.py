"""Estates are places, not agents: how much trouble with buildings they have, and who looks after it (B2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.luck import Luck
from simulation.neighbourhood.composition import Composition
from simulation.neighbourhood.place import Buildings
from simulation.service.property import PropertyNumbers


@dataclass(frozen=True)
class Estates:
    """The estates of a place, arrays (estates,).

    weight: property needs against the mean of the place; company: is there a property company; paid: share
    of households that paid their fee last month; quality: running share satisfied with property matters;
    speed: of its company, or of those who stand in for one, against usual; worn: how poor its condition is,
    in standard deviations.
    """

    weight: NDArray[np.float64]
    company: NDArray[np.bool_]
    paid: NDArray[np.float64]
    quality: NDArray[np.float64]
    speed: NDArray[np.float64]
    worn: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.weight)


def estates(buildings: Buildings, composition: Composition, luck: Luck, numbers: PropertyNumbers) -> Estates:
    """Draw the estates of a place. Averaged over its buildings, their weights are 1."""
    every = np.arange(buildings.estate.max() + 1)
    weight = np.exp(numbers.estate_sd * luck.normal("estate.property", every))
    weight /= weight[buildings.estate].mean()
    company = luck.draw("estate.company", every) >= numbers.estate_unmanaged
    return Estates(
        weight=weight,
        company=company,
        paid=np.where(company, numbers.fee_pay, 0.0),
        quality=np.full(len(every), numbers.property_quality0),
        speed=np.where(company, 1.0, numbers.property_none),
        worn=composition.worn[np.searchsorted(buildings.estate, every)],
    )
