"""What a log tells of a number: the verdicts, their words, and the source that a scenario gives the number.

A fitted scenario states of each number that could leave a trace in a log what the log told of it, as the
source of its range. So whoever has the scenario has it, and reports can say it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from simulation.text.bilingual import Pair

FITTED, PRIOR_ONLY, CONTRADICTED = "fitted", "prior only", "contradicted"
VERDICT = {
    FITTED: Pair("可由工单校准", "fitted"),
    PRIOR_ONLY: Pair("工单无法说明", "prior only"),
    CONTRADICTED: Pair("与工单不符", "contradicted"),
}
NUMBER = {
    "residents.need_rate_true": Pair("实际需求发生率", "true needs a resident and day"),
    "workers.patrol_find": Pair("巡查每小时发现的机会", "chance that an hour of patrol finds a need"),
    "place.body_matters": Pair("外部单位每日可办件数", "cases a day that bodies have staff for"),
    "residents.worker_log_share": Pair("当面反映的登记比例", "share of what is told in person put on record"),
    "residents.alpha_hotline": Pair("对 12345 热线的偏好", "leaning to the hotline"),
    "workers.touch_general": Pair("一般事项用时（分钟）", "minutes of work on a general case"),
    "workers.touch_major": Pair("重大事项用时（分钟）", "minutes of work on a major case"),
    "service.limit_general": Pair("一般事项时限（天）", "time limit of general cases, days"),
}
"""What readers call the numbers that could leave a trace in a log."""

_NUMBER = r"(-?[\d.]+(?:e[-+]?\d+)?)"
_FORMS = {
    FITTED: ("fitted to {log}: {low:.4g} to {high:.4g}", rf"fitted to (.*): {_NUMBER} to {_NUMBER}"),
    PRIOR_ONLY: ("not told by {log}: assumed", r"not told by (.*): assumed"),
    CONTRADICTED: ("contradicted by {log}: assumed", r"contradicted by (.*): assumed"),
}
MARKS = tuple(said.partition("{")[0] for said, _ in _FORMS.values())
"""How each of these sources begins."""


class Told(NamedTuple):
    """What a log tells of a number; low, high: ends of the interval of 90 % of one that is fitted, else
    None."""

    verdict: str
    log: str
    low: float | None = None
    high: float | None = None


def source_of(told: Told) -> str:
    """The source of such a number, as a scenario has it."""
    return _FORMS[told.verdict][0].format(**told._asdict())


def told_by(source: str) -> Told | None:
    """What such a source says; None for any other."""
    for verdict, (_, form) in _FORMS.items():
        if found := re.fullmatch(form, source):
            log, *ends = found.groups()
            return Told(verdict, log, *map(float, ends))
    return None


CHANGED = Pair(
    "自 {day} 起，{unit}在 {hours} 小时内办结的比例由 {before} 变为 {since}。"
    "校准把前后两段混在一起，这一承办单位的办结时间不可信。",
    "Since {day}, {unit} closes {since} of its cases within {hours} hours, before that {before}. The fit "
    "mixes both times: do not trust what it says of how long this unit takes.",
)
