"""The picture of where need-days lie: by stage of a need's way, as they are, and what each scenario changes
in them."""

from __future__ import annotations

from collections.abc import Iterable
from math import nan

import pandas as pd

from simulation.plots import stages as draw
from simulation.plots.street.stages import FILLS
from simulation.records.stages import HOPELESS, STAGES
from simulation.report.data.comparison_rows import Row
from simulation.report.data.metric_info import HEADLINE, MetricInfo
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.figures import section
from simulation.report.figures.figure import Picture, Variant
from simulation.report.tables.table import Table, cell, heads, named, table
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair, listed
from simulation.text.short_numbers import level, signed

NAMES = {each.word: Pair(each.zh, each.en) for each in STAGES}
BEFORE = ("unnoticed", "unvoiced")
PARTS = {
    "silent": BEFORE,
    "office": tuple(each for each in NAMES if each not in (*BEFORE, "on_paper", HOPELESS)),
    "paper": ("on_paper",),
    "hopeless": (HOPELESS,),
}
UNIT = "days/1,000 residents/year"
LEVELS, CHANGES = "levels", "changes"
LABELS = {
    LEVELS: Pair("各方案的天数", "Days of each scenario"),
    CHANGES: Pair("比现状增减", "Change from today"),
}
SUB = {
    LEVELS: Pair(
        "需求未解决的每一天各属一个环节（每千居民每年天数）；末端数字为合计。",
        "Each day on which a need lies unsolved belongs to one stage (days per 1,000 residents and year); "
        "number: their sum.",
    ),
    CHANGES: Pair(
        "各环节比现状多（向右）或少（向左）的天数（每千居民每年）；末端数字为合计。",
        "Days of each stage more (right) or fewer (left) than today, per 1,000 residents and year; "
        "number: their sum.",
    ),
}
NOTE = Pair(
    "各次重复的平均；各环节之和恰好等于需求未解决天数。“无法解决”只有预防才能减少，其余为可解决的天数。",
    "Mean over replications; the stages add up to the unsolved need-days exactly. Only prevention lessens "
    "what is beyond solving; the rest can be reached.",
)
ALT = Pair("堆叠条形图：{title}。数据见表。", "Stacked bars: {title}. Table follows.")
TODAY = Pair(
    "现状的未解决天数中，{silent}在反映之前，{office}在受理之后，{paper}仅纸面办结，"
    "{hopeless}无法解决，可解决的有 {rest} 天",
    "Of today’s need-days, {silent} lie before anybody speaks, {office} with offices, "
    "{paper} are closed on paper only, {hopeless} are beyond solving: {rest} are addressable",
)
MOST = Pair("{s}主要影响“{stage}”（{d} 天）", "{s} moves “{stage}” most ({d} days)")
HOVER = Pair("{s}：{stage} {n} 天", "{s}: {stage}, {n} days")
NAMED_AT_MOST = 2


def metric(stage: str) -> str:
    """The name of a stage's metric."""
    return f"stage_{stage}"


@section("stages", place=25, title=TEXT["stages"], metrics=[metric(stage) for stage in NAMES])
def stages(folder: Folder, rows: dict[str, list[Row]], known: dict[str, MetricInfo]) -> Picture:
    """Bars of every scenario that has runs, levels and changes."""
    picture = Picture("stages", "view", LEVELS)
    days = {each.id: levels(folder, each) for each in folder.with_runs}
    others = folder.with_runs[1:]
    changes = {each.id: _minus(days[each.id], days[folder.baseline.id]) for each in others}
    picture.key = [
        {"name": NAMES[stage], "stroke": fill.colour, "dash": "dotted" if fill.hatched else "solid"}
        for stage, fill in FILLS.items()
    ]
    _add(picture, LEVELS, folder.with_runs, days, today(days[folder.baseline.id]))
    if others:
        _add(picture, CHANGES, others, changes, _most(rows, others, changes))
    return picture


def levels(folder: Folder, scenario: ShownScenario) -> dict[str, float]:
    """Need-days by stage, means over the runs of a scenario."""
    return {stage: folder.mean(metric(stage), scenario.id) for stage in NAMES}


def _minus(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    return {stage: days - other[stage] for stage, days in one.items()}


def today(days: dict[str, float]) -> Pair:
    """Where the days lie, in a sentence without its full stop."""
    whole = sum(days.values()) or 1.0
    shares = {name: level(sum(days[each] for each in of) / whole, "share") for name, of in PARTS.items()}
    return TODAY.fill(rest=level(sum(days.values()) - days[HOPELESS], UNIT), **shares)


def most_changed(days: dict[str, float]) -> tuple[str, float]:
    """The stage in which a scenario changes most days, and how many."""
    stage = max(days, key=lambda each: abs(days[each]))
    return stage, days[stage]


def _most(
    rows: dict[str, list[Row]], others: list[ShownScenario], changes: dict[str, dict[str, float]]
) -> Pair:
    """Which stage the scenarios with the largest effects change most."""
    size = {row.scenario.id: abs(row.difference) for row in rows.get(HEADLINE, [])}
    first = sorted(others, key=lambda each: -size.get(each.id, 0.0))[:NAMED_AT_MOST]
    return listed(_said(each, changes[each.id]) for each in first)


def _said(scenario: ShownScenario, days: dict[str, float]) -> Pair:
    stage, n = most_changed(days)
    return MOST.fill(s=scenario.short_name, stage=NAMES[stage], d=days_more(n))


def days_more(n: float) -> Pair:
    """A number of days with its sign."""
    return signed(n, nan, nan, UNIT)


def _add(
    picture: Picture, kind: str, shown: list[ShownScenario], days: dict[str, dict[str, float]], title: Pair
) -> None:
    picture.figures[kind] = draw(*_frames(shown, days, kind))
    picture.tables[kind] = _table(shown, days, kind)
    picture.variants[kind] = Variant(LABELS[kind], title, SUB[kind], NOTE, ALT.fill(title=title), kind, kind)


def _frames(
    shown: list[ShownScenario], days: dict[str, dict[str, float]], kind: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = [
        (row, stage, n, HOVER.fill(s=s.title, stage=NAMES[stage], n=_written(n, kind)))
        for row, s in enumerate(shown)
        for stage, n in days[s.id].items()
    ]
    totals = [(row, s.id, s.title, _written(sum(days[s.id].values()), kind)) for row, s in enumerate(shown)]
    return (
        pd.DataFrame(rows, columns=["row", "stage", "days", "hover"]),
        pd.DataFrame(totals, columns=["row", "scenario", "name", "text"]),
    )


def _written(n: float, kind: str) -> Pair:
    return days_more(n) if kind == CHANGES else level(n, UNIT)


def _table(shown: Iterable[ShownScenario], days: dict[str, dict[str, float]], kind: str) -> Table:
    return table(
        heads("scenario", "stage", "need_days_on"),
        (
            [
                named(scenario),
                {"raw": stage, "text": NAMES[stage], "label": True},
                cell(n, _written(n, kind)),
            ]
            for scenario in shown
            for stage, n in days[scenario.id].items()
        ),
    )
