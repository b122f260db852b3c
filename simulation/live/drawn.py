"""Pictures of the page as plain numbers and texts, which its Vue files draw as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.plots.look import INK, slot
from simulation.plots.street.street_plan import RAMP, plan
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import ticks

COMMUNITY = Pair("社区 {c}", "Community {c}")
GRID = Pair("网格 {g}（社区 {c}）：{name} {n}", "Grid {g} (community {c}): {name} {n}")
FROM, TO, UP = Pair("{a} 以下", "below {a}"), Pair("{a}–{b}", "{a}–{b}"), Pair("{a} 以上", "{a} and more")
WIDE, HIGH = 400, 164  # of a chart, in its own units
LEFT, RIGHT, TOP, BOTTOM = 54, 92, 12, 26  # room around the lines
CELL, SIGN = 0.84, 0.6  # room for a number in a cell, in cells; width of a sign, of its height
LEAST_SPAN = 0.1  # of the level: a smaller wiggle is drawn small
STROKES = {"today": slot(0).stroke, "other": slot(2).stroke}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def steps_around(values: NDArray[np.floating], mean: bool) -> list[float]:
    """Where the colours of a map change: around what is usual at the beginning, and so the same on every
    day. mean: whether values are levels from 0 to 1, which lie close together."""
    usual = float(np.nanmean(values))
    if mean:
        return [round(usual + by, 2) for by in (-0.06, -0.02, 0.02, 0.06)]
    return [float(max(round(usual * by), place + 1)) for place, by in enumerate((0.5, 0.8, 1.2, 1.6))]


def cells(
    communities: NDArray[np.integer],
    values: NDArray[np.floating],
    steps: Sequence[float],
    said: Any,
    name: Pair,
    chosen: int | None,
    language: str,
) -> dict[str, Any]:
    """A map of the grids: the colour of each says in which step its value lies. said: a value as text;
    chosen: number of the grid with a frame, from 0."""
    placed = _placed(tuple(communities.tolist()))
    level = np.searchsorted(steps, values, side="right")
    grids = [
        {
            "grid": grid,
            "x": x,
            "y": y,
            "fill": RAMP[at],
            "ink": "#FFFFFF" if at >= 3 else INK,
            "text": said(value),
            "label": GRID.fill(g=grid + 1, c=c + 1, name=name, n=said(value)).side(language),
            "chosen": grid == chosen,
        }
        for grid, (c, x, y, at, value) in enumerate(
            zip(communities.tolist(), placed["x"], placed["y"], level.tolist(), values.tolist(), strict=True)
        )
    ]
    wide, high = float(placed["x"].max()) + 1, float(placed["y"].max()) + 1
    return {"grids": grids, "names": _names(placed, language), "wide": wide, "high": high} | _sizes(
        wide, max(len(each["text"]) for each in grids)
    )


@cache
def _placed(communities: tuple[int, ...]) -> pd.DataFrame:
    """Where each grid stands: the same every day, and slow to find."""
    return plan(np.array(communities))


def _names(placed: pd.DataFrame, language: str) -> list[dict[str, Any]]:
    corners = placed.groupby("community")[["x", "y"]].min()
    return [
        {"x": at.x, "y": at.y, "text": COMMUNITY.fill(c=int(str(at.Index)) + 1).side(language)}
        for at in corners.itertuples()
    ]


def _sizes(wide: float, longest: int) -> dict[str, float]:
    """Heights of letters, in cells: numbers fill their cells, names grow as the cells of a wide map shrink.
    longest: signs of the longest number."""
    return {
        "value_size": round(min(0.42, CELL / (SIGN * longest)), 3),
        "name_size": round(min(max(0.25, 0.026 * wide), 0.45), 3),
        "number_size": round(min(max(0.22, 0.02 * wide), 0.3), 3),
    }


def key(steps: Sequence[float], said: Any, language: str, whole: bool) -> list[dict[str, str]]:
    """The colours of a map with the values that they stand for. whole: whether values are whole numbers."""
    inner = [TO.fill(a=said(a), b=said(b - whole)) for a, b in pairwise(steps)]
    texts = [FROM.fill(a=said(steps[0])), *inner, UP.fill(a=said(steps[-1]))]
    return [{"fill": fill, "text": text.side(language)} for fill, text in zip(RAMP, texts, strict=True)]


@dataclass(frozen=True)
class Scale:
    """Where days and values stand in a chart, in its own units."""

    days: int
    low: float
    high: float

    def x(self, day: float) -> float:
        """From the left."""
        return round(LEFT + day / self.days * (WIDE - LEFT - RIGHT), 1)

    def y(self, value: float) -> float:
        """From the top."""
        return round(TOP + (self.high - value) / (self.high - self.low) * (HIGH - TOP - BOTTOM), 1)


def lines(
    series: dict[str, Sequence[float]], names: dict[str, str], first: date, said: Any
) -> dict[str, Any]:
    """A chart of values evening by evening, one line per side. series: values by side, from the evening
    `first` on; names: what stands at the end of each line."""
    every = np.concatenate([np.asarray(each, float) for each in series.values()])
    days = max(len(next(iter(series.values()))) - 1, 1)
    scale = Scale(days, *_span(float(np.nanmin(every)), float(np.nanmax(every))))
    places, _ = ticks(scale.low, scale.high, "", most=4)
    digits = max(len(f"{place:.6g}".partition(".")[2]) for place in places)
    drawn = [_line(side, values, names[side], said, scale) for side, values in series.items()]
    _apart(drawn)
    return {
        "lines": drawn,
        "rows": [{"y": scale.y(place), "text": f"{place:,.{digits}f}"} for place in places],
        "days": [{"x": scale.x(day), "text": text} for day, text in _days(first, days)],
        "wide": WIDE,
        "high": HIGH,
        "left": LEFT,
        "right": WIDE - RIGHT,
        "bottom": HIGH - BOTTOM,
    }


def _line(side: str, values: Sequence[float], name: str, said: Any, scale: Scale) -> dict[str, Any]:
    return {
        "points": " ".join(f"{scale.x(day)},{scale.y(value)}" for day, value in enumerate(values)),
        "colour": STROKES[side],
        "dash": "6 4" if side == "today" else "",
        "side": side,
        "name": name,
        "value": said(values[-1]),
        "x": scale.x(len(values) - 1),
        "y": scale.y(values[-1]),
    }


def _span(low: float, high: float) -> tuple[float, float]:
    """Ends of the vertical axis: all values with some room, and never so close that noise looks large."""
    middle, least = (low + high) / 2, LEAST_SPAN * abs(low + high) / 2 or 1.0
    half = max((high - low) * 1.1, least) / 2
    return max(middle - half, 0.0) if low >= 0 else middle - half, middle + half


def _apart(drawn: list[dict[str, Any]], least: float = 38) -> None:
    """Give the two names at the end places that do not overlap, beside the chart."""
    upper, lower = sorted(drawn, key=lambda each: each["y"])
    between = max(lower["y"] - upper["y"], least)
    top = min(max((upper["y"] + lower["y"] - between) / 2, TOP + 6), HIGH - BOTTOM - 12 - between)
    upper["at"], lower["at"] = max(top, TOP + 6), max(top, TOP + 6) + between


def _days(first: date, days: int) -> list[tuple[int, str]]:
    """Five dates at most along the axis, the last day among them where there is room."""
    step = -(-days // 4)
    at = list(range(0, days + 1, step))
    if days - at[-1] > step * 0.6:
        at.append(days)
    return [(day, f"{(first + timedelta(day)):%m-%d}") for day in at]
