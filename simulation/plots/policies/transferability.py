"""How much of a model of governance's gain at home is kept when it is copied to other places (copyability):
one panel per place, one row per model of governance."""

from __future__ import annotations

from math import isfinite
from typing import Any

import pandas as pd

from simulation.plots.look import (
    INK,
    THIRD,
    Figure,
    axis,
    grid_axis,
    layout,
    mark,
    numbered,
    panels,
    plain_texts,
    slot,
)
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import DASH, ticks

SYMBOLS = {"home": "square", "whole": "circle", "form": "diamond"}
SIZE = 8  # small, so that a narrow interval shows on both sides
SHIFT = 0.26  # what is copied in form stands a little below the whole practice


def transferability(rows: pd.DataFrame, models: dict[str, Pair], places: dict[str, Pair]) -> Figure:
    """A picture of copyability: 1 (dotted) is the gain at home, 0 (black) is none.

    rows: model, place, kind ("home"; "whole": copied and fully practised; "form": copied, only partly
    practised), ratio, low, high (NaN where inconclusive),
    conclusive (whether the interval leaves out 1), hover (Pair).
    models, places: names, in the order of the rows and of the panels.
    """
    low, high = _span(rows)
    data = [
        trace | {"xaxis": numbered("x", panel), "yaxis": numbered("y", panel)}
        for panel, place in enumerate(places)
        for trace in _panel(rows[rows["place"] == place], list(models))
    ]
    return {
        "data": data,
        "layout": _layout(models, len(places), low, high),
        "panels": panels(
            list(places.values()),
            wide=len(models) * 56 + 10,
            narrow=len(models) * 56 + 10,
            columns=min(4, len(places)),
            names_once=True,
        ),
    }


def _span(rows: pd.DataFrame) -> tuple[float, float]:
    ends = pd.concat([rows["ratio"], rows["low"], rows["high"], pd.Series([0.0, 1.0])]).astype(float)
    low, high = float(ends.min()), float(ends.max())
    room = 0.08 * (high - low)
    return low - room, high + room


def _panel(rows: pd.DataFrame, models: list[str]) -> list[dict[str, Any]]:
    lines = [_upright(at, len(models), **stroke) for at, stroke in ((0, {}), (1, {"dash": "dot"}))]
    marks = [
        trace for row in rows.itertuples() for trace in _copy(row, models.index(str(row.model)), len(models))
    ]
    return lines + marks


def _upright(at: float, count: int, **stroke: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [at, at],
        "y": [-0.6, count - 0.4],
        "hoverinfo": "skip",
        "line": {"color": INK, "width": 1, **stroke},
    }


def _copy(row: Any, model: int, count: int) -> list[dict[str, Any]]:
    """The interval and the mark, with what they say; where there is nothing to compare, a dash, once."""
    y = count - 1 - model - (SHIFT if row.kind == "form" else 0)
    about = {"type": "scatter", "hoverinfo": "text", "hovertext": [row.hover.for_plotly()]}
    if not isfinite(row.ratio):
        return [about | _dash(y)] if row.kind == "whole" else []
    bar = {
        "mode": "lines",
        "x": [row.low, row.high],
        "y": [y, y],
        "hoverinfo": "skip",
        "line": {"color": slot(model + 1).stroke, "width": 5 if row.conclusive else 2.5},
    }
    dot = {
        "mode": "markers",
        "x": [row.ratio],
        "y": [y],
        "marker": mark(model + 1, bool(row.conclusive) or row.kind == "home", SYMBOLS[row.kind], SIZE),
    }
    return [*([about | bar] if isfinite(row.low) else []), about | dot]


def _dash(y: float) -> dict[str, Any]:
    return {
        "mode": "text",
        "x": [0],
        "y": [y],
        "text": [DASH.each("\N{EN SPACE}{}".format)],  # clear of the line at 0
        "textposition": "middle right",
        "textfont": {"size": 13, "color": THIRD},
        "cliponaxis": False,
    }


def _layout(models: dict[str, Pair], count: int, low: float, high: float) -> dict[str, Any]:
    at, texts = ticks(low, high, "ratio", most=4)
    axes: dict[str, Any] = {}
    for panel in range(count):
        axes[numbered("xaxis", panel)] = grid_axis(
            range=[low, high],
            tickvals=at,
            ticktext=texts,
            anchor=numbered("y", panel),
        )
        axes[numbered("yaxis", panel)] = axis(
            range=[-0.6, len(models) - 0.4],
            anchor=numbered("x", panel),
            tickvals=[len(models) - 1 - row for row in range(len(models))],
            ticktext=plain_texts(models.values()),
            tickfont={"size": 13, "color": INK},
        )
    return layout(**axes)
