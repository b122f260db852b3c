"""Forest: one row per scenario, its paired difference from the baseline with the interval, and the
verdict."""

from __future__ import annotations

from math import isfinite, nan
from typing import Any

import pandas as pd

from simulation.plots.look import (
    GRID,
    INK,
    SECOND,
    VERDICTS,
    Figure,
    axis,
    full,
    hidden,
    layout,
    mark,
    panels,
    plain_texts,
    slot,
)
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import ticks
from simulation.text.verdicts import is_conclusive

BESIDE = {"alone": "diamond", "last": "square"}
"""Columns of other sizes of the same row, and their marks."""


def forest(rows: pd.DataFrame, unit: str, better: str, axis_title: Pair) -> Figure:
    """A picture of one metric's differences.

    rows: one per scenario, top first: scenario, name (Pair), place (its position in the study, from 0, the
    baseline; it decides the colour), difference, low, high (base units; low and high NaN where there are too
    few pairs), verdict, text, words, hover (Pairs); with columns `alone` and `last` also those, as a diamond
    and a square.
    better: "higher", "lower" or "none", which end of the axis is the good one.
    """
    low, high = _span(rows)
    heights = [len(rows) - 1 - row for row in range(len(rows))]
    marks = [trace for y, row in zip(heights, rows.itertuples(), strict=True) for trace in _row(y, row)]
    return {
        "data": [*marks, _texts(rows, heights)],
        "layout": _layout(rows, heights, low, high, unit, better, axis_title),
        "panels": panels(
            [_better_end(better), Pair("差值（95% 置信区间）", "Difference (95% confidence interval)")],
            wide=len(rows) * 40 + 12,
            narrow=len(rows) * 74 + 12,
            columns=2,
            gap=0.02,
            widths=[0.5, 0.48],
            overlap=True,
            row_of=rows["scenario"].tolist()[::-1],
        ),
    }


def _span(rows: pd.DataFrame) -> tuple[float, float]:
    shown = ["difference", "low", "high", *(column for column in BESIDE if column in rows)]
    ends = pd.concat([*(rows[column] for column in shown), pd.Series([0.0])]).astype(float)
    low, high = float(ends.min()), float(ends.max())
    room = 0.06 * ((high - low) or 1.0)
    return low - room, high + room


def _row(y: int, row: Any) -> list[dict[str, Any]]:
    bar = {
        "type": "scatter",
        "mode": "lines",
        "x": [row.low, row.high],
        "y": [y, y],
        "hoverinfo": "skip",
        "line": {"color": slot(row.place).stroke, "width": 5 if is_conclusive(row.verdict) else 2.5},
        "meta": {"scenario": row.scenario},
    }
    dot = {
        "type": "scatter",
        "mode": "markers",
        "x": [row.difference],
        "y": [y],
        "hoverinfo": "text",
        "hovertext": [row.hover.for_plotly()],
        "marker": mark(row.place, full(row.verdict)),
        "meta": {"scenario": row.scenario},
    }
    beside = [_beside(y, row, column) for column in BESIDE if isfinite(getattr(row, column, nan))]
    known = ((bar, row.low), (dot, row.difference))
    return [*(trace for trace, place in known if isfinite(place)), *beside]


def _beside(y: int, row: Any, column: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [getattr(row, column)],
        "y": [y - 0.22],
        "hoverinfo": "text",
        "hovertext": [row.hover.for_plotly()],
        "marker": mark(row.place, False, BESIDE[column], 8),
        "meta": {"scenario": row.scenario},
    }


def _texts(rows: pd.DataFrame, heights: list[int]) -> dict[str, Any]:
    """What is said beside each row where there is room."""
    inks = [VERDICTS[str(verdict)].text for verdict in rows["verdict"]]
    return _text(0.02, heights, [_said(row) for row in rows.itertuples()], inks)


def _above(rows: pd.DataFrame, heights: list[int]) -> list[dict[str, Any]]:
    """On a phone name and numbers stand above each row, on paper's white: the zero line ends there."""
    return [_label(y, row) for y, row in zip(heights, rows.itertuples(), strict=True)]


def _label(y: int, row: Any) -> dict[str, Any]:
    ink = VERDICTS[row.verdict].text
    said = _said(row).each(f'<span style="color:{ink}">{{}}</span>'.format)
    return {
        "name": "narrow",
        "text": row.name.for_plotly().each("<b>{}</b><br>".format) + said,
        "xref": "x2",
        "x": 0,
        "xanchor": "left",
        "yref": "y",
        "y": y + 0.16,
        "yanchor": "bottom",
        "align": "left",
        "showarrow": False,
        "bgcolor": "#FFFFFF",
        "borderpad": 1,
        "font": {"size": 12.5, "color": INK},
    }


def _said(row: Any) -> Pair:
    parts = {"sign": VERDICTS[row.verdict].sign, "text": row.text, "words": row.words}
    return Pair("{sign} {text}　{words}", "{sign} {text}  {words}").fill(**parts).for_plotly()


def _text(x: float, heights: list[int], texts: list[Pair], inks: list[str]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [x] * len(heights),
        "y": heights,
        "text": texts,
        "xaxis": "x2",
        "textposition": "middle right",
        "textfont": {"size": 13, "color": inks},
        "hoverinfo": "skip",
        "cliponaxis": False,
        "meta": {"only": "wide"},
    }


def _layout(
    rows: pd.DataFrame, heights: list[int], low: float, high: float, unit: str, better: str, title: Pair
) -> dict[str, Any]:
    places, texts = ticks(low, high, unit, signs=True)
    names = plain_texts(rows["name"])
    return layout(
        xaxis=axis(
            range=[low, high],
            tickvals=places,
            ticktext=texts,
            showgrid=True,
            zeroline=True,
            zerolinecolor=INK,
            zerolinewidth=1.5,
            ticks="outside",
            tickcolor=GRID,
            title={"text": title.for_plotly(), "font": {"size": 12, "color": SECOND}, "standoff": 8},
        ),
        xaxis2=hidden(range=[0, 1]),
        yaxis=axis(
            range=[-0.6, len(rows) - 0.4],
            tickvals=heights,
            ticktext=names,
            tickfont={"size": 13, "color": INK},
        ),
        shapes=[_ground(y, verdict) for y, verdict in zip(heights, rows["verdict"], strict=True)],
        annotations=_above(rows, heights),
        margin={"l": 8, "r": 8, "t": 30, "b": 52},
        meta={"better": better},
    )


def _ground(y: int, verdict: str) -> dict[str, Any]:
    return {
        "type": "rect",
        "xref": "x2",
        "yref": "y",
        "x0": 0,
        "x1": 1,
        "y0": y - 0.42,
        "y1": y + 0.42,
        "fillcolor": VERDICTS[verdict].ground,
        "line": {"width": 0},
        "layer": "below",
        "name": "wide",
    }


def _better_end(better: str) -> Pair:
    ends = {"lower": Pair("← 改善", "← better"), "higher": Pair("改善 →", "better →")}
    return ends.get(better, Pair("", ""))
