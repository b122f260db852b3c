"""What each of several causes carries of a joint effect."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from math import factorial
from typing import TypeVar

Cause = TypeVar("Cause")
EXACT = 4
"""So many causes at most have the worth of all their coalitions asked."""


def shares(causes: Sequence[Cause], worth: Callable[[frozenset[Cause]], float]) -> dict[Cause, float]:
    """The Shapley value of each cause; they sum to worth(all) - worth(none).

    Exact for up to `EXACT` causes. Beyond, the mean of what a cause adds as the first and as the last, which
    is the same where causes join in pairs at most; what is left over falls to them in equal parts. Source:
    Shapley 1953.
    """
    every = frozenset(causes)
    if len(every) <= EXACT:
        return {each: _exact(each, every, worth) for each in causes}
    whole, nothing = worth(every), worth(frozenset())
    found = {
        each: (worth(frozenset([each])) - nothing + whole - worth(every - {each})) / 2 for each in causes
    }
    left = (whole - nothing - sum(found.values())) / len(found)
    return {each: value + left for each, value in found.items()}


def _exact(cause: Cause, every: frozenset[Cause], worth: Callable[[frozenset[Cause]], float]) -> float:
    others, size = every - {cause}, len(every)
    total = 0.0
    for number in range(size):
        weight = factorial(number) * factorial(size - number - 1) / factorial(size)
        for some in combinations(sorted(others, key=str), number):
            total += weight * (worth(frozenset(some) | {cause}) - worth(frozenset(some)))
    return total
