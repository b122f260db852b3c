"""A study of rules alone: its page says what they move, and speaks of nothing that a budget buys."""

from __future__ import annotations

import json

import pytest

from simulation.experiment.storage.study_json import rules_alone
from simulation.report.data.results_folder import Folder
from simulation.report.page import Part
from tests.report.synthetic_money import write_priced
from tests.report.synthetic_results import write_table

RULE = {"replaces": "Resident.willing_share", "with": "keen", "file": "keen.py"}


def study(*others: dict, **baseline: object) -> dict:
    usual = {"name": "today", **baseline}
    return {"baseline": "today", "scenarios": [usual, *({"name": f"s{n}"} | o for n, o in enumerate(others))]}


@pytest.mark.parametrize(
    ("found", "alone"),
    [
        (study({"rules": [RULE]}), True),
        (study({"rules": [RULE]}, {"rules": [RULE | {"with": "lazy"}]}), True),
        (study({"rules": [RULE], "policies": [1]}, policies=[1]), True),
        (study({"rules": [RULE]}, {"policies": [1]}), False),
        (study({"rules": [RULE], "policies": [1]}), False),
        (study({"rules": [RULE], "shocks": [1]}), False),
        (study({"rules": [RULE], "point": {"place.residents": 1}}), False),
        (study({"rules": [RULE]}, rules=[RULE]), False),
        (study({}), False),
        (study(), False),
    ],
)
def test_rules_are_alone_where_nothing_else_differs_from_the_baseline(found, alone):
    assert rules_alone(found) == alone


@pytest.fixture(scope="module")
def part(tmp_path_factory):
    """The results of a study, whose scenarios are said to differ by rules."""
    path = write_priced(tmp_path_factory.mktemp("rules") / "r")
    write_table(path / "ladder.csv", [{"scenario": "more-workers", "ran": 1, "budget": 9e5}])
    told = json.loads((path / "study.json").read_text("utf-8"))
    for each in told["scenarios"]:
        each.pop("policies", None), each.pop("remedies", None)
        if each["name"] != told["baseline"]:
            each["rules"] = [RULE | {"with": each["name"].replace("-", "_")}]
    (path / "study.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return Part("r0", Folder(path))


def test_the_page_gives_no_advice_by_budget(part):
    facts = part.facts
    assert [facts[name] for name in ("ladder", "budgets", "mine", "bills", "alone", "turning")] == [None] * 6
    assert not facts["questions"] and not facts["prices"] and "payers" not in part.pictures
    assert part.answer.lead is not None and "预算够做什么" not in "".join(
        each.zh for each in part.answer.short.values()
    )


def test_what_each_rule_moves_most_clearly_comes_first(part):
    first, workers, *others = part.facts["moved"]
    assert "no budget buys it" in first.en and "花钱买不到" in first.zh
    assert workers.en.startswith("What “One more worker in each grid” changes most clearly: ")
    # then five are named, and first the one that lies farthest from zero beside its interval
    named = workers.en.partition(": ")[2].split("; ")
    every = [row for rows in part.rows.values() for row in rows if row.scenario.id == "more-workers"]
    settled = [row for row in every if row.conclusive]
    outcomes = [row for row in settled if row.info.role != "input"]
    best = max(outcomes, key=lambda row: abs(row.difference) / (row.high - row.low))
    assert len(named) == 5 and named[0].startswith(best.info.label.en[0].lower() + best.info.label.en[1:])
    assert others
