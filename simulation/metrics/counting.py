"""How metrics count: which cases, shares of them, times with open cases censored, working time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulation.codes import DAY
from simulation.records import Records
from simulation.statistics import kaplan_meier

HALF = 0.5
MINUTES_ON_SITE = 30
Cases = dict[str, NDArray]


def share(part: NDArray[np.bool_], whole: NDArray[np.bool_]) -> float:
    """Share of the whole that is in the part too; NaN of nothing."""
    return float((part & whole).sum() / whole.sum()) if whole.any() else np.nan


def ratio(part: float, whole: float) -> float:
    """Part / whole; NaN of nothing."""
    return float(part / whole) if whole else np.nan


def due(records: Records) -> Cases:
    """Recorded cases whose promise fell due in the measured period."""
    cases, (_, high) = records.cases(), records.window
    return {name: column[cases["limit_at"] < high] for name, column in cases.items()}


def judged(records: Records) -> tuple[Cases, NDArray[np.bool_]]:
    """Cases whose promise fell due, and which of them the books can judge: all but those whose extension
    still runs at the end."""
    cases = due(records)
    return cases, (cases["due_at"] < records.window[1]) | ~np.isnan(cases["reported_closed"])


def reached_in_time(cases: Cases) -> NDArray[np.bool_]:
    """Whether somebody arrived within 30 minutes of the report (cases,); asked of emergencies."""
    return cases["started"] + cases["reach"] - cases["registered"] <= MINUTES_ON_SITE


def hours_until(part: float, begun: NDArray[np.float64], ended: NDArray[np.float64], until: float) -> float:
    """Hours from a beginning after which a part of the cases (0 to 1) has ended.

    begun, ended: (cases,) minutes; what has not ended by the minute `until` is censored, not dropped. NaN if
    so many never end. Source: Kaplan & Meier 1958.
    """
    if not len(begun):
        return np.nan
    minutes, watched = ended - begun, until - begun
    seen = minutes <= watched  # NaN (not yet) and later ends are not seen
    return kaplan_meier(np.where(seen, minutes, watched), seen).quantile(part) / 60


def working_minutes(working: NDArray[np.bool_], minute: NDArray[np.float64]) -> NDArray[np.floating]:
    """Minutes of working days, around the clock, that have passed since 00:00 of the first simulated day.

    working: whether each day from then on is a working day.
    """
    day = np.floor(minute / DAY).astype(int)
    passed = np.concatenate([[0], np.cumsum(working)])[day]
    return DAY * passed + np.where(working[day], minute - DAY * day, 0.0)
