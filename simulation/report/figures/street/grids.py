"""Grids in rank, by true need and by reports: one run drawn, and counted over all of them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from simulation.plots import grids as draw
from simulation.plots.street.grids import LISTED, NEED, RECORDED, SILENT
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.figures.figure import Picture, Variant
from simulation.report.tables.table import Table, cell, heads, table
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair, counted
from simulation.text.short_numbers import level

FEWEST_NEEDS = 20  # below it a percentage says more than the numbers do
NONE = Pair("{s}：{n} 个网格中没有沉默网格", "{s}: none of the {n} grids is silent")
SOME = Pair("{s}：{n} 个网格中平均有 {k} 个是沉默网格", "{s}: on average {k} of the {n} grids are silent")
MISSED = Pair(
    "；需求最多的十个网格，平均有 {m} 个不在登记前十",
    "; of the ten with most needs, {m} on average are not among the ten with most recorded",
)
SUB = Pair(
    "柱：{days}内产生的真实需求（件），点：其中登记在案的。两份名单同一尺度。画的是种子 {seed} 的一次运行："
    "沉默网格 {k} 个，十个中 {m} 个不在登记前十。",
    "Bar: true needs that arose in {days}; dot: those recorded. Both lists on one scale. One run is drawn, "
    "seed {seed}: {k} silent grids, {m} of the ten not among those with most recorded.",
)
SHORT = Pair(
    "柱：{days}内产生的真实需求（件），点：其中登记在案的。两份名单同一尺度。画的是种子 {seed} 的一次运行："
    "沉默网格 {k} 个。",
    "Bar: true needs that arose in {days}; dot: those recorded. Both lists on one scale. One run is drawn, "
    "seed {seed}: {k} silent grids.",
)
NOTE = Pair(
    "沉默网格：真实需求多于中位网格，而登记在案的不到 40%。每次重复的居民不同，同一编号的网格不是同一个"
    "地方，所以只画一次运行，标题取 {runs}的平均；登记按期末计。",
    "Silent grid: more true needs than the median grid, and less than 40% of them recorded by the end. Each "
    "replication has other residents, and grids of the same number are not the same place, so one run is "
    "drawn; the title gives the mean of {runs}.",
)
ALT = Pair("柱形图：{title}。数据见表。", "Bars: {title}. Table follows.")
KEY = [
    {"name": Pair("真实需求", "True need"), "fill": NEED},
    {"name": Pair("登记", "Recorded"), "fill": RECORDED},
    {"name": Pair("◆ 沉默网格", "◆ silent grid"), "fill": SILENT},
]


def grids(folder: Folder) -> Picture | None:
    """The ranks of each scenario; None without the file, or where no replication is there in every one."""
    found = folder.grids
    run = shown_run(found, folder.scenarios)
    if run is None:
        return None
    picture = Picture("grids", "focus", folder.baseline.id, key=KEY)
    for scenario in folder.scenarios:
        mine = found[found["scenario"] == scenario.id]
        one = mine[mine["replication"] == run].sort_values("arose", ascending=False, kind="stable")
        picture.figures[scenario.id] = draw(one)
        picture.tables[scenario.id] = _table(one)
        picture.variants[scenario.id] = _variant(folder, scenario, mine, one)
    return picture


def shown_run(found: pd.DataFrame, scenarios: list[ShownScenario]) -> int | None:
    """The first replication that every scenario has: the same random draws, so the same places, in all of
    them."""
    each = [set(found.loc[found["scenario"] == s.id, "replication"]) for s in scenarios]
    both = set.intersection(*each)
    return min(both) if both else None


def missed(run: pd.DataFrame) -> int:
    """How many of the ten grids with most need are not among the ten with most reports."""
    need, reports = (set(run.nlargest(LISTED, name)["grid"]) for name in ("arose", "recorded"))
    return len(need - reports)


def _variant(folder: Folder, scenario: ShownScenario, mine: pd.DataFrame, one: pd.DataFrame) -> Variant:
    runs = [run for _, run in mine.groupby("replication")]
    silent = sum(int(run["silent"].sum()) for run in runs) / len(runs)
    ranked = len(one) > 2 * LISTED
    title = (SOME if silent else NONE).fill(s=scenario.short_name, n=len(one), k=_mean(silent))
    if ranked:
        title = title + MISSED.fill(m=_mean(sum(map(missed, runs)) / len(runs)))
    sub = (SUB if ranked else SHORT).fill(
        days=counted(int(folder.study.get("days") or 0), "天", "day"),
        seed=int(folder.study.get("seed") or 0) + int(one["replication"].iloc[0]),
        k=int(one["silent"].sum()),
        m=missed(one),
    )
    note = NOTE.fill(runs=counted(len(runs), "次重复", "replication"))
    return Variant(scenario.title, title, sub, note, ALT.fill(title=title), scenario.id, scenario.id)


def _mean(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _table(run: pd.DataFrame) -> Table:
    columns = heads("rank", "grid", "community", "arose", "recorded", "share_recorded", "unsolved", "silent")
    return table(columns, (_cells(rank, row) for rank, row in enumerate(run.to_dict("records"), 1)))


def _cells(rank: int, row: dict[Any, Any]) -> list[Any]:
    arose, recorded = row["arose"], row["recorded"]
    share = cell(recorded / arose, level(recorded / arose, "share")) if arose >= FEWEST_NEEDS else None
    numbers = [rank, row["grid"], row["community"], arose, recorded, share, row["unsolved"]]
    return [*numbers, cell(row["silent"], TEXT["yes"] if row["silent"] else TEXT["no"])]
