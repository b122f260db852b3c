"""Rows of bars that lie on their side: where each row is, and words beside or above it."""

from __future__ import annotations

from typing import Any

import pandas as pd


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
