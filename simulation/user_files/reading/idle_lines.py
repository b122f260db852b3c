"""Lines of a function that do nothing, or less than was meant, though they are good Python: those below a
`return`, those that work out a value which nobody takes, and those that ask for exactly one number."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

from simulation.user_files.user_object import UserObject

VALUES = (ast.Compare, ast.BinOp, ast.BoolOp, ast.UnaryOp, ast.Name, ast.Attribute, ast.IfExp, ast.Subscript)
"""Parts of Python that work out a value and do nothing else."""


@dataclass(frozen=True)
class Unreached:
    """A line of a cell, and whether it stands as far to the left as a line of a function can."""

    line: int
    at_left: bool


def idle_lines(text: str, file: str) -> list[tuple[int, str]]:
    """The lines of a Python file that do nothing, in order, each with why. file: its name, for warnings."""
    tree = ast.parse(text, file)
    functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
    below = {
        each.lineno: "is never reached: the `return` above it ends the function" for each in _unreached(tree)
    }
    unused = {
        line: "works out a value that nobody takes: is `return` missing, or a name with = ?"
        for function in functions
        for line in _unused(function)
    }
    return sorted((unused | below).items())


def notes_on(files: Iterable[UserObject]) -> list[str]:
    """What is said of the lines that do nothing in user-defined files; nothing of one that is no Python."""
    notes = []
    for file, text in {each.file: each.text for each in files}.items():
        with suppress(SyntaxError):
            notes += [f"{file}:{line}: note: this line {why}" for line, why in idle_lines(text, file)]
    return notes


def never_reached(function: Callable) -> Unreached | None:
    """The first line below a `return` and as far to the right; None if there is none, or the text of the
    function is not known."""
    tree, first = _read(function)
    below = _unreached(tree) if tree else []
    if not below or not tree:
        return None
    found, rule = min(below, key=lambda each: each.lineno), tree.body[0]
    return Unreached(first + found.lineno - 1, isinstance(rule, ast.FunctionDef) and found in rule.body)


def unused_value(function: Callable) -> int | None:
    """The first line that works out a value which nobody takes, as one without its `return` does, or that
    only prints one."""
    tree, first = _read(function)
    found = [*_unused(tree), *_printed(tree)] if tree else []
    return first + min(found) - 1 if found else None


def equal_only(function: Callable) -> int | None:
    """The first line that asks whether something is exactly one number, as `self.age == 25` does."""
    tree, first = _read(function)
    asked = [each for each in ast.walk(tree) if isinstance(each, ast.Compare)] if tree else []
    found = [
        each.lineno
        for each in asked
        if isinstance(each.ops[0], ast.Eq) and any(map(_is_number, [each.left, *each.comparators]))
    ]
    return first + min(found) - 1 if found else None


def _read(function: Callable) -> tuple[ast.Module | None, int]:
    """A function as it is parsed, and its first line in its file; None if its text is not known."""
    try:
        lines, first = inspect.getsourcelines(function)
        return ast.parse(textwrap.dedent("".join(lines))), first
    except (OSError, TypeError, SyntaxError):
        return None, 0


def _unreached(tree: ast.AST) -> list[ast.stmt]:
    return [after for block in _blocks(tree) for one, after in pairwise(block) if _ends(one)]


def _unused(tree: ast.AST) -> list[int]:
    """Lines that are a value alone; a text is a remark, and `...` stands for what is still to come."""
    alone = [each for each in ast.walk(tree) if isinstance(each, ast.Expr)]
    return [each.lineno for each in alone if isinstance(each.value, VALUES) or _is_number(each.value)]


def _printed(tree: ast.AST) -> list[int]:
    """Lines that print a number alone, as a beginner writes who means `return`."""
    calls = [each.value for each in ast.walk(tree) if isinstance(each, ast.Expr)]
    return [
        each.lineno
        for each in calls
        if isinstance(each, ast.Call)
        and ast.unparse(each.func) == "print"
        and all(map(_is_number, each.args))
    ]


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


def _blocks(tree: ast.AST) -> Iterator[list[ast.stmt]]:
    """Lines that stand straight below each other."""
    for node in ast.walk(tree):
        parts = (getattr(node, name, None) for name in ("body", "orelse"))
        yield from (part for part in parts if isinstance(part, list))


def _ends(line: ast.stmt) -> bool:
    return isinstance(line, ast.Return | ast.Raise)
