"""Waiting curves: how many are still open after a time, where some are not watched to the end."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from simulation.statistics.spread import Numbers


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

    upto: (bins,) upper ends, rising. closed, censored: (bins,) counts in (previous end, end]. A case counts
    as closed at the upper end of its bin, so a median is too high by at most one bin. Within a bin, closings
    count before censored cases.
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
