"""What comes first among the scenarios that a reader has left on the page: the page shows one of these."""

from __future__ import annotations

import math
from itertools import combinations
from typing import Any

from simulation.report.data.comparison_rows import Row, first_leads
from simulation.report.data.metric_info import HEADLINE
from simulation.report.data.results_folder import Folder
from simulation.report.data.titles import bare, best, inline, size
from simulation.report.summary.unit_prices import price_of
from simulation.text.bilingual import Pair

NAMED = Pair("结论中作用最大的{s}现在没有显示。", "The answer names {s}, which is not shown.")
ONE = Pair(
    "只看显示的方案，{s}的作用最大：它使{m}{way} {d}（{ends}{price}）。",
    "Of those that are shown, {s} does most: it {way} {m} by {d} ({ends}{price}).",
)
PRICED = Pair("；需求未解决天数每减少 1 天，成本 {p}", "; {p} per need-day avoided")
LESS, MORE = Pair("减少", "cuts"), Pair("增加", "raises")
TIED = Pair(
    "只看显示的方案，{s1}（{d1}）与{s2}（{d2}）都改善{m}，先后尚不能判断。",
    "Of those that are shown, {s1} ({d1}) and {s2} ({d2}) both improve {m}; which does more is inconclusive.",
)
NONE = Pair("显示的方案中，没有一项使{m}改善。", "None of those that are shown conclusively improves {m}.")


def among(folder: Folder, rows: dict[str, list[Row]]) -> dict[str, Any] | None:
    """Texts for every choice of scenarios that a reader may show; None where no scenario improves the
    headline. order: the scenarios that improve it, the best first. named: what to say of those that the
    answer names. one: what to say of the first that is shown. tied: what to say of the first two where their
    order is inconclusive, by both ids. none: what to say where none of them is shown."""
    headline = [row for row in rows.get(HEADLINE, []) if math.isfinite(row.difference)]
    good = best(headline)
    if not good:
        return None
    pairs = [pair for pair in combinations(good, 2) if not first_leads(folder, list(pair))]
    first = good[:1] if first_leads(folder, good) else good[:2]
    return {
        "order": [row.scenario.id for row in good],
        "named": {row.scenario.id: NAMED.fill(s=row.scenario.name) for row in first},
        "one": {row.scenario.id: _one(folder, row) for row in good},
        "tied": {f"{one.scenario.id} {other.scenario.id}": _tied(one, other) for one, other in pairs},
        "none": NONE.fill(m=inline(good[0].info.label)),
    }


def _one(folder: Folder, row: Row) -> Pair:
    price = price_of(folder, row.scenario, interval=False)
    priced = PRICED.fill(p=price) if price and price.en else Pair("", "")
    way = LESS if row.difference < 0 else MORE
    about = {"s": row.scenario.name, "m": inline(row.info.label), "way": way}
    return ONE.fill(d=size(row), ends=bare(row), price=priced, **about)


def _tied(one: Row, other: Row) -> Pair:
    names = {"s1": one.scenario.name, "s2": other.scenario.name}
    return TIED.fill(d1=one.text, d2=other.text, m=inline(one.info.label), **names)
