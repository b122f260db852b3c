"""Money: where it comes from and where it goes, two panels on one scale, for the scenario in focus."""

from __future__ import annotations

from typing import Any

import pandas as pd

from simulation.plots.look import INK, Figure, axis, grid_axis, layout, numbered, panels, plain_texts
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import ticks

SIDES = {"in": Pair("钱从哪里来", "Money in"), "out": Pair("钱到哪里去", "Money out")}
FILLS = {"in": "#6F8595", "out": "#3A4048"}


def accounts(flows: pd.DataFrame) -> Figure:
    """A picture of yearly money of each scenario; the page shows the one in focus.

    flows: scenario, side ("in" or "out"), row (0 on top within its side), label (Pair), yuan, text (Pair).
    """
    count = int(flows["row"].max()) + 1
    rows = [int(flows.loc[flows["side"] == side, "row"].max() + 1) for side in SIDES]
    groups = [group for _, group in flows.groupby(["scenario", "side"], sort=False)]
    data = [_bars(group, list(SIDES).index(group["side"].iloc[0]), count) for group in groups]
    data += [
        _names(flows[flows["side"] == side].drop_duplicates("row"), panel, count)
        for panel, side in enumerate(SIDES)
    ]
    return {
        "data": data,
        "layout": _layout(flows, count),
        "panels": panels(
            list(SIDES.values()),
            wide=count * 34 + 10,
            narrow=count * 50 + 10,
            columns=2,
            gap=0.06,
            rows=rows,
            names_above=True,
        ),
    }


def _bars(flows: pd.DataFrame, panel: int, count: int) -> dict[str, Any]:
    first = flows.iloc[0]
    return {
        "type": "bar",
        "orientation": "h",
        "x": flows["yuan"].tolist(),
        "y": (count - 1 - flows["row"]).tolist(),
        "width": 0.62,
        "marker": {"color": FILLS[first["side"]], "line": {"width": 0}},
        "text": flows["text"].tolist(),
        "textposition": "outside",
        "cliponaxis": False,
        "textfont": {"size": 12.5, "color": INK},
        "hoverinfo": "skip",
        "xaxis": numbered("x", panel),
        "yaxis": numbered("y", panel),
        "meta": {"scenario": first["scenario"], "kind": "focus"},
    }


def _names(labels: pd.DataFrame, panel: int, count: int) -> dict[str, Any]:
    """Names above the bars, where there is no room beside them."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [0] * len(labels),
        "y": (count - 1 - labels["row"] + 0.5).tolist(),
        "text": plain_texts(labels["label"]),
        "textposition": "middle right",
        "textfont": {"size": 12.5, "color": INK},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "xaxis": numbered("x", panel),
        "yaxis": numbered("y", panel),
        "meta": {"only": "narrow"},
    }


def _layout(flows: pd.DataFrame, count: int) -> dict[str, Any]:
    most = float(flows["yuan"].max())
    top = most * 1.5  # beyond the longest bar there is only its number, and the names of the other panel
    places, texts = ticks(0.0, most, "yuan", most=3)
    axes: dict[str, Any] = {}
    for panel, side in enumerate(SIDES):
        labels = flows[flows["side"] == side].drop_duplicates("row")
        axes[numbered("xaxis", panel)] = grid_axis(
            range=[0, top],
            tickvals=places,
            ticktext=texts,
            anchor=numbered("y", panel),
        )
        axes[numbered("yaxis", panel)] = axis(
            range=[-0.6, count - 0.4],
            anchor=numbered("x", panel),
            tickvals=(count - 1 - labels["row"]).tolist(),
            ticktext=plain_texts(labels["label"]),
            tickfont={"size": 12.5, "color": INK},
            ticklabelstandoff=6,
        )
    return layout(**axes)
