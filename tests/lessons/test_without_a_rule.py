"""Lesson 3 opened with a rule that cannot be asked: no answer about what the rule changes is right then."""

from __future__ import annotations

import ast
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from lessons.checks import Checks, Verdict
from tools.lessons import LESSONS, in_language

SOURCE = LESSONS / "source" / "3_write_a_rule.py"


def street(willing: float) -> SimpleNamespace:
    return SimpleNamespace(residents=SimpleNamespace(willing=np.full(10, willing)))


def verdict(number: int, answer: float, changes: float, rules: dict[str, Any], language: str) -> Verdict:
    """What the check of an exercise says, where a rule `changes` what is asked about by so much."""
    cells = ast.parse(in_language(SOURCE.read_text("utf-8"), language)).body
    cell = next(
        each
        for each in cells
        if isinstance(each, ast.FunctionDef) and getattr(each.body[0], "name", "") == f"check_{number}"
    )
    cell.decorator_list, names = [], {}
    exec(compile(ast.Module([cell], []), str(SOURCE), "exec"), names)
    hours = pd.DataFrame({"mine": [2.0], "usual": [2.0 - changes], "difference": [changes]})
    given = {
        "checks": Checks(language), "in_force": lambda: rules, "comparison": hours,
        "mine": street(0.25 + changes), "usual": street(0.25),
    }  # fmt: skip
    check = names["_"](**{each.arg: given[each.arg] for each in cell.args.args})[0]
    return check(answer)


@pytest.mark.parametrize("number", [2, 3])
def test_nothing_is_right_while_no_rule_is_in_force(number: int):
    for language, words in (("en", "Mend the rule of exercise 1 first"), ("zh", "先改好练习 1 的规则")):
        told = verdict(number, 0.0, 0.0, {}, language)
        assert not told.right
        assert words in told.text


@pytest.mark.parametrize("number", [2, 3])
def test_an_answer_is_judged_as_soon_as_a_rule_is_in_force(number: int):
    assert verdict(number, 0.5, 0.5, {"Resident.willing_share": abs}, "en").right
    assert not verdict(number, 0.1, 0.5, {"Resident.willing_share": abs}, "en").right
