"""Ratios of two means, with intervals by Fieller."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from simulation.statistics.paired import PairedDifference
from simulation.statistics.student_t import t_quantile


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
    ratio, t = top.mean / bottom.mean, t_quantile(level, min(top.df, bottom.df))
    doubt = (t * bottom.se / bottom.mean) ** 2
    if doubt >= 1:
        return ratio, math.nan, math.nan
    spread = top.se**2 * (1 - doubt) + ratio**2 * bottom.se**2
    half = t / abs(bottom.mean) * math.sqrt(spread)
    return ratio, (ratio - half) / (1 - doubt), (ratio + half) / (1 - doubt)


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
    (var_x, cov), (_, var_y) = (np.cov(x, y) / n).tolist()
    quantile = t_quantile(level, n - 1)
    return fieller((float(x.mean()), float(y.mean())), (var_x, var_y), cov, quantile)


def fieller(
    means: tuple[float, float], variances: tuple[float, float], covariance: float, quantile: float
) -> tuple[float, float, float]:
    """Ratio of two means, and its interval, by the variances of the means and their covariance.

    quantile: how many standard errors an interval reaches to each side. The interval is NaN where that of the
    lower mean holds 0. Source: Fieller 1954.
    """
    (mean_x, mean_y), (var_x, var_y), t2 = means, variances, quantile**2
    ratio = mean_x / mean_y
    a = mean_y**2 - t2 * var_y
    b = mean_x * mean_y - t2 * covariance
    root = b**2 - a * (mean_x**2 - t2 * var_x)
    if not (a > 0 and root >= 0):
        return ratio, math.nan, math.nan
    return ratio, (b - math.sqrt(root)) / a, (b + math.sqrt(root)) / a
