"""The street week by week: a schematic map of its grids, true need beside what is on record."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
from scipy.stats import chi2_contingency

from simulation.codes import WEEK
from simulation.plots import street_plan as draw
from simulation.plots.street.street_plan import SILENT, Weeks, breaks, plan, ramp
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.figures.figure import Picture, Variant
from simulation.report.figures.street.grids import FEWEST_NEEDS, shown_run
from simulation.report.tables.table import heads, table
from simulation.report.wording.dates import MONTHS
from simulation.text.bilingual import Pair, counted
from simulation.text.short_numbers import level

CHANCE = 0.05
TITLE = Pair(
    "{s}：{w}内 {t} 件真实需求，{r} 件（{share}）登记在案",
    "{s}: of {t} true needs in {w}, {r} ({share}) were recorded",
)
BETWEEN = Pair(
    "；各社区从 {lo}（社区 {a}）到 {hi}（社区 {b}）",
    "; by community from {lo} (community {a}) to {hi} (community {b})",
)
ALIKE = Pair(
    "；各社区之间的差异（{lo} 至 {hi}）无统计学意义",
    "; differences between communities ({lo} to {hi}) are not significant",
)
SUB = Pair(
    "一个方块是一个网格，颜色是这一周产生的需求（件），两图同一分级；橙框：整个时段的沉默网格。",
    "Each square is a grid, its colour the needs that arose in the week, one scale for both maps; orange "
    "frame: silent grid of the whole period.",
)
NOTE = Pair(
    "示意图：模型的网格没有坐标，只有先后次序和所属社区。画的是种子 {seed} 的一次运行。按周而不按日，"
    "因为一个网格一天平均只有 {x} 件。社区差别用卡方检验。登记按期末计，最后几周的需求有些还来不及登记。",
    "Schematic: grids of the model have no coordinates, only an order and a community. One run is drawn, "
    "seed {seed}; by week, since a grid has only {x} needs a day. Communities: chi-squared test. Recorded "
    "by the end: some needs of the last weeks are not recorded yet.",
)
ALT = Pair("网格示意图：{title}。数据见表。", "Map of the grids: {title}. Table follows.")
SAME_MONTH = Pair("{y} 年 {m} 月 {d} 日至 {e} 日", "{d}–{e} {m} {y}")
TWO_MONTHS = Pair("{y} 年 {m} 月 {d} 日至 {n} 月 {e} 日", "{d} {m} – {e} {n} {y}")
UP = Pair("{a} 及以上", "{a} and more")
FRAME = Pair("沉默网格", "silent grid")


def street_plan(folder: Folder) -> Picture | None:
    """The map of each scenario; None without the files, or where no replication is there in every one."""
    found, about = folder.grid_weeks, folder.grids
    run = shown_run(found, folder.scenarios)
    if run is None or run != shown_run(about[about["replication"] == run], folder.scenarios):
        return None
    found, about = found[found["replication"] == run], about[about["replication"] == run]
    weeks = {s.id: _weeks(found[found["scenario"] == s.id]) for s in folder.scenarios}
    steps = breaks(np.concatenate([each.arose.ravel() for each in weeks.values()]))
    first = sorted(found["week"].unique())
    picture = Picture("street", "focus", folder.baseline.id, key=_key(steps))
    picture.weeks = [{"first": day, "label": week_label(day)} for day in first]
    picture.tables["weeks"] = table(heads("week", "grid", "community", "arose", "recorded"), [])
    seed = int(folder.study.get("seed") or 0) + run
    for scenario in folder.scenarios:
        mine = about[about["scenario"] == scenario.id].sort_values("grid")
        placed, silent = plan(mine["community"].to_numpy()), np.flatnonzero(mine["silent"]).tolist()
        picture.figures[scenario.id] = draw(placed, weeks[scenario.id], silent, steps)
        picture.variants[scenario.id] = _variant(scenario, placed, weeks[scenario.id], seed)
    return picture


def _weeks(found: pd.DataFrame) -> Weeks:
    wide = found.pivot_table(index="week", columns="grid", values=["arose", "recorded"])
    return Weeks(*(wide[name].to_numpy(int) for name in ("arose", "recorded")))


def _variant(scenario: ShownScenario, placed: pd.DataFrame, weeks: Weeks, seed: int) -> Variant:
    count, grids = weeks.arose.shape
    arose, recorded = int(weeks.arose.sum()), int(weeks.recorded.sum())
    title = TITLE.fill(
        s=scenario.short_name,
        w=counted(count, "周", "week"),
        t=f"{arose:,}",
        r=f"{recorded:,}",
        share=level(recorded / max(arose, 1), "share"),
    )
    note = NOTE.fill(seed=seed, x=f"{arose / max(WEEK * count * grids, 1):.1f}")
    title = title + _between(placed, weeks)
    return Variant(scenario.title, title, SUB, note, ALT.fill(title=title), scenario.id, "weeks")


def _between(placed: pd.DataFrame, weeks: Weeks) -> Pair:
    """How far the shares of communities are apart, where each has needs enough for a percentage, and whether
    chance alone would do it (chi-squared, 5 %)."""
    sums = placed.assign(arose=weeks.arose.sum(0), recorded=weeks.recorded.sum(0))
    sums = sums.groupby("community")[["arose", "recorded"]].sum()
    if len(sums) < 2 or sums["arose"].min() < FEWEST_NEEDS:
        return Pair("", "")
    parts = np.array([sums["recorded"], sums["arose"] - sums["recorded"]])
    if not parts.any(axis=1).all():
        return Pair("", "")
    share = (sums["recorded"] / sums["arose"]).sort_values(kind="stable")
    low, high = (level(float(share.iloc[end]), "share") for end in (0, -1))
    if chi2_contingency(parts)[1] >= CHANCE:
        return ALIKE.fill(lo=low, hi=high)
    return BETWEEN.fill(lo=low, a=share.index[0], hi=high, b=share.index[-1])


def week_label(first: str) -> Pair:
    """The seven days from a date on, as both languages write them."""
    one = date.fromisoformat(first)
    last = one + timedelta(6)
    said = SAME_MONTH if one.month == last.month else TWO_MONTHS
    return said.fill(y=one.year, d=one.day, e=last.day, m=_month(one), n=_month(last))


def _month(day: date) -> Pair:
    return Pair(f"{day.month}", MONTHS[day.month - 1])


def _key(steps: list[int]) -> list[dict]:
    low, high = [0, *steps], [step - 1 for step in steps]
    ranges = [Pair(*[f"{a}–{b}" if a < b else f"{a}"] * 2) for a, b in zip(low, high, strict=False)]
    names = [*ranges, UP.fill(a=low[-1])]
    classes = [{"name": name, "fill": fill} for name, fill in zip(names, ramp(steps), strict=True)]
    return [*classes, {"name": FRAME, "fill": "#FFFFFF", "frame": SILENT}]
