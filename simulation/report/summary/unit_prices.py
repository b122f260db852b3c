"""Unit costs: yuan per unsolved need-day avoided, and per hour by which cases are solved sooner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any

from simulation.report.data.metric_info import MetricInfo
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.text.bilingual import Pair, same
from simulation.text.short_numbers import DASH, amount, ends, signed

HEADLINE = "need_days"
INCONCLUSIVE = (nan, nan)  # the interval of a difference stands in the large table
TITLE = Pair(
    "需求未解决天数每减少 1 天，成本最低的是{s}，{price}（{ends}）；{n} 项中有 {k} 项的单位成本尚不能判断",
    "{s} avoids an unsolved need-day at the lowest cost: {price} ({ends}); unit costs inconclusive: {k} of "
    "{n}",
)
FREE = Pair("{s}既减少需求未解决天数又节省资金", "{s} saves both need-days and money")
NONE = Pair(
    "各项的单位成本都尚不能判断",
    "All unit costs are inconclusive: the effect, or its cost, may be zero",
)
PRICE, NOTHING = (
    Pair("{price}（{ends}）", "{price} ({ends})"),
    Pair("为零，还节省资金", "nothing: it saves money"),
)
SAYS = {
    "helps and costs": Pair("改善，增加成本", "helps and costs"),
    "helps and saves": Pair("改善，节省成本", "helps and saves"),
    "harms and costs": Pair("变差，增加成本", "harms and costs"),
    "harms and saves": Pair("变差，节省成本", "harms and saves"),
}


@dataclass(frozen=True)
class Price:
    """A row of the table, in words: scenario (with its id), effect, extra cost, change, unit cost, its
    interval."""

    id: str
    scenario: Pair
    effect: Pair
    cost: Pair
    change: Pair
    price: Pair
    interval: Pair
    says: Pair


def prices(folder: Folder, known: dict[str, MetricInfo], cannot: Pair) -> list[Price]:
    """Every scenario that the page shows, effect by effect; none where no costs were compared."""
    shown = {each.id: each.title for each in folder.scenarios[1:]}
    rows = folder.prices.to_dict("records")
    return [_row(row, shown[row["scenario"]], known, cannot) for row in rows if row["scenario"] in shown]


def _row(row: Mapping[Any, Any], title: Pair, known: dict[str, MetricInfo], cannot: Pair) -> Price:
    info = known.get(row["effect"])
    priced = isfinite(row["price"])
    numbers = (row["price"], row["low"], row["high"], "yuan")
    return Price(
        id=row["scenario"],
        scenario=title,
        effect=info.label if info else same(row["effect"]),
        cost=signed(row["cost_difference"], *INCONCLUSIVE, "yuan"),
        change=signed(row["effect_difference"], *INCONCLUSIVE, info.unit if info else ""),
        price=amount(*numbers) if priced and row["price"] > 0 else DASH,
        interval=ends(*numbers, sign=False) if priced and row["price"] > 0 else DASH,
        says=SAYS.get(row["verdict"], cannot),
    )


def finding(folder: Folder) -> Pair:
    """Who avoids a need-day at the lowest conclusive cost."""
    titles = {each.id: each.name for each in folder.scenarios[1:]}
    table = folder.prices
    rows = table[(table["effect"] == HEADLINE) & table["scenario"].isin(list(titles))]
    saving = rows[rows["verdict"] == "helps and saves"]
    if len(saving):
        return FREE.fill(s=titles[saving.iloc[0]["scenario"]])
    priced = rows[rows["verdict"] == "helps and costs"].dropna(subset=["price"])
    if priced.empty:
        return NONE
    best = priced.sort_values("price").iloc[0]
    numbers = (float(best["price"]), float(best["low"]), float(best["high"]), "yuan")
    return TITLE.fill(
        s=titles[best["scenario"]],
        price=amount(*numbers),
        ends=ends(*numbers, sign=False),
        n=len(rows),
        k=len(rows) - len(priced),
    )


def price_of(folder: Folder, scenario: ShownScenario, interval: bool = True) -> Pair | None:
    """The cost of avoiding an unsolved need-day with a scenario; empty where that is inconclusive, None where
    no prices were made."""
    table = folder.prices
    rows = table[(table["effect"] == HEADLINE) & (table["scenario"] == scenario.id)]
    if rows.empty:
        return None
    row = rows.iloc[0]
    if row["verdict"] == "helps and saves":
        return NOTHING
    if row["verdict"] != "helps and costs" or not isfinite(row["price"]):
        return Pair("", "")
    numbers = (float(row["price"]), float(row["low"]), float(row["high"]), "yuan")
    price = amount(*numbers)
    return PRICE.fill(price=price, ends=ends(*numbers, sign=False)) if interval else price
