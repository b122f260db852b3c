"""Whether a lead has another sign at another value of one assumption, and at which value it turns."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.experiment.comparison.assumptions.overturning import EVEN, MAY, STAYS, TURNS
from simulation.statistics import paired_ratio
from simulation.statistics.student_t import t_quantile

Numbers = NDArray[np.float64]
LEVEL = 0.95


@dataclass(frozen=True)
class Spread:
    """How far a mean over seeds may be off by chance: the spread of single seeds, pooled over all values that
    were tried, and its degrees of freedom; level: of one interval, so that all hold at once."""

    sd: float
    df: float
    level: float

    def half(self, values: Numbers) -> float:
        """Half of the interval of the mean of some seeds; by their own spread where that is larger."""
        own = values.std(ddof=1) if len(values) > 1 else 0.0
        quantile = t_quantile(self.level, self.df)
        return quantile * max(self.sd, float(own)) / math.sqrt(len(values))


def spread_of(leads: Numbers, looks: int) -> Spread:
    """The spread of leads over one rival (values, seeds). looks: intervals that are to hold at once
    (Bonferroni)."""
    counts = np.isfinite(leads).sum(axis=1)
    freedom = float(np.maximum(counts - 1, 0).sum())
    around = leads - np.nanmean(leads, axis=1, keepdims=True)
    sd = math.sqrt(float(np.nansum(around**2)) / freedom) if freedom else math.inf
    return Spread(sd, max(freedom, 1.0), 1 - (1 - LEVEL) / max(looks, 1))


def verdict(own: Numbers, there: Numbers, spread: Spread) -> tuple[str, float, float]:
    """What a value of an assumption does to a lead (below 0: the choice leads), with the interval there.

    own: leads by seed at the scenario's own value; there: at the value that was tried.
    """
    own, there = own[np.isfinite(own)], there[np.isfinite(there)]
    if not len(own) or not len(there):
        return EVEN, math.nan, math.nan
    half, mean = spread.half(there), float(there.mean())
    low, high = mean - half, mean + half
    if own.mean() + spread.half(own) >= 0:
        return EVEN, low, high
    return (TURNS if low > 0 else MAY if mean > 0 else STAYS), low, high


def turning_point(
    own: Numbers, there: Numbers, values: tuple[float, float], by_ratio: bool
) -> tuple[float, float, float]:
    """Where a lead is zero between two values, on the straight line between its means, with the interval over
    seeds; an end of the interval that is unknown is the value that was tried, or the own one.

    own, there: leads by seed at `values`, the scenario's own and the one that was tried; by_ratio: the line
    is straight in the logarithm of the number.
    """
    both = np.isfinite(own) & np.isfinite(there)
    part, low, high = paired_ratio(own[both], own[both] - there[both], LEVEL)
    ends = (part, low if math.isfinite(low) else 0.0, high if math.isfinite(high) else 1.0)
    at, one, other = (_between(values, min(max(each, 0.0), 1.0), by_ratio) for each in ends)
    return at, min(one, other), max(one, other)


def _between(values: tuple[float, float], part: float, by_ratio: bool) -> float:
    own, tried = np.log(values) if by_ratio else values
    found = own + part * (tried - own)
    return float(np.exp(found) if by_ratio else found)
