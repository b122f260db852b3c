"""The picture of copyability: what of each model's gain at home is kept at other places."""

from __future__ import annotations

from math import isfinite
from typing import Any

import pandas as pd

from simulation.plots import transferability as draw
from simulation.report.figures.figure import Picture, Variant
from simulation.report.tables.table import cell, heads, table
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair, same
from simulation.text.quantities import MINUS
from simulation.text.short_numbers import DASH, level

TITLE = Pair(
    "在其他地方完整落实的 {k} 例中，{more} 例改善大于本地，{less} 例小于本地，{cannot} 例尚不能判断",
    "Fully practised elsewhere: {more} of {k} gain more than at home, {less} less; {cannot} inconclusive",
)
NONE_CONCLUSIVE = Pair(
    "各模式在本地的改善都尚不能判断，所以能否复制也尚不能判断",
    "The gain at home is inconclusive for every model, and so is whether it can be copied",
)
NOTE = Pair(
    "■ 本地（按定义为 1）；粗线：Fieller 法 95% 置信区间；实心：区间不含 1；空心：尚不能判断；"
    "–：本地的改善尚不能判断，无法比较。",
    "■ at home, 1 by definition; thick bar: Fieller’s 95% confidence interval; filled: it leaves out 1; "
    "hollow: inconclusive; –: the gain at home is inconclusive, so there is nothing to compare with.",
)
HOVER = Pair(
    "{m}在{p}（落实 {f}）：{r}，占地方财政支出 {b}",
    "{m} at {p} ({f} practised): {r}, {b} of the local budget",
)
COLUMNS = (
    "model", "place", "fidelity", "copyability", "low", "high", "cost_by_head", "budget_share",
)  # fmt: skip
ALT = Pair("可复制度图：{title}。数据见表。", "Copyability: {title}. Table follows.")
HOME = Pair("本地", "home")
KEPT = Pair("{r}（{low} 至 {high}）", "{r} ({low} to {high})")


def transferability(named: pd.DataFrame) -> Picture | None:
    """The picture of rows of copies with their names; None where no model was run at home and elsewhere.

    named: as `copies` gives them, with model_name and place_name (Pairs).
    """
    away = named[~named["home"].astype(bool) & named["copyability"].notna()]
    if away.empty:
        return None
    rows = _drawn(named)
    models = dict(zip(named["model"], named["model_name"], strict=True))
    places = dict(zip(named["place"], named["place_name"], strict=True))
    label = TEXT["copying"]
    title = _title(rows[rows["kind"] == "whole"])
    picture = Picture("copying", "focus", "all")
    alt = ALT.fill(title=title)
    picture.variants["all"] = Variant(label, title, TEXT["copying_sub"], NOTE, alt, "all", "all")
    picture.figures["all"] = draw(rows, models, places)
    picture.tables["all"] = table(heads(*COLUMNS), (_cells(row) for row in named.to_dict("records")))
    return picture


def _drawn(named: pd.DataFrame) -> pd.DataFrame:
    """Rows of the picture: a ratio is shown only where it has an interval, or is 1 by definition."""
    home, has_interval = named["home"].astype(bool), named["copy_low"].notna()
    whole = named["fidelity"] == 1
    return pd.DataFrame(
        {
            "model": named["model"],
            "place": named["place"],
            "kind": whole.map({True: "whole", False: "form"}).mask(home, "home"),
            "ratio": named["copyability"].where(home | has_interval),
            "low": named["copy_low"],
            "high": named["copy_high"],
            "conclusive": has_interval & ((named["copy_low"] > 1) | (named["copy_high"] < 1)),
            "hover": [_hover(row) for row in named.to_dict("records")],
        }
    )


def _hover(row: dict[Any, Any]) -> Pair:
    return HOVER.fill(
        m=row["model_name"],
        p=row["place_name"],
        f=level(row["fidelity"], "share"),
        r=kept(row),
        b=level(row["budget_share"], "share"),
    )


def _title(whole: pd.DataFrame) -> Pair:
    """How many copies gain more than at home, how many less, and how many are inconclusive."""
    whole = whole[whole["low"].notna()]
    if whole.empty:
        return NONE_CONCLUSIVE
    conclusive = whole[whole["conclusive"]]
    more = int((conclusive["low"] > 1).sum())
    less = len(conclusive) - more
    return TITLE.fill(k=len(whole), more=more, less=less, cannot=len(whole) - len(conclusive))


def _cells(row: dict[Any, Any]) -> list[Any]:
    numbers = [row[name] for name in ("copyability", "copy_low", "copy_high")]
    return [
        {"raw": row["model"], "text": row["model_name"], "label": True},
        {"raw": row["place"], "text": row["place_name"], "label": True},
        cell(row["fidelity"], same(f"{row['fidelity']:g}")),
        *(cell(number, ratio(number)) for number in numbers),
        cell(row["cost"], level(row["cost"], "yuan")),
        cell(row["budget_share"], level(row["budget_share"], "share")),
    ]


def kept(row: dict[Any, Any]) -> Pair:
    """A row's copyability with its interval; "home" where it is 1 by definition."""
    if row["home"]:
        return HOME
    said = ratio(row["copyability"])
    if not isfinite(row["copy_low"]):
        return said
    return KEPT.fill(r=said, low=ratio(row["copy_low"]), high=ratio(row["copy_high"]))


def ratio(value: float) -> Pair:
    """A ratio to two decimals."""
    return same(f"{value:.2f}".replace("-", MINUS)) if isfinite(value) else DASH
