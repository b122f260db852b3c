"""Closing curves: the share of matters truly closed by each time, one panel a class, open ones censored."""

from __future__ import annotations

from math import log10
from typing import Any

import pandas as pd

from simulation.plots.look import SECOND, Figure, axis, layout, numbered, panels, slot
from simulation.plots.numbers import level
from simulation.plots.words import Pair

HOUR, DAY = 60, 1440
TIMES = {
    5: Pair("5 分钟", "5 min"),
    HOUR: Pair("1 小时", "1 h"),
    8 * HOUR: Pair("8 小时", "8 h"),
    DAY: Pair("1 天", "1 d"),
    7 * DAY: Pair("7 天", "7 d"),
    30 * DAY: Pair("30 天", "30 d"),
}


def closing(curves: pd.DataFrame, medians: pd.DataFrame, titles: dict[str, Pair]) -> Figure:
    """A picture of how fast each class of matters is truly closed.

    curves: matter, scenario, name (Pair), place, minutes, share; one row a point, minutes rising.
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
        "line": {
            "color": slot(first["place"]).stroke,
            "width": 2.5,
            "dash": "4px,2px" if first["place"] == 0 else "solid",
        },
        "hoverinfo": "text",
        "hovertext": [_hover(row) for row in curve.itertuples()],
        "meta": {"scenario": first["scenario"], "kind": "line"},
    }


def _hover(row: Any) -> Pair:
    parts = {"share": level(row.share, "share"), "time": level(row.minutes, "min")}
    return row.name.for_plotly() + Pair("：{time}内办结 {share}", ": {share} within {time}").fill(**parts)


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
    low, high = (shown.min(), shown.max()) if len(shown) else (5, 30 * DAY)
    return axis(
        type="log",
        range=[log10(low), log10(high)],
        anchor=anchor,
        showgrid=True,
        tickvals=list(TIMES),
        ticktext=list(TIMES.values()),
        tickfont={"size": 11.5, "color": SECOND},
    )
