"""How soon: the first answer, the queue before the first work, and the way to the end by who solves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulation.codes import DAY, CaseClass, Channel, Track
from simulation.metrics import metric
from simulation.metrics.counting import HALF, hours_until, share, working_minutes
from simulation.records import Records

NINE_IN_TEN = 0.9  # half of the cases wait for nobody: their median is 0


def _answered_in_time(records: Records, answered: NDArray[np.float64]) -> float:
    """Share of residents' reports answered within a working day, of those whose working day is over."""
    cases, high = records.cases(), records.window[1]
    asked, until = (
        working_minutes(records.working, minute) for minute in (cases["registered"], np.array([high]))
    )
    taken = working_minutes(records.working, np.where(np.isnan(answered), high, answered)) - asked
    in_time = ~np.isnan(answered) & (taken <= DAY + 1)  # a promise kept to the minute is kept
    return share(in_time, (cases["channel"] != Channel.PATROL) & (until - asked >= DAY))


@metric(
    "response_true",
    unit="share",
    better="higher",
    role="outcome",
    en="share of reports acted on within a working day",
    zh="响应率（一个工作日内，真实）",
)
def response_true(records: Records) -> float:
    """Share of residents' recorded reports on which work really begins within the first working day.

    Formula: first work at most 24 hours of working days after registration / reports whose 24 hours are over.
    Source: definition (响应率 as street offices use the word).
    """
    return _answered_in_time(records, records.cases()["started"])


@metric(
    "response_reported",
    unit="share",
    better="none",
    role="context",
    en="share of reports answered within a working day on paper",
    zh="响应率（一个工作日内，上报）",
)
def response_reported(records: Records) -> float:
    """What the books show: work begun, or the case reported as closed, within the first working day.

    Formula: the earlier of first work and reported closing, else as `response_true`. Source: definition.
    """
    cases = records.cases()
    return _answered_in_time(records, np.fmin(cases["started"], cases["reported_closed"]))


def _queue_hours(records: Records, cls: int) -> float:
    """Hours from the right desk within which nine in ten cases are begun; what is still on its way to a desk
    does not queue."""
    cases = records.cases()
    astray = np.isnan(cases["started"]) & (cases["hops"] > 0) & (cases["dispatched"] == cases["registered"])
    mine = (cases["cls"] == cls) & ~astray
    return hours_until(NINE_IN_TEN, cases["dispatched"][mine], cases["started"][mine], records.window[1])


@metric(
    "waiting_general_p90",
    unit="h",
    better="lower",
    role="outcome",
    en="wait for the first work on general matters",
    zh="一般事项排队等待（第 90 百分位数）",
)
def waiting_general_p90(records: Records) -> float:
    """Clock hours from arrival at the right desk to the first work that nine in ten general matters keep to.

    Formula: Kaplan-Meier quantile .9; cases not begun at the end are censored. Source: waiting time in
    queueing theory; Kaplan & Meier 1958.
    """
    return _queue_hours(records, CaseClass.GENERAL)


@metric(
    "waiting_major_p90",
    unit="h",
    better="lower",
    role="outcome",
    en="wait for the first work on major matters",
    zh="重大事项排队等待（第 90 百分位数）",
)
def waiting_major_p90(records: Records) -> float:
    """Clock hours from arrival at the right desk to the first work that nine in ten major matters keep to.

    Formula: Kaplan-Meier quantile .9; cases not begun at the end are censored. Source: waiting time in
    queueing theory; Kaplan & Meier 1958.
    """
    return _queue_hours(records, CaseClass.MAJOR)


def _track_hours(records: Records, track: str) -> float:
    """Median hours from registration to the true end of solved general matters, by who solved them."""
    cases = records.cases()
    mine = (cases["cls"] == CaseClass.GENERAL) & (cases["track"] == Track[track.upper()])
    return hours_until(HALF, cases["registered"][mine], cases["true_closed"][mine], records.window[1])


@metric(
    "resolution_autonomy_median",
    unit="h",
    better="none",
    role="context",
    en="median time of neighbours and volunteers to solve",
    zh="居民自治解决时间（中位数）",
)
def resolution_autonomy_median(records: Records) -> float:
    """Median hours from registration to the true end of general matters that helpers solved.

    Solved cases only: who will solve an open one nobody knows. A policy that moves cases between tracks
    changes what is compared. Source: definition.
    """
    return _track_hours(records, "autonomy")


@metric(
    "resolution_community_median",
    unit="h",
    better="none",
    role="context",
    en="median time of the grid to solve",
    zh="社区网格解决时间（中位数）",
)
def resolution_community_median(records: Records) -> float:
    """Median hours from registration to the true end of general matters that the grid solved alone.

    Solved cases only, as in `resolution_autonomy_median`. Source: definition.
    """
    return _track_hours(records, "community")


@metric(
    "resolution_administration_median",
    unit="h",
    better="none",
    role="context",
    en="median time of departments to solve",
    zh="行政部门解决时间（中位数）",
)
def resolution_administration_median(records: Records) -> float:
    """Median hours from registration to the true end of general matters that waited on a body outside the
    grid.

    Solved cases only, as in `resolution_autonomy_median`. Source: definition.
    """
    return _track_hours(records, "administration")
