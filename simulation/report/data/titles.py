"""Findings as titles: chosen by the verdict, then filled with the numbers of the picture below."""

from __future__ import annotations

import math
from collections.abc import Iterable

from simulation.report.data.comparison_rows import Row
from simulation.report.data.results_folder import ShownScenario
from simulation.text.bilingual import Pair, counted, listed
from simulation.text.short_numbers import amount, carried, ends, level, signed
from simulation.text.verdicts import INCONCLUSIVE

ONE = {
    "better": Pair("{s}使{m}{way} {d}（{ends}），现状为 {b}", "{s} {way} {m} by {d} ({ends}), today {b}"),
    "worse": Pair(
        "{s}使{m}变差：{signed}（{ends}），现状为 {b}", "{s} makes {m} worse: {signed} ({ends}), today {b}"
    ),
    "none": Pair("{s}使{m}{way} {d}（{ends}），现状为 {b}", "{s} {way} {m} by {d} ({ends}), today {b}"),
    INCONCLUSIVE: Pair(
        "{s}对{m}的作用尚不能判断（{ends}{more}）", "The effect of {s} on {m} is inconclusive ({ends}{more})"
    ),
    "same": Pair("{s}使{m}在每一对运行中都不变（{b}）", "With {s}, {m} is the same in every pair ({b})"),
    "too few": Pair(
        "配对数不足，{s}对{m}的作用还不能给出区间（还需 {n} 对）",
        "Too few pairs for an interval on {s} and {m}: {n} more needed",
    ),
}
MORE = Pair("；还需约 {n}", "; about {n}")
STRICT = Pair("；比较的指标多，判断从严", "; judged more strictly, as many outcomes are compared")
MOST = Pair(
    "作用明确的方案中，{s}使{m}改善最多：{d}", "Of the conclusive effects, {s} improves {m} most: {d}"
)
TIE = Pair(
    "{s1}与{s2}都改善{m}，先后尚不能判断", "{s1} and {s2} both improve {m}; which does more is inconclusive"
)
REST = Pair("；{names}尚不能判断", "; {names}: inconclusive")
NONE = Pair("各方案对{m}的作用都尚不能判断", "No scenario has a conclusive effect on {m}")
TALLY = Pair(
    "全部比较中，{better} 处改善，{worse} 处变差，{inconclusive} 处尚不能判断",
    "Of all comparisons: {better} better, {worse} worse, {inconclusive} inconclusive",
)
ALIKE = Pair("，{same} 处在每一对运行中都相同", ", {same} the same in every pair")
ABSENT = Pair("，{absent} 处无从比较", ", {absent} with nothing to compare")
MOVES = Pair("各方案的{m}：投入或背景，不作判断", "{m} of each scenario: an input or context, not judged")


def inline(label: Pair) -> Pair:
    """A label inside a sentence: English starts small unless it is an abbreviation."""
    small = len(label.en) > 1 and label.en[1].islower()
    return Pair(label.zh, label.en[0].lower() + label.en[1:] if small else label.en)


def names(scenarios: Iterable[ShownScenario]) -> Pair:
    """Scenarios in a row, by short names in quotation marks."""
    return listed(each.short_name for each in scenarios)


def one(row: Row) -> Pair:
    """The finding of one scenario and one metric."""
    kind = "same" if row.unchanged else row.verdict if row.enough else "too few"
    more = MORE.fill(n=counted(row.more_pairs, "对", "more pair")) if row.more_pairs else Pair("", "")
    if row.strict:
        more += STRICT
    way = Pair("减少", "cuts") if row.difference < 0 else Pair("增加", "raises")
    return ONE[kind].fill(
        s=row.scenario.name,
        m=inline(row.info.label),
        way=way,
        d=size(row),
        signed=signed(row.difference, row.low, row.high, row.info.unit),
        ends=bare(row, unsigned=row.verdict == "better"),
        b=level(row.baseline_mean, row.info.unit),
        more=more,
        n=row.more_pairs,
    )


def spoken_size(row: Row) -> Pair:
    """The size of a difference with its whole unit: 12 yuan per resident and year."""
    return with_unit(size(row), row)


def with_unit(text: Pair, row: Row) -> Pair:
    """A number of a row with its whole unit, where the number does not carry it already."""
    words = row.info.unit_words
    return text if carried(row.info.unit) or not words.en else beside(text, words)


def beside(one: Pair, other: Pair) -> Pair:
    """Two texts with a space between them; a full-width bracket needs none behind it."""
    gap = Pair("" if one.zh.endswith("）") else " ", " ")
    return one + gap + other


def size(row: Row) -> Pair:
    """The size of a difference, unsigned."""
    return amount(row.difference, row.low, row.high, row.info.unit)


def bare(row: Row, unsigned: bool = True) -> Pair:
    """The interval of a difference, unsigned where the sentence says which way it goes."""
    one_side = unsigned and row.low * row.high > 0
    return ends(row.difference, row.low, row.high, row.info.unit, sign=not one_side) + row.mark


def best(rows: list[Row]) -> list[Row]:
    """The rows that are better, most gain first."""
    return sorted((row for row in rows if row.verdict == "better"), key=lambda row: -row.gain)


def by_weight(rows: list[Row]) -> list[Row]:
    """The rows with the largest change first, as a part of the baseline."""

    def part(row: Row) -> float:
        return abs(row.difference / row.baseline_mean) if row.baseline_mean else math.inf

    return sorted(rows, key=part, reverse=True)


def several(rows: list[Row], first_leads: bool) -> Pair:
    """The finding of one metric over all scenarios.

    first_leads: whether the paired difference between the first and the second is conclusive.
    """
    good, info = best(rows), inline(rows[0].info.label)
    if len(rows) == 1 or (len(good) == 1 and not first_leads):
        return one(good[0] if good else rows[0]) + (_rest(rows) if len(rows) > 1 else Pair("", ""))
    if not good:
        return _nothing_good(rows, info)
    if not first_leads:
        return TIE.fill(s1=good[0].scenario.name, s2=good[1].scenario.name, m=info)
    return MOST.fill(s=good[0].scenario.name, m=info, d=good[0].text) + _rest(rows)


def _nothing_good(rows: list[Row], info: Pair) -> Pair:
    if all(row.verdict == "none" for row in rows):
        return MOVES.fill(m=rows[0].info.label)
    worse = [row for row in rows if row.verdict == "worse"]
    if worse:
        return one(min(worse, key=lambda row: row.gain))
    return NONE.fill(m=info) if all(row.enough for row in rows) else one(rows[0])


def _rest(rows: list[Row]) -> Pair:
    unsure = [row.scenario for row in rows if row.unsure]
    return REST.fill(names=names(unsure)) if unsure else Pair("", "")


def counts(rows: list[Row]) -> dict[str, int]:
    """How many rows are better, worse, inconclusive, the same in every pair, and not recorded; inputs are in
    none."""
    judged = [row for row in rows if row.verdict != "none"]
    known = [row for row in judged if math.isfinite(row.difference)]
    verdicts = [row.verdict for row in known if not row.unchanged]
    found = {kind: verdicts.count(kind) for kind in ("better", "worse")}
    found["inconclusive"] = verdicts.count(INCONCLUSIVE)
    return found | {"same": sum(row.unchanged for row in known), "absent": len(judged) - len(known)}


def tally(rows: list[Row]) -> Pair:
    """The counts of many comparisons in words, the same wherever the page says them."""
    found = counts(rows)
    said = TALLY.fill(**found) + (ALIKE.fill(**found) if found["same"] else Pair("", ""))
    return said + (ABSENT.fill(**found) if found["absent"] else Pair("", ""))
