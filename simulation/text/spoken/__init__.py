"""What the command line says, in the reader's language: the English sentence in the code is the key.

Sentences are made and raised in English, deep in the program, and become Chinese where they leave it. The
catalogue `zh.po` (gettext) has their templates; `python -m tools.catalogue` keeps it complete.
"""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from simulation.text.bilingual import Pair
from simulation.text.quantities import Language
from simulation.text.spoken.catalogue import CATALOGUE, chinese

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "CATALOGUE",
    "chosen",
    "language",
    "language_here",
    "language_of",
    "of_this_machine",
    "speak",
    "speaking",
    "spoken",
]

_spoken_now: list[Language] = []  # of the process, since lines of progress come from other threads too


def language() -> Language:
    """The language that is spoken now, "en" or "zh"; English until one is chosen."""
    return _spoken_now[-1] if _spoken_now else "en"


def language_here() -> Language:
    """The language that is spoken now; until one is chosen, that of this machine."""
    return _spoken_now[-1] if _spoken_now else of_this_machine()


@contextmanager
def speaking(tongue: Language) -> Iterator[None]:
    """What is said inside is said in this language."""
    _spoken_now.append(tongue)
    try:
        yield
    finally:
        _spoken_now.pop()


def speak(tongue: Language) -> None:
    """Say all that comes in this language."""
    _spoken_now[:] = [tongue]


def spoken(text: str | Pair) -> str:
    """A sentence, or one side of a pair, in the language that is spoken now."""
    if isinstance(text, Pair):
        return text.side(language())
    return chinese(text) if language() == "zh" else text


def chosen(said: str) -> Language | None:
    """The language that a word names; None if it names none that is spoken here."""
    word = said.lower()
    return "zh" if word.startswith(("zh", "chinese")) else "en" if word == "en" else None


def language_of(environment: Mapping[str, str]) -> Language | None:
    """The language that an environment asks for, as POSIX orders its variables; None if it asks for none."""
    said = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    first = next(filter(None, said), "")
    return (chosen(first) or "en") if first else None


def of_this_machine() -> Language:
    """The language of this machine, if it is English or Chinese; else English."""
    return language_of(os.environ) or chosen(locale.getlocale()[0] or "") or "en"
