"""What a user-defined function does, read without running it."""

from __future__ import annotations

import dis
from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import Any, TypeGuard


def instructions_of(
    function: FunctionType, known: set[CodeType] | None = None
) -> Iterator[tuple[dis.Instruction, Any]]:
    """Every instruction of a function, of those inside it and of those of its file that it calls, with the
    global thing that the instruction reads; None where it reads none, or one of Python's own."""
    known = set() if known is None else known
    for code in _codes(function.__code__):
        if code in known:
            continue
        known.add(code)
        for each in dis.get_instructions(code):
            thing = function.__globals__.get(each.argval) if "GLOBAL" in each.opname else None
            yield each, thing
            if is_beside(thing, function):
                yield from instructions_of(thing, known)


def is_beside(thing: Any, function: FunctionType) -> TypeGuard[FunctionType]:
    """Whether it is a function that stands in the same file."""
    return isinstance(thing, FunctionType) and thing.__globals__ is function.__globals__


def line_of(instruction: dis.Instruction) -> int:
    """The line where it stands; 0 if that is not known."""
    return (instruction.positions and instruction.positions.lineno) or 0


def _codes(code: CodeType) -> Iterator[CodeType]:
    """A code and those of the functions inside it."""
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _codes(each)
