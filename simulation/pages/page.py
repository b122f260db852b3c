"""A page of a verdict, facts and sections, with figures and tables, that asks nothing of any other place."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import isfinite
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from simulation.pages.library import TOO_OLD, digest, library_digest, loader, packed_library
from simulation.plots.look import CLEAR, GRID, INK
from simulation.text.bilingual import Pair, as_json

Cell = Pair | str
Cells = list[list[Cell]]
OTHER_LANGUAGE = Pair("English", "中文")
MEASURED = re.compile(r"([+−-]?[\d.,]+) (\S{1,12})")
"""A number and its unit in Chinese, which would be broken anywhere."""
ENOUGH_DIGITS = 1000
"""From here on numbers are shown whole."""


@dataclass(frozen=True)
class Section:
    """A heading, a paragraph, a figure as `figure` or `drawn` makes it, and a table. words: the table holds
    sentences, not numbers."""

    head: Pair
    text: Pair
    figure: Markup | None = None
    heads: Sequence[Cell] = ()
    rows: Sequence[Sequence[Cell]] = ()
    words: bool = False


def page(
    title: Pair,
    verdict: Pair,
    facts: Sequence[Pair],
    sections: Sequence[Section],
    good: bool,
    lang: str = "en",
) -> str:
    """The page as text. verdict: its first sentence; good: whether that is good news; lang: shown first."""
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(_file("page.html"))
    script = "\n".join((loader(), _file("page.js")))
    pictures = any(section.figure for section in sections)
    return template.render(
        lang=lang, title=title, verdict=verdict, better=good, facts=facts, sections=sections,
        other=OTHER_LANGUAGE, too_old=TOO_OLD, plotly=Markup(packed_library() if pictures else ""),
        script=Markup(script), hashes=[library_digest(), digest(script)], t=_both, measured=_measured,
    )  # fmt: skip


def _file(name: str) -> str:
    return files("simulation.pages").joinpath(name).read_text("utf-8")


def _both(text: Cell) -> Markup:
    if isinstance(text, str):
        return Markup("{}").format(text)
    return _spans(text.zh, text.en)


def _measured(cell: Cell) -> Markup:
    """A cell that may be a number: no line ends inside its unit."""
    found = None if isinstance(cell, str) else MEASURED.fullmatch(cell.zh)
    if isinstance(cell, str) or found is None:
        return _both(cell)
    return _spans(Markup('{} <span class="unit">{}</span>').format(*found.groups()), cell.en)


def _spans(zh: str, en: str) -> Markup:
    spans = '<span class="zh" lang="zh">{}</span><span class="en" lang="en">{}</span>'
    return Markup(spans).format(zh, en)


def figure(data: list[dict[str, Any]], y: dict[str, Any], height: int = 340, **layout: Any) -> Markup:
    """A figure of plotly as the page holds it, in which any text may be a pair. y: its vertical axis; height:
    pixels."""
    margin = {"l": 50, "r": 10, "t": 10, "b": 40}
    legend = {"orientation": "h", "y": 1.12}
    return _as_json(
        data, height=height, margin=margin, yaxis={"gridcolor": GRID, **y}, legend=legend, **layout
    )


def drawn(data: list[dict[str, Any]], x: Pair, y: Pair, **layout: Any) -> Markup:
    """The same with what its axes are called in both languages."""
    named = {
        axis: {"gridcolor": GRID, "zeroline": False, "title": {"text": name.for_plotly()}}
        for axis, name in (("xaxis", x), ("yaxis", y))
    }
    look = {"height": 380, "margin": {"l": 70, "r": 10, "t": 10, "b": 60}, "showlegend": False}
    return _as_json(data, **look, **named, **layout)


def _as_json(data: list[dict[str, Any]], **layout: Any) -> Markup:
    look = {"paper_bgcolor": CLEAR, "plot_bgcolor": CLEAR, "font": {"color": INK}, **layout}
    text = json.dumps({"data": data, "layout": look}, ensure_ascii=False, allow_nan=False, default=as_json)
    return Markup(text.replace("<", "\\u003c"))


def short(value: float) -> str:
    """A number as tables show it."""
    if not isfinite(value):
        return "–"
    return f"{value:,.0f}" if abs(value) >= ENOUGH_DIGITS else f"{value:.3g}"
