"""What gets worse: of every scenario all outcomes that are conclusively worse, with their units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from simulation.report.data.comparison_rows import Row
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.data.titles import by_weight, inline, with_unit
from simulation.report.summary.sign_held import held
from simulation.text.bilingual import Pair, counted, listed
from simulation.text.short_numbers import signed

TITLE = Pair("最多的代价来自{s}：{list}", "{s} makes most things worse: {list}")
ONE = Pair("{m} {d}", "{m} {d}")
NOTHING = Pair("没有方案使任何成效指标明确变差", "No scenario makes any outcome conclusively worse")
SUB = Pair(
    "只列已有判断的变差，全部列出；差值后为 95% 置信区间；换用参数后方向不一致的另行注明。"
    "没有列出的不等于没有代价："
    "各方案分别还有若干指标尚不能判断。",
    "Only what is conclusively worse, all of it; brackets: 95% confidence intervals; a sign that did not "
    "hold in all parameter sets is marked. What is not listed may "
    "still get worse: the last column counts the inconclusive outcomes of each scenario.",
)
FROM = Pair("{who}：{m} {d}，对照为 {b}", "{who}: {m} {d}, from {b}")
SETS = Pair("；{n} 套参数中只有 {k} 套方向一致", "; sign held in {k} of {n} sets only")
SMALL = Pair("变化不到可显示的最小一位（{way}）", "{way} by less than the last digit shown")
RISES, FALLS = Pair("上升", "rises"), Pair("下降", "falls")
NONE = Pair("没有已有判断的变差", "nothing conclusively worse")
NAMED_AT_MOST = 2
WHOM = {
    "workers": Pair("网格员", "grid workers"),
    "needs": Pair("居民", "residents"),
    "service": Pair("诉求人", "those who report"),
    "promptness": Pair("诉求人", "those who report"),
    "handling": Pair("承办单位", "offices that handle"),
    "bodies": Pair("承办单位", "offices that handle"),
    "people": Pair("居民", "residents"),
    "resources": Pair("辖区单位", "firms and units"),
    "money": Pair("财政", "the budget"),
}
"""Who bears a metric, by the module that defines it."""
EVERYONE = Pair("街道", "the street")


@dataclass(frozen=True)
class Harms:
    """The list: its finding, how to read it; of each scenario (id, title) its harms and how many outcomes are
    inconclusive."""

    title: Pair
    sub: Pair
    lines: list[tuple[str, Pair, list[Pair], Pair]]


def harms(folder: Folder, rows: Mapping[str, list[Row]]) -> Harms | None:
    """What gets worse; None where nothing was compared with pairs enough for a verdict."""
    judged = [row for found in rows.values() for row in found if row.enough]
    if not judged:
        return None
    worse = {s: by_weight(_of(judged, s, "worse")) for s in folder.scenarios[1:]}
    lines = [
        (s.id, s.title, [_said(folder, row) for row in worse[s]] or [NONE], _unsure(judged, s))
        for s in folder.scenarios[1:]
    ]
    return Harms(_title(worse), SUB, lines)


def _of(rows: list[Row], scenario: ShownScenario, verdict: str) -> list[Row]:
    return [row for row in rows if row.scenario == scenario and row.verdict == verdict]


def _unsure(rows: list[Row], scenario: ShownScenario) -> Pair:
    n = sum(row.scenario == scenario and row.unsure for row in rows)
    return counted(n, "项尚不能判断", "inconclusive", "inconclusive")


def _said(folder: Folder, row: Row) -> Pair:
    who = whom(folder, row).each(lambda text: text[:1].upper() + text[1:])
    said = FROM.fill(who=who, m=inline(row.info.label), d=_change(row), b=row.info.level(row.baseline_mean))
    found = held(folder, row)
    return said + SETS.fill(k=found.k, n=found.n) if found and found.k < found.n else said


def _change(row: Row) -> Pair:
    """The difference with its interval; of one that rounds to nothing only which way it goes."""
    shown = signed(row.difference, row.low, row.high, row.info.unit)
    if re.search("[1-9]", shown.en):
        return with_unit(row.text, row)
    return SMALL.fill(way=RISES if row.difference > 0 else FALLS)


def whom(folder: Folder, row: Row) -> Pair:
    """Who bears what a row measures."""
    about = folder.metrics.get(row.info.id)
    return WHOM.get(about.value.__module__.rpartition(".")[2], EVERYONE) if about else EVERYONE


def _title(worse: Mapping[ShownScenario, list[Row]]) -> Pair:
    most = max(worse, key=lambda s: len(worse[s]))
    if not worse[most]:
        return NOTHING
    named = [ONE.fill(m=inline(r.info.label), d=with_unit(r.text, r)) for r in worse[most][:NAMED_AT_MOST]]
    return TITLE.fill(s=most.short_name, list=listed(named))
