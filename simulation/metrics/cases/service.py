"""How cases fare: waiting, solving, promises kept, true and reported. Times of open cases are censored, not
dropped."""

from __future__ import annotations

import numpy as np

from simulation.codes import DAY, CaseClass, Channel
from simulation.metrics import metric
from simulation.metrics.counting import (
    HALF,
    due,
    hours_until,
    judged,
    reached_in_time,
    share,
)
from simulation.records import Records
from simulation.statistics import gini


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
    en="median response to general matters",
    zh="一般事项响应时间（中位数）",
)
def response_general_median(records: Records) -> float:
    """Median hours from a resident's report to the first work on it, general matters. Source: Kaplan & Meier
    1958."""
    return _median_hours(records, CaseClass.GENERAL, "started", channels=Channel.PATROL)


@metric(
    "response_major_median",
    unit="h",
    better="lower",
    role="outcome",
    en="median response to major matters",
    zh="重大事项响应时间（中位数）",
)
def response_major_median(records: Records) -> float:
    """Median hours from a resident's report to the first work on it, major matters. Source: Kaplan & Meier
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
    en="median time to solve general matters",
    zh="一般事项解决时间（中位数）",
)
def resolution_general_median(records: Records) -> float:
    """Median hours from registration to the true end, general matters. Compares other cases when voice or
    logging change."""
    return _median_hours(records, CaseClass.GENERAL, "true_closed")


@metric(
    "resolution_major_median",
    unit="h",
    better="lower",
    role="outcome",
    en="median time to solve major matters",
    zh="重大事项解决时间（中位数）",
)
def resolution_major_median(records: Records) -> float:
    """Median hours from registration to the true end, major matters."""
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
    """Median hours from the report of an emergency until it is protected and handed over."""
    return _median_hours(records, CaseClass.EMERGENCY, "true_closed")


@metric(
    "on_time_true",
    unit="share",
    better="higher",
    role="outcome",
    en="share truly closed on time",
    zh="按期办结率（真实）",
)
def on_time_true(records: Records) -> float:
    """Share of recorded cases truly solved within the limit first promised, whatever was extended later.
    Cases that nobody can solve count as late."""
    cases = due(records)
    return share(cases["true_closed"] <= cases["limit_at"], np.ones(len(cases["id"]), bool))


@metric(
    "on_time_reported",
    unit="share",
    better="none",
    role="context",
    en="share reported closed on time",
    zh="按期办结率（上报）",
)
def on_time_reported(records: Records) -> float:
    """Share of recorded cases reported as closed within the limit in force, as first published: an extended
    limit counts as kept. Higher is no gain by itself."""
    cases, known = judged(records)
    return share(cases["reported_closed"] <= cases["due_at"], known)


@metric(
    "on_time_corrected",
    unit="share",
    better="none",
    role="context",
    en="share on time after inspection",
    zh="按期办结率（督查回访后）",
)
def on_time_corrected(records: Records) -> float:
    """As reported, less the false closings that inspections and call-backs found."""
    cases, known = judged(records)
    return share((cases["reported_closed"] <= cases["due_at"]) & ~cases["found_false"], known)


@metric(
    "immediate_share",
    unit="share",
    better="higher",
    role="outcome",
    en="share done the same day",
    zh="即办率",
)
def immediate_share(records: Records) -> float:
    """Share of general cases truly solved on the day on which they were registered."""
    cases = records.cases()
    general = cases["cls"] == CaseClass.GENERAL
    same = np.floor(cases["true_closed"] / DAY) == np.floor(cases["registered"] / DAY)
    return float(same[general].mean()) if general.any() else np.nan


@metric(
    "joint_share",
    unit="share",
    better="higher",
    role="outcome",
    en="share handled jointly on time",
    zh="联办率",
)
def joint_share(records: Records) -> float:
    """Share of major cases whose bodies met and that were truly solved within the limit."""
    promised = due(records)
    kept = (promised["true_closed"] <= promised["limit_at"])[promised["cls"] == CaseClass.MAJOR]
    return float(kept.mean()) if len(kept) else np.nan


@metric(
    "onsite_30min_share",
    unit="share",
    better="higher",
    role="outcome",
    en="share reached within 30 min",
    zh="30 分钟到场率",
)
def onsite_30min_share(records: Records) -> float:
    """Share of emergencies at which somebody arrives within 30 minutes of the report, day and night."""
    cases = records.cases()
    return share(reached_in_time(cases), cases["cls"] == CaseClass.EMERGENCY)


@metric(
    "misdispatch_rate",
    unit="share",
    better="lower",
    role="outcome",
    en="share sent the wrong way",
    zh="派单差错率",
)
def misdispatch_rate(records: Records) -> float:
    """Share of recorded cases, emergencies left out, that were sent the wrong way or refused at least
    once."""
    cases = records.cases()
    calm = cases["cls"] != CaseClass.EMERGENCY
    return float((cases["hops"][calm] > 0).mean()) if calm.any() else np.nan


@metric("return_rate", unit="share", better="lower", role="outcome", en="share that came back", zh="返工率")
def return_rate(records: Records) -> float:
    """Share of recorded cases that are a return of a solved matter, or were complained of after a closing on
    paper."""
    cases = records.cases()
    return (
        float(((cases["return_of"] >= 0) | (cases["complaints"] > 0)).mean()) if len(cases["id"]) else np.nan
    )


@metric(
    "backlog",
    unit="cases/grid",
    better="lower",
    role="outcome",
    en="number of open cases at the end",
    zh="期末未结事项",
)
def backlog(records: Records) -> float:
    """Recorded cases registered in the measured period and not truly solved at its end, per grid."""
    cases = records.cases()
    return float((~(cases["true_closed"] <= records.window[1])).sum()) / records.grids


@metric(
    "load_balance", unit="share", better="higher", role="outcome", en="balance of work", zh="网格工作量均衡度"
)
def load_balance(records: Records) -> float:
    """1 - Gini of the minutes of own work on recorded cases by grid: 1 = the same everywhere. Source: Gini
    1912."""
    cases = records.cases()
    return 1 - gini(np.bincount(cases["grid"], cases["touch"], records.grids))
