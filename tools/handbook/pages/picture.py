"""A small line picture as SVG, which stands in the page itself and takes its colours from the theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil

from tools.handbook.markdown import said

WIDE, HIGH, LEFT, BELOW = 480, 140, 34, 20
MONTH_WEEKS = 52 / 12


def picture(lines: Mapping[str, Sequence[float]], top: float, about: str) -> str:
    """Lines over the weeks of a year, from 0 to `top`; each by the word that its look is named after in
    `handbook.css`; about: what is seen, for those who do not see it."""
    drawn = [f'<polyline class="{name}" points="{_points(values, top)}"/>' for name, values in lines.items()]
    svg = f'<svg class="year" viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{escape(about)}">'
    return "".join([svg, *_frame(top), *drawn, "</svg>\n"])


def ceiling(highest: float) -> float:
    """A round number at or above the highest value: where the axis ends."""
    return 5.0 * max(ceil(highest / 5), 1)


def _points(values: Sequence[float], top: float) -> str:
    return " ".join(f"{_x(week + 0.5):.0f},{_y(value, top):.1f}" for week, value in enumerate(values))


def _x(week: float) -> float:
    return LEFT + (WIDE - LEFT) * week / 52


def _y(value: float, top: float) -> float:
    return 6 + (HIGH - BELOW - 6) * (1 - value / top)


def _month(number: int) -> str:
    return said("month {n}", "第 {n} 月", n=number)


def _frame(top: float) -> list[str]:
    """The axis, with lines at nothing, half and all, and a word a quarter."""
    levels = [(level, _y(level, top)) for level in (0.0, top / 2, top)]
    rules = [f'<line x1="{LEFT}" x2="{WIDE}" y1="{y:.1f}" y2="{y:.1f}"/>' for _, y in levels]
    heights = [
        f'<text x="{LEFT - 5}" y="{y + 4:.1f}" text-anchor="end">{level:g}</text>' for level, y in levels
    ]
    months = [
        f'<text x="{_x(MONTH_WEEKS * before):.0f}" y="{HIGH - 4}">{_month(before + 1)}</text>'
        for before in (0, 3, 6, 9)
    ]
    return [*rules, *heights, *months]
