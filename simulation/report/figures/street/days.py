"""The picture day by day: weekly means of daily series, shocks, and when policies are in force."""

from __future__ import annotations

from datetime import date
from math import isfinite, nan
from typing import Any, NamedTuple

import pandas as pd

from simulation.experiment.comparison.finding import FEWEST_PAIRS
from simulation.plots import days as draw
from simulation.plots.street.days import Strip
from simulation.report.data.policy_dates import Span, shocks, strips
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.data.weekly_means import BAND_HEADS, Series, Weeks, weeks
from simulation.report.figures import section
from simulation.report.figures.figure import Picture, Variant
from simulation.report.tables.table import Table, blocks, cell, named
from simulation.report.wording.dates import spoken_date
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair, same
from simulation.text.short_numbers import level

SUB = Pair(
    "每点是整周（7 天）的平均；线为各次重复的平均{band}；虚线为现状，细线为其他方案；纵轴从 0 起。{shocks}",
    "Each point is the mean of a whole week (7 days); line: mean over replications{band}; dashed: "
    "today; thin: other scenarios; vertical axes start at 0.{shocks}",
)
BAND = Pair("，色带为其中间 80%", ", band: their middle 80%")
BEIGE = Pair("米色为外部冲击。", " Beige: a shock.")
NOTE = Pair(
    "“高于”“低于”指整周平均的色带与现状的不相接，是图上所见，不是检验；差值及其区间见上文各表。"
    "不足一周的最后几天未画；整周放假没有工作负荷率和工时，连线跨过。所选时段只改变本图的横轴，不改变数据表和其他部分。",
    "“Above” and “below” mean that the week’s band does not touch today’s; this is no test. The "
    "tables above give differences with their intervals. Last days that make no whole week are left out; "
    "lines of workload and of time use bridge weeks without a working day. The period changes the time "
    "axis of this figure only, neither its table nor anything else on the page.",
)
ALT = Pair("折线图：{title}。数据见表。", "Lines over time: {title}. Table follows.")
CLEAR = Pair("{s}：{parts}", "{s}: {parts}")
FIRST = Pair(
    "{m}在 {n} 周中有 {k} 周{way}现状（始于 {date}那一周）",
    "{m} {way} today’s in {k} of {n} weeks, first in that of {date}",
)
NEXT = Pair("；{m}有 {k} 周{way}现状", "; {m} {way} in {k}")
WAYS = {1: Pair("高于", "above"), -1: Pair("低于", "below")}
NEVER = Pair(
    "{s}：各项在每一周都没有超出现状的波动范围（色带）", "{s}: no series leaves today’s band in any week"
)
PEAK = Pair(
    "{s}：{m}在 {high}那一周最多（每天 {top}），在 {low}那一周最少（{bottom}）",
    "{s}: {m} highest in the week of {high} ({top} a day), lowest in that of {low} ({bottom})",
)
POLICIES = Pair(
    "政策何时起作用（斜坡：逐步推开，直到全部到位）",
    "Policies in force (slope: phasing in)",
)
FROM = Pair("{name}：{first}起", "{name}: from {first}")
FULL = Pair("，{full}全面到位", ", in full on {full}")
UNTIL = Pair("，至 {last}", ", to {last}")
HEADS = {
    "week": Pair("周（首日）", "Week of"),
    "series": Pair("每日数据", "Series"),
} | BAND_HEADS
NAMED_AT_MOST = 2  # series that a title names


class Apart(NamedTuple):
    """The weeks in which a series lies above the baseline, or below it."""

    name: Pair
    way: Pair
    weeks: list[int]


@section("days", place=10, title=TEXT["days"])
def days(folder: Folder) -> Picture | None:
    """Lines of every scenario, with a title for each in focus; None without daily series."""
    found = weeks(folder)
    if found is None:
        return None
    enough = found.replications >= FEWEST_PAIRS
    if not enough:
        found.table[["low", "high"]] = nan
    picture = Picture("days", "focus", folder.baseline.id)
    picture.figures["days"] = _figure(folder, found)
    picture.tables["days"] = _table(folder, found)
    struck = any(shocks(folder, s.id, found.days) for s in folder.with_runs)
    sub = SUB.fill(band=BAND if enough else same(""), shocks=BEIGE if struck else same(""))
    picture.variants = {s.id: _variant(s, folder, found, sub, enough) for s in folder.with_runs}
    return picture


def _figure(folder: Folder, found: Weeks) -> dict[str, Any]:
    there = folder.with_runs
    rows = found.table.merge(
        pd.DataFrame([{"scenario": s.id, "name": s.title, "place": s.place} for s in there])
    )
    policies = {s.id: [_strip(each) for each in strips(folder, s.id, found.days)] for s in there}
    return draw(
        rows,
        {each.id: each.label for each in found.series},
        found.days,
        policies,
        {s.id: [_strip(each) for each in shocks(folder, s.id, found.days)] for s in there},
        POLICIES if any(policies.values()) else None,
    )


def _strip(span: Span) -> Strip:
    name = same(span.marks + " ") + span.title if span.marks else span.title
    hover = FROM.fill(name=name, first=_day(span.first))
    if span.full > span.first:
        hover = hover + FULL.fill(full=_day(span.full))
    hover = hover + UNTIL.fill(last=_day(span.last))
    return Strip(name, hover, span.first, span.full, span.last)


def _day(day: date) -> Pair:
    return spoken_date(day.isoformat())


def _variant(scenario: ShownScenario, folder: Folder, found: Weeks, sub: Pair, enough: bool) -> Variant:
    compare = enough and scenario != folder.baseline
    title = _clear(scenario, folder, found) if compare else _peak(scenario, found)
    return Variant(scenario.title, title, sub, NOTE, ALT.fill(title=title), "days", "days")


def _clear(scenario: ShownScenario, folder: Folder, found: Weeks) -> Pair:
    """The series whose band lies apart from the baseline's in most weeks."""
    apart = [_weeks_apart(each, way, scenario, folder, found) for each in found.series for way in WAYS]
    most = sorted((each for each in apart if each.weeks), key=lambda each: -len(each.weeks))[:NAMED_AT_MOST]
    if not most:
        return NEVER.fill(s=scenario.short_name)
    first, *rest = most
    date, n = _day(found.starts[first.weeks[0]]), len(found.starts)
    parts = FIRST.fill(m=first.name, way=first.way, k=len(first.weeks), n=n, date=date)
    for each in rest:
        parts = parts + NEXT.fill(m=each.name, way=each.way, k=len(each.weeks))
    return CLEAR.fill(s=scenario.short_name, parts=parts)


def _weeks_apart(series: Series, way: int, scenario: ShownScenario, folder: Folder, found: Weeks) -> Apart:
    mine, base = found.of(series, scenario.id), found.of(series, folder.baseline.id)
    clear = mine["low"] > base["high"] if way > 0 else mine["high"] < base["low"]
    return Apart(series.name, WAYS[way], [int(str(week)) for week in clear.index[clear]])


def _peak(scenario: ShownScenario, found: Weeks) -> Pair:
    """When most and when least is put on record, or whatever stands first."""
    series = next((each for each in found.series if each.id == "recorded"), found.series[0])
    means = found.of(series, scenario.id)["mean"]
    high, low = int(means.to_numpy().argmax()), int(means.to_numpy().argmin())
    return PEAK.fill(
        s=scenario.short_name,
        m=series.name,
        high=_day(found.starts[high]),
        top=level(float(means[high]), ""),
        low=_day(found.starts[low]),
        bottom=level(float(means[low]), ""),
    )


def _table(folder: Folder, found: Weeks) -> Table:
    return blocks(
        HEADS,
        [day.isoformat() for day in found.starts],
        (
            (
                [{"raw": series.id, "text": series.label, "label": True}, named(scenario)],
                [_plain(found.of(series, scenario.id)[column]) for column in ("mean", "low", "high")],
            )
            for series in found.series
            for scenario in folder.with_runs
        ),
    )


def _plain(values: pd.Series) -> list[Any]:
    return [cell(float(f"{value:.6g}")) if isfinite(value) else None for value in values]
