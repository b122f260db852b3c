"""The dumbbell picture: every rate that has a true and a reported side."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from simulation.plots import true_reported as draw
from simulation.plots.look import full
from simulation.report.data.comparison_rows import Row
from simulation.report.data.metric_info import MetricInfo
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.data.titles import inline
from simulation.report.figures.figure import Picture, Variant
from simulation.report.tables.table import Table, cell, named, table
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import level, signed

SATISFACTION = ("satisfaction_all", "satisfaction_callers")
NAMES = {
    "on_time": Pair("按期办结率", "Closed on time"),
    "response": Pair("响应率", "Response"),
    "solved_rate": Pair("解决率", "Resolution"),
    "satisfaction": Pair("满意率", "Satisfaction"),
}
GAP = Pair(
    "{s}：上报的{m}为 {r}，真实为 {t}，相差 {g} 个百分点",
    "{s}: reported {m} is {r}, the true one {t}: {g} percentage points apart",
)
LEVEL = Pair("{s}：{m}为 {t}，只算反映问题的居民为 {r}", "{s}: {m} is {t}; of callers alone {r}")
SUB = Pair(
    "各次重复的平均；旁边的数是两者相差的百分点；竖虚线为现状的真实值。",
    "Mean over replications; the number beside it is the gap in percentage points; "
    "dotted line: today’s true value.",
)
NOTE = Pair(
    "● 真实：事情确实办成；◇ 上报：系统里记为办成；满意率：● 全体居民，◇ 反映问题的居民。空心圆："
    "与现状的差别尚不能判断。",
    "● true: really done; ◇ reported: written down as done; satisfaction: ● all, ◇ callers. "
    "Hollow dot: the difference from today is inconclusive.",
)
ALT = Pair("哑铃图：{title}。数据见表。", "Dumbbell plot: {title}. Table follows.")


@dataclass(frozen=True)
class Rate:
    """A rate with two sides, by the ids of its metrics."""

    id: str
    name: Pair
    true: str
    reported: str


def rates_of(known: dict[str, MetricInfo]) -> list[Rate]:
    """Every rate that has both sides: x_true beside x_reported, and the two satisfactions."""
    stems = [metric.removesuffix("_true") for metric in known if metric.endswith("_true")]
    found = [
        Rate(s, NAMES.get(s, known[f"{s}_true"].label), f"{s}_true", f"{s}_reported")
        for s in stems
        if f"{s}_reported" in known
    ]
    both = (
        [Rate("satisfaction", NAMES["satisfaction"], *SATISFACTION)]
        if set(SATISFACTION) <= set(known)
        else []
    )
    return found + both


def true_reported(folder: Folder, rows: dict[str, list[Row]], known: dict[str, MetricInfo]) -> Picture | None:
    """The dumbbells of every scenario, with a title for each scenario in focus; None without such a rate."""
    asked = rates_of(known)
    frame = pd.DataFrame([record for rate in asked for record in _records(folder, rate, rows)])
    if frame.empty:
        return None
    picture = Picture("rates", "focus", folder.scenarios[-1].id)
    picture.figures["rates"] = draw(
        frame, {rate.id: rate.name for rate in asked if rate.id in set(frame["rate"])}
    )
    picture.tables["rates"] = _table(frame, folder)
    picture.variants = {
        s.id: _variant(s, frame, asked) for s in folder.scenarios if s.id in set(frame["scenario"])
    }
    picture.first = next(iter(picture.variants))
    return picture


def _records(folder: Folder, rate: Rate, rows: dict[str, list[Row]]) -> list[dict]:
    verdicts = {row.scenario.id: row.verdict for row in rows.get(rate.true, [])}
    found = []
    for scenario in folder.scenarios:
        true, reported = (folder.mean(metric, scenario.id) for metric in (rate.true, rate.reported))
        if math.isfinite(true) and math.isfinite(reported):
            filled = full(verdicts.get(scenario.id, "none"))
            found.append(_record(rate, scenario, true, reported) | {"conclusive": filled})
    return found


def _record(rate: Rate, scenario: ShownScenario, true: float, reported: float) -> dict:
    texts = {"s": scenario.title, "m": rate.name, "t": level(true, "share"), "r": level(reported, "share")}
    return {
        "rate": rate.id,
        "label": rate.name,
        "scenario": scenario.id,
        "name": scenario.title,
        "place": scenario.place,
        "row": scenario.place,
        "true": true,
        "reported": reported,
        "gap": gap(true, reported),
        "hover": Pair("{s}：真实 {t}，上报 {r}", "{s}: true {t}, reported {r}").fill(**texts),
    }


def gap(true: float, reported: float) -> Pair:
    """How far apart the two sides are, in points."""
    return signed(reported - true, math.nan, math.nan, "share").each(lambda text: text.split(" ")[0])


def _variant(scenario: ShownScenario, frame: pd.DataFrame, asked: list[Rate]) -> Variant:
    first = frame[frame["scenario"] == scenario.id].iloc[0]
    parts = {
        "s": scenario.short_name,
        "m": inline(first["label"]),
        "t": level(first["true"], "share"),
        "r": level(first["reported"], "share"),
        "g": gap(0, abs(first["reported"] - first["true"])).each(_plain),
    }
    title = (LEVEL if first["rate"] == "satisfaction" else GAP).fill(**parts)
    return Variant(scenario.title, title, SUB, NOTE, ALT.fill(title=title), "rates", "rates")


def _plain(text: str) -> str:
    return text.removeprefix("+")


def _table(frame: pd.DataFrame, folder: Folder) -> Table:
    scenarios = {each.id: each for each in folder.scenarios}
    columns = {each: TEXT[each] for each in ("rate", "scenario", "true", "reported")}
    return table(
        columns,
        (
            [
                {"raw": row.rate, "text": row.label, "label": True},
                named(scenarios[str(row.scenario)]),
                cell(row.true, level(float(str(row.true)), "share")),
                cell(row.reported, level(float(str(row.reported)), "share")),
            ]
            for row in frame.itertuples()
        ),
    )
