"""Common random numbers: every draw belongs to a cause, not to a position in a stream.

A number is a function of (seed, purpose, use, day, owner). Drawing for other owners, in another order, or for
another purpose changes no number. So two scenarios with one seed differ only by what a policy changed.

Method: squares64, a counter-based generator (Widynski, "Squares: a fast counter-based RNG", 2020), keyed by a
hash of seed, purpose and use; the counter holds day and owner.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri, pdtr, pdtrik

from simulation.codes import OWNERS, STREET
from simulation.compiled import compiled, njit

_BLOCK = 256
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


def _at_once_in_streets(keys: NDArray, day: NDArray, owner: NDArray) -> NDArray[np.float64]:
    """`_numbers_of_streets` without a compiler."""
    counter = day.astype(np.uint64) << _HALF | (owner & OWNERS).astype(np.uint64)
    return _squares(counter, keys[owner >> STREET])


@compiled("float64[::1](uint64[::1], int64[::1], int64[::1])", plain=_at_once_in_streets)
def _numbers_of_streets(
    keys: NDArray[np.uint64], day: NDArray[np.int64], owner: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The same with one key per street, for owners that say their street; best where neighbours have one
    street."""
    numbers, begin = np.empty(len(owner)), 0
    while begin < len(owner):
        street, end = owner[begin] >> STREET, begin + 1
        while end < len(owner) and owner[end] >> STREET == street:
            end += 1
        when = day if len(day) == 1 else day[begin:end]
        theirs = _numbers(keys[street], when, owner[begin:end] & OWNERS)
        for nth in range(len(theirs)):  # one by one: an assignment of shapes takes two seconds to compile
            numbers[begin + nth] = theirs[nth]
        begin = end
    return numbers


def _at_once_by_rows(keys: NDArray, day: int, rows: NDArray, each: int) -> NDArray[np.float64]:
    """`_numbers_of_rows` without a compiler."""
    return _squares(np.uint64(day) << _HALF | (rows % each).astype(np.uint64), keys[rows // each])


@compiled("float64[::1](uint64[::1], int64, int64[::1], int64)", plain=_at_once_by_rows)
def _numbers_of_rows(
    keys: NDArray[np.uint64], day: int, rows: NDArray[np.int64], each: int
) -> NDArray[np.float64]:
    """The same for rows of things of which every street has `each`, street after street. By blocks, most of
    which lie in one street."""
    numbers, today = np.empty(len(rows)), np.uint64(day) << _HALF
    for first in range(0, len(rows), _BLOCK):
        block, theirs = rows[first : first + _BLOCK], numbers[first : first + _BLOCK]
        street = block[0] // each
        before, inside = street * each, 0
        for nth in range(len(block)):
            inside += (block[nth] >= before) & (block[nth] < before + each)
        if inside == len(block):
            for nth in range(len(block)):
                theirs[nth] = _number(today | np.uint64(block[nth] - before), keys[street])
        else:
            for nth in range(len(block)):
                theirs[nth] = _number(today | np.uint64(block[nth] % each), keys[block[nth] // each])
    return numbers


def _few_at_once(
    keys: NDArray, day: int, each: int, ceiling: float, among: NDArray
) -> tuple[NDArray, NDArray]:
    """`_few` without a compiler."""
    counter = np.uint64(day) << _HALF | np.arange(each, dtype=np.uint64)
    numbers = np.concatenate([_squares(counter, key) for key in keys])
    found = np.flatnonzero(among & (numbers < ceiling))
    return found, numbers[found]


@compiled(
    "Tuple((int64[::1], float64[::1]))(uint64[::1], int64, int64, float64, boolean[::1])", plain=_few_at_once
)
def _few(
    keys: NDArray[np.uint64], day: int, each: int, ceiling: float, among: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Of the owners in all streets, `each` in a street, those marked whose number lies below the ceiling, and
    their numbers. By blocks: a loop without a branch, which the compiler vectorises, says whether a block is
    worth a second look."""
    found, theirs = np.empty(len(among), np.int64), np.empty(len(among))
    numbers, count, today = np.empty(_BLOCK), 0, np.uint64(day) << _HALF
    for street in range(len(keys)):
        for first in range(0, each, _BLOCK):
            size, begin, below = min(_BLOCK, each - first), street * each + first, 0
            for nth in range(size):
                numbers[nth] = _number(today | np.uint64(first + nth), keys[street])
                below += numbers[nth] < ceiling
            if below:
                for nth in range(size):
                    if numbers[nth] < ceiling and among[begin + nth]:
                        found[count], theirs[count] = begin + nth, numbers[nth]
                        count += 1
    return found[:count].copy(), theirs[:count].copy()


class Agents(Protocol):
    """Some agents: their rows in a population, and how many of it every street has (`by_street.each`)."""

    rows: NDArray
    by_street: Any


class Luck:
    """The random numbers of one replication: `Luck` is the name for common random numbers in the code.

    seed: any integer; replications of a study use consecutive seeds, the same in every scenario. others:
    seeds of further streets that are simulated side by side; the owners of their luck say in which street
    they are, counted from 0, in the bits above `STREET`, and have the numbers of a street alone.
    """

    def __init__(self, seed: int, *others: int) -> None:
        self.seed = int(seed)
        self.seeds = (self.seed, *map(int, others))

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
        if len(self.seeds) == 1:
            numbers = _numbers(_key(self.seed, purpose, use), _flat(day), _flat(owner))
        else:
            numbers = _numbers_of_streets(_keys(self.seeds, purpose, use), _flat(day), _flat(owner))
        return numbers if owner.ndim == 1 else numbers.reshape(owner.shape)[()]

    def of_agents(self, purpose: str, agents: Agents, day: int, use: int = 0) -> NDArray[np.float64]:
        """What `draw` gives the owners of some agents, one for each."""
        rows = np.ascontiguousarray(agents.rows, np.int64)
        if len(self.seeds) == 1:
            return _numbers(_key(self.seed, purpose, use), np.array([day]), rows)
        return _numbers_of_rows(_keys(self.seeds, purpose, use), day, rows, agents.by_street.each)

    def few(
        self, purpose: str, each: int, day: int, ceiling: float, among: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Owners whose number lies below a ceiling, in their order, and these numbers: what `draw` gives all,
        without writing down those of the others.

        each: owners in every street, all of which are asked; among: those who count (owners of all streets,).
        """
        return _few(_keys(self.seeds, purpose, 0), day, each, ceiling, among)

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


@lru_cache(maxsize=4096)
def _keys(seeds: tuple[int, ...], purpose: str, use: int) -> NDArray[np.uint64]:
    return np.array([_key(seed, purpose, use) for seed in seeds])


def poisson(luck: NDArray, mean: NDArray) -> NDArray[np.float64]:
    """The inverse of the Poisson distribution, equal to `scipy.stats.poisson.ppf`, whose checks of every
    number cost several times as much. A process without `scipy.stats` also starts sooner."""
    count = np.ceil(pdtrik(luck, mean))
    below = np.maximum(count - 1, 0)
    return np.where(pdtr(below, mean) >= luck, below, count)
