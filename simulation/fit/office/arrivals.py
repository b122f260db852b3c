"""How many cases come: levels that wander, days of the week, days that differ from their like, and storms.

All cases, of staff and of residents, have a level, cases a working day, that wanders from week to week; each
unit has a share of it that wanders, and each kind a share of its unit. How far each of them moves is told by
how well its weeks are forecast from those before. A day off has its own factor by weekday. What a day shares
over all kinds is a gamma variable; a day of several times the expected is a storm, is kept apart, and comes
again as seldom as it came.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.codes import YEAR
from simulation.fit.office.courses import Courses, fit_courses
from simulation.fit.office.levels import WEEK, by_week
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
    """What is known of arrivals: kinds, share of a full day by kind of day (2, 7), chance and factors of
    storms, shape of what a day has in common, and how levels go on: of all (staff or residents), and shares
    of these by group (staff, unit) and of groups by kind.

    who: whether staff reports, of each group; group: that of each kind.
    """

    kinds: pd.MultiIndex
    who: NDArray[np.intp]
    group: NDArray[np.intp]
    total: Courses
    of_group: Courses
    of_kind: Courses
    least: float
    of_day: Numbers
    common_shape: float
    storms: Numbers
    storm_chance: float

    def levels(self, weeks: int, rng: np.random.Generator, steady: bool) -> Numbers:
        """Levels of each kind in each of the weeks to come (kinds, weeks), in cases a full day."""
        total = self.total.draw(weeks, rng, self.least, steady).both
        groups = _parted(total, self.of_group.draw(weeks, rng, steady=steady).both, self.who)
        return _parted(groups, self.of_kind.draw(weeks, rng, steady=steady).both, self.group)

    def draw(
        self, days: Days, rng: np.random.Generator, steady: bool = False
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Cases of these days, by day: the kind of each and its day, from 0. steady: levels do not wander."""
        count = len(days.kind)
        week = np.arange(count) // WEEK
        level = self.levels(int(week[-1]) + 1, rng, steady)[:, week]
        staff = self.kinds.get_level_values("staff").to_numpy(bool).astype(int)
        expected = level * self.of_day[staff][:, days.kind]
        common = rng.gamma(self.common_shape, 1 / self.common_shape, (2, count))
        common = _within_weeks(common, self.of_day[:, days.kind])
        struck = rng.random(count) < self.storm_chance
        if len(self.storms):
            common[0] = np.where(struck, rng.choice(self.storms, count), common[0])
        cases = rng.poisson(expected * common[staff])
        kind, day = (each.astype(np.intp) for each in np.nonzero(cases))
        repeats = cases[kind, day]
        return np.repeat(kind, repeats), np.repeat(day, repeats)


def fit_arrivals(cases: pd.DataFrame, days: Days, kinds: pd.MultiIndex) -> Arrivals:
    """Arrivals of the cases of these days. cases: staff, type, unit, opened.

    Levels and shares by gamma-Poisson filtering; the shape of what days share by moments.
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
    group, who = _groups(kinds)
    kind_weeks = by_week(usual)
    group_weeks, total_weeks = _sums(kind_weeks, group), _sums(kind_weeks, staff.astype(np.intp), 2)
    short = len(days.kind) < 2 * YEAR
    return Arrivals(
        kinds, who, group,
        fit_courses(total_weeks, by_week(of_day[:, days.kind])),
        fit_courses(group_weeks, total_weeks[who]), fit_courses(kind_weeks, group_weeks[group]),
        SEASON if short else 0.0, of_day, _common_shape(totals[0][~stormy], expected[~stormy]), storms,
        float(stormy.mean()),
    )  # fmt: skip


def _groups(kinds: pd.MultiIndex) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The group of each kind, who reports and to which unit, and of each group whether staff does (1)."""
    frame = kinds.to_frame(index=False)
    group = frame.groupby(["staff", "unit"], sort=True).ngroup().to_numpy().astype(np.intp)
    who = np.zeros(int(group.max()) + 1, np.intp)
    who[group] = frame["staff"].to_numpy(bool)
    return group, who


def _sums(of: Numbers, group: NDArray[np.intp], groups: int | None = None) -> Numbers:
    """Sums over the rows of each group (groups, columns)."""
    found = np.zeros((groups or int(group.max()) + 1, of.shape[1]))
    np.add.at(found, group, of)
    return found


def _parted(whole: Numbers, shares: Numbers, group: NDArray[np.intp]) -> Numbers:
    """What each row has of its group's whole, by its share among the rows of the group (rows, weeks)."""
    return (whole / np.maximum(_sums(shares, group, len(whole)), 1e-12))[group] * shares


def _within_weeks(common: Numbers, expected: Numbers) -> Numbers:
    """What days have in common, so that whole weeks bring what they would without: how weeks differ is told
    by weeks, and days that differ are part of it. Both (2, days), weeks counted from the first day."""
    whole = common.shape[1] // WEEK * WEEK
    week = expected[:, :whole].reshape(2, -1, WEEK)
    brought = (common[:, :whole].reshape(week.shape) * week).sum(axis=2)
    found = common.copy()
    found[:, :whole] *= np.repeat(week.sum(axis=2) / np.maximum(brought, 1e-12), WEEK, axis=1)
    return found


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
