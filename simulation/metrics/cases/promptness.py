"""How soon: the first answer, somebody on the spot, the queue before the first work, and the end. Times of
open cases are censored, not dropped."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulation.codes import DAY, CaseClass, Channel
from simulation.metrics import metric
from simulation.metrics.counting import HALF, hours_until, reached_in_time, share, working_minutes
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
    en="90th-percentile wait, general cases",
    zh="一般事项排队等待（第 90 百分位数）",
)
def waiting_general_p90(records: Records) -> float:
    """Clock hours from arrival at the right desk to the first work that nine in ten general cases keep to.

    Formula: Kaplan-Meier quantile .9; cases not begun at the end are censored. Source: waiting time in
    queueing theory; Kaplan & Meier 1958.
    """
    return _queue_hours(records, CaseClass.GENERAL)


@metric(
    "waiting_major_p90",
    unit="h",
    better="lower",
    role="outcome",
    en="90th-percentile wait, major cases",
    zh="重大事项排队等待（第 90 百分位数）",
)
def waiting_major_p90(records: Records) -> float:
    """Clock hours from arrival at the right desk to the first work that nine in ten major cases keep to.

    Formula: Kaplan-Meier quantile .9; cases not begun at the end are censored. Source: waiting time in
    queueing theory; Kaplan & Meier 1958.
    """
    return _queue_hours(records, CaseClass.MAJOR)


def _median_hours(records: Records, cls: int, ended: str, channels: int = len(Channel)) -> float:
    """Kaplan-Meier median of hours from registration to an end, for the cases of a class that came through
    the first `channels`."""
    cases = records.cases()
    mine = (cases["cls"] == cls) & (cases["channel"] < channels)
    return hours_until(HALF, cases["registered"][mine], cases[ended][mine], records.window[1])


@metric(
    "response_general_median",
    unit="h",
    better="lower",
    role="outcome",
    en="median response to general cases",
    zh="一般事项响应时间（中位数）",
)
def response_general_median(records: Records) -> float:
    """Median hours from a resident's report to the first work on it, general cases. Source: Kaplan & Meier
    1958."""
    return _median_hours(records, CaseClass.GENERAL, "started", channels=Channel.PATROL)


@metric(
    "response_major_median",
    unit="h",
    better="lower",
    role="outcome",
    en="median response to major cases",
    zh="重大事项响应时间（中位数）",
)
def response_major_median(records: Records) -> float:
    """Median hours from a resident's report to the first work on it, major cases. Source: Kaplan & Meier
    1958."""
    return _median_hours(records, CaseClass.MAJOR, "started", channels=Channel.PATROL)


@metric(
    "response_emergency_median",
    unit="h",
    better="lower",
    role="outcome",
    en="median time to reach emergencies",
    zh="紧急事项到场时间（中位数）",
)
def response_emergency_median(records: Records) -> float:
    """Median hours from the report of an emergency until somebody is on the spot. Source: Kaplan & Meier
    1958."""
    cases = records.cases()
    urgent = cases["cls"] == CaseClass.EMERGENCY
    arrived = cases["started"] + cases["reach"]
    return hours_until(HALF, cases["registered"][urgent], arrived[urgent], records.window[1])


@metric(
    "resolution_general_median",
    unit="h",
    better="lower",
    role="outcome",
    en="median time to solve general cases",
    zh="一般事项解决时间（中位数）",
)
def resolution_general_median(records: Records) -> float:
    """Median hours from registration to the true end, general cases. When more is reported or logged, it
    compares different cases. Source: definition; Kaplan & Meier 1958."""
    return _median_hours(records, CaseClass.GENERAL, "true_closed")


@metric(
    "resolution_major_median",
    unit="h",
    better="lower",
    role="outcome",
    en="median time to solve major cases",
    zh="重大事项解决时间（中位数）",
)
def resolution_major_median(records: Records) -> float:
    """Median hours from registration to the true end, major cases. Source: definition; Kaplan & Meier
    1958."""
    return _median_hours(records, CaseClass.MAJOR, "true_closed")


@metric(
    "resolution_emergency_median",
    unit="h",
    better="lower",
    role="outcome",
    en="median time to hand over emergencies",
    zh="紧急事项处置时间（中位数）",
)
def resolution_emergency_median(records: Records) -> float:
    """Median hours from the report of an emergency until it is protected and handed over. Source: definition;
    Kaplan & Meier 1958."""
    return _median_hours(records, CaseClass.EMERGENCY, "true_closed")


@metric(
    "immediate_share",
    unit="share",
    better="higher",
    role="outcome",
    en="share done the same day",
    zh="即办率",
)
def immediate_share(records: Records) -> float:
    """Share of general cases truly solved on the day on which they were registered. Source: definition."""
    cases = records.cases()
    general = cases["cls"] == CaseClass.GENERAL
    same = np.floor(cases["true_closed"] / DAY) == np.floor(cases["registered"] / DAY)
    return float(same[general].mean()) if general.any() else np.nan


@metric(
    "onsite_30min_share",
    unit="share",
    better="higher",
    role="outcome",
    en="share reached within 30 min",
    zh="30 分钟到场率",
)
def onsite_30min_share(records: Records) -> float:
    """Share of emergencies at which somebody arrives within 30 minutes of the report, day and night. Source:
    definition."""
    cases = records.cases()
    return share(reached_in_time(cases), cases["cls"] == CaseClass.EMERGENCY)


@metric(
    "onsite_30min_day_share",
    unit="share",
    better="higher",
    role="context",
    en="share reached within 30 min in hours of duty",
    zh="30 分钟到场率（上班时间）",
)
def onsite_30min_day_share(records: Records) -> float:
    """Share of emergencies reported in the hours of duty at which somebody arrives within 30 minutes. Part of
    `onsite_30min_share`. Source: definition."""
    cases = records.cases()
    return share(reached_in_time(cases), (cases["cls"] == CaseClass.EMERGENCY) & ~cases["off_hours"])


@metric(
    "onsite_30min_night_share",
    unit="share",
    better="higher",
    role="context",
    en="share reached within 30 min at night and on rest days",
    zh="30 分钟到场率（夜间与休息日）",
)
def onsite_30min_night_share(records: Records) -> float:
    """Share of emergencies reported outside the hours of duty, to which the community's rota goes, at which
    somebody arrives within 30 minutes. Part of `onsite_30min_share`. Source: definition."""
    cases = records.cases()
    return share(reached_in_time(cases), (cases["cls"] == CaseClass.EMERGENCY) & cases["off_hours"])
