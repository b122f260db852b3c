"""A sweep: a metric at each value of the number that is varied, one line per scenario; in a second panel the
difference from the baseline."""

from __future__ import annotations

from math import isfinite
from typing import Any

import pandas as pd

from simulation.plots.look import (
    INK,
    SECOND,
    Figure,
    axis,
    full,
    grid_axis,
    layout,
    line_style,
    mark,
    numbered,
    panels,
    plain_texts,
    slot,
)
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import ticks

SIZE = 9
APART = (
    0.016  # of the axis: lines stand a little beside each other, so that intervals do not cover each other
)
MOST_TICKS = 8
PANELS = (("mean", "mean_low", "mean_high"), ("difference", "low", "high"))


def sweep(
    rows: pd.DataFrame, at: dict[float, Pair], titles: list[Pair], varied: Pair, today: float
) -> Figure:
    """A picture of levels, and of differences if `titles` has a second panel.

    rows: line (0 for the baseline, dashed), x (the varied number's value; NaN: the scenario does not depend
    on it), joined (whether its points lie on a scale), mean, mean_low, mean_high, difference, low, high (NaN
    where there is none), verdict, unit, hover (Pair).
    at: what stands at each place on the axis; varied: title of the number that is varied; today: the
    baseline's mean, or NaN.
    """
    shown = PANELS[: len(titles)]
    data = [trace for panel, names in enumerate(shown) for trace in _panel(panel, names, rows, at, today)]
    return {
        "data": data,
        "layout": _layout(rows, shown, at, varied, today),
        "panels": panels(titles, wide=300, narrow=250, columns=2, gap=0.09, gap_y=92),
    }


def _panel(
    panel: int, names: tuple[str, str, str], rows: pd.DataFrame, at: dict[float, Pair], today: float
) -> list[dict[str, Any]]:
    where = {"xaxis": numbered("x", panel), "yaxis": numbered("y", panel)}
    level, ends = (today if panel == 0 else 0.0), _span(at)
    rule = [_rule(ends, level, dashed=panel == 0)] if isfinite(level) else []
    order = sorted(rows["line"].unique())
    lines = [
        trace
        for line in order
        for trace in _line(rows[rows["line"] == line], names, ends, order.index(line) - (len(order) - 1) / 2)
    ]
    return [trace | where for trace in rule + lines]


def _span(at: dict[float, Pair]) -> tuple[float, float]:
    """The axis with room at its ends."""
    low, high = min(at), max(at)
    room = 0.08 * (high - low) or 0.5
    return low - room, high + room


def _rule(ends: tuple[float, float], level: float, dashed: bool) -> dict[str, Any]:
    """The baseline's level, or no difference."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(ends),
        "y": [level, level],
        "hoverinfo": "skip",
        "line": {"color": slot(0).stroke, "width": 1.5, "dash": "4px,2px" if dashed else "solid"},
    }


def _line(
    mine: pd.DataFrame, names: tuple[str, str, str], ends: tuple[float, float], aside: float
) -> list[dict[str, Any]]:
    """The marks of one line with their intervals, joined where the values are a scale."""
    middle, low, high = names
    drawn = mine[mine[middle].notna()]
    flat = drawn[drawn["x"].isna()]
    drawn = drawn[drawn["x"].notna()].sort_values("x", kind="stable")
    flats = [_flat(row, getattr(row, middle), ends) for row in flat.itertuples()]
    if drawn.empty:
        return flats
    line = int(drawn["line"].iloc[0])
    marks = [mark(line, full(str(verdict)), size=SIZE) for verdict in drawn["verdict"]]
    spread = drawn[low].notna().any()
    return [*flats, {
        "type": "scatter",
        "mode": "lines+markers" if drawn["joined"].all() else "markers",
        "x": (drawn["x"] + aside * APART * (ends[1] - ends[0])).round(6).tolist(),
        "y": _numbers(drawn[middle]),
        **({"error_y": _bars(drawn, middle, low, high, line)} if spread else {}),
        "line": line_style(line, 2),
        "marker": {
            "symbol": "circle",
            "size": SIZE,
            "opacity": 1,
            "color": [each["color"] for each in marks],
            "line": {"color": slot(line).stroke, "width": 2},
        },
        "hoverinfo": "text",
        "hovertext": plain_texts(drawn["hover"]),
    }]  # fmt: skip


def _flat(row: Any, level: float, ends: tuple[float, float]) -> dict[str, Any]:
    """What the varied number does not touch: one level along the whole axis."""
    trace = _rule(ends, float(level), dashed=row.line == 0)
    text = row.hover.for_plotly()
    return trace | {
        "hoverinfo": "text",
        "hovertext": [text, text],
        "line": trace["line"] | {"color": slot(row.line).stroke},
    }


def _bars(drawn: pd.DataFrame, middle: str, low: str, high: str, line: int) -> dict[str, Any]:
    return {
        "type": "data",
        "symmetric": False,
        "array": _numbers((drawn[high] - drawn[middle]).fillna(0)),
        "arrayminus": _numbers((drawn[middle] - drawn[low]).fillna(0)),
        "color": slot(line).stroke,
        "thickness": 1.8,
        "width": 0,
    }


def _numbers(values: pd.Series) -> list[float]:
    """As precise as can be seen."""
    return [float(f"{value:.6g}") for value in values]


def _layout(
    rows: pd.DataFrame, shown: tuple[tuple[str, ...], ...], at: dict[float, Pair], varied: Pair, today: float
) -> dict[str, Any]:
    axes: dict[str, Any] = {}
    scale = rows["joined"].all() and len(at) > MOST_TICKS
    places, texts = ticks(min(at), max(at), "", most=6) if scale else (list(at), list(at.values()))
    for panel, names in enumerate(shown):
        low, high = _reach(rows, names, today if panel == 0 else 0.0)
        levels, said = ticks(low, high, str(rows["unit"].iloc[0]), signs=panel == 1, most=5)
        axes[numbered("xaxis", panel)] = axis(
            range=list(_span(at)),
            tickvals=places,
            ticktext=plain_texts(texts),
            anchor=numbered("y", panel),
            ticks="outside",
            title={"text": varied.for_plotly(), "font": {"size": 12, "color": SECOND}, "standoff": 6},
        )
        axes[numbered("yaxis", panel)] = grid_axis(
            range=[low, high],
            tickvals=levels,
            ticktext=said,
            anchor=numbered("x", panel),
            tickfont={"size": 11.5, "color": INK},
        )
    return layout(**axes, margin={"l": 8, "r": 8, "t": 30, "b": 52})


def _reach(rows: pd.DataFrame, names: tuple[str, ...], besides: float) -> tuple[float, float]:
    ends = pd.concat([*(rows[name] for name in names), pd.Series([besides])]).astype(float).dropna()
    low, high = float(ends.min()), float(ends.max())
    room = 0.07 * (high - low) or abs(high) * 0.05 or 1.0
    return low - room, high + room
