"""The picture of packages: each remedy's share of the whole beside what it does alone and last."""

from __future__ import annotations

from math import isfinite
from typing import Any

import pandas as pd

from simulation.plots import forest as draw
from simulation.report.data.metric_info import HEADLINE, MetricInfo
from simulation.report.data.results_folder import Folder
from simulation.report.data.titles import inline
from simulation.report.figures.figure import Picture, Variant
from simulation.report.figures.policies.forest import axis_title
from simulation.report.tables.table import Table, cell, heads, table
from simulation.text.bilingual import Pair, counted
from simulation.text.short_numbers import difference, end

MOST = Pair(
    "{m}的总差值为 {whole}，其中{s}占最多：{d}",
    "Of the whole difference in {m}, {whole}, {s} contributes most: {d}",
)
APART = Pair("；整体与各项单独之和相差 {t}", "; the whole differs from the sum of each alone by {t}")
ALIKE = Pair("；整体等于各项单独之和", "; the whole is the sum of each alone")
INCONCLUSIVE = Pair(
    "；整体与各项单独之和是否不同尚不能判断：{t}",
    "; whether the whole differs from the sum of each alone is inconclusive: {t}",
)
FEW = Pair("；重复太少，不给区间", "; too few replications for an interval")
EMPTY = Pair("没有一次重复在所有组合中都有{m}", "No replication has {m} in every package")
SUB = Pair(
    "● 份额：按所有先后次序加入时的平均作用（沙普利值）；◇ 单独推行；□ 最后加入。"
    "各份额之和等于整体；“全部并举”一行的 ◇ 和 □ 是各项之和。",
    "● share: mean contribution over all orders of joining (Shapley value); ◇ alone; □ joining last. "
    "Shares sum to the whole; in the row “All together” ◇ and □ are sums over the remedies.",
)
NOTE = Pair(
    "所有组合使用同一组随机数，{n}；横线为 95% 置信区间，来自各次重复的份额。{left}",
    "All packages share their random numbers, {n}; bar: 95% confidence interval over replications. {left}",
)
LEFT_OUT = Pair(
    "剔除 {n}：其中有组合运行失败或没有此项。", "{n} left out: a package failed, or has no value."
)
ALT = Pair("份额图：{title}。数据见表。", "Shares: {title}. Table follows.")
NOTHING = Pair("", "")
SUMS = {
    "whole": Pair("全部并举", "All together"),
    "together": Pair("整体减单独之和", "Whole minus sum of each alone"),
}
NUMBERS = ("alone", "last", "shapley", "low", "high")

Row = dict[str, Any]


def packages(folder: Folder, known: dict[str, MetricInfo]) -> Picture | None:
    """Shares of every metric of a study of packages; None for other studies."""
    by_metric = dict(list(folder.packages.groupby("metric")))
    order = [metric for metric in known if metric in by_metric]
    if not order:
        return None
    picture = Picture("packages", "metric", HEADLINE if HEADLINE in order else order[0])
    for metric in order:
        info = known[metric]
        rows = [_row(folder, row, info) for row in by_metric[metric].to_dict("records")]
        picture.variants[metric] = _variant(rows, info)
        picture.figures[metric] = draw(pd.DataFrame(rows), info.unit, info.better, axis_title(info))
        picture.tables[metric] = _table(rows, info)
    return picture


def _row(folder: Folder, found: dict, info: MetricInfo) -> Row:
    """A row of packages.csv with what the forest needs."""
    numbers = {name: float(found[name]) for name in NUMBERS}
    name = SUMS.get(found["kind"]) or folder.titles[found["remedy"]]
    text = difference(numbers["shapley"], numbers["low"], numbers["high"], info.unit)
    return {
        **numbers,
        "kind": found["kind"],
        "scenario": found["remedy"] or found["kind"],
        "name": name,
        "place": next((each.place for each in folder.scenarios if each.id == found["remedy"]), 0),
        "difference": numbers["shapley"],
        "verdict": "none",
        "words": NOTHING,
        "text": text,
        "hover": name + text.each(" {}".format),
        "pairs": int(found["pairs"]),
        "left_out": int(found["left_out"]),
    }


def _variant(rows: list[Row], info: MetricInfo) -> Variant:
    title, dropped = _title(rows, info), rows[0]["left_out"]
    left = LEFT_OUT.fill(n=counted(dropped, "次重复", "replication")) if dropped else NOTHING
    note = NOTE.fill(n=counted(rows[0]["pairs"], "次重复", "replication"), left=left)
    return Variant(info.label, title, SUB, note, ALT.fill(title=title), info.id, info.id)


def _title(rows: list[Row], info: MetricInfo) -> Pair:
    """The finding: the largest share of those that go the way of the whole, and what is no sum of parts."""
    *remedies, whole, beyond = rows
    label = inline(info.label)
    if not isfinite(whole["shapley"]):
        return EMPTY.fill(m=label)
    way = -1 if whole["shapley"] < 0 else 1
    most = max(remedies, key=lambda row: way * row["shapley"])
    name = most["name"].quoted()
    return MOST.fill(m=label, whole=whole["text"], s=name, d=most["text"]) + _beyond(beyond)


def _beyond(row: Row) -> Pair:
    """Whether the whole is the sum of what each remedy does alone."""
    if not isfinite(row["low"]):
        return FEW
    if row["low"] == row["high"] == 0:
        return ALIKE
    return (APART if row["low"] * row["high"] > 0 else INCONCLUSIVE).fill(t=row["text"])


def _table(rows: list[Row], info: MetricInfo) -> Table:
    columns = heads("remedy", *NUMBERS, "pairs", "dropped")
    return table(columns, (_cells(row, info) for row in rows), info.file_unit)


def _cells(row: Row, info: MetricInfo) -> list[Any]:
    written = (row["shapley"], row["low"], row["high"])
    numbers = [cell(row[name], end(row[name], written, info.unit)) for name in NUMBERS]
    name = {"raw": row["scenario"], "text": row["name"], "label": True}
    return [name, *numbers, row["pairs"], row["left_out"]]
