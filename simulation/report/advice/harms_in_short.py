"""What gets worse, and for whom, as one short answer: with the choice, then whom anything hits hardest."""

from __future__ import annotations

from collections.abc import Mapping

from simulation.report.advice.harms import MOST, PLAINLY, hardest, whom
from simulation.report.data.comparison_rows import Row
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.data.titles import beside, by_weight, inline, with_unit
from simulation.report.wording.markup import joined
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import level, signed

OWN_ALL = Pair("{s}变差的只有 {n} 项：{list}。", "{s} makes only {n} worse: {list}.")
OWN = Pair("{s}变差的有 {n} 项，较大的是：{list}。", "{s} makes {n} worse, most of all: {list}.")
OWN_NONE = Pair("{s}没有使任何成效指标明确变差。", "{s} makes nothing conclusively worse.")
OTHERS = Pair("在所有举措中受影响最大的：{list}。", "Of all remedies, hit hardest: {list}.")
ONE = Pair("{who}，{s}使{change}", "{who}, with {s} {change}")
BY_WHOM = Pair("{who}，{change}", "{who}, {change}")
CHANGE = Pair("{change}（现状 {b}{means}）", "{change} (today {b}{means})")
NOTHING = Pair(
    "除花费外，没有方案使任何成效指标明确变差；尚不能判断的不等于没有。",
    "Apart from what it costs, nothing is conclusively worse with any scenario; what is inconclusive may "
    "still be.",
)


def harms_in_short(folder: Folder, rows: Mapping[str, list[Row]], chosen: list[str]) -> Pair:
    """What gets worse with each of the choice's parts, and with which scenario workers and residents are hit
    hardest. rows: by metric; chosen: ids of the scenarios that the choice is made of."""
    every = [row for found in rows.values() for row in found if row.verdict == "worse"]
    if not (worse := [row for row in every if not row.scenario.only_costs]):
        return NOTHING
    mine = [each for each in folder.scenarios if each.id in chosen]
    said = [_own(folder, each, [row for row in worse if row.scenario == each]) for each in mine]
    others = [row for row in hardest(folder, worse) if row.scenario not in mine]
    hit = [ONE.fill(who=whom(folder, row), s=row.scenario.short_name, change=_change(row)) for row in others]
    said += [OTHERS.fill(list=joined("；", "; ", hit))] if hit else []
    return joined("", " ", said)


def _own(folder: Folder, scenario: ShownScenario, worse: list[Row]) -> Pair:
    if not worse:
        return OWN_NONE.fill(s=scenario.short_name)
    most = by_weight(worse)[:MOST]
    listing = [BY_WHOM.fill(change=_change(row), who=whom(folder, row)) for row in most]
    words = OWN_ALL if len(worse) <= MOST else OWN
    return words.fill(s=scenario.short_name, n=len(worse), list=joined("；", "; ", listing))


def _change(row: Row) -> Pair:
    """The difference without its interval, which stands in the list of all."""
    d = with_unit(signed(row.difference, row.low, row.high, row.info.unit), row)
    return CHANGE.fill(
        change=beside(inline(row.info.label), d),
        means=PLAINLY.get(row.info.id, Pair("", "")),
        b=level(row.baseline_mean, row.info.unit),
    )
