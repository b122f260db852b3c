"""What a user file prints: it is asked for every agent on every day, so some lines say enough."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from functools import cache
from itertools import count
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

LINES = 20
"""How often a user file, or a user-defined rule, may print in one process."""


_in_language: list[Callable[[str], str]] = [str]


def say_in(language: Callable[[str], str]) -> None:
    """Have the sentence about prints told in a reader's language. language: makes it of the English one."""
    _in_language[0] = language


def few_prints(name: str) -> Callable[..., None]:
    """`print` for the file or rule of a name: after `LINES` calls it says so once, and then is silent."""
    calls = count()

    def print_a_little(*values: Any, **named: Any) -> None:
        before = next(calls)
        if before < LINES:
            builtins.print(*values, **named)
        elif before == LINES:
            sentence = f"{Path(name).name} prints no more after {LINES} lines: it is asked for every agent"
            builtins.print(_in_language[0](sentence))

    return print_a_little


def printing_little(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that is in no user file, such as one of a notebook, with few prints; itself if it prints
    nothing."""
    if not isinstance(function, FunctionType) or "print" in function.__globals__:
        return function
    if "print" not in function.__code__.co_names:
        return function
    names = {**function.__globals__, "print": _printer(function.__code__)}
    few = FunctionType(
        function.__code__, names, function.__name__, function.__defaults__, function.__closure__
    )
    few.__kwdefaults__ = function.__kwdefaults__
    return few


@cache
def _printer(code: CodeType) -> Callable[..., None]:
    """One for each function, on however many streets it is a rule."""
    return few_prints(code.co_name)
