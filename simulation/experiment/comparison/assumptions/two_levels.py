"""Paired differences over parameter sets, parted into luck (pairs of one set) and assumptions (between sets).

Pairs that share a set are no independent evidence of what holds in other sets, so the standard error is that
of the sets' means: cluster-robust, with the correction and the degrees of freedom of Bell & McCaffrey 2002
(CR2, Satterthwaite; sets may have different numbers of pairs). Parts of the variance: one-way random-effects
analysis of variance (Searle, Casella & McCulloch, Variance Components, 1992, ch. 3).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulation.statistics import PairedDifference, fieller
from simulation.statistics.student_t import t_quantile, t_two_sided

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class TwoLevels:
    """The mean of paired differences over sets, with its t interval over both levels.

    mean, se, low, high, sd_luck, sd_assumptions, smallest, largest: unit of the values. df, se, low, high, t,
    p: NaN with fewer than two sets. sd_luck: within a set, NaN where no set has two pairs; sd_assumptions:
    between sets beyond luck, 0 where luck explains all, NaN without both. held: sets whose mean has the sign
    of the mean; smallest, largest: means of sets.
    """

    pairs: int
    sets: int
    mean: float
    se: float
    df: float
    low: float
    high: float
    t: float
    p: float
    sd_luck: float
    sd_assumptions: float
    held: int
    smallest: float
    largest: float


def two_levels(differences: ArrayLike, sets: ArrayLike, level: float = 0.95) -> TwoLevels:
    """Part paired differences by the parameter set of each pair; pairs without a value (NaN) are left out.

    differences: (pairs,) scenario - baseline; sets: (pairs,) any number for each set.
    """
    values, labels = np.asarray(differences, float), np.asarray(sets)
    there = np.isfinite(values)
    groups = [values[there & (labels == each)] for each in np.unique(labels[there])]
    if not groups:
        none = math.nan
        return TwoLevels(0, 0, none, none, none, none, none, none, none, none, none, 0, none, none)
    counts, means = np.array([group.size for group in groups], float), np.array([*map(_mean, groups)])
    mean = _mean(values[there])
    se, df = _error_of_mean(means - mean, counts)
    half = t_quantile(level, df) * se
    t = mean / se if se else math.copysign(math.inf, mean) if mean else 0.0
    luck, assumptions = _parts(groups, counts, means - mean)
    return TwoLevels(
        int(counts.sum()), len(groups), mean, se, df, mean - half, mean + half,
        math.nan if math.isnan(se) else t, t_two_sided(t, df), luck, assumptions,
        int((np.sign(means) == np.sign(mean)).sum()), float(means.min()), float(means.max()),
    )  # fmt: skip


def ratio_over_sets(
    above: ArrayLike, below: ArrayLike, sets: ArrayLike, level: float = 0.95
) -> tuple[float, float, float]:
    """Ratio of two means over the same pairs, and its interval over luck and sets: (ratio, low, high).

    above, below: (pairs,) differences of the same pairs, all there; sets: (pairs,) as in `two_levels`. The
    interval is NaN where that of the mean below holds 0, or there are fewer than two sets. Source: Fieller
    1954, with the variances of `two_levels`.
    """
    values, labels = np.array([above, below], float), np.asarray(sets)
    each, of = np.unique(labels, return_inverse=True)
    counts = np.bincount(of).astype(float)
    means = values.mean(axis=1) if values.size else np.full(2, math.nan)
    if len(each) < 2 or means[1] == 0:
        return (float(means[0] / means[1]) if means[1] else math.nan), math.nan, math.nan
    x, y = np.array([np.bincount(of, row) / counts for row in values]) - means[:, None]
    scale, df = _scale(counts)
    variances = float(scale @ x**2), float(scale @ y**2)
    quantile = t_quantile(level, df)
    return fieller((float(means[0]), float(means[1])), variances, float(scale @ (x * y)), quantile)


def over_sets(found: PairedDifference, levels: TwoLevels) -> PairedDifference:
    """A paired difference whose interval and p are those over both levels.

    sd is the one that as many independent pairs would need for this standard error, so that advice on further
    pairs counts what pairs of one set share.
    """
    return replace(
        found, sd=levels.se * math.sqrt(max(found.pairs, 1)), se=levels.se, df=math.floor(levels.df),
        low=levels.low, high=levels.high, t=levels.t, p=levels.p,
    )  # fmt: skip


def _mean(values: Numbers) -> float:
    """The mean; of equal values exactly that value, so that rounding looks like no spread."""
    return float(values[0] if np.all(values == values[0]) else values.mean())


def _error_of_mean(around: Numbers, counts: Numbers) -> tuple[float, float]:
    """Standard error of the mean of all pairs, and its degrees of freedom; around: (sets,) means of the sets
    less that mean."""
    if len(counts) < 2:
        return math.nan, math.nan
    scale, df = _scale(counts)
    return float(np.sqrt(scale @ around**2)), df


def _scale(counts: Numbers) -> tuple[Numbers, float]:
    """What each set's square about the mean adds to the variance of the mean, and the degrees of freedom;
    counts: (sets,) pairs of two sets or more."""
    weights = counts / counts.sum()
    scale = weights**2 / (1 - weights)
    centre = np.eye(len(counts)) - weights
    spread = scale[:, None] * (centre / counts @ centre.T)  # of pairs that differ by luck alone
    return scale, float(np.trace(spread) ** 2 / np.sum(spread * spread.T))


def _parts(groups: list[Numbers], counts: Numbers, around: Numbers) -> tuple[float, float]:
    """Standard deviations of luck, and of assumptions."""
    pairs, sets = counts.sum(), len(counts)
    if pairs == sets:
        return math.nan, math.nan
    within = sum(float(np.sum((group - _mean(group)) ** 2)) for group in groups) / (pairs - sets)
    if sets < 2:
        return math.sqrt(within), math.nan
    between = float(counts @ around**2) / (sets - 1)
    usual = (pairs - counts @ counts / pairs) / (sets - 1)
    return math.sqrt(within), math.sqrt(max(between - within, 0.0) / usual)
