"""Statistics of many runs: paired differences, corrections for many metrics, concentration, waiting curves.

Everything takes plain arrays of numbers and returns numbers in the same unit. Methods that scipy has are
scipy's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import scipy  # loads its `stats` when they are first asked for, which no worker does
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class PairedDifference:
    """Mean of treatment - baseline over pairs with common random numbers, with its t interval.

    mean, se, low, high: unit of the values, NaN where the pairs are too few (mean: none, interval: fewer than
    two). pairs: how many were used; dropped: how many had no value on one side; sd: of the differences.
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
    mean, sd = _mean(change), _sd(change)
    pairs = change.size
    se = sd / math.sqrt(max(pairs, 1))
    t, half = _ratio(mean, se), float(scipy.stats.t.ppf((1 + level) / 2, pairs - 1)) * se
    p = float(2 * scipy.stats.t.sf(abs(t), pairs - 1))
    return PairedDifference(
        _mean(before), _mean(after), mean, sd, se, pairs - 1, mean - half, mean + half, t, p, pairs,
        int(whole.size - pairs),
    )  # fmt: skip


_RESAMPLES = 9_999
_RESAMPLING = 1993  # any fixed number: an interval is the same in every process and on every machine
_AT_ONCE = 2_000_000  # numbers held in memory while resampling


def bootstrap_mean(values: ArrayLike, level: float = 0.95) -> tuple[Numbers, Numbers]:
    """Bootstrap interval of the mean of each row, bias-corrected and accelerated (BCa): (lows, highs).

    values: (rows, n), n >= 2, finite. All rows are resampled in the same way, so that a row's interval does
    not depend on its company. A row of equal numbers has an interval of width 0. Unlike the t interval this
    one may be lopsided, as skewed values are; for few values both are too narrow. Source: Efron 1987; scipy.
    """
    rows = np.asarray(values, float)
    middle = np.array([_mean(row) for row in rows])
    spread = np.array([not _all_equal(row) for row in rows], bool)
    lows, highs = middle.copy(), middle.copy()
    if not spread.any():
        return lows, highs
    around = _exact_in_sums(rows[spread] - middle[spread, None])
    batch = max(1, _AT_ONCE // around.size)
    found = scipy.stats.bootstrap(
        (around,), np.mean, axis=-1, vectorized=True, method="BCa", n_resamples=_RESAMPLES,
        confidence_level=level, batch=batch, rng=_RESAMPLING,
    ).confidence_interval  # fmt: skip
    lows[spread] += found.low
    highs[spread] += found.high
    return lows, highs


def _exact_in_sums(rows: Numbers) -> Numbers:
    """Rows rounded to a part in 2^40 of their largest number, so that their sums are exact in any order.

    BCa counts how many resampled means lie below the mean; where many are equal but for rounding, that count,
    and so the interval, would depend on how numbers lie in memory.
    """
    _, power = np.frexp(np.abs(rows).max(axis=1, keepdims=True))
    step = np.ldexp(1.0, power - 40)
    return np.rint(rows / step) * step


def ratio_of_means(
    top: PairedDifference, bottom: PairedDifference, level: float = 0.95
) -> tuple[float, float, float]:
    """Ratio of two independent means with its interval: (ratio, low, high).

    The interval is NaN where the interval of the lower mean holds 0 (the ratio may then be anything), or
    where either has fewer than two values. Degrees of freedom: those of the smaller sample. Source: Fieller
    1954, Some problems in interval estimation, for independent means.
    """
    if not (bottom.mean and top.df > 0 and bottom.df > 0):
        return (top.mean / bottom.mean if bottom.mean else math.nan), math.nan, math.nan
    ratio, t = top.mean / bottom.mean, float(scipy.stats.t.ppf((1 + level) / 2, min(top.df, bottom.df)))
    doubt = (t * bottom.se / bottom.mean) ** 2
    if doubt >= 1:
        return ratio, math.nan, math.nan
    spread = top.se**2 * (1 - doubt) + ratio**2 * bottom.se**2
    half = t / abs(bottom.mean) * math.sqrt(spread)
    return ratio, (ratio - half) / (1 - doubt), (ratio + half) / (1 - doubt)


def _mean(values: Numbers) -> float:
    """Mean, NaN of nothing; of equal values exactly that value, so that rounding looks like no spread."""
    if not values.size:
        return math.nan
    return float(values[0] if _all_equal(values) else values.mean())


def _sd(values: Numbers) -> float:
    if values.size < 2:
        return math.nan
    return 0.0 if _all_equal(values) else float(values.std(ddof=1))


def _all_equal(values: Numbers) -> bool:
    return bool(np.all(values == values[0]))


def _ratio(mean: float, se: float) -> float:
    """t against 0; where nothing varies, nothing (0) or everything (infinity) is known."""
    if se == 0:
        return math.copysign(math.inf, mean) if mean else 0.0
    return mean / se


def paired_ratio(above: ArrayLike, below: ArrayLike, level: float = 0.95) -> tuple[float, float, float]:
    """Ratio of two means over the same pairs, and its interval: what one unit of `below` costs in `above`.

    above, below: (pairs,) differences of the same pairs. Returns ratio, low, high. The interval is NaN where
    the interval of the mean below holds 0 (it would be unbounded) or there are fewer than two pairs.
    Source: Fieller 1954; for cost-effectiveness Willan & O'Brien 1996.
    """
    x, y = np.asarray(above, float), np.asarray(below, float)
    n = x.size
    if n < 2 or y.mean() == 0:
        return math.nan, math.nan, math.nan
    mean_x, mean_y = x.mean(), y.mean()
    ratio = float(mean_x / mean_y)
    (var_x, cov), (_, var_y) = (np.cov(x, y) / n).tolist()
    t2 = float(scipy.stats.t.ppf((1 + level) / 2, n - 1)) ** 2
    a = mean_y**2 - t2 * var_y
    b = mean_x * mean_y - t2 * cov
    root = b**2 - a * (mean_x**2 - t2 * var_x)
    if a <= 0 or root < 0:
        return ratio, math.nan, math.nan
    return ratio, float((b - math.sqrt(root)) / a), float((b + math.sqrt(root)) / a)


def holm(p: ArrayLike) -> Numbers:
    """Adjusted p-values that keep the chance of any false finding among them below the level.

    p: (tests,), NaN where no test was made; those stay NaN and do not count.
    Source: Holm 1979.
    """
    raw = np.asarray(p, float)
    tested = np.flatnonzero(np.isfinite(raw))
    order = tested[np.argsort(raw[tested], kind="stable")]
    adjusted = np.full(raw.shape, math.nan)
    steps = raw[order] * np.arange(order.size, 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return adjusted


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
    while scipy.stats.t.ppf(tail, n - 1) * sd > half_width * math.sqrt(n):
        n += 1
    return n


@dataclass(frozen=True)
class VarianceReduction:
    """What common random numbers save: variance of the paired difference beside that of independent arms.

    ratio = paired / independent: 0.1 means that a tenth of the runs see as much. NaN where nothing varies.
    """

    paired: float
    independent: float
    covariance: float
    correlation: float
    ratio: float


def variance_reduction(baseline: ArrayLike, treatment: ArrayLike) -> VarianceReduction:
    """Variance reduction bought by common random numbers.

    baseline, treatment: (pairs,), two or more pairs with finite values.
    Source: Law: Var(X - Y) = Var X + Var Y - 2 Cov(X, Y).
    """
    (var_x, covariance), (_, var_y) = np.cov(np.asarray([baseline, treatment], float)).tolist()
    independent, spread = var_x + var_y, math.sqrt(var_x * var_y)
    paired = independent - 2 * covariance
    correlation = covariance / spread if spread else math.nan
    return VarianceReduction(
        paired, independent, covariance, correlation, paired / independent if independent else math.nan
    )


def settles_after(batches: ArrayLike) -> int:
    """How many batch means to leave out at the beginning, so that the mean of the others is surest (MSER).

    batches: (batches,) means of equal stretches of a series, in order. At most half are left out; an answer
    of half says that no settled part was found. Source: White 1997; White, Cobb & Spratt 2000.
    """
    x = np.asarray(batches, float)
    errors = [x[first:].var() / (x.size - first) for first in range(x.size // 2 + 1)]
    return int(np.argmin(errors))


def gini(values: ArrayLike, unbiased: bool = False) -> float:
    """Gini coefficient: mean absolute difference / (2 × mean), 0 (all the same) to 1; NaN where the sum is 0.

    values: (owners,), none negative. `unbiased` multiplies by n / (n - 1); NaN for one owner.
    """
    x = np.sort(np.asarray(values, float))
    n, total = x.size, x.sum()
    if total == 0 or (unbiased and n < 2):
        return math.nan
    plain = float((2 * np.arange(1, n + 1) - n - 1) @ x / (n * total))
    return plain * n / (n - 1) if unbiased else plain


def hhi(values: ArrayLike, normalised: bool = False) -> float:
    """Herfindahl-Hirschman index: sum of squared shares, 1/n (even) to 1 (one owner); NaN where the sum is 0.

    values: (owners,), none negative. `normalised` runs from 0 to 1 whatever n; NaN for one owner.
    """
    x = np.asarray(values, float)
    n, total = x.size, x.sum()
    if total == 0 or (normalised and n < 2):
        return math.nan
    plain = float(np.sum((x / total) ** 2))
    return (plain - 1 / n) / (1 - 1 / n) if normalised else plain


@dataclass(frozen=True)
class WaitingCurve:
    """Kaplan-Meier curve: the share still open after a time, open cases censored, not dropped.

    times: (steps,) times at which cases close; survival: (steps,) share still open just after; se: (steps,)
    Greenwood's standard error, NaN where nothing is left; at_risk: (steps,) cases still watched just before.
    """

    times: Numbers
    survival: Numbers
    se: Numbers
    at_risk: Numbers

    def median(self) -> float:
        """First time by which half are closed; NaN if that is never seen."""
        return self.quantile(0.5)

    def quantile(self, share: float) -> float:
        """First time by which `share` (0 to 1) are closed; NaN if that is never seen."""
        # a product that should be exactly 1 - share may miss it by rounding
        reached = np.flatnonzero(self.survival <= 1 - share + 1e-12)
        return float(self.times[reached[0]]) if reached.size else math.nan

    def restricted_mean(self, upto: float) -> float:
        """Mean time to closing, each case counted for at most `upto`."""
        inside = self.times < upto
        edges = np.concatenate(([0.0], self.times[inside], [upto]))
        return float(np.diff(edges) @ np.concatenate(([1.0], self.survival[inside])))


def kaplan_meier(time: ArrayLike, closed: ArrayLike) -> WaitingCurve:
    """Kaplan-Meier curve of single cases.

    time: (cases,) time to closing, or to the end of watching; closed: (cases,) truth of the former.
    At equal times closings come before censorings. Source: Kaplan & Meier 1958; Greenwood 1926.
    """
    time, closed = np.asarray(time, float), np.asarray(closed, bool)
    distinct = np.unique(time)
    place = np.searchsorted(distinct, time)
    ends = np.bincount(place[closed], minlength=distinct.size)
    lost = np.bincount(place[~closed], minlength=distinct.size)
    return kaplan_meier_counts(distinct, ends, lost)


def kaplan_meier_counts(upto: ArrayLike, closed: ArrayLike, censored: ArrayLike) -> WaitingCurve:
    """Kaplan-Meier curve from counts per bin (scipy's `ecdf` takes single cases only).

    upto: (bins,) upper ends, rising; closed, censored: (bins,) counts in (previous end, end]. A case counts
    as closed at the upper end of its bin, so a median is late by at most one bin; censorings come after
    closings.
    """
    upto, closed, censored = (np.asarray(each, float) for each in (upto, closed, censored))
    leaving = closed + censored
    at_risk = leaving[::-1].cumsum()[::-1]
    step = closed > 0
    died, risk = closed[step], at_risk[step]
    survival = np.cumprod(1 - died / risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        se = survival * np.sqrt(np.cumsum(died / (risk * (risk - died))))
    return WaitingCurve(upto[step], survival, se, risk)
