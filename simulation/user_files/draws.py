"""Find random draws in a rule without running it: a rule returns a chance, and only the model draws."""

from __future__ import annotations

import dis
from collections.abc import Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

NAMES = {"random", "rng", "default_rng", "RandomState", "secrets", "urandom"}
MODULES = ("random", "numpy.random", "secrets", "_random")


def line_of_draw(function: FunctionType) -> int | None:
    """The line where a function, or one of its file that it calls, draws a random number; None if it does
    not."""
    return next(_lines(function, set()), None)


def _lines(function: FunctionType, known: set[CodeType]) -> Iterator[int]:
    for code in _codes(function.__code__):
        if code in known:
            continue
        known.add(code)
        for each in dis.get_instructions(code):
            name = each.argval if isinstance(each.argval, str) else ""
            thing = function.__globals__.get(name) if "GLOBAL" in each.opname else None
            reads = each.opname.startswith(("LOAD_ATTR", "LOAD_METHOD", "IMPORT"))
            if (reads and name.rpartition(".")[2] in NAMES) or _is_random(thing):
                yield each.positions.lineno if each.positions and each.positions.lineno else 0
            if isinstance(thing, FunctionType) and thing.__globals__ is function.__globals__:
                yield from _lines(thing, known)


def _codes(code: CodeType) -> Iterator[CodeType]:
    """A code and those of the functions inside it."""
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _codes(each)


def _is_random(thing: Any) -> bool:
    """Whether it is a module of random numbers, or something made there."""
    if isinstance(thing, ModuleType):
        return thing.__name__ in MODULES
    owner = getattr(thing, "__self__", thing)
    homes = (getattr(owner, "__module__", None), type(owner).__module__)
    return any(isinstance(home, str) and _below(home) for home in homes)


def _below(home: str) -> bool:
    return any(home == each or home.startswith(f"{each}.") for each in MODULES)
