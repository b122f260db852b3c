"""Paired differences of two arms that share their random numbers, with t intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import scipy  # loads its `stats` when they are first asked for, which no worker does
from numpy.typing import ArrayLike

from simulation.statistics.spread import mean_of, sd_of
from simulation.statistics.student_t import t_quantile, t_two_sided


@dataclass(frozen=True)
class PairedDifference:
    """Mean of treatment - baseline over pairs with common random numbers, with its t interval.

    mean, se, low, high: unit of the values, NaN where the pairs are too few (mean: none, interval: fewer than
    two). pairs: how many were used; dropped: how many had no value on one side; differ: how many of those
    used are not the same on both sides; sd: of the differences.
    """

    baseline_mean: float
    treatment_mean: float
    mean: float
    sd: float
    se: float
    df: int
    low: float
    high: float
    t: float
    p: float
    pairs: int
    dropped: int
    differ: int


def paired_difference(baseline: ArrayLike, treatment: ArrayLike, level: float = 0.95) -> PairedDifference:
    """Paired-t comparison of two arms; a pair with a missing value on either side is dropped and counted.

    baseline, treatment: (pairs,) values of the same metric, in the same order. Differences that are all the
    same have an interval of width 0; where they are all 0 there is no evidence of anything, so p is 1.
    Source: Law, Simulation Modeling and Analysis, paired-t confidence interval.
    """
    before, after = np.asarray(baseline, float), np.asarray(treatment, float)
    whole = np.isfinite(before) & np.isfinite(after)
    before, after = before[whole], after[whole]
    change = after - before
    mean, sd = mean_of(change), sd_of(change)
    pairs = change.size
    se = sd / math.sqrt(max(pairs, 1))
    t, half = _ratio(mean, se), t_quantile(level, pairs - 1) * se
    p = t_two_sided(t, pairs - 1)
    return PairedDifference(
        mean_of(before), mean_of(after), mean, sd, se, pairs - 1, mean - half, mean + half, t, p, pairs,
        int(whole.size - pairs), int(np.count_nonzero(change)),
    )  # fmt: skip


def _ratio(mean: float, se: float) -> float:
    """t against 0; where nothing varies, nothing (0) or everything (infinity) is known."""
    if se == 0:
        return math.copysign(math.inf, mean) if mean else 0.0
    return mean / se


_MANY = 1e6  # square root of more replications than anyone runs


def replications_needed(sd: float, half_width: float, level: float = 0.95) -> float:
    """Smallest number of replications (two or more) whose interval is no wider than ± half_width.

    sd: standard deviation of one value, taken as known. No number is enough for a half-width of 0: infinity.
    Source: Law, Simulation Modeling and Analysis: t(n-1) s / sqrt(n) <= h.
    """
    if sd == 0:
        return 2
    if not half_width > 0:
        return math.inf
    tail = (1 + level) / 2
    root = float(scipy.stats.norm.ppf(tail)) * sd / half_width
    if root > _MANY:  # t is normal then, and what is left to rounding no integer holds
        return float(root * root)
    n = max(2, math.floor(root**2))
    while t_quantile(level, n - 1) * sd > half_width * math.sqrt(n):
        n += 1
    return n
