"""The picture of why policies do what they do: by which links, from the table that `explain` wrote."""

from __future__ import annotations

from collections.abc import Callable
from math import nan

import pandas as pd

from simulation.experiment.tracing import WAY_IN
from simulation.experiment.tracing.sentences import EACH, WEIGHTY, lever_of, name_of, ways
from simulation.plots import links as draw
from simulation.report.data.metric_info import HEADLINE, MetricInfo
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.figures import section
from simulation.report.figures.figure import Picture, Variant
from simulation.report.tables.table import Table, cell, named, table
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair, counted, listed
from simulation.text.short_numbers import end, level, signed

MOST = 10
"""So many bars at most; what is left is one bar more."""
NAMED_AT_MOST = 2
OTHERS = Pair("其余各项", "all others")
BY = Pair("{s}主要通过{by}起作用", "{s} acts mostly by {by}")
AGAINST = Pair("；{back}使效果有所抵消", "; against it {back}")
NOTHING = Pair("{s}的政策没有改变{m}", "What the policies of {s} turn changes nothing in: {m}")
SUB = Pair(
    "随机数不变，逐条切断政策起作用的路径，看每条路径承担多少效果（Shapley 值）。{m}，{u}；"
    "蓝色与总效果同向，黄色相反，合计 {n}。",
    "Each link by which policies act was cut by itself, with common random numbers: what it carries of the "
    "effect (Shapley values). {m}, {u}; blue: as the whole effect, yellow: against it; together {n}.",
)
NOTE = Pair(
    "由 explain 命令另外运行 {pairs}（各 {days} 天）得出：同一街道，有这些政策与没有这些政策相比，"
    "所以合计与对现状的差值可能不同，并含随机波动。表中列出程序里的名称。",
    "From {pairs} of runs of {days} days, made by the command explain: the same street with and without "
    "these policies, so their sum may differ from the difference from today, and holds chance. The "
    "table has the names in the code.",
)
ALT = Pair("条形图：{title}。数据见表。", "Bars: {title}. Table follows.")
HOVER = Pair("{name}：{n}", "{name}: {n}")
COLUMNS = {
    "scenario": TEXT["scenario"],
    "lever": Pair("政策改变的内容", "What policies turn"),
    "link": Pair("程序中的路径", "Link in the code"),
    "carried": Pair("承担的效果", "Carried"),
    "share": Pair("占总效果", "Share of the effect"),
}


@section("links", place=26, title=Pair("作用路径", "By which links"))
def links(folder: Folder, known: dict[str, MetricInfo]) -> Picture | None:
    """Bars of each scenario in focus that was explained; None where none was."""
    told = _told(folder)
    shown = [each for each in folder.scenarios if each.id in set(told["scenario"])]
    if not shown:
        return None
    info = known[str(told["metric"].iloc[0])]
    picture = Picture("links", "focus", shown[0].id)
    picture.tables["links"] = _table(shown, told, info)
    for scenario in shown:
        mine = told[told["scenario"] == scenario.id]
        picture.figures[scenario.id] = draw(_frame(ways(mine), info))
        picture.variants[scenario.id] = _variant(scenario, mine, info)
    return picture


def _told(folder: Folder) -> pd.DataFrame:
    """Ways in of one metric: the headline, or the first that was explained."""
    found = folder.traces[folder.traces["kind"] == WAY_IN]
    metrics = list(dict.fromkeys(found["metric"]))
    metric = HEADLINE if HEADLINE in metrics else next(iter(metrics), HEADLINE)
    return found[found["metric"] == metric]


def _writer(carried: pd.Series, info: MetricInfo) -> Callable[[float], Pair]:
    """Writes numbers with the decimals of the largest of them."""
    largest = float(carried.abs().max())
    return lambda n: end(float(n), (largest, nan, nan), info.unit)


def _frame(carried: pd.Series, info: MetricInfo) -> pd.DataFrame:
    first, others = carried[:MOST], carried[MOST:]
    each = [(name_of(str(lever)), float(n)) for lever, n in first.items()]
    each += [(OTHERS, float(others.sum()))] if len(others) else []
    whole, written = float(carried.sum()), _writer(carried, info)
    rows = [
        (row, name, n, n * whole >= 0, written(n), HOVER.fill(name=name, n=written(n)))
        for row, (name, n) in enumerate(each)
    ]
    return pd.DataFrame(rows, columns=["row", "name", "carried", "along", "text", "hover"])


def _variant(scenario: ShownScenario, mine: pd.DataFrame, info: MetricInfo) -> Variant:
    carried, first = ways(mine), mine.iloc[0]
    title = _title(scenario, carried, info)
    sub = SUB.fill(m=info.label, u=info.difference_words, n=_writer(carried, info)(carried.sum()))
    pairs = counted(int(first["pairs"]), "对", "pair")
    note = NOTE.fill(pairs=pairs, days=int(first["days"]))
    return Variant(scenario.title, title, sub, note, ALT.fill(title=title), scenario.id, "links")


def _title(scenario: ShownScenario, carried: pd.Series, info: MetricInfo) -> Pair:
    whole, written = float(carried.sum()), _writer(carried, info)
    told = carried[carried.abs() >= WEIGHTY * carried.abs().max()]
    along, back = told[told * whole > 0], told[told * whole < 0]
    if along.empty:
        return NOTHING.fill(s=scenario.short_name, m=info.label)
    title = BY.fill(s=scenario.short_name, by=_listed(along, written))
    return title + (Pair("", "") if back.empty else AGAINST.fill(back=_listed(back, written)))


def _listed(carried: pd.Series, written: Callable[[float], Pair]) -> Pair:
    first = carried[:NAMED_AT_MOST]
    return listed(EACH.fill(name=name_of(str(lever)), n=written(n)) for lever, n in first.items())


def _table(shown: list[ShownScenario], told: pd.DataFrame, info: MetricInfo) -> Table:
    return table(
        COLUMNS,
        (
            [
                named(scenario),
                {"raw": lever_of(row["link"]), "text": name_of(lever_of(row["link"])), "label": True},
                row["link"],
                cell(float(row["carried"]), signed(float(row["carried"]), nan, nan, info.unit)),
                cell(float(row["share"]), level(float(row["share"]), "share")),
            ]
            for scenario in shown
            for _, row in told[told["scenario"] == scenario.id].iterrows()
        ),
        info.file_unit,
    )
