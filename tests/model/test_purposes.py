"""What decides two things is never one random number: each purpose of a draw stands once in the model."""

import ast
from collections import defaultdict

from tests.worlds import ROOT

DRAWS = {
    "draw",
    "few",
    "of_agents",
    "normal",
    "exponential",
    "choose",
    "bernoulli_rows",
    "_own",
    "_luck",
    "_normal",
    "_spread",
}
ON_PURPOSE = {
    "head": "which buildings have a head at first, and where heads are found again",
    "money.cycle": "good and bad years of the whole street, for every channel of money",
    "talent.wake": "who wakes, and of those awake who falls asleep: never the same person on a day",
    "willing": "who is willing at first, and after thinking anew",
}


def purposes():
    """Files and lines by purpose, of every draw in the model and in what it is made of."""
    found = defaultdict(list)
    for folder in ("model", "neighbourhood", "agents", "treasury", "service"):
        for path in sorted((ROOT / "simulation" / folder).rglob("*.py")):
            for call in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(call, ast.Call) and _name(call.func) in DRAWS:
                    texts = [each for each in call.args if isinstance(each, ast.Constant)]
                    for each in texts:
                        if isinstance(each.value, str):
                            found[each.value].append(f"{path.name}:{call.lineno}")
    return found


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_each_purpose_is_drawn_for_in_one_place():
    found = purposes()
    assert len(found) > 80
    several = {purpose: places for purpose, places in found.items() if len(places) > 1}
    assert set(several) == set(ON_PURPOSE), several
