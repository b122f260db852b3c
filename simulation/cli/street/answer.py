"""An answer as it is typed: a number, or a sentence that says what is allowed."""

from __future__ import annotations

import math
import re
import unicodedata

from simulation.cli.street.questions import Answers, Question, with_lijia

_TEN_THOUSAND = re.compile(r"(.+)万")


class AnswerError(ValueError):
    """An answer that cannot be used; the text is a sentence for the one who gave it."""


def read_answer(question: Question, said: object, known: Answers, tongue: str) -> float | None:
    """The number of an answer, None where it is left empty; AnswerError, one sentence, for any other.

    known: the answers before it, which decide what this one may be.
    """
    text = unicodedata.normalize("NFKC", "" if said is None else str(said)).strip()
    if not text:
        return None
    low, high = question.allowed(with_lijia(known))
    number = _number(text.removesuffix("%"))
    if not low <= number <= high:
        raise AnswerError(_refused(question, text, low, high, tongue))
    return number


def _number(text: str) -> float:
    """The number of a text, NaN where it is none; eight 万 and 80,000 are 80000."""
    wan = _TEN_THOUSAND.fullmatch(text)
    try:
        number = float((wan[1] if wan else text).replace(",", "").replace(" ", ""))
    except ValueError:
        return math.nan
    return number * 10_000 if wan else number


def shown_range(question: Question, known: Answers, tongue: str) -> str:
    """What a question allows, with its unit."""
    low, high = question.allowed(with_lijia(known))
    unit = question.unit_zh if tongue == "zh" else question.unit
    return f"{_shown(low)} {'至' if tongue == 'zh' else 'to'} {_shown(high)} {unit}"


def _shown(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def _refused(question: Question, text: str, low: float, high: float, tongue: str) -> str:
    if tongue == "zh":
        unit = question.unit_zh
        return f"{question.name}：“{text}”不能用；可填 {_shown(low)} 至 {_shown(high)} {unit}，不知道就留空"
    allowed = f"allowed: {_shown(low)} to {_shown(high)} {question.unit}, or nothing where it is not known"
    return f"{question.name}: '{text}' cannot be used; {allowed}"
