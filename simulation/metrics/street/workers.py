"""Grid workers: pressure, how evenly work lies, where paid time goes, overtime, burnout, leaving."""

from __future__ import annotations

import numpy as np

from simulation.codes import WEEK, YEAR
from simulation.metrics import metric
from simulation.metrics.counting import ratio
from simulation.records import Records
from simulation.statistics import gini


def _ratio(records: Records, part: list[str], whole: list[str]) -> float:
    days = records.measured()
    total = days[whole].to_numpy().sum()
    return float(days[part].to_numpy().sum() / total) if total else float("nan")


PAID = ["minutes_duty", "minutes_overtime", "minutes_night"]


@metric(
    "pressure",
    unit="load",
    better="lower",
    role="outcome",
    en="work demanded, of the time on duty",
    zh="工作负荷率（所需÷在岗工时）",
)
def pressure(records: Records) -> float:
    """Minutes that the working days ask for / minutes on duty; includes forms and handed-down tasks. Over 1
    (100 %): overloaded. Source: definition."""
    days = records.measured().dropna(subset=["demand"])
    return ratio(days["demand"].sum(), days["duty"].sum())


@metric(
    "resident_facing_share",
    unit="share",
    better="higher",
    role="outcome",
    en="time with residents",
    zh="为民服务时间占比",
    problem=2,
)
def resident_facing_share(records: Records) -> float:
    """Share of paid minutes (duty, overtime, nights) spent on cases, walk-ins, patrols and visits. Source:
    definition."""
    return _ratio(records, ["minutes_cases", "minutes_night", "minutes_window", "minutes_patrol"], PAID)


@metric(
    "forms_share", unit="share", better="lower", role="outcome", en="time on forms", zh="表格台账时间占比"
)
def forms_share(records: Records) -> float:
    """Share of paid minutes spent on forms and ledgers, after hours too. No outcome: it falls when anything
    else grows. Source: definition."""
    return _ratio(records, ["minutes_forms", "minutes_overtime"], PAID)


@metric(
    "overtime_hours",
    unit="hours/worker/week",
    better="lower",
    role="outcome",
    en="overtime",
    zh="加班时长",
    problem=2,
)
def overtime_hours(records: Records) -> float:
    """Hours that a worker works after duty in a week. Source: definition."""
    days = records.measured()
    return ratio(days["minutes_overtime"].sum() / 60, days["workers"].mean() * records.days / WEEK)


@metric(
    "burnout_share",
    unit="share",
    better="lower",
    role="outcome",
    en="share of workers burnt out",
    zh="职业倦怠比例",
)
def burnout_share(records: Records) -> float:
    """Mean share of workers whose burnout lies above .5. Source: definition."""
    days = records.measured()
    return ratio(days["burnt_out"].sum(), days["workers"].sum())


@metric(
    "quit_rate",
    unit="share",
    better="lower",
    role="outcome",
    en="yearly turnover of workers",
    zh="年离职率",
)
def quit_rate(records: Records) -> float:
    """Workers who leave in a year / mean number of workers. Source: definition."""
    days = records.measured()
    return ratio(days["quits"].sum(), days["workers"].mean() * records.days / YEAR)


@metric(
    "appraisal_at_rest",
    unit="level 0-1",
    better="none",
    role="context",
    en="appraisal pressure after the hotline’s ranking",
    zh="热线排名后的考核压力",
)
def appraisal_at_rest(records: Records) -> float:
    """Pressure of the appraisal as the hotline's monthly ranking leaves it, before any policy, mean over days
    (H1): below the model's own level where the street is ranked well. Source: definition.
    """
    return float(records.measured()["appraisal_rest"].mean())


@metric(
    "workers_filled",
    unit="workers/grid",
    better="none",
    role="input",
    en="workers in posts",
    zh="在岗网格员",
    problem=2,
)
def workers_filled(records: Records) -> float:
    """Mean number of workers in posts, per grid. Source: definition."""
    return float(records.measured()["workers"].mean()) / records.grids


@metric(
    "bill_minutes",
    unit="min/grid/day",
    better="lower",
    role="input",
    en="minutes that policies cost",
    zh="举措占用工时",
)
def bill_minutes(records: Records) -> float:
    """Workers' minutes that levers and policies bill, per grid and calendar day. Source: definition."""
    return float(records.measured()["minutes_bill"].mean()) / records.grids


@metric(
    "bill_hours",
    unit="hours/year",
    better="lower",
    role="input",
    en="workers' time that policies take",
    zh="举措占用工时（全街道）",
)
def bill_hours(records: Records) -> float:
    """Workers' hours that levers and policies bill in a year, of the whole street; `bill_minutes` by grid and
    day. Source: definition."""
    return float(records.measured()["minutes_bill"].sum()) / 60 / records.days * YEAR


@metric(
    "key_seen_share",
    unit="share",
    better="higher",
    role="outcome",
    en="share of key households seen in 90 days",
    zh="重点人群走访覆盖率（90 天内）",
)
def key_seen_share(records: Records) -> float:
    """Share of key households (an elder alone, a disabled member, low income) visited within 90 days, mean
    over days. Source: definition."""
    days = records.measured()
    return ratio(days["key_fresh"].sum(), days["key_households"].sum())


@metric(
    "key_known_share",
    unit="share",
    better="higher",
    role="outcome",
    en="share of key households known",
    zh="重点人群掌握率",
)
def key_known_share(records: Records) -> float:
    """Share of key households whose state the grid knows, mean over days. Source: definition."""
    days = records.measured()
    return ratio(days["key_known"].sum(), days["key_households"].sum())


@metric(
    "utilisation",
    unit="share",
    better="none",
    role="context",
    en="share of duty spent on cases",
    zh="办件时间占比（利用率）",
)
def utilisation(records: Records) -> float:
    """Workers' minutes on cases / their minutes on duty; forms, patrols and tasks are no part of it.

    Source: utilisation of servers in queueing theory; see `pressure` for all that is asked of them.
    """
    return _ratio(records, ["minutes_cases"], ["minutes_duty"])


@metric(
    "minutes_per_solved",
    unit="min/case",
    better="lower",
    role="input",
    en="staff minutes per solved case",
    zh="每件办结用时（网格员工时）",
)
def minutes_per_solved(records: Records) -> float:
    """Minutes of workers and of the rota on cases, nights too / cases truly solved on the measured days.

    Cases that nobody wrote down count as well; minutes of helpers and bodies do not. Source: definition.
    """
    return _ratio(records, ["minutes_cases", "minutes_night", "minutes_rota"], ["closed"])


@metric(
    "load_balance", unit="share", better="higher", role="outcome", en="balance of work", zh="网格工作量均衡度"
)
def load_balance(records: Records) -> float:
    """1 - Gini of the minutes of own work on recorded cases by grid: 1 = the same everywhere. Source: Gini
    1912."""
    cases = records.cases()
    return 1 - gini(np.bincount(cases["grid"], cases["touch"], records.grids))
