"""The pages of the teacher's pack: one HTML file each, that asks nothing of any other place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown import markdown
from markupsafe import Markup

from tools.teaching.lesson import Lesson
from tools.teaching.one_machine import FOLD, one_machine

HERE = Path(__file__).parent
INSIDE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[^\s`|#-])")
"""The end of a line inside a Chinese sentence, which a browser would show as a space."""


def index(lessons: Sequence[Lesson], language: str) -> str:
    """What there is in the pack, and where."""
    return _page("index.html.jinja", language, lessons=lessons, one_machine=one_machine(language))


def plans(lessons: Sequence[Lesson], language: str) -> str:
    """The plans of all lessons, to print."""
    known = one_machine(language)
    return _page("plans.html.jinja", language, lessons=lessons, one_machine=known, slides_of=_slides_of)


def _slides_of(lesson: Lesson, step: Mapping[str, Any], first: bool) -> list[int]:
    """The slides that a step of a plan shows: the first has the goal, then each exercise has one, then each
    thing to remember."""
    numbers = [each.number for each in lesson.exercises]
    last = range(2 + len(numbers), 2 + len(numbers) + len(lesson.plan["show"]))
    shown = [2 + numbers.index(number) for number in step.get("exercises", [])]
    return [1] * first + shown + list(last) * bool(step.get("remember"))


def answers(lessons: Sequence[Lesson], language: str) -> str:
    """The answer key of all lessons: answers, likely wrong ones, and what to listen for in the discussion."""
    return _page("answers.html.jinja", language, lessons=lessons, one_machine=one_machine(language))


def slides(lesson: Lesson, language: str) -> str:
    """The slides of a lesson: its goal, its exercises, what to remember, and questions to the class."""
    return _page("slides.html.jinja", language, lesson=lesson, title=lesson.title)


def one_machine_slides(language: str) -> str:
    """The slides of the lesson with one machine alone: what the class is asked."""
    known = one_machine(language)
    return _page("slides-one-machine.html.jinja", language, one_machine=known, title=known.title)


def _page(template: str, language: str, **parts: object) -> str:
    """A template filled in; `say` picks a text of two, `md` makes HTML of Markdown."""
    known = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    return known.get_template(template).render(
        language=language, say=lambda en, zh: zh if language == "zh" else en, md=_as_html, **parts
    )


def _as_html(text: str) -> Markup:
    return Markup(
        markdown(FOLD.sub("", INSIDE.sub("", text)), extensions=["fenced_code", "tables", "sane_lists"])
    )
