"""Cost against effect, one panel per kind of cost. Each scenario is a dot with two intervals, one for cost
and one for effect. A stepped line joins the efficient scenarios."""

from __future__ import annotations

from math import floor, isfinite, log10
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.plots.look import (
    INK,
    THIRD,
    Figure,
    grid_axis,
    layout,
    mark,
    numbered,
    panels,
    slot,
)
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import ticks

SIZE = 10
NEAR = 0.12  # of the height: so little below zero, a mark above its dot would lie on the line
FAR = 10  # costs so many times apart are drawn on a log scale
ROUND = (1, 2, 5)
AWAY, WIDE, HIGH = 0.06, 0.1, 0.09  # of a panel on a phone: from a dot to its mark, and the room of a mark


def cost_effect(points: pd.DataFrame, titles: dict[str, Pair], units: dict[str, str], unit: str) -> Figure:
    """A picture of what scenarios cost and do, each as a difference from the baseline.

    points: kind (of cost), scenario, place (its position in the study, from 0, the baseline; it decides the
    colour), mark (Pair), conclusive (whether the effect is), efficient, hover (Pair, of lines), cost,
    cost_low, cost_high, gain (difference of the metric from the baseline, negative is better), low, high
    (NaN: no interval).
    titles, units: of each kind of cost, in the order of the panels; unit: of the effect.
    """
    data = [
        trace | {"type": "scatter", "xaxis": numbered("x", panel), "yaxis": numbered("y", panel)}
        for panel, kind in enumerate(titles)
        for trace in _panel(points[points["kind"] == kind])
    ]
    return {
        "data": data,
        "layout": _layout(points, units, unit),
        "panels": panels(list(titles.values()), wide=330, narrow=270, columns=2, gap=0.07, shared_y=True),
    }


def _panel(points: pd.DataFrame) -> list[dict[str, Any]]:
    logarithmic = is_far(points)
    today = [] if logarithmic else [_today()]
    near = NEAR * (max(0.0, points["gain"].max()) - min(0.0, points["gain"].min()))
    at = beside(points, near, logarithmic)
    dots = [_dot(row, place) for row, place in zip(points.to_dict("records"), at, strict=True)]
    return [*_steps(points, logarithmic), *today, *dots]


def beside(points: pd.DataFrame, near: float, logarithmic: bool) -> list[str]:
    """Where the mark of each dot stands: where no mark to its left and no other dot is, if there is such a
    place. near: how far below zero a mark above its dot would lie on the line."""
    x, y = _spread(points, logarithmic)
    dots = list(zip(x, y, strict=True))
    marks: dict[int, str] = {}
    taken: list[tuple[float, float]] = []
    preferred, rows = sides(points, logarithmic), points.to_dict("records")
    for i in np.lexsort((np.arange(len(x)), x)):
        other = [each for k, each in enumerate(dots) if k != i]
        places = _places(rows[i], near, preferred[i])
        free = [each for each in places if not _meets(_mark_at(dots[i], each), [*taken, *other])]
        marks[int(i)] = (free or places)[0]
        taken.append(_mark_at(dots[i], marks[int(i)]))
    return [marks[i] for i in range(len(dots))]


def _places(row: dict[Any, Any], near: float, side: str) -> list[str]:
    """Places for a mark, the best first: clear of the steps, which come from above, and of the zero line."""
    down = row["efficient"] or -near < row["gain"] < 0
    other = "left" if side == "right" else "right"
    return [f"{way} {each}" for way in (("bottom",) if down else ("top", "bottom")) for each in (side, other)]


def _mark_at(dot: tuple[float, float], place: str) -> tuple[float, float]:
    way, side = place.split()
    return dot[0] + AWAY * (1 if side == "right" else -1), dot[1] + AWAY * (1 if way == "top" else -1)


def _meets(mark: tuple[float, float], others: list[tuple[float, float]]) -> bool:
    return any(abs(mark[0] - x) < WIDE and abs(mark[1] - y) < HIGH for x, y in others)


def _spread(points: pd.DataFrame, logarithmic: bool) -> tuple[NDArray, NDArray]:
    """Where the dots lie, as parts of the panel."""
    cost = points["cost"].to_numpy(float)
    ways = [np.log10(cost) if logarithmic else cost, points["gain"].to_numpy(float)]
    x, y = (way / (np.ptp(way) or 1.0) for way in ways)
    return x, y


def sides(points: pd.DataFrame, logarithmic: bool) -> list[str]:
    """Left or right of each dot, whichever is away from the dot nearest to it."""
    x, y = _spread(points, logarithmic)
    apart = np.hypot(np.subtract.outer(x, x), np.subtract.outer(y, y))
    np.fill_diagonal(apart, np.inf)
    nearest = apart.argmin(axis=1)
    order = np.lexsort((np.arange(len(x)), x)).argsort()
    return ["right" if order[i] > order[k] else "left" for i, k in enumerate(nearest)]


def is_far(points: pd.DataFrame) -> bool:
    """Whether costs of one kind go on a log scale: far apart, and with their intervals above 0."""
    lowest = points[["cost", "cost_low"]].to_numpy(float)
    return bool(np.nanmin(lowest) > 0 and points["cost"].max() / points["cost"].min() > FAR)


def _steps(points: pd.DataFrame, logarithmic: bool) -> list[dict[str, Any]]:
    """What can be had for so much: flat until the next of the set can be paid.

    The page passes by points of scenarios that a reader leaves out.
    """
    of_set = points[points["efficient"]].sort_values("cost")
    if of_set.empty:
        return []
    ends = list(zip(of_set["cost"], of_set["gain"], strict=True))
    names = of_set["scenario"].tolist()
    if not logarithmic and ends[0][0] > 0:
        ends.insert(0, (0.0, 0.0))
        names.insert(0, "")
    return [
        {
            "mode": "lines",
            "x": [x for x, _ in ends],
            "y": [y for _, y in ends],
            "line": {"color": THIRD, "width": 1.5, "dash": "dot", "shape": "hv"},
            "hoverinfo": "skip",
            "meta": {"point_of": names},
        }
    ]


def _today() -> dict[str, Any]:
    return {
        "mode": "markers",
        "x": [0],
        "y": [0],
        "marker": mark(0, True, size=SIZE),
        "hoverinfo": "text",
        "hovertext": [Pair("现状", "Today")],
    }


def _dot(row: dict[Any, Any], place: str) -> dict[str, Any]:
    return {
        "mode": "markers+text",
        "x": [row["cost"]],
        "y": [row["gain"]],
        "error_x": _bar(row["cost"], row["cost_low"], row["cost_high"], row["place"]),
        "error_y": _bar(row["gain"], row["low"], row["high"], row["place"]),
        "marker": mark(row["place"], row["conclusive"], size=SIZE),
        "text": [row["mark"].for_plotly()],
        "textposition": place,
        "textfont": {"size": 13.5, "color": slot(row["place"]).text},
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": [row["hover"].for_plotly().each(lambda text: text.replace("\n", "<br>"))],
        "meta": {"scenario": row["scenario"]},
    }


def _bar(middle: float, low: float, high: float, place: int) -> dict[str, Any]:
    if not (isfinite(low) and isfinite(high)):
        return {"visible": False}
    return {
        "type": "data",
        "symmetric": False,
        "array": [high - middle],
        "arrayminus": [middle - low],
        "color": slot(place).stroke,
        "thickness": 1.6,
        "width": 0,
    }


def _layout(points: pd.DataFrame, units: dict[str, str], unit: str) -> dict[str, Any]:
    low, high = _reach(points[["gain", "low", "high"]])
    places, said = ticks(low, high, unit, signs=True, most=6)
    axes: dict[str, Any] = {}
    for panel, (kind, of_cost) in enumerate(units.items()):
        mine = points[points["kind"] == kind]
        axes[numbered("xaxis", panel)] = _cost_axis(mine, of_cost, numbered("y", panel))
        axes[numbered("yaxis", panel)] = grid_axis(
            range=[low, high],
            tickvals=places,
            ticktext=said,
            zeroline=True,
            zerolinecolor=INK,
            zerolinewidth=1,
            anchor=numbered("x", panel),
        )
    return layout(**axes, margin={"l": 8, "r": 20, "t": 30, "b": 40})


def _cost_axis(points: pd.DataFrame, unit: str, anchor: str) -> dict[str, Any]:
    about = {"anchor": anchor, "ticks": "outside"}
    if is_far(points):
        ends = points[["cost", "cost_low", "cost_high"]].to_numpy(float)
        low, high = log10(np.nanmin(ends)), log10(np.nanmax(ends))
        room = 0.08 * (high - low)
        places = _round_places(low - room, high + room)
        return grid_axis(
            **about,
            type="log",
            range=[low - room, high + room],
            tickvals=places,
            ticktext=[f"{place:,.10g}" for place in places],
        )
    low, high = _reach(points[["cost", "cost_low", "cost_high"]])
    places, said = ticks(low, high, unit, signs=True, most=5)
    return grid_axis(**about, range=[low, high], tickvals=places, ticktext=said)


def _round_places(low: float, high: float) -> list[float]:
    """1, 2, 5, 10, … between two powers of ten."""
    powers = range(floor(low), floor(high) + 1)
    return [step * 10.0**power for power in powers for step in ROUND if low <= log10(step) + power <= high]


def _reach(ends: pd.DataFrame) -> tuple[float, float]:
    """From the lowest to the highest, none left out, with room and with 0."""
    values = ends.to_numpy(float)
    low, high = min(0.0, float(np.nanmin(values))), max(0.0, float(np.nanmax(values)))
    room = 0.07 * (high - low) or 1.0
    return low - room, high + room
