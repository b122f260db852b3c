"""A page of a verdict, facts and sections, with figures and tables, that asks nothing of any other place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from simulation.plots.look import CLEAR, GRID, INK
from simulation.text.bilingual import Pair

Cell = Pair | str
OTHER_LANGUAGE = Pair("English", "中文")


@dataclass(frozen=True)
class Section:
    """A heading, a paragraph, a figure as `drawn` makes it, and a table."""

    head: Pair
    text: Pair
    figure: Markup | None = None
    heads: tuple[Cell, ...] = ()
    rows: Sequence[Sequence[Cell]] = ()


def page(title: Pair, verdict: Pair, facts: Sequence[Pair], sections: Sequence[Section], good: bool) -> str:
    """The page as text. good: the colour of the verdict's edge."""
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(
        files("simulation.analysis.pages").joinpath("page.html").read_text("utf-8")
    )
    return template.render(
        lang="en", title=title, verdict=verdict, better=good, facts=facts, sections=sections,
        other=OTHER_LANGUAGE, plotly=Markup(get_plotlyjs()), t=_both,
    )  # fmt: skip


def _both(text: Cell) -> Markup:
    if isinstance(text, str):
        return Markup("{}").format(text)
    spans = '<span class="zh" lang="zh">{}</span><span class="en" lang="en">{}</span>'
    return Markup(spans).format(text.zh, text.en)


def drawn(data: list[dict[str, Any]], x: Pair, y: Pair, **layout: Any) -> Markup:
    """A figure of plotly as JSON, with what its axes are called in both languages."""
    named = {
        axis: {"gridcolor": GRID, "zeroline": False, "title": {"text": f"{name.zh} · {name.en}"}}
        for axis, name in (("xaxis", x), ("yaxis", y))
    }
    look = {
        "height": 380, "margin": {"l": 70, "r": 10, "t": 10, "b": 60}, "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR, "font": {"color": INK}, "showlegend": False, **named, **layout,
    }  # fmt: skip
    text = json.dumps({"data": data, "layout": look}, ensure_ascii=False, allow_nan=False)
    return Markup(text.replace("<", "\\u003c"))
