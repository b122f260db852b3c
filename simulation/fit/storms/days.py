"""The days on which storms of a unit began, and those on which their cases came.

A day is stormy for a unit if it brings several times the residents' cases that were to be expected. A storm
begins with the first of such days in a row. Of storms near to each other the one with the worst day counts.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from simulation.fit.office.arrivals import Days, usual_days
from simulation.fit.office.levels import WEEK
from simulation.fit.office.spans import Numbers

LEAST = 20
"""Residents' cases of a unit below which no day is a storm (assumed)."""
AT_A_GO = 3
"""Hours within which more than half of a day's cases are a list that somebody entered, and no storm (assumed;
seen in Boston, where workers enter what they do by the residents' app)."""
WEEKS = 6
"""Weeks from a storm's day on that are watched; storms that are nearer to each other are one."""
DAY = pd.Timedelta(days=1)


def storm_days(cases: pd.DataFrame, days: Days) -> list[pd.Timestamp]:
    """The days on which storms began, from the residents' cases of one unit."""
    total = np.bincount(days.number(cases["opened"]), minlength=len(days.kind)).astype(float)
    stormy = usual_days(total, days)[0] & (total >= LEAST)
    found: list[int] = []
    for day in sorted(np.flatnonzero(stormy), key=lambda at: -total[at]):
        first = int(day)
        while first and stormy[first - 1]:
            first -= 1
        far = all(abs(first - other) >= WEEK * WEEKS for other in found)
        if far and not _is_list(cases["opened"], days.first + int(day) * DAY):
            found.append(first)
    return [days.first + day * DAY for day in sorted(found)]


def _is_list(opened: pd.Series, day: pd.Timestamp) -> bool:
    """Whether more than half of the cases of a day were opened within hours; not told where a log has no
    times of day."""
    at = np.sort(((opened[opened.dt.normalize() == day] - day) / pd.Timedelta(hours=1)).to_numpy())
    half = len(at) // 2
    return bool(
        (opened != opened.dt.normalize()).any() and (at[half:] - at[: len(at) - half]).min() < AT_A_GO
    )


def days_of(began: Sequence[tuple[str, pd.Timestamp]], cases: pd.DataFrame) -> Numbers:
    """Share of a storm's first week that comes on each of its days (7,): the mean of storms that struck these
    units on these days, and of one more whose days are alike."""
    shares = [np.full(WEEK, 1 / WEEK)]
    for unit, first in began:
        opened = cases.loc[(cases["unit"] == unit) & ~cases["staff"], "opened"]
        day = ((opened - first) // DAY).to_numpy()
        count = np.bincount(day[(day >= 0) & (day < WEEK)], minlength=WEEK)
        shares.append(count / count.sum())
    return np.mean(shares, axis=0)
