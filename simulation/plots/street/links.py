"""By which links policies act: one bar per lever that they turn, to the left or right of nothing, and what
they cost and bring in."""

from __future__ import annotations

from typing import Any

import pandas as pd

from simulation.plots.look import INK, SECOND, Figure, grid_axis, layout, panels, plain_texts
from simulation.plots.street.bar_rows import heights, texts_at
from simulation.text.bilingual import Pair

ALONG, BACK = "#14507A", "#C49A3A"
"""Fill of what acts as the whole effect does, and of what takes some of it back."""
SIDES = {1: "middle right", -1: "middle left"}


def links(rows: pd.DataFrame) -> Figure:
    """A picture of what each way in carries of an effect.

    rows: row (0 on top), name (Pair), carried, along (whether it has the sign of the whole), text and hover
    (Pairs).
    """
    count = len(rows)
    return {
        "data": [_bars(rows, count), *_figures(rows, count), _names(rows, count)],
        "layout": _layout(rows, count),
        "panels": panels(
            [Pair("", "")], wide=count * 34 + 40, narrow=count * 56 + 30, columns=1, overlap=True
        ),
    }


def _bars(rows: pd.DataFrame, count: int) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": rows["carried"].round(3).tolist(),
        "y": heights(rows, count),
        "width": 0.62,
        "marker": {"color": [ALONG if along else BACK for along in rows["along"]]},
        "hoverinfo": "text",
        "hovertext": plain_texts(rows["hover"]),
    }


def _figures(rows: pd.DataFrame, count: int) -> list[dict[str, Any]]:
    """What each carries, written behind the end of its bar."""
    sided = {side: rows[(rows["carried"] >= 0) == (side > 0)] for side in SIDES}
    return [
        texts_at(
            mine["carried"].tolist(), heights(mine, count), plain_texts(mine["text"]), SIDES[side], SECOND
        )
        for side, mine in sided.items()
        if len(mine)
    ]


def _names(rows: pd.DataFrame, count: int) -> dict[str, Any]:
    """Names above the bars, where there is no room beside them."""
    low = _ends(rows)[0]
    above = [height + 0.33 for height in heights(rows, count)]
    shown = texts_at([low] * count, above, plain_texts(rows["name"]), "top right", INK)
    return shown | {"meta": {"only": "narrow"}}


def _ends(rows: pd.DataFrame) -> tuple[float, float]:
    """The ends of the axis: room for figures on the sides on which bars are."""
    low, high = min(float(rows["carried"].min()), 0.0), max(float(rows["carried"].max()), 0.0)
    room = 0.2 * max(high - low, 1e-9)
    return low - room * (low < 0), high + room * (high > 0)


def _layout(rows: pd.DataFrame, count: int) -> dict[str, Any]:
    return layout(
        xaxis=grid_axis(range=list(_ends(rows)), nticks=6, zeroline=True),
        yaxis=grid_axis(
            range=[-0.6, count - 0.4],
            showgrid=False,
            tickvals=heights(rows, count),
            ticktext=plain_texts(rows["name"]),
            tickfont={"size": 13, "color": INK},
            ticklabelstandoff=6,
        ),
        margin={"l": 8, "r": 8, "t": 8, "b": 34},
    )
