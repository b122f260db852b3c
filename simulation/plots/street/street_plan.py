"""The street as a map of its grids, true need beside what is on record; the page fills in the week.

Every week's counts travel as bytes; the page sorts the grids into one trace per class and panel.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.plots.look import THIRD, Figure, hidden, layout, numbered, panels
from simulation.text.bilingual import Pair

RAMP = ("#F1EEE6", "#D3DCDD", "#9DB8C4", "#4A7996", "#1F4E6E")
SILENT, EDGE = "#B4530A", "#A9A59B"
TITLES = [Pair("真实需求", "True need"), Pair("其中登记在案", "Recorded")]
HOVER = Pair(
    "网格 {g}（社区 {c}）：真实 {t}，登记 {r}", "Grid {g} (community {c}): {t} true needs, {r} recorded"
)
COMMUNITY = Pair("社区 {c}", "Com. {c}")
WIDEST = 18  # cells across: on a phone of 400 px a cell still has 20 px
NARROWEST = 10
ALLEY, LABEL = 0.5, 0.75  # between communities, in cells; room above them for their names


@dataclass(frozen=True)
class Weeks:
    """Counts of one scenario (weeks, grids): needs that arose, and those on record."""

    arose: NDArray[np.integer]
    recorded: NDArray[np.integer]


def breaks(arose: NDArray[np.integer]) -> list[int]:
    """Least counts of the second class and up: fifths of all grids and weeks, in whole needs."""
    fifths = np.quantile(arose, [0.2, 0.4, 0.6, 0.8])
    return [int(each) for each in np.unique(np.floor(fifths) + 1)]


def ramp(steps: list[int]) -> tuple[str, ...]:
    """Colours of the classes, the last the darkest."""
    return RAMP[len(RAMP) - len(steps) - 1 :]


def plan(communities: NDArray[np.integer]) -> pd.DataFrame:
    """Where a schematic map puts each grid: community by community in blocks, blocks in rows.

    communities: number of each grid's community, in the order of the grids. Returns community, x, y: the
    upper left corner in cells, y downwards; one row per grid.
    """
    names, block = np.unique(communities, return_inverse=True)
    place = pd.Series(block).groupby(block).cumcount().to_numpy()
    most = int(np.bincount(block).max())
    wide = min(ceil(sqrt(1.5 * most)), WIDEST)
    high = ceil(most / wide)
    wide = ceil(most / high)  # four grids are two in a row, not three and one
    across = max(min(ceil(sqrt(len(names))), int((WIDEST + ALLEY) / (wide + ALLEY))), 1)
    a_row = -(-np.bincount(block) // high)[block]  # seven grids in two rows are four and three
    x = block % across * (wide + ALLEY) + place % a_row
    y = block // across * (high + LABEL) + place // a_row
    return pd.DataFrame({"community": communities, "x": x, "y": y})


def street_plan(placed: pd.DataFrame, weeks: Weeks, silent: list[int], steps: list[int]) -> Figure:
    """A picture of one scenario.

    placed: see `plan`; silent: places of the silent grids in it; steps: see `breaks`.
    """
    wide, high = float(placed["x"].max()) + 1, float(placed["y"].max()) + 1
    size = "u1" if max(weeks.arose.max(), weeks.recorded.max()) < 256 else "u2"
    return {
        "data": [trace for panel in range(2) for trace in _panel(panel, placed, ramp(steps), silent)],
        "layout": _layout(max(wide, NARROWEST), high),
        "panels": panels(
            TITLES, wide=round((high + LABEL) * 38), narrow=round((high + LABEL) * 26), columns=2, gap=0.04
        ),
        "map": {
            "x": placed["x"].tolist(),
            "y": placed["y"].tolist(),
            "community": placed["community"].tolist(),
            "breaks": steps,
            "size": size,
            "counts": [_packed(weeks.arose, size), _packed(weeks.recorded, size)],
            "hover": HOVER,
        },
    }


def _packed(counts: NDArray[np.integer], size: str) -> str:
    return base64.b64encode(counts.astype(f"<{size}").tobytes()).decode()


def _panel(
    panel: int, placed: pd.DataFrame, colours: tuple[str, ...], silent: list[int]
) -> list[dict[str, Any]]:
    where = {"xaxis": numbered("x", panel), "yaxis": numbered("y", panel)}
    traces = [_class(panel, level, colour) for level, colour in enumerate(colours)]
    return [
        trace | where for trace in (*traces, _frames(placed, silent), _names(placed), _centres(panel, placed))
    ]


def _class(panel: int, level: int, colour: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "fill": "toself",
        "fillcolor": colour,
        "line": {"color": EDGE, "width": 0.7},
        "hoverinfo": "skip",
        "meta": {"kind": "class", "panel": panel, "level": level},
    }


def _frames(placed: pd.DataFrame, silent: list[int]) -> dict[str, Any]:
    inset = 0.06
    corners = [(inset, inset), (1 - inset, inset), (1 - inset, 1 - inset), (inset, 1 - inset), (inset, inset)]
    x: list[float | None] = []
    y: list[float | None] = []
    for row in placed.iloc[silent].itertuples():
        x += [*(float(str(row.x)) + dx for dx, _ in corners), None]
        y += [*(float(str(row.y)) + dy for _, dy in corners), None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": SILENT, "width": 2.5},
        "hoverinfo": "skip",
    }


def _names(placed: pd.DataFrame) -> dict[str, Any]:
    corners = placed.groupby("community", as_index=False)[["x", "y"]].min()
    return {
        "type": "scatter",
        "mode": "text",
        "x": corners["x"].tolist(),
        "y": corners["y"].tolist(),
        "text": [COMMUNITY.fill(c=name) for name in corners["community"]],
        "textposition": "top right",
        "textfont": {"size": 11, "color": THIRD},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _centres(panel: int, placed: pd.DataFrame) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": (placed["x"] + 0.5).tolist(),
        "y": (placed["y"] + 0.5).tolist(),
        "marker": {"size": 20, "opacity": 0},
        "hoverinfo": "text",
        "meta": {"kind": "centres", "panel": panel},
    }


def _layout(wide: float, high: float) -> dict[str, Any]:
    axes: dict[str, Any] = {}
    for panel in range(2):
        axes[numbered("xaxis", panel)] = hidden(range=[-0.05, wide + 0.05], anchor=numbered("y", panel))
        axes[numbered("yaxis", panel)] = hidden(range=[high + 0.05, -LABEL], anchor=numbered("x", panel))
    return layout(**axes, margin={"l": 2, "r": 2, "t": 30, "b": 10})
