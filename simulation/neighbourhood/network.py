"""Who knows whom: a small world. Most neighbours live next door, a few anywhere in the street."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulation.agents.resident.network import NetworkNumbers
from simulation.luck import Luck


def neighbours(numbers: NetworkNumbers, luck: Luck, estate: NDArray) -> NDArray[np.int32]:
    """Indices of each resident's neighbours (residents, degree): a ring over the residents of each estate,
    some links rewired. Estates belong to the place, so that grids drawn anew part no neighbours.

    estate (residents,): sorted, so that the residents of an estate stand side by side.
    """
    size, degree = len(estate), round(numbers.network_degree)
    who = np.arange(size)
    first, end = np.searchsorted(estate, estate, "left"), np.searchsorted(estate, estate, "right")
    steps = np.concatenate([np.arange(1, degree // 2 + 1), -np.arange(1, degree - degree // 2 + 1)])
    links = np.empty((size, degree), np.int32, order="F")  # by links, as `World.around` reads them
    for use, step in enumerate(steps):
        ring = first + (who - first + step) % (end - first)
        anywhere = (luck.draw("network.to", who, use=use) * size).astype(np.int64)
        links[:, use] = np.where(
            luck.draw("network.rewire", who, use=use) < numbers.network_rewire, anywhere, ring
        )
    return links
