"""The closing picture: Kaplan-Meier curves by class of matter, pooled over the replications."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from simulation.plots import closing_times as draw
from simulation.report.data.comparison_rows import Row
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.data.titles import size
from simulation.report.figures.figure import Picture, Variant
from simulation.report.tables.table import Table, cell, heads, named, table
from simulation.report.wording.strings import CLASSES
from simulation.statistics import WaitingCurve, kaplan_meier_counts
from simulation.text.bilingual import Pair, listed
from simulation.text.short_numbers import difference, level

FEWEST_AT_RISK = 10
Curves = dict[tuple[str, str], WaitingCurve]

SUB = Pair(
    "实际解决的累计比例（Kaplan–Meier 法，未结事项按删失处理），横轴为对数刻度；圆圈为中位数。",
    "Share truly closed (Kaplan–Meier, open cases censored), log scale of time; circle: median.",
)
NOTE = Pair(
    "曲线和圆圈由各次重复合并算出；标题和总表用的是各对运行中位数之差的平均，两种算法的数不必相等。"
    "仍在观察的事项不足 10 件处截止。虚线为现状。",
    "Curves and circles pool all replications; the title and the large table take the mean over "
    "pairs of how medians differ: the two need not agree. Ends where fewer than 10 cases are at risk. "
    "Dashed: today.",
)
ALT = Pair("办结曲线：{title}。数据见表。", "Closing curves: {title}. Table follows.")
SAME_MIX = Pair(
    "事项构成与现状相同时，中位数的差值为{parts}。",
    " With today’s mix of categories the medians differ by {parts}.",
)
LEVELS = {
    "first": Pair("{s}：过半的{c}在 {t} 内实际解决", "{s}: half of {c} cases are truly closed within {t}"),
    "next": Pair("，{c} {t}", ", {c} within {t}"),
}
MOVES = {
    "sooner": Pair("{c}实际解决时间的中位数缩短 {d}", "the median {c} case closes {d} sooner"),
    "later": Pair("{c}实际解决时间的中位数延长 {d}", "the median {c} case closes {d} later"),
    "cannot": Pair("{c}尚不能判断", "{c}: inconclusive"),
    "nothing": Pair("{c}实际解决的快慢尚不能判断", "whether {c} cases close sooner is inconclusive"),
}


def closing_times(folder: Folder, rows: dict[str, list[Row]]) -> Picture | None:
    """Curves of every class and scenario, with a title for each scenario in focus; None without the file."""
    curves = _curves(folder)
    if not curves:
        return None
    titles = {matter: title for matter, title in CLASSES.items() if matter in {key[0] for key in curves}}
    picture = Picture("closing", "focus", folder.baseline.id)
    frame = pd.DataFrame(
        [record for matter in titles for s in folder.scenarios for record in _points(matter, s, curves)],
        columns=["matter", "scenario", "name", "place", "minutes", "share", "at_risk"],
    )
    medians = pd.DataFrame(
        [m for matter in titles for s in folder.scenarios for m in _median(matter, s, curves)],
        columns=["matter", "scenario", "place", "minutes", "text"],
    )
    picture.figures["closing"] = draw(frame, medians, titles)
    picture.tables["closing"] = _table(frame, folder)
    picture.variants = {s.id: _variant(s, curves, rows, folder) for s in folder.scenarios}
    return picture


def _curves(folder: Folder) -> Curves:
    counts = folder.closing_times.dropna(subset=["upto_minutes"])
    totals = counts.groupby(["class", "scenario", "upto_minutes"], as_index=False)[
        ["closed", "censored"]
    ].sum()
    return {
        (each["class"].iloc[0], each["scenario"].iloc[0]): kaplan_meier_counts(
            each["upto_minutes"], each["closed"], each["censored"]
        )
        for _, each in totals.groupby(["class", "scenario"])
        if each["closed"].sum() > 0
    }


def _points(matter: str, scenario: ShownScenario, curves: Curves) -> list[dict]:
    curve = curves.get((matter, scenario.id))
    if curve is None:
        return []
    watched = _drawn(curve)
    return [
        {
            "matter": matter,
            "scenario": scenario.id,
            "name": scenario.title,
            "place": scenario.place,
            "minutes": float(time),
            "share": float(1 - left),
            "at_risk": int(risk),
        }
        for time, left, risk in zip(
            curve.times[watched], curve.survival[watched], curve.at_risk[watched], strict=True
        )
    ]


def _drawn(curve: WaitingCurve) -> np.ndarray:
    """Steps to draw: the first in each per cent closed, and the last with matters enough still watched."""
    watched = curve.at_risk >= FEWEST_AT_RISK
    per_cent = np.floor((1 - curve.survival) * 100)
    seen = watched & np.append(True, np.diff(per_cent) > 0)
    seen[np.flatnonzero(watched)[-1:]] = True
    return seen


def _median(matter: str, scenario: ShownScenario, curves: Curves) -> list[dict]:
    curve = curves.get((matter, scenario.id))
    minutes = _half_closed(curve) if curve else math.nan
    about = {"matter": matter, "scenario": scenario.id, "place": scenario.place}
    return [about | {"minutes": minutes, "text": level(minutes, "min")}] if math.isfinite(minutes) else []


def _half_closed(curve: WaitingCurve) -> float:
    """Minutes at which the drawn line, straight over log time, crosses one half; NaN if it never does."""
    shares = 1 - curve.survival
    if not shares[0] <= 0.5 <= shares[-1]:
        return curve.median()
    return float(np.exp(np.interp(0.5, shares, np.log(curve.times))))


def _variant(scenario: ShownScenario, curves: Curves, rows: dict[str, list[Row]], folder: Folder) -> Variant:
    moved = {matter: row for matter in CLASSES if (row := _median_row(matter, scenario, rows))}
    title = _moves(scenario, moved) if moved else _levels(scenario, curves)
    sub = SUB + _same_mix(scenario, folder)
    return Variant(scenario.title, title, sub, NOTE, ALT.fill(title=title), "closing", "closing")


def _same_mix(scenario: ShownScenario, folder: Folder) -> Pair:
    """How far medians are apart where each category has the baseline's share of cases."""
    table = folder.standardised
    rows = table[table["scenario"] == scenario.id].dropna(subset=["difference"])
    by_metric = {row["metric"]: row for row in rows.to_dict("records")}
    parts = [
        Pair("{c} {d}", "{d} ({c})").fill(
            c=_inside(matter), d=difference(row["difference"], row["low"], row["high"], "h")
        )
        for matter in CLASSES
        if (row := by_metric.get(f"resolution_{matter}_median_standardised"))
    ]
    return SAME_MIX.fill(parts=listed(parts)) if parts else Pair("", "")


def _median_row(matter: str, scenario: ShownScenario, rows: dict[str, list[Row]]) -> Row | None:
    found = [row for row in rows.get(f"resolution_{matter}_median", []) if row.scenario == scenario]
    return found[0] if found and math.isfinite(found[0].difference) else None


def _inside(matter: str) -> Pair:
    return Pair(CLASSES[matter].zh, CLASSES[matter].en.lower())


def _moves(scenario: ShownScenario, moved: dict[str, Row]) -> Pair:
    """Classes whose median moves conclusively, each with its difference, then the inconclusive ones."""
    said = [
        MOVES["sooner" if row.difference < 0 else "later"].fill(c=_inside(matter), d=size(row))
        for matter, row in moved.items()
        if row.conclusive
    ]
    unsure = [_inside(matter) for matter, row in moved.items() if not row.conclusive]
    if unsure:
        said.append(MOVES["cannot" if said else "nothing"].fill(c=listed(unsure)))
    parts = Pair("；".join(each.zh for each in said), "; ".join(each.en for each in said))
    return Pair("{s}：{parts}", "{s}: {parts}").fill(s=scenario.short_name, parts=parts)


def _levels(scenario: ShownScenario, curves: Curves) -> Pair:
    medians = [(m["matter"], m["text"]) for matter in CLASSES for m in _median(matter, scenario, curves)]
    if not medians:
        return Pair("{s}：没有一级事项过半得到解决", "{s}: no class of cases is half closed").fill(
            s=scenario.short_name
        )
    text = LEVELS["first"].fill(s=scenario.short_name, c=_inside(medians[0][0]), t=medians[0][1])
    for matter, time in medians[1:]:
        text = text + LEVELS["next"].fill(c=_inside(matter), t=time)
    return text


def _table(frame: pd.DataFrame, folder: Folder) -> Table:
    scenarios = {each.id: each for each in folder.scenarios}
    return table(
        heads("class", "scenario", "time", "share_closed", "at_risk"),
        (
            [
                {"raw": row["matter"], "text": CLASSES[row["matter"]], "label": True},
                named(scenarios[row["scenario"]]),
                cell(row["minutes"], level(row["minutes"], "min")),
                cell(row["share"], level(row["share"], "share")),
                row["at_risk"],
            ]
            for row in frame.to_dict("records")
        ),
    )
