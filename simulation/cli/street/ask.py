"""Ask in the terminal, one question after the other, until each has an answer that can be used."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from simulation.cli.drafts import saying
from simulation.cli.street.answer import AnswerError, read_answer, shown_range
from simulation.cli.street.form import NAME, lines_of_form
from simulation.cli.street.questions import Question, questions
from simulation.cli.telling import tell
from simulation.cli.user_errors import UsageError


def ask_all(tongue: str) -> tuple[str, dict[str, float]]:
    """The name of the street, empty where none is given, and the answers that are known."""
    say = saying(tongue)
    hint = say(
        "Leave empty what you do not know: Lijia's range is kept.", "不知道的留空：沿用李家街道的数值。"
    )
    click.echo(hint)
    (_, text, _), *_ = lines_of_form(tongue)
    name = _typed(text)
    known: dict[str, float] = {}
    for each in questions():
        answer = _ask(each, known, tongue)
        if answer is not None:
            known[each.name] = answer
    return name, known


def _ask(question: Question, known: Mapping[str, float], tongue: str) -> float | None:
    """Ask until the answer can be used."""
    text = question.zh if tongue == "zh" else question.en
    while True:
        said = _typed(f"{text} ({shown_range(question, known, tongue)})")
        try:
            return read_answer(question, said, known, tongue)
        except AnswerError as error:
            tell(str(error), err=True)


def _typed(text: str) -> str:
    return click.prompt(text, default="", show_default=False).strip()


def answers_of(path: Path, said: Mapping[str, object], tongue: str) -> tuple[str, dict[str, float]]:
    """The same from a form; UsageError with a line for each answer that cannot be used."""
    known: dict[str, float] = {}
    wrong: list[str] = []
    for each in questions():
        try:
            answer = read_answer(each, said.get(each.name), known, tongue)
        except AnswerError as error:
            wrong.append(f"{path}: {error}")
            continue
        if answer is not None:
            known[each.name] = answer
    if wrong:
        raise UsageError("\n".join(wrong))
    return str(said.get(NAME) or "").strip(), known
