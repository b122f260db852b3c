"""Stacked bars of need-days by stage: one bar per scenario, to the right what there is or comes on top, to
the left what goes."""

from __future__ import annotations

from typing import Any

import pandas as pd

from simulation.plots.look import INK, SECOND, Figure, grid_axis, layout, panels, plain_texts
from simulation.plots.street.bar_rows import Fill, ends, heights, named_rows, pieces, texts_at
from simulation.text.bilingual import Pair

THICK = 0.62  # of a row
FILLS = {
    "unnoticed": Fill("#E3D3A6"),
    "unvoiced": Fill("#C49A3A"),
    "unregistered": Fill("#8A6A1F"),
    "misdirected": Fill("#7A3B69"),
    "queued": Fill("#14507A"),
    "worked": Fill("#3F86B0"),
    "body": Fill("#8FBBD6"),
    "meeting": Fill("#C9DFEC"),
    "on_paper": Fill("#B03A48", hatched=True),
    "hopeless": Fill("#CFCBC0"),
}
"""Before anybody is told in earth colours, then with offices in blue, then what no office ends; what seems
done and is not is hatched."""


def stages(rows: pd.DataFrame, totals: pd.DataFrame) -> Figure:
    """A picture of need-days by stage, or of their changes.

    rows: row (0 on top), stage (of `FILLS`), days, hover (Pair). totals: row, scenario, name (Pair), and text
    (Pair): what all stages come to, written beside the bar.
    """
    count = len(totals)
    bars = [
        pieces(rows[rows["stage"] == each], "days", fill, count, THICK)
        for each, fill in FILLS.items()
        if each in set(rows["stage"])
    ]
    return {
        "data": [*bars, _sums(rows, totals, count), _names(rows, totals, count)],
        "layout": _layout(rows, totals, count),
        "panels": panels(
            [Pair("", "")],
            wide=count * 36 + 34,
            narrow=count * 58 + 20,
            columns=1,
            overlap=True,
            row_of=totals["scenario"].tolist()[::-1],
        ),
    }


def _sums(rows: pd.DataFrame, totals: pd.DataFrame, count: int) -> dict[str, Any]:
    """What all stages come to, written behind the right end of the bar."""
    right, texts = ends(rows, "days", totals, 1).tolist(), plain_texts(totals["text"])
    return texts_at(right, heights(totals, count), texts, "middle right", SECOND)


def _names(rows: pd.DataFrame, totals: pd.DataFrame, count: int) -> dict[str, Any]:
    """Names above the bars, where there is no room beside them."""
    low = float(ends(rows, "days", totals, -1).min())
    above = [height + 0.33 for height in heights(totals, count)]
    shown = texts_at([low] * count, above, plain_texts(totals["name"]), "top right", INK)
    return shown | {"meta": {"only": "narrow"}}


def _layout(rows: pd.DataFrame, totals: pd.DataFrame, count: int) -> dict[str, Any]:
    low, high = float(ends(rows, "days", totals, -1).min()), float(ends(rows, "days", totals, 1).max())
    room = 0.16 * max(high - low, 1.0)
    return layout(
        barmode="relative",
        xaxis=grid_axis(range=[low, high + room], nticks=6, zeroline=bool((rows["days"] < 0).any())),
        yaxis=named_rows(totals),
        margin={"l": 8, "r": 8, "t": 8, "b": 34},
    )
