"""Closing curves: the share of matters truly closed by each time, one panel per class, open ones censored."""

from __future__ import annotations

from math import log10
from typing import Any

import pandas as pd

from simulation.codes import DAY, WEEK
from simulation.plots.look import Figure, axis, grid_axis, layout, line_style, numbered, panels, slot
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import level

HOUR = 60
TIMES = (5, HOUR, DAY, WEEK * DAY, 30 * DAY)
CLOSE_TIMES = (5, 15, 30, HOUR, 2 * HOUR, 8 * HOUR, DAY, 3 * DAY, WEEK * DAY, 30 * DAY)  # where there is room
ROOM = 150


def closing_times(curves: pd.DataFrame, medians: pd.DataFrame, titles: dict[str, Pair]) -> Figure:
    """A picture of how fast each class of matters is truly closed.

    curves: matter, scenario, name (Pair), place (see `slot`), minutes, share; one row per point, minutes
    rising.
    medians: matter, scenario, place, minutes, text (Pair); where a curve reaches one half.
    titles: name of each class, in the order of the panels.
    """
    data = [
        trace
        for panel, matter in enumerate(titles)
        for trace in _panel(panel, curves[curves["matter"] == matter], medians[medians["matter"] == matter])
    ]
    return {
        "data": data,
        "layout": _layout(curves, list(titles)),
        "panels": panels(list(titles.values()), wide=250, narrow=210, columns=3, gap=0.04, shared_y=True),
    }


def _panel(panel: int, curves: pd.DataFrame, medians: pd.DataFrame) -> list[dict[str, Any]]:
    where = {"xaxis": numbered("x", panel), "yaxis": numbered("y", panel)}
    lines = [_line(curve) for _, curve in curves.groupby("place", sort=True)]
    return [trace | where for trace in lines + [_median(row) for row in medians.itertuples()]]


def _line(curve: pd.DataFrame) -> dict[str, Any]:
    first = curve.iloc[0]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": curve["minutes"].tolist(),
        "y": curve["share"].round(4).tolist(),
        "line": line_style(first["place"], 2.5),
        "hoverinfo": "text",
        "hovertext": [_hover(row) for row in curve.itertuples()],
        "meta": {"scenario": first["scenario"], "kind": "line"},
    }


def _hover(row: Any) -> Pair:
    parts = {"share": level(row.share, "share"), "time": level(row.minutes, "min")}
    return row.name.for_plotly() + Pair("：{time}内实际解决 {share}", ": {share} within {time}").fill(**parts)


def _median(row: Any) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [row.minutes],
        "y": [0.5],
        "text": [row.text],
        "textposition": "bottom right" if row.place == 0 else "top left",
        "cliponaxis": False,
        "textfont": {"size": 12.5, "color": slot(row.place).text},
        "hoverinfo": "skip",
        "marker": {"size": 9, "color": "#FFFFFF", "line": {"color": slot(row.place).stroke, "width": 2}},
        "meta": {"scenario": row.scenario, "kind": "label"},
    }


def _layout(curves: pd.DataFrame, names: list[str]) -> dict[str, Any]:
    axes: dict[str, Any] = {}
    for panel, matter in enumerate(names):
        axes[numbered("xaxis", panel)] = _time_axis(curves[curves["matter"] == matter], numbered("y", panel))
        axes[numbered("yaxis", panel)] = axis(
            range=[0, 1.04],
            tickvals=[0, 0.25, 0.5, 0.75, 1],
            ticktext=["0", "25", "50", "75", "100%"],
            showgrid=True,
            anchor=numbered("x", panel),
        )
    return layout(**axes)


def _time_axis(curves: pd.DataFrame, anchor: str) -> dict[str, Any]:
    shown = curves.loc[curves["share"] > 0.005, "minutes"]
    low, high = (float(shown.min()), float(shown.max())) if len(shown) else (5.0, 30.0 * DAY)
    times = CLOSE_TIMES if high / low < ROOM else TIMES
    return grid_axis(
        type="log",
        range=[log10(low), log10(high)],
        anchor=anchor,
        tickvals=list(times),
        ticktext=[round_time(minutes) for minutes in times],
        ticklabelstandoff=5,  # clear of the 0 of the other axis
    )


def round_time(minutes: int) -> Pair:
    """A whole number of minutes, hours or days."""
    if minutes < HOUR:
        return Pair(f"{minutes} 分钟", f"{minutes} min")
    if minutes < DAY:
        return Pair(f"{minutes // HOUR} 小时", f"{minutes // HOUR} h")
    return Pair(f"{minutes // DAY} 天", f"{minutes // DAY} d")
