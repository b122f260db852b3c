"""The picture of where needs go, from the counts of flows.csv: levels; differences stand in the tables."""

from __future__ import annotations

import pandas as pd

from simulation.plots import flows as draw
from simulation.plots.street.flows import COLUMNS, FILLS, PARTS
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.figures import section
from simulation.report.figures.figure import Picture, Variant
from simulation.report.tables.table import Table, heads, named, table
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import before_a_word, level

SUB = Pair(
    "本时段产生的真实需求（件），按涉及什么分行：左为怎样被知道，右为由谁解决；深色为始终未知与仍未解决。",
    "True needs that arose in the period, a row for each thing they concern: left how they became known, "
    "right "
    "who solved them; dark: never known, and unsolved.",
)
NOTE = Pair(
    "各次重复的平均；返工和重复反映不另算。期末刚产生、还没有人知道的需求也计入始终未知。"
    "此图只列数值；方案之间的差别见全部指标。",
    "Mean over replications; returns and second reports are not counted again. Needs that arose just "
    "before the end and that nobody knows of yet count as never known. Levels only: for differences between "
    "scenarios see all metrics.",
)
TITLE = Pair(
    "{s}：{n}件需求中，{silent} 无人知道，{unsolved} 到期末仍未解决；{most}解决得最多（{share}）",
    "{s}: of {n} needs {silent} are known to nobody and {unsolved} still unsolved at the end; "
    "{most} solves most ({share})",
)
ALT = Pair("堆叠条形图：{title}。数据见表。", "Stacked bars: {title}. Table follows.")


@section("flows", place=30, title=TEXT["flows"], aside=TEXT["flows_aside"])
def flows(folder: Folder) -> Picture | None:
    """The flow of needs of every scenario in which some were solved; None where there is none."""
    ways = _ways(folder)
    solved = set(ways.loc[ways["track"] != "unsolved", "scenario"])
    shown = [scenario for scenario in folder.scenarios if scenario.id in solved]
    if not shown:
        return None
    picture = Picture("flows", "focus", shown[0].id)
    mine = {scenario.id: ways[ways["scenario"] == scenario.id] for scenario in shown}
    picture.figures["flows"] = draw(pd.concat(mine.values()))
    picture.key = [
        {"name": name, "fill": FILLS[node]} for column in PARTS for node, name in COLUMNS[column].items()
    ]
    picture.tables["flows"] = _table(shown, mine)
    picture.variants = {s.id: _variant(s, mine[s.id]) for s in shown}
    return picture


def _ways(folder: Folder) -> pd.DataFrame:
    """scenario, domain, channel, track, needs: mean of the runs; a way that no need of one went counts 0."""
    counts = folder.flows
    runs = counts.groupby("scenario")["replication"].nunique()
    total = counts.groupby(["scenario", *COLUMNS], as_index=False)["needs"].sum()
    return total.assign(needs=total["needs"] / total["scenario"].map(runs))


def _variant(scenario: ShownScenario, ways: pd.DataFrame) -> Variant:
    total = float(ways["needs"].sum())
    tracks = ways[ways["track"] != "unsolved"].groupby("track")["needs"].sum().sort_values()
    most = str(tracks.index[-1])
    title = TITLE.fill(
        s=scenario.short_name,
        n=before_a_word(level(total, "cases")),
        silent=level(ways.loc[ways["channel"] == "silent", "needs"].sum() / total, "share"),
        unsolved=level(ways.loc[ways["track"] == "unsolved", "needs"].sum() / total, "share"),
        most=COLUMNS["track"][most].each(str.lower),
        share=level(tracks.iloc[-1] / total, "share"),
    )
    return Variant(scenario.title, title, SUB, NOTE, ALT.fill(title=title), "flows", "flows")


def _table(shown: list[ShownScenario], ways: dict[str, pd.DataFrame]) -> Table:
    """One row per scenario, domain and channel; one column per track."""
    return table(
        heads("scenario", "domain", "channel") | COLUMNS["track"],
        (
            [named(scenario), _node("domain", domain), _node("channel", channel), *map(_needs, needs)]
            for scenario in shown
            for (domain, channel), needs in _by_track(ways[scenario.id]).items()
        ),
    )


def _by_track(ways: pd.DataFrame) -> dict[tuple[str, str], list[float]]:
    """Needs by track, in the order of the picture's nodes."""
    counts = dict(zip(zip(*(ways[column] for column in COLUMNS), strict=True), ways["needs"], strict=True))
    rows = {
        (domain, channel): [float(counts.get((domain, channel, track), 0)) for track in COLUMNS["track"]]
        for domain in COLUMNS["domain"]
        for channel in COLUMNS["channel"]
    }
    return {row: needs for row, needs in rows.items() if any(needs)}


def _node(column: str, node: str) -> dict:
    return {"raw": node, "text": COLUMNS[column][node], "label": True}


def _needs(needs: float) -> dict:
    return {"raw": needs, "text": f"{needs:,.1f}"}
