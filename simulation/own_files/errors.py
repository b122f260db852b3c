"""What an error of Python means in somebody's own file, and what to write instead."""

from __future__ import annotations

import builtins
import sys
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from types import ModuleType
from typing import Any

IMPORTS = {"np": "import numpy as np", "pd": "import pandas as pd", "math": "import math"}
"""What a beginner uses and forgets to import."""
FROM_KEYBOARD = str.maketrans("“”‘’。、《》【】", "\"\"''.,<>[]")
"""Signs of a Chinese keyboard that no normal form of Unicode turns into those of Python."""


class OwnFileError(ValueError):
    """Something in a file of one's own cannot be used; the text is a sentence that names file and line."""


def said(error: BaseException) -> str:
    """What kind of error it is, and its text on one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def line_in(file: str, error: BaseException, otherwise: int = 1) -> int:
    """The line of a file where an error arose."""
    if isinstance(error, SyntaxError) and error.lineno:
        return error.lineno
    found, at = otherwise, error.__traceback__
    while at:
        if at.tb_frame.f_code.co_filename == file:
            found = at.tb_lineno
        at = at.tb_next
    return found


def failure(error: BaseException, states: Iterable[str] = ()) -> str:
    """An error with what to write instead, where that can be told. states: what `self.` would reach."""
    return said(error).rstrip(".") + _instead(error, list(states))


def _instead(error: BaseException, states: list[str]) -> str:
    if isinstance(error, AttributeError) and error.name:
        return _meant(error.name, [*_attributes(error.obj), *_states_of(error.obj, states)])
    if isinstance(error, ModuleNotFoundError):
        return "; a file of one's own may import numpy, pandas and simulation, but no other file of yours"
    if isinstance(error, ImportError) and error.name_from:
        return _meant(error.name_from, dir(_module(error.name)))
    if isinstance(error, NameError) and error.name:
        return _for_name(error.name, states, error)
    text = str(error)
    if "no type annotation" in text:
        name = text.split("'")[1]
        return f"; write `{name}: float = param(...)`"
    if "not callable" in text:
        return "; a state or number is read without brackets: self.age, not self.age()"
    if "unsupported operand" in text and "'str'" in text:
        return "; a number is written without quotes: 0.3, not '0.3'"
    return ""


def _for_name(name: str, states: list[str], error: NameError) -> str:
    if name in IMPORTS:
        return f"; write `{IMPORTS[name]}` at the top of the file"
    if name in states:
        return f"; write self.{name}"
    near = get_close_matches(name, states, n=1)
    return f"; did you mean 'self.{near[0]}'?" if near else _meant(name, _names_at(error))


def _names_at(error: BaseException) -> list[str]:
    """What could have been meant where the error arose: names of the file, of the function, of Python."""
    at = error.__traceback__
    while at and at.tb_next:
        at = at.tb_next
    return [*(at.tb_frame.f_locals | at.tb_frame.f_globals if at else ()), *dir(builtins)]


def _meant(name: str, names: Iterable[str]) -> str:
    near = get_close_matches(name, [each for each in names if each != name], n=1)
    return f"; did you mean '{near[0]}'?" if near else ""


def _attributes(thing: Any) -> list[str]:
    return [name for name in dir(thing) if not name.startswith("_")]


def _states_of(thing: Any, states: list[str]) -> list[str]:
    return [] if isinstance(thing, ModuleType) else states


def _module(name: str | None) -> ModuleType | None:
    return sys.modules.get(name or "")


def not_python(error: SyntaxError | ValueError) -> str:
    """Why a text is no Python, and what to write instead."""
    text = getattr(error, "msg", str(error))
    if isinstance(error, IndentationError):
        return (
            f"{text}; the lines of a block begin in one column, four spaces further in than its `def` or `if`"
        )
    if text.startswith("invalid character"):
        return f"{text}{_english(text)}"
    if "Maybe you meant '=='" in text:
        return f"{text.split('. Maybe')[0]}; to compare, write ==, since = gives a name to a value"
    return text


def _english(text: str) -> str:
    sign = text.split("'")[1] if text.count("'") > 1 else ""
    plain = unicodedata.normalize("NFKC", sign).translate(FROM_KEYBOARD)
    return f"; outside of texts, write {plain} with an English keyboard" if plain.isascii() and plain else ""
