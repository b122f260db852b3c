"""Weights of spans by group: what each case may be, and expectation-maximisation over it.

Waits that differ by less than a fiftieth of themselves are the same here, so that many cases are one row, and
groups that have come to rest are left alone: a year of a city is fitted in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from simulation.fit.office.spans import AT_ONCE, SPANS, Numbers, likelihood

FINE = 0.02
"""Logarithms of waits are rounded to this."""
ROUNDS, CLOSE_ENOUGH = 300, 1e-4
SAME = 1e-9
"""A weight that is nothing, so that its logarithm is a number."""


@dataclass(frozen=True)
class Told:
    """What waits tell: how likely each distinct wait is under each span (rows, SPANS), and the row of each
    case (cases,)."""

    rows: Numbers
    row: NDArray[np.intp]

    @classmethod
    def of(cls, hours: Numbers, closed: NDArray[np.bool_]) -> Told:
        """Of cases by their hours to closing, or to the end of watching, and which of the two (cases,)."""
        place = np.rint(np.log(np.maximum(hours, AT_ONCE)) / FINE)
        key = np.where(hours <= AT_ONCE, -1e6, place) * 2 + closed
        _, first, row = np.unique(key, return_index=True, return_inverse=True)
        return cls(likelihood(hours[first], closed[first]), row.astype(np.intp))

    def shares(self, weights: Numbers, group: NDArray[np.intp]) -> Numbers:
        """To which spans each case belongs (cases, SPANS), rows summing to 1."""
        found = self.rows[self.row] * weights[group]
        return found / np.maximum(found.sum(axis=1, keepdims=True), SAME**3)

    def weights(self, group: NDArray[np.intp], prior: Numbers, leaning: Numbers) -> Numbers:
        """Weights of each group (groups, SPANS), its prior counting for `leaning` cases (groups,)."""
        counts = csr_array((np.ones(len(group)), (group, self.row)), shape=(len(prior), len(self.rows)))
        counts.sum_duplicates()
        found, left = prior.copy(), np.arange(len(prior))
        size = (np.bincount(group, minlength=len(prior)) + leaning)[:, None]
        base = leaning[:, None] * prior
        for _ in range(ROUNDS):
            now = found[left]
            found[left] = (now * _ratio(counts, now, self.rows) + base[left]) / size[left]
            moves = np.abs(found[left] - now).max(axis=1) >= CLOSE_ENOUGH
            left, counts = left[moves], counts[np.flatnonzero(moves)]
            if not len(left):
                break
        return found


def _ratio(counts: csr_array, weights: Numbers, rows: Numbers) -> Numbers:
    """By what each weight is multiplied to become its share of the cases (groups, SPANS)."""
    group = np.repeat(np.arange(len(weights)), np.diff(counts.indptr))
    whole = np.einsum("ps,ps->p", weights[group], rows[counts.indices])
    part = csr_array((counts.data / np.maximum(whole, SAME**3), counts.indices, counts.indptr), counts.shape)
    return np.asarray(part @ rows)


def one_each(chances: Numbers, rng: np.random.Generator) -> NDArray[np.intp]:
    """A column for each row, drawn by its chances, which need not sum to 1."""
    edge = chances.cumsum(axis=1)
    return np.minimum((rng.random(len(edge))[:, None] * edge[:, -1:] > edge).sum(axis=1), SPANS - 1)
