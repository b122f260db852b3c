"""Dumbbells: what was true beside what was reported, one panel per rate, one row per scenario."""

from __future__ import annotations

from math import floor
from typing import Any

import pandas as pd

from simulation.plots.look import (
    INK,
    SPACE,
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
from simulation.text.bilingual import Pair, same
from simulation.text.short_numbers import ticks

ROOM = 0.12  # beside the last mark, for the gap


def true_reported(rows: pd.DataFrame, titles: dict[str, Pair]) -> Figure:
    """A picture of shares, true (dot) and reported (diamond), joined by the gap between them.

    rows: rate, scenario, name (Pair), place (see `slot`), row (0 on top), true, reported (shares),
    conclusive (whether the difference of the true share from the baseline is), gap, hover (Pairs).
    titles: name of each rate, in the order of the panels.
    """
    count = int(rows["row"].max()) + 1
    low = max(0.0, floor(min(rows["true"].min(), rows["reported"].min()) * 10 - 0.2) / 10)
    data = [
        trace
        for panel, rate in enumerate(titles)
        for trace in _panel(panel, rows[rows["rate"] == rate], count, low)
    ]
    return {
        "data": data,
        "layout": _layout(rows, list(titles), count, low),
        "panels": panels(
            list(titles.values()),
            wide=count * 38,
            narrow=count * 54,
            names_above=True,
            columns=min(4, len(titles)),
            names_once=True,
            row_of=rows.drop_duplicates("row").sort_values("row")["scenario"].tolist()[::-1],
        ),
    }


def _panel(panel: int, rows: pd.DataFrame, count: int, low: float) -> list[dict[str, Any]]:
    where = {"xaxis": numbered("x", panel), "yaxis": numbered("y", panel)}
    heights = [count - 1 - int(str(row)) for row in rows["row"]]
    lines = _today(rows, heights, count) if rows.iloc[0]["place"] == 0 else []
    marks = [
        trace
        for row, y in zip(rows.itertuples(), heights, strict=True)
        for trace in [*_dumbbell(row, y), _name(row, y, low)]
    ]
    return [trace | where for trace in lines + marks]


def _name(row: Any, y: int, low: float) -> dict[str, Any]:
    """A name above its dumbbell, where there is no room beside it."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [low - 0.02],
        "y": [y + 0.49],  # still of its own row, where rows close up
        "text": [row.name.for_plotly()],
        "textposition": "middle right",
        "textfont": {"size": 12.5, "color": INK},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "meta": {"scenario": row.scenario, "only": "narrow"},
    }


def _today(rows: pd.DataFrame, heights: list[int], count: int) -> list[dict[str, Any]]:
    """The baseline's true value: a line through all rows, or a piece a row where names stand between them."""
    value = float(rows["true"].iloc[0])
    pieces = [
        _dotted(value, y - 0.3, y + 0.3, {"only": "narrow", "scenario": scenario})
        for y, scenario in zip(heights, rows["scenario"], strict=True)
    ]
    return [_dotted(value, -0.5, count - 0.5, {"only": "wide"}), *pieces]


def _dotted(x: float, low: float, high: float, meta: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x, x],
        "y": [low, high],
        "hoverinfo": "skip",
        "line": {"color": slot(0).stroke, "width": 1, "dash": "dot"},
        "meta": meta,
    }


def _dumbbell(row: Any, y: int) -> list[dict[str, Any]]:
    """A line between the two marks, the gap beside it, and the marks on top."""
    hover = {"hoverinfo": "text", "hovertext": [row.hover.for_plotly()]}
    bar = {
        "mode": "lines",
        "x": [row.true, row.reported],
        "line": {"color": slot(row.place).stroke, "width": 1.5},
    }
    gap = {
        "mode": "text",
        "x": [max(row.true, row.reported)],
        "text": [same(SPACE) + row.gap],
        "textposition": "middle right",
        "textfont": {"size": 11.5, "color": THIRD},
        "cliponaxis": False,
    }
    marks = (
        (row.true, mark(row.place, row.conclusive)),
        (row.reported, mark(row.place, False, "diamond", 10)),
    )
    dots = [{"mode": "markers", "x": [x], "marker": each} | hover for x, each in marks]
    about = {"type": "scatter", "y": [y], "meta": {"scenario": row.scenario}, "hoverinfo": "skip"}
    return [about | bar | {"y": [y, y]}, about | gap, *(about | dot for dot in dots)]


def _layout(rows: pd.DataFrame, names: list[str], count: int, low: float) -> dict[str, Any]:
    places, texts = ticks(low, 1.0, "share", most=3)
    first = rows.drop_duplicates("row").sort_values("row")
    axes: dict[str, Any] = {}
    for panel in range(len(names)):
        axes[numbered("xaxis", panel)] = grid_axis(
            range=[low - 0.02, 1.02 + ROOM * (1.02 - low)],
            tickvals=places,
            ticktext=texts,
            anchor=numbered("y", panel),
        )
        axes[numbered("yaxis", panel)] = axis(
            range=[-0.6, count - 0.3],
            anchor=numbered("x", panel),
            tickvals=[count - 1 - row for row in range(count)],
            ticktext=plain_texts(first["name"]),
            tickfont={"size": 13, "color": INK},
        )
    return layout(**axes)
