"""Who knows whom: a small world. Most neighbours live next door, a few anywhere in the street."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulation.agents.resident.network import NetworkNumbers
from simulation.compiled import compiled
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
    links = np.empty((size, degree), np.int32, order="F")  # by links, as `sum_around` reads them
    for use, step in enumerate(steps):
        ring = first + (who - first + step) % (end - first)
        anywhere = (luck.draw("network.to", who, use=use) * size).astype(np.int64)
        links[:, use] = np.where(
            luck.draw("network.rewire", who, use=use) < numbers.network_rewire, anywhere, ring
        )
    return links


def _sum_by_links(values: NDArray, links: NDArray[np.int32]) -> NDArray:
    """`sum_around` without a compiler: all residents at once, link by link, in the same order."""
    whole = len(links) // 8 * 8
    p = np.zeros((8, links.shape[1]), values.dtype)
    for link in range(whole):
        p[link % 8] += values[links[link]]
    total = ((p[0] + p[1]) + (p[2] + p[3])) + ((p[4] + p[5]) + (p[6] + p[7]))
    for link in range(whole, len(links)):
        total += values[links[link]]
    return total


@compiled(plain=_sum_by_links)
def sum_around(values: NDArray, links: NDArray[np.int32]) -> NDArray:
    """Sum of values (residents,) over the neighbours of each resident, links (degree, residents).

    In the order in which NumPy adds up a row: eight side by side, these by pairs, then the others.
    """
    degree, size = links.shape
    whole = degree // 8 * 8
    total, p = np.empty(size, values.dtype), np.empty(8, values.dtype)
    for each in range(size):
        p[:] = 0
        for link in range(whole):
            p[link % 8] += values[links[link, each]]
        total[each] = ((p[0] + p[1]) + (p[2] + p[3])) + ((p[4] + p[5]) + (p[6] + p[7]))
        for link in range(whole, degree):
            total[each] += values[links[link, each]]
    return total
