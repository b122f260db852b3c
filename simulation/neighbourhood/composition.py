"""What the people of an estate have in common: standard normal numbers of each, drawn before the people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.agents.resident.composition import CompositionNumbers
from simulation.luck import Luck
from simulation.neighbourhood.place import Buildings


@dataclass(frozen=True)
class Composition:
    """How far each building's estate departs from the place, in standard deviations (buildings,); means over
    the place are 0, so that its shares hold.

    old: how old its people are; tenants; poor: how many; worn: how poor its condition; outlook: how much
    they trust and believe.
    """

    old: NDArray[np.float64]
    tenants: NDArray[np.float64]
    poor: NDArray[np.float64]
    worn: NDArray[np.float64]
    outlook: NDArray[np.float64]


def compose(buildings: Buildings, luck: Luck, numbers: CompositionNumbers) -> Composition:
    """Draw what the estates of a place are like. Old people live in worn estates, poor people too."""
    every = np.arange(buildings.estate.max() + 1)
    old, tenants, poor, worn, outlook = (
        luck.normal(f"estate.{trait}", every) for trait in ("old", "tenants", "poor", "worn", "outlook")
    )
    tied = numbers.old_estates
    poor, worn = (tied * old + np.sqrt(1 - tied**2) * own for own in (poor, worn))
    return Composition(
        *((trait - trait[buildings.estate].mean())[buildings.estate] for trait in (old, tenants, poor)),
        worn=worn[buildings.estate],
        outlook=(outlook - outlook[buildings.estate].mean())[buildings.estate],
    )
