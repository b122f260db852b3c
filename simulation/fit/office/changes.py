"""Days since which a unit closes its cases otherwise: a procedure that was changed, a contractor, a new form.

Waits that drift from month to month are allowed for by the fit. Here a share leaps: of the cases of one unit
that are closed within a day, or a week, most were and few are, or the other way round. No fit foresees that,
and one that knows both times draws waits between them. So it is said. The day is the one that parts a unit's
cases best (binomial likelihood ratio, divided by how much more the days of either part differ than chance
has them differ). Source: Hinkley & Hinkley 1970 for the ratio; McCullagh & Nelder 1989 for the division.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import xlogy

from simulation.fit.office.spans import Numbers, hours_between
from simulation.text.bilingual import Pair
from simulation.text.fit_words import CHANGED

WITHIN = (24.0, 168.0)
"""Hours within which cases are closed or not."""
CASES, DAYS = 50, 10
"""Least cases and days with cases on either side."""
LEAP, SURE = 0.35, 25.0
"""Least difference of the shares, and least likelihood ratio (chi-square, one degree of freedom: any day of a
year in any of a hundred units exceeds it by chance once in a hundred logs)."""


class Change(NamedTuple):
    """Since when (the first day) which unit closes otherwise. before, since: shares closed within `hours`."""

    unit: str
    day: pd.Timestamp
    hours: float
    before: float
    since: float

    def told(self) -> Pair:
        """That in a sentence."""
        shares = {"before": f"{self.before:.0%}", "since": f"{self.since:.0%}"}
        return CHANGED.fill(unit=self.unit, day=f"{self.day:%Y-%m-%d}", hours=f"{self.hours:.0f}", **shares)


def changes(cases: pd.DataFrame, until: pd.Timestamp) -> list[Change]:
    """The latest change of each unit, as far as it could be known on the night before `until`.

    cases: unit, opened, closed, all opened before."""
    found = (_latest(str(unit), of, until) for unit, of in cases.groupby("unit", observed=True))
    return [each for each in found if each is not None]


def _latest(unit: str, cases: pd.DataFrame, until: pd.Timestamp) -> Change | None:
    found = None
    while len(cases) >= 2 * CASES and (next_one := _clearest(unit, cases, until)):
        found = next_one
        cases = cases[cases["opened"] >= found.day]
    return found


def _clearest(unit: str, cases: pd.DataFrame, until: pd.Timestamp) -> Change | None:
    parted = [each for hours in WITHIN for each in _parted(unit, cases, until, hours)]
    return max(parted, default=(0.0, None), key=lambda each: each[0])[1]


def _parted(
    unit: str, cases: pd.DataFrame, until: pd.Timestamp, hours: float
) -> Iterator[tuple[float, Change]]:
    """The day that parts the cases best by what is closed within these hours, if it is a change."""
    watched = cases[cases["opened"] <= until - pd.Timedelta(hours=hours)]
    if len(watched) < 2 * CASES:
        return
    waited = hours_between(watched["opened"], watched["closed"])  # so many hours were over at `until`
    days, day = np.unique(watched["opened"].dt.normalize(), return_inverse=True)
    came, done = np.bincount(day).astype(float), np.bincount(day, waited <= hours)
    first, closed = came.cumsum()[:-1], done.cumsum()[:-1]
    ratio = 2 * (_likely(closed, first) + _likely(done.sum() - closed, came.sum() - first))
    ratio -= 2 * _likely(done.sum(), came.sum())
    after = np.arange(1, len(days))
    enough = (np.minimum(first, came.sum() - first) >= CASES) & (after >= DAYS) & (len(days) - after >= DAYS)
    if not enough.any():
        return
    at = int(np.where(enough, ratio, -1).argmax())
    before, now = closed[at] / first[at], (done.sum() - closed[at]) / (came.sum() - first[at])
    share = np.where(np.arange(len(days)) <= at, before, now)
    sure = float(ratio[at] / _spread(came, done, share))
    if abs(now - before) >= LEAP and sure >= SURE:
        yield sure, Change(unit, pd.Timestamp(days[at + 1]), hours, float(before), float(now))


def _likely(done: ArrayLike, of: ArrayLike) -> Numbers:
    """Log-likelihood of so many of so many, at their own share."""
    done, of = np.asarray(done, np.float64), np.asarray(of, np.float64)
    return np.asarray(xlogy(done, done / of) + xlogy(of - done, (of - done) / of), np.float64)


def _spread(came: Numbers, done: Numbers, share: Numbers) -> float:
    """How many times more days differ from their part's share than chance has them differ, at least once."""
    usual = np.maximum(came * share * (1 - share), 0.25)
    return max(1.0, float(((done - came * share) ** 2 / usual).sum() / max(len(came) - 2, 1)))
