"""Names of what stands along an axis, short enough for a telephone and in both languages."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import Any

from markupsafe import escape

from simulation.text.bilingual import Pair

CHARACTERS = 22
"""In a line of a name beside bars; a Chinese one is twice as wide."""
LINES = 2
NARROW, DEEP = 14, 4
"""Characters and lines of a name below a column."""
ROW = 40
"""Pixels from one row to the next: two lines and a gap."""


def rows(names: Sequence[str], called: Sequence[Pair]) -> dict[str, Any]:
    """A vertical axis with a row for each name, the first on top. called: what readers see of each."""
    return _axis(names, called, CHARACTERS, LINES) | {"autorange": "reversed"}


def columns(names: Sequence[str], called: Sequence[Pair]) -> dict[str, Any]:
    """A horizontal axis with a column for each name."""
    return _axis(names, called, NARROW, DEEP) | {"tickangle": 0}


def height(count: int) -> int:
    """Pixels of a picture with so many rows."""
    return 70 + ROW * count


def hover(called: Sequence[Pair]) -> dict[str, Any]:
    """What bars say when they are pointed at: their whole name and their value."""
    whole = [wrapped(each, 60, 99) for each in called]
    return {"hovertext": whole, "hovertemplate": "%{hovertext}<br>%{x:.3g}<extra></extra>"}


def wrapped(name: Pair, width: int, most: int) -> Pair:
    """A name in lines of so many characters, for plotly; what is more than so many lines is cut off."""
    english = textwrap.wrap(name.en, width, max_lines=most, placeholder="…")
    half = width // 2
    chinese = re.findall(rf".{{1,{half}}}[，、；：。）”]?", name.zh)  # no line begins with such a sign
    if len(chinese) > most:
        chinese[most - 1 :] = [chinese[most - 1][: half - 1] + "…"]
    return Pair(*("<br>".join(str(escape(line)) for line in side) for side in (chinese, english)))


def _axis(names: Sequence[str], called: Sequence[Pair], width: int, most: int) -> dict[str, Any]:
    shown = [wrapped(each, width, most) for each in called]
    axis = {"type": "category", "tickmode": "array", "automargin": True}
    return axis | {"tickvals": list(names), "ticktext": shown}
