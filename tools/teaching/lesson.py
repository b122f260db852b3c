"""A lesson as its teacher needs it: goal, exercises, answers and hints, read from the source of the lesson,
and the plans that stand beside it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from inspect import cleandoc
from itertools import pairwise
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tools.lessons import LESSONS, in_language

TEACHING = LESSONS / "teaching"
HEADING = re.compile(r"^#+ .*$", re.MULTILINE)
EXERCISE = re.compile(r"### (?:Exercise|练习) (\d+)$")
GOAL = re.compile(r"^\*\*(?:Goal\.|目标。)\*\*\s*(.*?)\n\n", re.MULTILINE | re.DOTALL)
NEEDS = re.compile(r"\*\*(?:You need|需要)\*\*\s*(.*?)[.。]", re.DOTALL)


@dataclass(frozen=True)
class Exercise:
    """An exercise in one language: its text (Markdown), its answer (Python), the result where that is a
    formula, and what the lesson says to likely wrong answers."""

    number: int
    text: str
    answer: str
    result: str
    hints: tuple[str, ...]


@dataclass(frozen=True)
class Lesson:
    """A lesson in one language; needs: what a student has to know before; plan: what its file in
    `lessons/teaching` says, in both."""

    number: int
    name: str
    title: str
    goal: str
    needs: str
    exercises: tuple[Exercise, ...]
    plan: dict[str, Any]


@cache
def lessons(language: str) -> tuple[Lesson, ...]:
    """All lessons in a language, in order."""
    return tuple(lesson(source, language) for source in sorted((LESSONS / "source").glob("*.py")))


def lesson(source: Path, language: str) -> Lesson:
    """A lesson from its source and its plans; numbers that only a run knows are shown as …"""
    tree = ast.parse(in_language(source.read_text("utf-8"), language))
    texts = [cleandoc(each) for each in _texts(tree)]
    goal, needs = GOAL.search(texts[0]), NEEDS.search(texts[0])
    assert goal and needs, f"{source.name} states no goal, or not what it needs"
    plan = YAML(typ="safe").load((TEACHING / f"{source.stem}.yaml").read_text("utf-8"))
    number, title = int(source.stem.partition("_")[0]), texts[0].partition("\n")[0].removeprefix("# ")
    exercises = tuple(_exercises(tree, texts, plan.get("results", {})))
    return Lesson(number, source.stem, title, goal[1], needs[1], exercises, plan)


def _texts(tree: ast.Module) -> Iterator[str]:
    """What a lesson says, from top to bottom."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    said = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "md"]
    for call in sorted(said, key=lambda each: each.lineno):
        yield shown(call.args[0])


def shown(node: ast.expr) -> str:
    """A text of the source, with … where it shows a number that a run makes; empty for no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (str(each.value) if isinstance(each, ast.Constant) else "…" for each in node.values)
        return "".join(parts)
    return ""


def _exercises(tree: ast.Module, texts: Sequence[str], results: Mapping[int, object]) -> Iterator[Exercise]:
    """Each exercise stands below its heading, to the end of the text or the next heading."""
    for text in texts:
        for heading, following in pairwise([*HEADING.finditer(text), None]):
            if heading and (found := EXERCISE.match(heading[0])):
                number = int(found[1])
                task = text[heading.end() : following.start() if following else None].strip()
                answer, hints = _answer(tree, number), tuple(_hints(tree, number))
                yield Exercise(number, task, answer, str(results.get(number, "")), hints)


def _answer(tree: ast.Module, number: int) -> str:
    """The answer that the lesson hides."""
    name = f"solution_{number}"
    given = ((each, each.targets[0]) for each in ast.walk(tree) if isinstance(each, ast.Assign))
    return next(
        cleandoc(shown(each.value)) for each, to in given if isinstance(to, ast.Name) and to.id == name
    )


def _hints(tree: ast.Module, number: int) -> Iterator[str]:
    """What the check of an exercise says to wrong answers that it knows."""
    checks = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    check = next(each for each in checks if each.name == f"check_{number}")
    nodes = list(ast.walk(check))
    inner = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    inner |= {id(part) for node in nodes if _says_right(node) for part in ast.walk(node)}
    for node in nodes:
        text = shown(node) if isinstance(node, ast.expr) and id(node) not in inner else ""
        if text.endswith((".", "。", "?", "？")):
            yield text


def _says_right(node: ast.AST) -> bool:
    """Whether this is what a check says to a right answer: `Verdict(True, ...)`."""
    return isinstance(node, ast.Call) and [ast.unparse(each) for each in node.args[:1]] == ["True"]
