"""Lines of a function that Python never comes to, since a `return` stands above them."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Unreached:
    """A line of a cell, and whether it stands as far to the left as a line of a function can."""

    line: int
    at_left: bool


def never_reached(function: Callable) -> Unreached | None:
    """The first line below a `return` and as far to the right; None if there is none, or the text of the
    function is not known."""
    try:
        lines, first = inspect.getsourcelines(function)
        tree = ast.parse(textwrap.dedent("".join(lines)))
    except (OSError, TypeError, SyntaxError):
        return None
    below = [after for block in _blocks(tree) for one, after in pairwise(block) if _ends(one)]
    if not below:
        return None
    found, rule = min(below, key=lambda each: each.lineno), tree.body[0]
    return Unreached(first + found.lineno - 1, isinstance(rule, ast.FunctionDef) and found in rule.body)


def _blocks(tree: ast.AST) -> Iterator[list[ast.stmt]]:
    """Lines that stand straight below each other."""
    for node in ast.walk(tree):
        parts = (getattr(node, name, None) for name in ("body", "orelse"))
        yield from (part for part in parts if isinstance(part, list))


def _ends(line: ast.stmt) -> bool:
    return isinstance(line, ast.Return | ast.Raise)
