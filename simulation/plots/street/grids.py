"""Grids ranked: bars of true needs in their order, a dot for those recorded, and two lists of ten."""

from __future__ import annotations

from typing import Any

import pandas as pd

from simulation.plots.look import INK, SECOND, Figure, axis, hidden, layout, numbered, panels
from simulation.text.bilingual import Pair

NEED, RECORDED, SILENT = "#7C93A3", "#1B1F24", "#B4530A"
LISTED = 10
TITLES = [
    Pair("全部网格的需求（件），按真实需求排列", "Needs of all grids, by true need"),
    Pair("真实需求前十（件）", "Ten with most needs"),
    Pair("登记前十（件）", "Ten with most recorded"),
]
NAME = Pair("网格 {g}", "Grid {g}")
HOVER = Pair(
    "网格 %{customdata[0]}（社区 %{customdata[1]}）：真实 %{customdata[2]}，登记 %{customdata[3]}"
    "<extra></extra>",
    "Grid %{customdata[0]} (community %{customdata[1]}): %{customdata[2]} true needs, %{customdata[3]} "
    "recorded<extra></extra>",
)
SAID = ["grid", "community", "arose", "recorded"]


def grids(found: pd.DataFrame) -> Figure:
    """A picture of the grids of one run.

    found: grid, community, arose, recorded, silent (0 or 1); one row per grid, in the order of true need.
    """
    most = found.nlargest(LISTED, "recorded", keep="first")
    data = [*_all(found), _list(found.head(LISTED), "arose", 1), _list(most, "recorded", 2)]
    return {
        "data": data,
        "layout": _layout(found, [found.head(LISTED), most]),
        "panels": panels(TITLES, wide=300, narrow=270, columns=3, gap=0.075, widths=[0.56, 0.145, 0.145]),
    }


def _all(found: pd.DataFrame) -> list[dict[str, Any]]:
    rank = list(range(1, len(found) + 1))
    said = {"customdata": found[SAID].to_numpy().tolist(), "hovertemplate": HOVER, "x": rank}
    bars = said | {
        "type": "bar",
        "y": found["arose"].tolist(),
        "width": 0.75,
        "marker": {"color": _colours(found, NEED), "line": {"width": 0}},
    }
    dots = said | {
        "type": "scatter",
        "mode": "markers",
        "y": found["recorded"].tolist(),
        "marker": {"size": 5, "color": RECORDED, "opacity": 1},
    }
    return [bars, dots, _named(found)]


def _named(found: pd.DataFrame) -> dict[str, Any]:
    """A mark and the number of the grid above the bar of each silent one."""
    rows = found.reset_index(drop=True)
    rows = rows[rows["silent"] == 1]
    return {
        "type": "scatter",
        "mode": "text",
        "x": (rows.index + 1).tolist(),
        "y": rows["arose"].tolist(),
        "text": [f"◆<br>{grid}" for grid in rows["grid"]],
        "textposition": "top center",
        "textfont": {"size": 11, "color": SILENT},
        "hoverinfo": "skip",
    }


def _list(rows: pd.DataFrame, column: str, panel: int) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": rows[column].tolist(),
        "y": _from_the_top(rows),
        "width": 0.62,
        "marker": {"color": _colours(rows, NEED if column == "arose" else RECORDED), "line": {"width": 0}},
        "text": [f"{value:,}" for value in rows[column]],
        "textposition": "outside",
        "cliponaxis": False,
        "textfont": {"size": 12, "color": INK},
        "customdata": rows[SAID].to_numpy().tolist(),
        "hovertemplate": HOVER,
        "xaxis": numbered("x", panel),
        "yaxis": numbered("y", panel),
    }


def _from_the_top(rows: pd.DataFrame) -> list[int]:
    """Heights of the rows of a list, the first on top however few there are."""
    return [LISTED - 1 - row for row in range(len(rows))]


def _colours(rows: pd.DataFrame, plain: str) -> list[str]:
    return [SILENT if each else plain for each in rows["silent"]]


def _layout(found: pd.DataFrame, lists: list[pd.DataFrame]) -> dict[str, Any]:
    top = max(float(found["arose"].max()), 1)
    ranks = _ranks(len(found))
    axes: dict[str, Any] = {
        "xaxis": axis(
            range=[0, len(found) + 1], tickvals=ranks, ticktext=[str(rank) for rank in ranks], anchor="y"
        ),
        "yaxis": axis(range=[0, top * 1.12], showgrid=True, rangemode="tozero", nticks=6, anchor="x"),
    }
    for panel, rows in enumerate(lists, 1):
        axes[numbered("xaxis", panel)] = hidden(range=[0, top * 1.2], anchor=numbered("y", panel))
        axes[numbered("yaxis", panel)] = axis(
            range=[-0.6, LISTED - 0.4],
            tickvals=_from_the_top(rows),
            ticktext=[_name(row) for row in rows.itertuples()],
            tickfont={"size": 12, "color": SECOND},
            ticklabelstandoff=4,
            anchor=numbered("x", panel),
        )
    return layout(**axes)


def _name(row: Any) -> Pair:
    name = NAME.fill(g=row.grid)
    return Pair("◆ ", "◆ ") + name if row.silent else name


def _ranks(count: int) -> list[int]:
    """Places on the axis: the first, the last, and round ones between."""
    step = max(5 * round(count / 20), 1)
    between = [rank for rank in range(step, count, step) if count - rank > step / 2]
    return [1, *between, count] if count > 1 else [1]
