"""Intervals and p-values of a paired difference that hold at every look, however often one looks.

A t interval is right about as often as it says for one number of pairs that was fixed beforehand. Whoever
looks after each pair, and stops when it pleases, is wrong more often. These hold for all numbers of pairs
together, from `first` on: for differences that are normal, with whatever mean and spread, the chance that any
of the intervals ever misses the mean is at most 1 - level, whatever made somebody stop.

The likelihood is averaged over all means in units of the spread (evenly) and over all spreads (evenly in
their logarithm). Over that of a mean of 0 it is sqrt(2 pi / n) (1 + t^2 / (n - 1))^(n/2). That it is ever as
large as for a t of `a` at the first look has a chance of 2 (1 - F(a)) + 2 a f(a) at most, F and f those of
Student's t with first - 1 degrees of freedom. Source: Lai 1976, On confidence sequences, Annals of Statistics
4; Wang & Ramdas 2025, Anytime-valid t-tests and confidence sequences for Gaussian means with unknown
variance, Sequential Analysis 44 (extended Ville inequality).
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import numpy as np
import scipy  # loads what is used of it when that is first asked for, which no worker does

from simulation.statistics.paired import PairedDifference

_MANY = 1e6  # square root of more pairs than anyone runs


def anytime(found: PairedDifference, first: int, level: float = 0.95) -> PairedDifference:
    """The same difference with an interval and p that hold at every look, of which the first is at `first`
    pairs (two or more); NaN before that."""
    if found.pairs < first:
        return replace(found, low=math.nan, high=math.nan, p=math.nan)
    half = anytime_bound(found.pairs, first, level) * found.se
    p = anytime_p(found.t, found.pairs, first)
    return replace(found, low=found.mean - half, high=found.mean + half, p=p)


def anytime_bound(pairs: float, first: int, level: float = 0.95) -> float:
    """How many standard errors the interval reaches to each side after so many pairs, `first` or more."""
    grown = _log_mixture(_first_bound(first, level), first)
    return math.sqrt((pairs - 1) * math.expm1((grown + math.log(pairs) / 2) * 2 / pairs))


def anytime_p(t: float, pairs: int, first: int) -> float:
    """A p-value of a mean of 0 that is below any alpha, at whatever look, with a chance of at most alpha.

    t: the mean in standard errors. It is the smallest 1 - level whose interval leaves 0 out.
    """
    power = (_log_mixture(abs(t), pairs) + math.log(first) / 2) * 2 / first
    if power <= 0:
        return 1.0
    with np.errstate(over="ignore"):
        at_first = float(np.sqrt((first - 1) * np.expm1(power)))
    return _crossed(at_first, first) if math.isfinite(at_first) else 0.0


def anytime_pairs_needed(sd: float, half_width: float, first: int, level: float = 0.95) -> float:
    """Fewest pairs, `first` or more, whose interval at every look is no wider than ± half_width.

    sd: standard deviation of one difference, taken as known. Infinity for a half-width of 0, and where the
    pairs are more than anyone runs.
    """
    if sd == 0:
        return first
    if not half_width > sd / _MANY:
        return math.inf
    low, high = first - 1, first
    while not _narrow(high, sd, half_width, first, level):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _narrow(middle, sd, half_width, first, level) else (middle, high)
    return high


def _narrow(pairs: int, sd: float, half_width: float, first: int, level: float) -> bool:
    return anytime_bound(pairs, first, level) * sd <= half_width * math.sqrt(pairs)


def _log_mixture(t: float, pairs: float) -> float:
    """Logarithm of the averaged likelihood over that of a mean of 0, but for a constant."""
    return pairs / 2 * math.log1p(t * t / (pairs - 1)) - math.log(pairs) / 2


@cache
def _first_bound(first: int, level: float) -> float:
    """What |t| may be at the first look, so that this or a later one is too large in 1 - level of all."""
    high = 1.0
    while _crossed(high, first) > 1 - level:
        high *= 2
    return float(scipy.optimize.brentq(lambda a: _crossed(a, first) - (1 - level), 0, high))


def _crossed(bound: float, first: int) -> float:
    """Chance of ever being beyond what is as far as `bound` at the first look."""
    t = scipy.stats.t(first - 1)
    return float(2 * t.sf(bound) + 2 * bound * t.pdf(bound))
