"""The picture of a sweep: outcomes against what was turned, with the finding of each as its title."""

from __future__ import annotations

from math import isfinite, nan
from typing import Any

import pandas as pd

from simulation.experiment.comparison.finding import FEWEST_PAIRS
from simulation.plots import sweep as draw
from simulation.plots.look import VERDICTS, Figure, slot
from simulation.report.data.comparison_rows import judged
from simulation.report.data.metric_info import HEADLINE, MetricInfo
from simulation.report.data.results_folder import Folder
from simulation.report.data.titles import inline
from simulation.report.figures.figure import Picture, Variant
from simulation.report.figures.policies.forest import TOWARDS
from simulation.report.figures.policies.sweep_axis import SweepAxis, sweep_axis
from simulation.report.tables.table import Table, cell, heads, table
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair, counted
from simulation.text.short_numbers import difference, end, ends, level
from simulation.text.verdicts import INCONCLUSIVE

TALLY = Pair("{s}，{n}的{m}：{counts}", "{s}, {m} at {n}: {counts}")
COUNTS = {
    "better": Pair("{k} 个改善", "{k} better"),
    "worse": Pair("{k} 个变差", "{k} worse"),
    INCONCLUSIVE: Pair("{k} 个尚不能判断", "{k} inconclusive"),
    "same": Pair("{k} 个每一对都相同", "{k} the same in every pair"),
}
RANGE = Pair(
    "；差值从 {d1}（{p1}）到 {d2}（{p2}）", "; the difference goes from {d1} at {p1} to {d2} at {p2}"
)
ONLY = Pair("；差值 {d1}", "; the difference is {d1}")
FEW = Pair(
    "{s}：每点只有 {n}，{m}的差值还不能给出区间（至少需要 {least} 对）",
    "{s}: with {n} a point there is no interval for {m} (at least {least} are needed)",
)
LEVELS = Pair(
    "{s}：{m}从 {l1}（{p1}）到 {l2}（{p2}）；这些点没有人口相同的对照，不比较差值",
    "{s}, {m}: from {l1} at {p1} to {l2} at {p2}; no baseline has the same people, so no difference is shown",
)
MOVES = Pair("{s}：{m}随取值变化，不作判断", "{s}: {m} by value, not judged")
ALL = Pair("全部曲线", "All lines")
SUB = Pair(
    "{unit}横轴：{path}。数值的区间含各次重复之间的随机波动；差值的区间只含配对后剩下的随机波动。",
    "{unit}Horizontal: {path}. Intervals of levels contain the variation between replications; those of "
    "differences only what pairing leaves of it.",
)
LONE = Pair(
    "{unit}横轴：{path}。区间含各次重复之间的随机波动。",
    "{unit}Horizontal: {path}. Intervals contain the variation between replications.",
)
UNIT = Pair("单位：{u}。", "Unit: {u}. ")
FIRST = Pair("点太多，只画前 {k} 项成效。", "Too many points: only the first {k} outcomes are drawn. ")
LEVEL = Pair("数值", "Level")
NOTE = Pair(
    "点：{n}的平均；竖线：95% 置信区间；空心：差值尚不能判断（Holm 校正）。{against}{first}"
    "始终画出全部点，不随页上所选方案变。数据见 sweep.csv。",
    "Dot: mean of {n}; bar: 95% confidence interval; hollow: inconclusive (Holm). {against}{first}"
    "All points are drawn, whatever scenarios the page shows. All numbers: sweep.csv.",
)
OWN = Pair("每点与该点自己的对照比较。", "Each point is compared with its own baseline. ")
ONE = Pair("虚线：现状。", "Dashed: today. ")
ALT = Pair("折线图：{title}。数据见表。", "Lines: {title}. Table follows.")
NOTHING = Pair("", "")
DRAWN_AT_MOST = 1500  # points of all outcomes together: a kilobyte of the page each

Rows = list[dict[str, Any]]


def sweep(folder: Folder, known: dict[str, MetricInfo]) -> Picture | None:
    """A variant for each outcome; None for a study without a sweep."""
    if folder.sweep.empty or "sweep" not in folder.study:
        return None
    axis = sweep_axis(folder)
    tables = dict(list(_judged(folder).groupby("metric", sort=False)))
    outcomes = [each for each in known.values() if each.role == "outcome"]
    infos = outcomes[: max(3, DRAWN_AT_MOST // len(axis.line))]
    left_out = FIRST.fill(k=len(infos)) if len(infos) < len(outcomes) else NOTHING
    picture = Picture("sweep", "metric", HEADLINE, key=_key(axis))
    for info in infos:
        rows = _rows(folder, axis, tables.get(info.id, pd.DataFrame()), info)
        if rows:
            picture.variants[info.id] = _variant(folder, axis, rows, info, left_out)
            picture.figures[info.id] = _figure(folder, axis, rows, info)
            picture.tables[info.id] = _table(rows, info)
    picture.first = HEADLINE if HEADLINE in picture.variants else next(iter(picture.variants), "")
    return picture if picture.variants else None


def _judged(folder: Folder) -> pd.DataFrame:
    """The rows of sweep.csv with the verdicts of the comparison."""
    verdicts = folder.comparison[["scenario", "metric", "verdict"]]
    return folder.sweep.merge(verdicts, on=["scenario", "metric"], how="left")


def _rows(folder: Folder, axis: SweepAxis, found: pd.DataFrame, info: MetricInfo) -> Rows:
    """What is drawn and said of each point that has the metric."""
    return [
        _row(folder, axis, record, info) for record in found.to_dict("records") if isfinite(record["mean"])
    ]


def _row(folder: Folder, axis: SweepAxis, found: dict[Any, Any], info: MetricInfo) -> dict[str, Any]:
    name, enough = str(found["scenario"]), found["pairs"] >= FEWEST_PAIRS
    beside = axis.is_world and axis.line[name] == 0  # its own difference is no effect of a policy
    numbers = {key: nan if beside else float(found[key]) for key in ("difference", "low", "high")}
    verdict = judged(found["verdict"], info) if enough and not beside else "none"
    unchanged = numbers["low"] == numbers["high"] == 0
    about = {
        "scenario": name,
        "title": folder.titles[name],
        "baseline": found["baseline"],
        "line": axis.line[name],
        "x": axis.x[name],
        "joined": axis.is_scale,
        "unit": info.unit,
        "pairs": 0 if beside else int(found["pairs"]),
        "verdict": "none" if unchanged else verdict,
        "unchanged": unchanged,
        "point": axis.said[name],
        **{key: float(found[key]) for key in ("mean", "mean_low", "mean_high")},
        **numbers,
    }
    return about | {"hover": _hover(about, info)}


def _hover(row: dict[str, Any], info: MetricInfo) -> Pair:
    said = row["title"] + Pair("：", ": ") + level(row["mean"], info.unit)
    if isfinite(row["mean_low"]):
        spread = ends(row["mean"], row["mean_low"], row["mean_high"], info.unit, sign=False)
        said = said + Pair("（{e}）", " ({e})").fill(e=spread)
    if isfinite(row["difference"]):
        said = said + Pair("；差值 {d}", "; difference {d}").fill(d=_difference(row, info))
    return said


def _difference(row: dict[str, Any], info: MetricInfo) -> Pair:
    low, high = (nan, nan) if row["unchanged"] else (row["low"], row["high"])
    return difference(row["difference"], low, high, info.unit)


def _figure(folder: Folder, axis: SweepAxis, rows: Rows, info: MetricInfo) -> Figure:
    titles = [LEVEL + TOWARDS.get(info.better, NOTHING)]
    if any(isfinite(row["difference"]) for row in rows):
        titles.append(TEXT["sweep_difference"])
    against = any(row["baseline"] == folder.baseline.id and row["line"] for row in rows)
    today = folder.mean(info.id, folder.baseline.id) if against else nan
    return draw(pd.DataFrame(rows), axis.at, titles, axis.title, today)


def _variant(folder: Folder, axis: SweepAxis, rows: Rows, info: MetricInfo, left_out: Pair) -> Variant:
    title = _title(axis, rows, info)
    compared = any(isfinite(row["difference"]) for row in rows)
    against = (OWN if axis.is_world else ONE) if compared else NOTHING
    runs = counted(int(folder.study.get("replications") or 0), "次重复", "replication")
    unit = UNIT.fill(u=info.unit_words) if info.unit_words.en else NOTHING
    sub = (SUB if compared else LONE).fill(path=axis.title, unit=unit)
    note = NOTE.fill(n=runs, against=against, first=left_out)
    return Variant(info.label, title, sub, note, ALT.fill(title=title), info.id, info.id)


def _title(axis: SweepAxis, rows: Rows, info: MetricInfo) -> Pair:
    """The finding: at how many points it is better or worse, and between which differences."""
    held = [row for row in rows if isfinite(row["difference"])]
    lines = {row["line"] for row in held or rows}
    who = axis.names[lines.pop()].quoted() if len(lines) == 1 else ALL
    label = inline(info.label)
    if not held:
        low, high = _extremes(rows, "mean")
        return LEVELS.fill(
            s=who, m=label, l1=info.level(low["mean"]), p1=low["point"], l2=info.level(high["mean"]),
            p2=high["point"],
        )  # fmt: skip
    if max(row["pairs"] for row in held) < FEWEST_PAIRS:
        n = counted(max(row["pairs"] for row in held), "对运行", "pair")
        return FEW.fill(s=who, m=label, n=n, least=FEWEST_PAIRS)
    if info.better == "none":
        return MOVES.fill(s=who, m=label) + _between(held, info)
    n = counted(len(held), "个点", "point")
    return TALLY.fill(s=who, m=label, n=n, counts=_counts(held)) + _between(held, info)


def _counts(held: Rows) -> Pair:
    """How many points are better, worse, inconclusive, and the same in every pair."""
    kinds = ["same" if row["unchanged"] else row["verdict"] for row in held]
    said = [words.fill(k=kinds.count(kind)) for kind, words in COUNTS.items() if kind in kinds]
    return Pair("、".join(each.zh for each in said), ", ".join(each.en for each in said))


def _between(held: Rows, info: MetricInfo) -> Pair:
    low, high = _extremes(held, "difference")
    if low["difference"] == high["difference"]:
        return ONLY.fill(d1=_difference(low, info))
    return RANGE.fill(
        d1=_difference(low, info), p1=low["point"], d2=_difference(high, info), p2=high["point"]
    )


def _extremes(rows: Rows, by: str) -> tuple[dict[str, Any], dict[str, Any]]:
    return min(rows, key=lambda row: row[by]), max(rows, key=lambda row: row[by])


def _key(axis: SweepAxis) -> list[dict[str, Any]]:
    """The names of the lines with their colours; the dashed baseline comes first."""
    return [
        {"name": name, "stroke": slot(line).stroke, "dash": "solid" if line else "dashed"}
        for line, name in sorted(axis.names.items())
    ]


def _table(rows: Rows, info: MetricInfo) -> Table:
    columns = heads(
        "scenario", "mean", "mean_low", "mean_high", "difference", "low", "high", "pairs", "verdict"
    )
    return table(columns, (_cells(row, info) for row in rows), info.file_unit)


def _cells(row: dict[str, Any], info: MetricInfo) -> list[Any]:
    means = ("mean", "mean_low", "mean_high")
    written = (row["difference"], row["low"], row["high"])
    verdict = TEXT["same"] if row["unchanged"] else VERDICTS[row["verdict"]].words
    return [
        {"raw": row["scenario"], "text": row["title"], "label": True},
        *(cell(row[name], level(row[name], info.unit)) for name in means),
        *(cell(value, end(value, written, info.unit)) for value in written),
        row["pairs"],
        cell("" if row["verdict"] == "none" else row["verdict"], verdict),
    ]
