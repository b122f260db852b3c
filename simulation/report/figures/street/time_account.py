"""The picture of a worker's day: how 8 hours on duty are spent, from the minutes of daily.csv.

Each minute of duty stands in one account, so their sum is the duty. What policies bill is worked as
handed-down tasks; here it stands apart from them.
"""

from __future__ import annotations

import pandas as pd

from simulation.plots import time_account as draw
from simulation.plots.street.time_account import ACCOUNTS, WORKDAY
from simulation.report.data.comparison_rows import Row
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.data.titles import one
from simulation.report.figures.figure import Picture, Variant
from simulation.report.tables.table import Table, cell, heads, named, table
from simulation.text.bilingual import Pair

FACING = ("cases", "patrol", "window")
AFTER = tuple(name for name, each in ACCOUNTS.items() if each.after)

SEEN = 0.5  # minutes; what is less cannot be seen, and stands in the table

SUB = Pair(
    "网格员每 8 小时在岗时间用在哪里（分钟）；竖线为 8 小时，线外斜纹是下班后做的。",
    "How a worker spends 8 hours on duty (minutes); the line marks 8 hours, hatched beyond it: after hours.",
)
NOTE = Pair(
    "各次重复的平均。蓝色为直接面向居民；黑色为举措占用工时，按交办办理，这里从交办中分出。"
    "8 小时和加班都放不下的表格与交办只在纸面上完成，不占时间，图中没有。",
    "Mean over replications. Blue: time with residents; black: time that policies take of workers, handled "
    "as tasks and shown apart from them here. Forms and tasks that fit neither into the day nor after it "
    "are done on paper only, take no time, and are not shown.",
)
ALT = Pair("堆叠条形图：{title}。数据见表。", "Stacked bars: {title}. Table follows.")
LEVELS = Pair(
    "{s}：8 小时里 {facing} 分钟面向居民，{forms} 分钟填表，{bill} 分钟用于举措本身；另加班 {after} 分钟",
    "{s}: of 8 hours, {facing} min go to residents, {forms} to forms, {bill} to policies; "
    "{after} min more after hours",
)
DAYS = Pair(
    "；8 小时里 {facing} 分钟面向居民、{bill} 分钟用于举措本身，另加班 {after} 分钟（现状为 {before}）",
    "; of 8 hours, {facing} min go to residents and {bill} to policies, {after} min more after hours "
    "(today {before})",
)
HOVER = Pair("{s}：{a} {n} 分钟", "{s}: {a}, {n} min")
Minutes = dict[str, dict[str, float]]


def time_account(folder: Folder, rows: dict[str, list[Row]]) -> Picture | None:
    """A bar of every scenario, with a title for each in focus; None where no minutes were recorded."""
    minutes = accounts_of(folder)
    shown = [scenario for scenario in folder.scenarios if scenario.id in minutes]
    if not shown:
        return None
    picture = Picture("worker_day", "focus", shown[0].id)
    picture.figures["worker_day"] = draw(_frame(shown, minutes))
    picture.tables["worker_day"] = _table(shown, minutes)
    picture.key = [
        {"name": each.name, "stroke": each.fill, "dash": "dotted" if each.after else "solid"}
        for account, each in ACCOUNTS.items()
        if any(minutes[s.id][account] >= SEEN for s in shown)
    ]
    picture.variants = {s.id: _variant(s, folder.baseline, minutes, rows) for s in shown}
    return picture


def accounts_of(folder: Folder) -> Minutes:
    """Minutes of each account in 480 of duty, by scenario: means over its runs."""
    days = folder.worked_minutes
    worked = [name for name in days if str(name).startswith("minutes_")]
    totals = days.groupby(["scenario", "replication"])[worked].sum()
    totals = totals[totals["minutes_duty"] > 0]
    # what is billed at the very end is not worked any more, and where nobody is on duty it waits
    totals["minutes_bill"] = totals[["minutes_bill", "minutes_tasks"]].min(axis=1)
    totals["minutes_tasks"] -= totals["minutes_bill"]
    shares = totals.div(totals["minutes_duty"], axis=0) * WORKDAY
    means = shares.groupby("scenario").mean().rename(columns=lambda name: name.removeprefix("minutes_"))
    return {
        str(scenario): {account: float(row[account]) for account in ACCOUNTS}
        for scenario, row in means.iterrows()
    }


def _frame(shown: list[ShownScenario], minutes: Minutes) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "scenario": scenario.id,
            "name": scenario.title,
            "row": row,
            "account": account,
            "minutes": value,
            "hover": HOVER.fill(s=scenario.title, a=ACCOUNTS[account].name, n=f"{value:.1f}"),
        }
        for row, scenario in enumerate(shown)
        for account, value in minutes[scenario.id].items()
    )


def _variant(
    scenario: ShownScenario, baseline: ShownScenario, minutes: Minutes, rows: dict[str, list[Row]]
) -> Variant:
    title = _title(scenario, baseline, minutes, rows)
    return Variant(scenario.title, title, SUB, NOTE, ALT.fill(title=title), "worker_day", "worker_day")


def _title(
    scenario: ShownScenario, baseline: ShownScenario, minutes: Minutes, rows: dict[str, list[Row]]
) -> Pair:
    """What the comparison says of time with residents, and the minutes behind it: less overtime alone raises
    the share of all paid time."""
    mine, today = _parts(minutes[scenario.id]), minutes.get(baseline.id)
    compared = [row for row in rows.get("resident_facing_share", []) if row.scenario == scenario]
    if not compared or today is None:
        return LEVELS.fill(s=scenario.short_name, forms=_spoken(minutes[scenario.id], "forms"), **mine)
    before = list(_parts(today).values())
    return one(compared[0]) + DAYS.fill(before=Pair("、".join(before), ", ".join(before)), **mine)


def _parts(minutes: dict[str, float]) -> dict[str, str]:
    return {
        "facing": _spoken(minutes, *FACING),
        "bill": _spoken(minutes, "bill"),
        "after": _spoken(minutes, *AFTER),
    }


def _spoken(minutes: dict[str, float], *accounts: str) -> str:
    return f"{sum(minutes[each] for each in accounts):.0f}"


def _table(shown: list[ShownScenario], minutes: Minutes) -> Table:
    return table(
        heads("scenario", "time_on", "minutes"),
        (
            [
                named(scenario),
                {"raw": account, "text": ACCOUNTS[account].name, "label": True},
                cell(value, Pair(f"{value:.1f}", f"{value:.1f}")),
            ]
            for scenario in shown
            for account, value in minutes[scenario.id].items()
        ),
    )
