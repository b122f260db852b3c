"""Days of need in plain words: those of one resident, and of the whole street."""

from __future__ import annotations

import math

from simulation.report.advice import question_words as say
from simulation.report.data.measured_money import residents
from simulation.report.data.metric_info import MetricInfo
from simulation.report.data.results_folder import Folder
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import before_a_word, level

BY_THOUSAND, THOUSAND = "days/1,000 residents/year", 1000.0
TODAY = Pair("，即每人每年 {a} 天", ", or {a} days a resident and year")
MOST_DECIMALS = 4


def each_today(info: MetricInfo, today: float) -> Pair:
    """What a level by thousand residents is for one of them; nothing where it is not by thousand."""
    return TODAY.fill(a=f"{today / THOUSAND:.1f}") if info.unit == BY_THOUSAND else Pair("", "")


def plain_days(folder: Folder, info: MetricInfo, today: float, difference: float) -> Pair:
    """From so many days a resident to so many, with as few decimals as show a change, and how many fewer the
    street has where its residents are known; nothing where the metric is not by thousand residents."""
    if info.unit != BY_THOUSAND or not difference < 0:
        return Pair("", "")
    a, b = _apart(today / THOUSAND, (today + difference) / THOUSAND)
    people = residents(folder)
    fewer = before_a_word(level(-difference * people / THOUSAND, ""))
    known = say.IN_ALL.fill(n=fewer) if math.isfinite(people) else Pair("", "")
    return say.EACH.fill(a=a, b=b, fewer=known)


def _apart(one: float, other: float) -> tuple[str, str]:
    for decimals in range(1, MOST_DECIMALS):
        if f"{one:.{decimals}f}" != f"{other:.{decimals}f}":
            return f"{one:.{decimals}f}", f"{other:.{decimals}f}"
    return f"{one:.{MOST_DECIMALS}f}", f"{other:.{MOST_DECIMALS}f}"
