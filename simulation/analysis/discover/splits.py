"""The one number that divides worlds best: a tree with a single split, and whether chance splits as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
SHUFFLES = 499
LEVEL = 0.05


@dataclass(frozen=True)
class Split:
    """What is measured is `below` on average where a number is below `at`, and `above` elsewhere; counts: in
    how many worlds each. p: the share of shuffled worlds that split at least as well on their best number."""

    name: str
    at: float
    below: float
    above: float
    counts: tuple[int, int]
    p: float

    @property
    def is_sure(self) -> bool:
        """Whether chance alone seldom splits as well."""
        return self.p <= LEVEL

    @property
    def overturns(self) -> bool:
        """Whether what is measured has another sign on each side."""
        return self.below * self.above < 0


def one_split(
    worlds: Numbers, measured: Numbers, names: Sequence[str], seed: int, fewest: int = 3
) -> Split | None:
    """The split that leaves the least variance in what was measured (worlds,) among all numbers of worlds
    (worlds, numbers); at least `fewest` worlds on each side. None where there are too few worlds, or no
    number differs."""
    if len(measured) < 2 * fewest or not (able := np.ptp(worlds, axis=0) > 0).any():
        return None
    order = np.argsort(worlds, axis=0, kind="stable")
    sorted_worlds = np.take_along_axis(worlds, order, axis=0)
    cuts = np.arange(fewest, len(measured) - fewest + 1)
    apart = (sorted_worlds[cuts] > sorted_worlds[cuts - 1]) & able
    if not apart.any():
        return None
    gains = _gains(measured, order, cuts, apart)
    cut, column = divmod(int(np.argmax(gains)), gains.shape[1])
    best, luck = float(gains[cut, column]), np.random.default_rng(seed)
    shuffled = [_gains(luck.permutation(measured), order, cuts, apart).max() for _ in range(SHUFFLES)]
    p = float(1 + sum(each >= best - 1e-12 for each in shuffled)) / (1 + SHUFFLES)
    first = int(cuts[cut])
    at = float(sorted_worlds[first - 1 : first + 1, column].mean())
    low = worlds[:, column] < at
    counts = int(low.sum()), int((~low).sum())
    return Split(names[column], at, float(measured[low].mean()), float(measured[~low].mean()), counts, p)


def _gains(measured: Numbers, order: NDArray, cuts: NDArray, apart: NDArray) -> Numbers:
    """Variance that each split takes away (cuts, numbers), -1 where equal numbers cannot be split."""
    total, count = measured.sum(), len(measured)
    below = np.cumsum(measured[order], axis=0)[cuts - 1]
    means = below / cuts[:, None], (total - below) / (count - cuts[:, None])
    gains = (cuts * (count - cuts) / count)[:, None] * (means[0] - means[1]) ** 2
    return np.where(apart, gains, -1.0)
