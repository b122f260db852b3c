"""Common random numbers: every draw belongs to a cause, not to a position in a stream.

A number is a function of (seed, purpose, use, day, owner). Drawing for other owners, in another order, or for
another purpose changes no number. So two scenarios with one seed differ only by what a policy changed.

Method: squares64, a counter-based generator (Widynski, "Squares: a fast counter-based RNG", 2020), keyed by a
hash of seed, purpose and use; the counter holds day and owner.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri, pdtr, pdtrik

from simulation.compiled import compiled, njit

_HALF = np.uint64(32)
_TO_DOUBLE = np.uint64(12)


def _squares(counter: Any, key: Any) -> Any:
    """One number in (0, 1) for a counter, or for each of many: four rounds of squaring and a last half
    round."""
    y = counter * key
    z = y + key
    x = y * y + y
    x = (x >> _HALF) | (x << _HALF)
    x = x * x + z
    x = (x >> _HALF) | (x << _HALF)
    x = x * x + y
    x = (x >> _HALF) | (x << _HALF)
    t = x * x + z
    x = (t >> _HALF) | (t << _HALF)
    return (((t ^ ((x * x + y) >> _HALF)) >> _TO_DOUBLE) + 0.5) * 2.0**-52  # never 0, never 1


_number = njit()(_squares)


def _numbers_at_once(key: np.uint64, day: NDArray[np.int64], owner: NDArray[np.int64]) -> NDArray[np.float64]:
    """`_numbers` without a compiler: whole arrays, which overflow without a word."""
    return _squares(day.astype(np.uint64) << _HALF | owner.astype(np.uint64), key)


@compiled("float64[::1](uint64, int64[::1], int64[::1])", plain=_numbers_at_once)
def _numbers(key: np.uint64, day: NDArray[np.int64], owner: NDArray[np.int64]) -> NDArray[np.float64]:
    """A number for each owner, on one day or on a day per owner: plain loops, which the compiler
    vectorises."""
    numbers = np.empty(len(owner))
    if len(day) == 1:
        today = np.uint64(day[0]) << _HALF
        for each in range(len(owner)):
            numbers[each] = _number(today | np.uint64(owner[each]), key)
    else:
        for each in range(len(owner)):
            numbers[each] = _number(np.uint64(day[each]) << _HALF | np.uint64(owner[each]), key)
    return numbers


class Luck:
    """The random numbers of one replication: `Luck` is the name for common random numbers in the code.

    seed: any integer; replications of a study use consecutive seeds, the same in every scenario.
    """

    def __init__(self, seed: int) -> None:
        self.seed = int(seed)

    def draw(self, purpose: str, owner: ArrayLike, day: ArrayLike = 0, use: int = 0) -> NDArray[np.float64]:
        """Numbers in (0, 1), uniform, one for each owner.

        purpose: what the number decides ("volunteer.session"); owner: whose number it is, 0 to 2**32 - 1;
        day: ordinal of the calendar date (0 for traits drawn once); use: tells apart several numbers of the
        same cause, for instance a later day on which a need that arose on `day` gets another draw.
        owner and day broadcast against each other.
        """
        owner, day = np.asarray(owner), np.asarray(day)
        if day.ndim and day.shape != owner.shape:
            owner, day = np.broadcast_arrays(owner, day)
        if not owner.size:
            return np.zeros(owner.shape)
        numbers = _numbers(_key(self.seed, purpose, use), _flat(day), _flat(owner))
        return numbers if owner.ndim == 1 else numbers.reshape(owner.shape)[()]

    def normal(self, purpose: str, owner: ArrayLike, day: ArrayLike = 0, use: int = 0) -> NDArray[np.float64]:
        """Standard normal numbers, one for each owner."""
        return ndtri(self.draw(purpose, owner, day, use))

    def exponential(
        self, purpose: str, owner: ArrayLike, day: ArrayLike = 0, use: int = 0
    ) -> NDArray[np.float64]:
        """Exponential numbers with mean 1, one for each owner."""
        return -np.log(self.draw(purpose, owner, day, use))

    def choose(
        self, purpose: str, shares: NDArray, owner: ArrayLike, day: ArrayLike = 0, use: int = 0
    ) -> NDArray[np.intp]:
        """One option for each owner, with chances `shares` (owners, options), rows summing to 1.

        Each option has its own numbers (a Gumbel score), so raising one share moves owners only to that
        option.
        """
        options = range(shares.shape[-1])
        scores = [-np.log(self.exponential(f"{purpose}:{option}", owner, day, use)) for option in options]
        with np.errstate(divide="ignore"):
            return np.argmax(np.log(shares) + np.stack(scores, axis=-1), axis=-1)


def _flat(numbers: NDArray) -> NDArray[np.int64]:
    whole = np.ascontiguousarray(numbers, np.int64)
    return whole if whole.ndim == 1 else whole.ravel()  # a view costs more than the check


@lru_cache(maxsize=4096)
def _key(seed: int, purpose: str, use: int) -> np.uint64:
    """An odd key with a fair share of bits set, as the generator wants."""
    tries = 0
    while True:
        digest = blake2b(f"{seed}:{purpose}:{use}:{tries}".encode(), digest_size=8).digest()
        key = int.from_bytes(digest, "little") | 1
        if 24 <= key.bit_count() <= 40:
            return np.uint64(key)
        tries += 1


def poisson(luck: NDArray, mean: NDArray) -> NDArray[np.float64]:
    """The inverse of the Poisson distribution, equal to `scipy.stats.poisson.ppf`, whose checks of every
    number cost several times as much. A process without `scipy.stats` also starts sooner."""
    count = np.ceil(pdtrik(luck, mean))
    below = np.maximum(count - 1, 0)
    return np.where(pdtr(below, mean) >= luck, below, count)
