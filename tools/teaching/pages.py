"""The pages of the teacher's pack: one HTML file each, that asks nothing of any other place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown import markdown
from markupsafe import Markup
from ruamel.yaml import YAML

from tools.teaching.lesson import Lesson

HERE = Path(__file__).parent
INSIDE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[^\s`|#-])")
"""The end of a line inside a Chinese sentence, which a browser would show as a space."""


def plans(lessons: Sequence[Lesson], language: str) -> str:
    """The plans of all lessons, to print."""
    return _page("plans.html.jinja", language, lessons=lessons, one_machine=one_machine())


def one_machine() -> list[dict[str, Any]]:
    """The steps of a lesson with one machine alone: `minutes`, and what is done in `en` and `zh`."""
    return YAML(typ="safe").load((HERE / "one_machine.yaml").read_text("utf-8"))


def answers(lessons: Sequence[Lesson], language: str) -> str:
    """The answer key of all lessons: answers, likely wrong ones, and what to listen for in the discussion."""
    return _page("answers.html.jinja", language, lessons=lessons)


def slides(lesson: Lesson, language: str) -> str:
    """The slides of a lesson: its goal, what to remember, its exercises, and questions to the class."""
    return _page("slides.html.jinja", language, lesson=lesson)


def _page(template: str, language: str, **parts: object) -> str:
    """A template filled in; `say` picks a text of two, `md` makes HTML of Markdown."""
    known = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    return known.get_template(template).render(
        language=language, say=lambda en, zh: zh if language == "zh" else en, md=_as_html, **parts
    )


def _as_html(text: str) -> Markup:
    return Markup(markdown(INSIDE.sub("", text), extensions=["fenced_code", "tables", "sane_lists"]))
