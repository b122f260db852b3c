"""A worker's day: 8 hours of duty as one stacked bar per scenario, what is worked after hours beyond."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from simulation.plots.look import INK, SECOND, Figure, axis, layout, panels, plain_texts
from simulation.plots.street.bar_rows import heights, texts_at
from simulation.text.bilingual import Pair

WORKDAY = 480  # minutes
LEAST = 16  # minutes; in a shorter piece there is no room for its figure
HOURS = range(0, 12, 2)


class Account(NamedTuple):
    """What time goes into: its name, its fill, the ink of figures on it, whether it is after hours."""

    name: Pair
    fill: str
    ink: str
    after: bool = False


ACCOUNTS = {
    "cases": Account(Pair("处理事项", "Cases"), "#14507A", "#FFFFFF"),
    "patrol": Account(Pair("走访巡查", "Visits, patrols"), "#35789F", "#FFFFFF"),
    "window": Account(Pair("窗口代办", "Errands at the window"), "#8FBBD6", INK),
    "bill": Account(Pair("举措占用工时", "Taken by policies"), INK, "#FFFFFF"),
    "forms": Account(Pair("表格台账", "Forms, ledgers"), "#6A7078", "#FFFFFF"),
    "tasks": Account(Pair("上级交办", "Handed-down tasks"), "#9CA1A7", INK),
    "meetings": Account(Pair("会议培训", "Meetings, training"), "#C6C9CC", INK),
    "idle": Account(Pair("机动", "Nothing to do"), "#DDD9CE", INK),
    "overtime": Account(Pair("加班（表格与交办）", "After hours (forms, tasks)"), "#6A7078", INK, after=True),
    "night": Account(Pair("下班后出勤", "Cases after hours"), "#14507A", INK, after=True),
}
"""Accounts in the order of the bar: what faces residents, the bill of the remedies, the rest, after hours."""


def time_account(rows: pd.DataFrame) -> Figure:
    """A picture of where 8 hours of duty go, and what comes on top of them.

    rows: scenario, name (Pair), row (0 on top), account (of `ACCOUNTS`), minutes (in 480 of duty), hover
    (Pair).
    """
    count = int(rows["row"].max()) + 1
    bars = [
        _bars(rows[rows["account"] == each], each, count) for each in ACCOUNTS if each in set(rows["account"])
    ]
    names = rows.drop_duplicates("row").sort_values("row")
    longest = float(rows.groupby("row")["minutes"].sum().max())
    return {
        "data": [*bars, _beyond(rows, count), _names(names, count), _line(count)],
        "layout": _layout(names, count, max(longest, WORKDAY)),
        "panels": panels(
            [Pair("", "")],
            wide=count * 40 + 6,
            narrow=count * 58,
            columns=1,
            overlap=True,
            row_of=names["scenario"].tolist()[::-1],
        ),
    }


def _bars(rows: pd.DataFrame, account: str, count: int) -> dict[str, Any]:
    about = ACCOUNTS[account]
    hatched = {
        "pattern": {"shape": "/", "size": 6, "solidity": 0.35, "fgcolor": about.fill, "bgcolor": "#FFFFFF"}
    }
    return {
        "type": "bar",
        "orientation": "h",
        "x": rows["minutes"].round(3).tolist(),
        "y": heights(rows, count),
        "width": 0.62,
        "marker": {"color": about.fill, "line": {"color": "#FFFFFF", "width": 1}}
        | (hatched if about.after else {}),
        "text": [
            _figure(minutes) if minutes >= LEAST and not about.after else "" for minutes in rows["minutes"]
        ],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"size": 12, "color": about.ink},
        "hoverinfo": "text",
        "hovertext": plain_texts(rows["hover"]),
    }


def _figure(minutes: float) -> str:
    return f"{minutes:.0f}"


def _beyond(rows: pd.DataFrame, count: int) -> dict[str, Any]:
    """What is worked after hours as a figure behind each bar."""
    after = [name for name, each in ACCOUNTS.items() if each.after]
    totals = rows.groupby("row")["minutes"].sum().reset_index()
    over = rows[rows["account"].isin(after)].groupby("row")["minutes"].sum()
    texts = [f"+{over.get(row, 0.0):.0f}" for row in totals["row"]]
    return texts_at(totals["minutes"].tolist(), heights(totals, count), texts, "middle right", SECOND)


def _names(names: pd.DataFrame, count: int) -> dict[str, Any]:
    """Names above the bars, where there is no room beside them."""
    above = [y + 0.33 for y in heights(names, count)]
    texts = [name.for_plotly() for name in names["name"]]
    return texts_at([0] * len(names), above, texts, "top right", INK) | {"meta": {"only": "narrow"}}


def _line(count: int) -> dict[str, Any]:
    """The end of the hours of duty."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [WORKDAY, WORKDAY],
        "y": [-0.6, count - 0.4],
        "line": {"color": INK, "width": 1.5},
        "hoverinfo": "skip",
    }


def _layout(names: pd.DataFrame, count: int, longest: float) -> dict[str, Any]:
    return layout(
        barmode="stack",
        uniformtext={"minsize": 11, "mode": "hide"},
        xaxis=axis(
            range=[0, longest * 1.07],
            tickvals=[60 * hour for hour in HOURS],
            ticktext=[Pair(f"{60 * hour} 分钟", f"{60 * hour} min") if hour else "0" for hour in HOURS],
            tickfont={"size": 12, "color": SECOND},
        ),
        yaxis=axis(
            range=[-0.6, count - 0.4],
            tickvals=heights(names, count),
            ticktext=plain_texts(names["name"]),
            tickfont={"size": 13, "color": INK},
            ticklabelstandoff=6,
        ),
        margin={"l": 8, "r": 8, "t": 8, "b": 34},
    )
