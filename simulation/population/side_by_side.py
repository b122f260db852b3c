"""Streets side by side: of whatever there is, street after street has as many, in arrays that all share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.codes import OWNERS, STREET


@dataclass(frozen=True)
class ByStreet:
    """Things of one kind, `each` of them in every street: who owns their luck, in which street they are."""

    each: int
    streets: int = 1

    @cached_property
    def every(self) -> NDArray[np.int64]:
        """The owner of the luck of each thing, of all streets."""
        numbers = np.arange(self.each, dtype=np.int64)
        return np.concatenate([(street << STREET) + numbers for street in range(self.streets)])

    @cached_property
    def street(self) -> NDArray[np.intp]:
        """The street of each thing."""
        return np.repeat(np.arange(self.streets), self.each)

    def owners(self, rows: NDArray, step: int = 1, nth: Any = 0) -> NDArray[np.int64]:
        """Who owns the luck of some things. step, nth: where a thing has luck `step` times, the number of
        each time."""
        rows = np.asarray(rows, np.int64)  # row numbers have 32 bits in a browser, owners 64
        if self.streets == 1:
            return rows if step == 1 else rows * step + nth
        if step == 1:
            return self.every[rows]
        rows = np.asarray(rows, np.int64)
        return (rows // self.each << STREET) + rows % self.each * step + nth

    def of_owners(self, owners: NDArray, step: int = 1) -> NDArray[np.int64]:
        """The things that own some luck: what `owners` was asked for."""
        if self.streets == 1:
            return owners // step
        return (owners >> STREET) * self.each + (owners & OWNERS) // step

    def only(self, street: int) -> slice:
        """The things of one street."""
        return slice(street * self.each, (street + 1) * self.each)


@dataclass(frozen=True)
class Streets:
    """What belongs to a street as a whole, one value per street (streets,)."""

    count: int = 1

    def total(self, values: NDArray) -> NDArray[np.float64]:
        """Sums of values of which every street has as many."""
        return values.reshape(self.count, -1).sum(axis=1).astype(float)

    def mean(self, values: NDArray) -> NDArray[np.float64]:
        """Means of values of which every street has as many."""
        return values.reshape(self.count, -1).mean(axis=1).astype(float)

    def number(self, street: NDArray) -> NDArray[np.float64]:
        """How many things there are, by the street of each."""
        return np.bincount(street.astype(np.intp, copy=False), minlength=self.count).astype(float)

    def search(self, rising: NDArray, at: NDArray, street: NDArray) -> NDArray[np.intp]:
        """How many of the rising numbers of its street, rising (streets, numbers), are no larger than each of
        `at`."""
        if self.count == 1:
            return np.searchsorted(rising[0], at, side="right")
        found = np.zeros(len(at), np.intp)
        for each, numbers in enumerate(rising):
            mine = street == each
            found[mine] = np.searchsorted(numbers, at[mine], side="right")
        return found

    def dot(self, one: NDArray, other: NDArray) -> NDArray[np.float64]:
        """Sums of products of values of which every street has as many."""
        pairs = zip(one.reshape(self.count, -1), other.reshape(self.count, -1), strict=True)
        return np.array([mine @ theirs for mine, theirs in pairs])

    def sums(self, values: NDArray, street: NDArray) -> NDArray:
        """Sums of values that lie street after street, by the street of each, exactly as a street alone adds
        them up."""
        if self.count == 1:
            return np.array([values.sum()], float)
        ends = np.searchsorted(street, np.arange(self.count + 1))
        return np.array([values[first:last].sum() for first, last in pairwise(ends.tolist())], float)
