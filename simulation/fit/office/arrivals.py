"""How many cases come: levels that wander, days of the week, days that differ from their like, and storms.

Each kind (staff, type, unit) has a level, cases a working day, that wanders from week to week; how far is one
number for the whole log, the one under which each week is likeliest given the weeks before. A day off has its
own factor by weekday. What a day shares over all kinds is a gamma variable; a day of several times the
expected is a storm, is kept apart, and comes again as seldom as it came.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.codes import YEAR
from simulation.fit.office.levels import WEEK, Movement, by_week, filtered, likeliest
from simulation.fit.office.spans import Numbers

STORM = 4.0
"""Times the expected number of residents' cases from which a day is a storm."""
SEASON = 0.04
"""Least wandering of all levels together where the log is shorter than two years, so that seasons cannot be
told from chance (assumed: some 15 % after a quarter)."""


@dataclass(frozen=True)
class Days:
    """Which days a log covers, from its first to before its last, and the kind of each.

    first: the first day; kind: 0 to 6 by weekday, 6 for holidays too (days,).
    """

    first: pd.Timestamp
    kind: NDArray[np.intp]

    @classmethod
    def between(cls, first: pd.Timestamp, last: pd.Timestamp, holidays: frozenset) -> Days:
        """The days from `first` to the day before `last`. holidays: dates that are as Sundays."""
        days = pd.date_range(first.normalize(), last.normalize(), inclusive="left")
        off = np.array([day.date() in holidays for day in days], bool)
        return cls(first.normalize(), np.where(off, WEEK - 1, days.day_of_week).astype(np.intp))

    def number(self, when: pd.Series) -> NDArray[np.intp]:
        """Number of the day of each time, from 0."""
        return (when.dt.normalize() - self.first).dt.days.to_numpy(np.intp)


@dataclass(frozen=True)
class Arrivals:
    """What is known of arrivals: kinds, whether staff reports them, the gamma distribution of each level at
    the end of the log (cases a full day), share of a full day by kind of day (2, 7), chance and factors of
    storms, shape of what a day has in common, and the movement of levels, one by one and all together."""

    kinds: pd.MultiIndex
    shape: Numbers
    rate: Numbers
    of_day: Numbers
    common_shape: float
    storms: Numbers
    storm_chance: float
    own: Movement
    together: Movement

    def levels(self, weeks: int, rng: np.random.Generator) -> Numbers:
        """Levels of each kind in each of the weeks to come (kinds, weeks)."""
        now = rng.gamma(self.shape) / self.rate
        own, together = self.own.draw((len(self.kinds), weeks), rng), self.together.draw((1, weeks), rng)
        return now[:, None] * own * together

    def draw(self, days: Days, rng: np.random.Generator) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Cases of these days, by day: the kind of each and its day, from 0."""
        count = len(days.kind)
        week = np.arange(count) // WEEK
        level = self.levels(int(week[-1]) + 1, rng)[:, week]
        staff = self.kinds.get_level_values("staff").to_numpy(bool).astype(int)
        expected = level * self.of_day[staff][:, days.kind]
        common = rng.gamma(self.common_shape, 1 / self.common_shape, (2, count))
        struck = rng.random(count) < self.storm_chance
        if len(self.storms):
            common[0] = np.where(struck, rng.choice(self.storms, count), common[0])
        cases = rng.poisson(expected * common[staff])
        kind, day = np.nonzero(cases)
        repeats = cases[kind, day]
        return np.repeat(kind, repeats), np.repeat(day, repeats)


def fit_arrivals(cases: pd.DataFrame, days: Days, kinds: pd.MultiIndex) -> Arrivals:
    """Arrivals of the cases of these days. cases: staff, type, unit, opened.

    Levels by gamma-Poisson filtering (West & Harrison 1997, dynamic generalised linear models); the shape of
    what days share by moments.
    """
    day = days.number(cases["opened"])
    kind = kinds.get_indexer(pd.MultiIndex.from_frame(cases[list(kinds.names)]))
    staff = kinds.get_level_values("staff").to_numpy(bool)
    counts = np.zeros((len(kinds), len(days.kind)))
    np.add.at(counts, (kind, day), 1)
    totals = np.array([counts[~staff].sum(axis=0), counts[staff].sum(axis=0)])
    of_day = np.array([_of_day(total, days) for total in totals])
    stormy, expected, _ = usual_days(totals[0], days)
    storms = totals[0][stormy] / np.maximum(expected[stormy], 1)
    usual = counts.copy()
    usual[:, stormy] = np.where(
        staff[:, None], usual[:, stormy], (usual[:, stormy] / np.maximum(storms, 1)).round()
    )
    exposure = of_day[staff.astype(int)][:, days.kind]
    weekly, exposed = by_week(usual), by_week(exposure)
    own = likeliest(weekly, exposed)
    share = totals.sum(axis=1) / totals.sum()
    together = likeliest(weekly.sum(axis=0)[None], by_week(share[None] @ of_day[:, days.kind]))
    if len(days.kind) < 2 * YEAR:
        together = replace(together, wander=max(together.wander, SEASON))
    shape, rate, _ = filtered(weekly, exposed, own)
    return Arrivals(
        kinds, shape, rate, of_day, _common_shape(totals[0][~stormy], expected[~stormy]), storms,
        float(stormy.mean()), own, together,
    )  # fmt: skip


def usual_days(total: Numbers, days: Days) -> tuple[NDArray[np.bool_], Numbers, Numbers]:
    """Which days are storms, what was to be expected on each (days,), and the share of a full day that each
    kind of day brings (7,). total: cases of each day (days,)."""
    factor = _of_day(total, days)
    expected = _smooth(total, factor[days.kind])
    return total > STORM * np.maximum(expected, 1), expected, factor


def _of_day(total: Numbers, days: Days) -> Numbers:
    """What share of an average day of Monday to Thursday each kind of day brings (7,); medians, so that
    storms count for nothing."""
    found = np.array(
        [np.median(total[days.kind == k]) if (days.kind == k).any() else np.nan for k in range(WEEK)]
    )
    full = np.nanmean(found[:4])
    share = found / full if full > 0 else np.ones(WEEK)
    return np.where(np.isnan(share), 1.0, np.maximum(share, 0.01))


def _smooth(total: Numbers, factor: Numbers) -> Numbers:
    """What was to be expected each day: the middle level of the four weeks around it, by its kind of day."""
    level = pd.Series(total / factor).rolling(4 * WEEK + 1, center=True, min_periods=WEEK).median()
    return level.to_numpy() * factor


def _common_shape(total: Numbers, expected: Numbers) -> float:
    """Shape of the gamma variable that a day's kinds share, by moments: large where days are alike."""
    more = float(((total - expected) ** 2 - expected).sum())
    return float(np.clip((expected**2).sum() / more if more > 0 else 1e4, 1, 1e4))
