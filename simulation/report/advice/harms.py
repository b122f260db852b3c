"""What gets worse: of every scenario the outcomes that are conclusively worse, the largest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulation.report.data.comparison_rows import Row
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.data.titles import beside, by_weight, inline, with_unit
from simulation.report.summary.sign_held import held
from simulation.report.wording.markup import joined, rich
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair, listed
from simulation.text.quantities import IN_PERCENT
from simulation.text.short_numbers import end, level, signed

SUB = Pair(
    "只列可以判断为变差的指标，每个方案先列占现状比例最大的 {most} 项，其余折叠；差值后为 95% 置信区间；"
    "换用参数后方向不一致的另行注明。"
    "没有列出的不等于没有代价：方案名旁是尚不能判断的指标数。",
    "Only what is conclusively worse, of each scenario the {most} largest changes as parts of today’s, the "
    "rest folded; brackets: 95% confidence intervals; a sign that did not hold in all parameter sets is "
    "marked. What is not listed may still get worse: the number beside each scenario counts its inconclusive "
    "outcomes.",
)
MOST = 3
REST = Pair("其余 {n} 项，占现状的比例更小", "{n} more, smaller parts of today’s")
BORNE = rich("<b>{who}：</b>{list}", "<b>{who}:</b> {list}")
FROM = Pair("{change}，现状为 {b}", "{change}, today {b}")
CROSSED = Pair(
    "{m}由 {b} 变为约 {a}{means}（差值 {d}）", "{m} from {b} today to about {a}{means} (difference {d})"
)
MEANS = {
    "resource_hours_net": Pair(
        "，即投入的工时超过居民用到的", ", that is, more hours put in than residents got out"
    )
}
"""What a level below zero means, of metrics that have one."""
SCALES = {"trust_mean": Pair("（最低 0，最高 1）", " (from 0 to 1)")}
"""Ends of a scale that has no unit."""
PLAINLY = {"solved_before_complaint": Pair("，即巡查发现、没人反映就先办好的占比", "")}
"""What a label says in the trade's own words only, of metrics that have such a one."""
OVER_REAL = {
    "volunteer_hours_recorded_ratio": Pair("志愿服务记录时长", "volunteer hours on record"),
    "party_hours_recorded_ratio": Pair("党员服务记录时长", "party hours on record"),
}
OVER = Pair("{what}比实际多 {x}（现状{b}）", "{what} exceed real ones by {x} (today {b})")
OVER_TODAY, EQUAL = Pair("多 {b}", "by {b}"), Pair("相符", "equal")
WAS = Pair("{m}（现状为 {b}）", "{m} (today {b})")
EACH = Pair("{list}各{way}", "{list} each {way}")
SETS = Pair("；{n} 套参数中只有 {k} 套方向一致", "; sign held in {k} of {n} sets only")
SMALL = Pair("略有{way}（不到可显示的最小一位）", "{way} by less than the last digit shown")
SMALL_SHARE = Pair("略有{way}（不足 0.1 个百分点）", "{way} by less than 0.1 percentage points")
SMALL_PART = Pair("略有{way}（不足现状的 0.1%）", "{way} by less than 0.1% of today’s")
LEAST_PART = 0.001  # of the baseline: of less the digits are not worth reading
RISES, FALLS = Pair("上升", "rises"), Pair("下降", "falls")
IN_A_LINE = Pair(
    "{s}不供选择：{change}等 {n} 项变差，略。",
    "{s} is no choice: {change}, and {n} outcomes in all get worse.",
)
UNSURE = Pair("{n} 项中 {k} 项尚不能判断", "{k} of {n} inconclusive")
NONE = Pair("没有可以判断为变差的", "nothing conclusively worse")
WHOM = {
    "workers": Pair("网格员", "grid workers"),
    "needs": Pair("居民", "residents"),
    "service": Pair("反映问题的居民", "those who report"),
    "promptness": Pair("反映问题的居民", "those who report"),
    "handling": Pair("承办单位", "offices that handle"),
    "bodies": Pair("承办单位", "offices that handle"),
    "people": Pair("居民", "residents"),
    "resources": Pair("辖区单位", "firms and units"),
    "money": Pair("财政", "the budget"),
}
"""Who bears a metric, by the module that defines it."""
EVERYONE = Pair("街道", "the street")
WORKERS, SERVED = (WHOM["workers"],), (WHOM["needs"], WHOM["service"])
WAITING = "h"  # the unit of waiting: hours are compared with hours, not as parts of what they were


@dataclass(frozen=True)
class OfScenario:
    """What a scenario makes worse: the largest changes and the rest, one line for each who bears some; how
    many are in the rest, and how many outcomes are inconclusive."""

    id: str
    title: Pair
    lines: list[Pair]
    rest: list[Pair]
    folded: Pair
    unsure: Pair


@dataclass(frozen=True)
class Harms:
    """The list: how to read it, what each choice makes worse, and in a line what a scenario that is none
    does; that is nothing where there is no such scenario."""

    sub: Pair
    lines: list[OfScenario]
    no_choice: Pair


def harms(folder: Folder, rows: Mapping[str, list[Row]]) -> Harms | None:
    """What gets worse; None where nothing was compared with pairs enough for a verdict."""
    judged = [row for found in rows.values() for row in found if row.enough]
    if not judged:
        return None
    worse = {s: by_weight(_of(judged, s, "worse")) for s in folder.scenarios[1:]}
    lines = [_of_scenario(folder, s, worse[s], _unsure(judged, s)) for s in worse if not s.only_costs]
    marked = any(row.frail and not _one_end(row) for found in worse.values() for row in found)
    sub = SUB.fill(most=MOST) + (Pair("", " ") + TEXT["frail"] if marked else Pair("", ""))
    idle = [found[0] for s, found in worse.items() if s.only_costs and found]
    said = _in_a_line(idle[0], len(worse[idle[0].scenario])) if idle else Pair("", "")
    return Harms(sub, lines, said)


def _of_scenario(folder: Folder, scenario: ShownScenario, worse: list[Row], unsure: Pair) -> OfScenario:
    """worse: the largest change first."""
    first, rest = borne(folder, worse[:MOST]) or [NONE], borne(folder, worse[MOST:])
    return OfScenario(scenario.id, scenario.title, first, rest, REST.fill(n=len(worse) - MOST), unsure)


def _in_a_line(row: Row, count: int) -> Pair:
    """What is said of a scenario that is no choice: what gets worse most, and how much else."""
    change = beside(inline(row.info.label), _change(row))
    return IN_A_LINE.fill(s=row.scenario.short_name, change=change, n=count)


def borne(folder: Folder, rows: Iterable[Row]) -> list[Pair]:
    """One line for each who bears some of the rows, in the order of these, with what it is."""
    of_each: dict[Pair, list[Row]] = {}
    for row in rows:
        of_each.setdefault(whom(folder, row), []).append(row)
    return [
        BORNE.fill(who=_capital(who), list=joined("；", "; ", _changes(folder, some)))
        for who, some in of_each.items()
    ]


def _capital(text: Pair) -> Pair:
    return text.each(lambda side: side[:1].upper() + side[1:])


def _of(rows: list[Row], scenario: ShownScenario, verdict: str) -> list[Row]:
    return [row for row in rows if row.scenario == scenario and row.verdict == verdict]


def _unsure(rows: list[Row], scenario: ShownScenario) -> Pair:
    mine = [row for row in rows if row.scenario == scenario and row.verdict != "none"]
    return UNSURE.fill(k=sum(row.unsure for row in mine), n=len(mine))


def _changes(folder: Folder, rows: list[Row]) -> list[Pair]:
    """What each row says; those that are next to nothing and go the same way share one sentence."""
    said: dict[Pair | str, list[Row]] = {}
    for row in rows:
        said.setdefault(_small(row) or row.info.id, []).append(row)
    return [
        _together(way, some) if isinstance(way, Pair) and len(some) > 1 else _said(folder, some[0])
        for way, some in said.items()
    ]


def _together(way: Pair, rows: list[Row]) -> Pair:
    each = [WAS.fill(m=inline(row.info.label), b=row.info.level(row.baseline_mean)) for row in rows]
    return EACH.fill(list=listed(each), way=way)


def _said(folder: Folder, row: Row) -> Pair:
    """One change, with the unit once."""
    found = held(folder, row)
    said = _over_real(row) or _crossed(row) or _from(row)
    return said + SETS.fill(k=found.k, n=found.n) if found and found.k < found.n else said


def _from(row: Row) -> Pair:
    """How far it moves, from where."""
    small, label = _small(row), inline(row.info.label)
    if small:
        moved = Pair(label.zh + small.zh, f"{label.en} {small.en}")
        return FROM.fill(
            change=moved, b=row.info.level(row.baseline_mean) + SCALES.get(row.info.id, Pair("", ""))
        )
    known = SCALES | PLAINLY
    b = level(row.baseline_mean, row.info.unit) + known.get(row.info.id, Pair("", ""))
    return FROM.fill(change=beside(label, _change(row)), b=b)


def _crossed(row: Row) -> Pair | None:
    """Of what falls below zero from above it: from where to where; None of all else."""
    if not row.mean < 0 < row.baseline_mean:
        return None
    return CROSSED.fill(
        m=inline(row.info.label),
        b=level(row.baseline_mean, row.info.unit),
        a=row.info.level(row.mean),
        means=MEANS.get(row.info.id, Pair("", "")),
        d=_change(row),
    )


def _over_real(row: Row) -> Pair | None:
    """Of hours on record by real hour: by how much they exceed these; None of all else."""
    if row.info.id not in OVER_REAL or not row.mean > 1:
        return None
    x, today = level(row.mean - 1, "share"), level(row.baseline_mean - 1, "share")
    equal = not re.search("[1-9]", today.en)
    return OVER.fill(what=OVER_REAL[row.info.id], x=x, b=EQUAL if equal else OVER_TODAY.fill(b=today))


def _change(row: Row) -> Pair:
    """The difference with its interval and unit."""
    shown = signed(row.difference, row.low, row.high, row.info.unit)
    return with_unit(shown if _one_end(row) else row.text, row)


def _small(row: Row) -> Pair | None:
    """Which way a difference goes that rounds to nothing, or is next to nothing of the baseline; None of a
    larger one."""
    way = RISES if row.difference > 0 else FALLS
    if not re.search("[1-9]", signed(row.difference, row.low, row.high, row.info.unit).en):
        return (SMALL_SHARE if row.info.unit in IN_PERCENT else SMALL).fill(way=way)
    if row.info.unit not in IN_PERCENT and abs(row.difference) < LEAST_PART * abs(row.baseline_mean):
        return SMALL_PART.fill(way=way)
    return None


def _one_end(row: Row) -> bool:
    """Whether both ends of the interval are written alike, so that it says nothing beside the difference."""
    low, high = (
        end(each, (row.difference, row.low, row.high), row.info.unit) for each in (row.low, row.high)
    )
    return low == high


def whom(folder: Folder, row: Row) -> Pair:
    """Who bears what a row measures."""
    about = folder.metrics.get(row.info.id)
    return WHOM.get(about.value.__module__.rpartition(".")[2], EVERYONE) if about else EVERYONE


def hardest(folder: Folder, rows: Iterable[Row]) -> list[Row]:
    """Of rows those in which workers are hit hardest and residents are, who wait longer before all; where
    neither bears anything, the largest of all."""
    every = by_weight([row for row in rows if row.verdict == "worse"])
    waits = sorted((row for row in every if row.info.unit == WAITING), key=lambda row: -row.difference)
    first = [
        next((row for row in of if whom(folder, row) in some), None)
        for of, some in ((every, WORKERS), ([*waits, *every], SERVED))
    ]
    return [row for row in first if row] or every[:1]
