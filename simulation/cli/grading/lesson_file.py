"""The rule in a lesson that a student hands in: the function in one of its cells that asks about `self`."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator

from simulation.user_files import not_python

LIBRARIES = ("math", "numpy", "pandas")
NO_RULE = "this lesson has no rule in it: hand in lesson 3, or a file that `python run.py new rule` wrote"

UNCHANGED = "the rule is still the one that the lesson begins with"
FIRST_RULE = "first_rule"  # what a lesson calls that one


def is_lesson(tree: ast.Module) -> bool:
    """Whether a file is a notebook, as lessons are."""
    return any(
        isinstance(each, ast.Assign) and ast.unparse(each.value).startswith("marimo.App(")
        for each in tree.body
    )


def rules_in(tree: ast.Module, text: str) -> dict[str, str]:
    """Names of the functions in cells that ask about `self`, each with the text of a file with it alone,
    at the same lines."""
    imports = "; ".join(dict.fromkeys(_imports(tree)))
    return {each.name: _alone(each, text, imports) for each in _cells(tree) if _asks_about_self(each)}


def answers_in(tree: ast.Module) -> set[str]:
    """Names of the functions that a student gives as an answer (`answer_1 = my_rule`), or that are a cell by
    themselves; the lesson's own are neither."""
    given = (each for each in ast.walk(tree) if isinstance(each, ast.Assign))
    handed = {ast.unparse(each.value) for each in given if ast.unparse(each.targets[0]).startswith("answer_")}
    return handed | {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}


def is_unchanged(tree: ast.Module, name: str) -> bool:
    """Whether a rule says what the rule says that the lesson begins with."""
    bodies = {each.name: [ast.dump(line) for line in each.body] for each in _cells(tree)}
    return bodies[name] == bodies.get(FIRST_RULE)


def fault_in(tree: ast.Module) -> tuple[int, str] | None:
    """The line and the fault of the first cell that is no Python, which the notebook keeps as a text."""
    for each in tree.body:
        call = each.value if isinstance(each, ast.Expr) else None
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "app._unparsable_cell":
            return _fault(call.args[0])
    return None


def _fault(cell: ast.expr) -> tuple[int, str] | None:
    text = textwrap.dedent(str(ast.literal_eval(cell)))
    try:
        ast.parse(text)
    except SyntaxError as error:
        return cell.lineno + (error.lineno or 1) - 1, not_python(error, text)
    return None


def _cells(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """The functions in the cells, and those that the notebook keeps as cells of their own."""
    for each in tree.body:
        if isinstance(each, ast.FunctionDef):
            yield from (inner for inner in (each, *each.body) if isinstance(inner, ast.FunctionDef))


def _asks_about_self(function: ast.FunctionDef) -> bool:
    return [each.arg for each in function.args.args[:1]] == ["self"]


def _imports(tree: ast.Module) -> Iterator[str]:
    for each in ast.walk(tree):
        if isinstance(each, ast.Import) and each.names[0].name.partition(".")[0] in LIBRARIES:
            yield ast.unparse(each)


def _alone(function: ast.FunctionDef, text: str, imports: str) -> str:
    """A function as a file: dedented, below empty lines, so that its lines keep their numbers."""
    lines = text.splitlines()[function.lineno - 1 : function.end_lineno]
    return imports + "\n" * (function.lineno - 1) + textwrap.dedent("\n".join(lines)) + "\n"
