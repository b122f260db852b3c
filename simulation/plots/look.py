"""The look of every picture: ink, the colour of each scenario, the tint of each verdict, axes and panels.

Scenario = stroke and mark. Verdict = tinted ground, sign and word. Neither uses the other's channel.
The ten strokes were found by search over OKLab: they stay apart for protan, deutan and half-weighted
tritan sight, and each has at least 3:1 on white.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Any, NamedTuple

import pandas as pd

from simulation.text.bilingual import Pair
from simulation.text.verdicts import BETTER, INCONCLUSIVE, UNJUDGED, WORDS, WORSE

Figure = dict[str, Any]

INK, SECOND, THIRD = "#1B1F24", "#474E57", "#666D76"
GRID = "#ECEAE4"
SPACE = "\N{EM SPACE}"  # between a mark and its number; plotly drops a plain one at the start of a text
CLEAR = "rgba(0,0,0,0)"
SEEN = 4  # significant digits of a point


class Slot(NamedTuple):
    """Colour of a scenario: `stroke` for lines and marks, `text` where words must be read on white."""

    stroke: str
    text: str


SLOTS = (
    Slot("#3A4048", "#3A4048"),
    Slot("#CC5663", "#B03A48"),
    Slot("#2A56BD", "#2A56BD"),
    Slot("#4695FB", "#1F66C4"),
    Slot("#57670B", "#57670B"),
    Slot("#B68F1B", "#7D6110"),
    Slot("#5A0B7B", "#5A0B7B"),
    Slot("#721405", "#721405"),
    Slot("#A277BC", "#7A4FA0"),
    Slot("#7A4B78", "#7A4B78"),
)
LATER = Slot("#8B9097", "#666D76")


def slot(place: int) -> Slot:
    """Colour of a scenario by its place, the position in the study from 0, the baseline; the eleventh and
    later are grey."""
    return SLOTS[place] if place < len(SLOTS) else LATER


class Verdict(NamedTuple):
    """How a verdict looks and what it is called."""

    ground: str
    text: str
    sign: str
    words: Pair
    css: str


VERDICTS = {
    BETTER: Verdict("#DCEAF2", "#0A5078", "▲", WORDS[BETTER], "better"),
    WORSE: Verdict("#FAE4D2", "#8F3F00", "▼", WORDS[WORSE], "worse"),
    INCONCLUSIVE: Verdict("#F3F1EC", "#555B63", "○", WORDS[INCONCLUSIVE], "inconclusive"),
    UNJUDGED: Verdict("#FFFFFF", "#474E57", "", WORDS[UNJUDGED], "plain"),
}


def full(verdict: str) -> bool:
    """Whether a dot is filled: a hollow one is inconclusive."""
    return verdict != INCONCLUSIVE


def mark(place: int, filled: bool, symbol: str = "circle", size: float = 11) -> dict[str, Any]:
    """How a figure marks a scenario: a filled or hollow symbol in its colour, as settings of a Plotly marker.
    place: number of the scenario in its study. size: in pixels."""
    stroke = slot(place).stroke
    return {
        "symbol": symbol,
        "size": size,
        "opacity": 1,
        "color": stroke if filled else "#FFFFFF",
        "line": {"color": stroke, "width": 2},
    }


def axis(**more: Any) -> dict[str, Any]:
    """An axis of the common look: fixed range, ticks outside, a light grid where asked."""
    plain = {
        "fixedrange": True,
        "tickangle": 0,
        "automargin": True,
        "zeroline": False,
        "showgrid": False,
        "gridcolor": GRID,
        "ticks": "",
        "tickfont": {"size": 12, "color": SECOND},
        "showline": False,
    }
    return plain | more


def grid_axis(**more: Any) -> dict[str, Any]:
    """An axis with a light line at each of its ticks, and small figures."""
    return axis(**({"showgrid": True, "tickfont": {"size": 11.5, "color": SECOND}} | more))


def line_style(place: int, width: float) -> dict[str, Any]:
    """A scenario's line; the baseline's is dashed."""
    return {"color": slot(place).stroke, "width": width, "dash": "4px,2px" if place == 0 else "solid"}


def band(
    x: pd.Series | None, low: pd.Series, high: pd.Series, scenario: str, place: int
) -> list[dict[str, Any]]:
    """Two edges without a line, the second filled to the first; none where there is no band. x: None where
    the picture has places of its own."""
    if not low.notna().any():
        return []
    edge = {
        "mode": "lines",
        "line": {"width": 0},
        "hoverinfo": "skip",
        "meta": {"scenario": scenario, "kind": "band"},
    } | ({} if x is None else {"x": x.tolist()})
    filled = {"fill": "tonexty", "fillcolor": _pale(slot(place).stroke)}
    return [edge | {"y": seen(low)}, edge | {"y": seen(high)} | filled]


def _pale(stroke: str) -> str:
    red, green, blue = (int(stroke[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.18)"


def seen(values: pd.Series) -> list[float | None]:
    """Points to as many digits as an eye can see; None where there is none."""
    return [float(f"{value:.{SEEN}g}") if isfinite(value) else None for value in values]


def hidden(**more: Any) -> dict[str, Any]:
    """An axis that only places things."""
    return axis(showticklabels=False, **more)


def layout(**more: Any) -> dict[str, Any]:
    """The layout every picture starts from; its title is the heading above it, never plotly's."""
    plain = {
        "font": {"size": 12.5, "color": INK},
        "showlegend": False,
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "hovermode": "closest",
        "dragmode": False,
        "margin": {"l": 8, "r": 8, "t": 30, "b": 34},
        "hoverlabel": {
            "bgcolor": "#FFFFFF",
            "bordercolor": SECOND,
            "align": "left",
            "font": {"size": 12.5, "color": INK},
        },
    }
    return plain | more


def plain_texts(texts: Iterable[Any]) -> list[Pair]:
    """A column of pairs as plotly may show them: what looks like HTML stays text."""
    return [text.for_plotly() for text in texts]


def panels(
    titles: list[Pair], wide: int, narrow: int, columns: int, gap: float = 0.05, **more: Any
) -> dict[str, Any]:
    """How the page lays out a picture: heights in px of one panel, and columns where there is room.

    more: names_above: a trace has the names of the rows, above them, for a phone. paper: a height for paper,
    where that of a desk leaves its page no room for the note. row_of: whose each row is, from y = 0 up; rows
    of scenarios that a reader leaves out close up. narrow_x: the range of x where words stand above the bars.
    """
    return {"titles": titles, "wide": wide, "narrow": narrow, "columns": columns, "gap": gap} | more


def numbered(name: str, place: int) -> str:
    """Plotly's name of the axis of a panel: xaxis, xaxis2, … or x, x2, …"""
    return name if place == 0 else f"{name}{place + 1}"
