"""Rows of bars that lie on their side: where each row is, its pieces, and words beside or above it.

rows: row (0 on top), hover (Pair), and what a piece is as long as. totals: row and name (Pair) of each bar.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from simulation.plots.look import INK, grid_axis, plain_texts


class Fill(NamedTuple):
    """The fill of a piece; hatched: it is other than it seems, or than those beside it; shape: of the
    hatching."""

    colour: str
    hatched: bool = False
    shape: str = "/"


def pieces(rows: pd.DataFrame, length: str, fill: Fill, count: int, width: float) -> dict[str, Any]:
    """A piece of each of `count` bars, as long as a column of the rows says."""
    pattern = {"shape": fill.shape, "size": 6, "solidity": 0.4, "fgcolor": fill.colour, "bgcolor": "#FFFFFF"}
    return {
        "type": "bar",
        "orientation": "h",
        "x": rows[length].round(3).tolist(),
        "y": heights(rows, count),
        "width": width,
        "marker": {"color": fill.colour, "line": {"color": "#FFFFFF", "width": 0.5}}
        | ({"pattern": pattern} if fill.hatched else {}),
        "hoverinfo": "text",
        "hovertext": plain_texts(rows["hover"]),
    }


def ends(rows: pd.DataFrame, length: str, totals: pd.DataFrame, side: int) -> pd.Series:
    """Where bars of several pieces end to the right (side 1) and to the left of 0 (-1)."""
    mine = rows[rows[length] * side > 0].groupby("row")[length].sum()
    return mine.reindex(totals["row"], fill_value=0.0)


def named_rows(totals: pd.DataFrame) -> dict[str, Any]:
    """The axis along which the bars stand, with their names."""
    count = len(totals)
    return grid_axis(
        range=[-0.6, count - 0.4],
        showgrid=False,
        tickvals=heights(totals, count),
        ticktext=plain_texts(totals["name"]),
        tickfont={"size": 13, "color": INK},
        ticklabelstandoff=6,
    )


def heights(rows: pd.DataFrame, count: int) -> list[int]:
    """Places on the axis of `count` rows, of which row 0 is on top."""
    return (count - 1 - rows["row"]).tolist()


def texts_at(x: list[Any], y: list[Any], texts: list[Any], where: str, ink: str) -> dict[str, Any]:
    """Words at some points; where: on which side of them, as plotly says it."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": x,
        "y": y,
        "text": texts,
        "textposition": where,
        "textfont": {"size": 12.5, "color": ink},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
