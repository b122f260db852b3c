"""What an effect costs: yuan for one unsolved need-day less, and for one hour less until a case is solved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any

from simulation.report.data.metric_info import MetricInfo
from simulation.report.data.results_folder import Folder, Scenario
from simulation.text.bilingual import Pair, same
from simulation.text.short_numbers import DASH, amount, ends, signed

HEADLINE = "need_days"
UNTOLD = (nan, nan)  # the interval of a difference stands in the large table
TITLE = Pair(
    "每减少一个未解需求日最省的是{s}：{price}（{ends}）；{n} 项中有 {k} 项尚不能定价",
    "One unsolved need-day less is cheapest by {s}: {price} ({ends}); of {n}, {k} cannot be priced",
)
FREE = Pair("{s}既减少未解需求日又省钱", "{s} spares need-days and money")
NONE = Pair(
    "没有一项的效果能定价：效果或花费与零分辨不开",
    "No effect has a price that can be told: it, or its cost, cannot be told from none",
)
PRICE, NOTHING = (
    Pair("{price}（{ends}）", "{price} ({ends})"),
    Pair("不花钱，还省钱", "nothing: it saves money"),
)
SAYS = {
    "helps and costs": Pair("有效、多花钱", "helps and costs"),
    "helps and saves": Pair("有效、又省钱", "helps and saves"),
    "harms and costs": Pair("变差、多花钱", "harms and costs"),
    "harms and saves": Pair("变差、但省钱", "harms and saves"),
}


@dataclass(frozen=True)
class Price:
    """A row of the table, in words: who (with its id), what is bought less of, extra cost, change, price,
    its interval."""

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
    told = isfinite(row["price"])
    numbers = (row["price"], row["low"], row["high"], "yuan")
    return Price(
        id=row["scenario"],
        scenario=title,
        effect=info.label if info else same(row["effect"]),
        cost=signed(row["cost_difference"], *UNTOLD, "yuan"),
        change=signed(row["effect_difference"], *UNTOLD, info.unit if info else ""),
        price=amount(*numbers) if told and row["price"] > 0 else DASH,
        interval=ends(*numbers, sign=False) if told and row["price"] > 0 else DASH,
        says=SAYS.get(row["verdict"], cannot),
    )


def finding(folder: Folder) -> Pair:
    """Who spares a need-day for least, among those of which it can be told."""
    titles = {each.id: each.title for each in folder.scenarios[1:]}
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


def price_of(folder: Folder, scenario: Scenario, interval: bool = True) -> Pair | None:
    """What one unsolved need-day less costs with a scenario; empty where that cannot be told, None where no
    prices were made."""
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
