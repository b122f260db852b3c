"""Which choice of a results folder is tested: what the advice takes for the budget, and its rivals."""

from __future__ import annotations

import pandas as pd
import pytest

from simulation.analysis.overturn.advised import advised
from tests.report.synthetic_results import write_table

# name: (need-days, yuan of the street); what only costs seems to help, by chance
MEANS = {
    "today": (100.0, 1e6), "cheap": (90.0, 1.1e6), "best": (60.0, 1.2e6), "near": (95.0, 1.6e6),
    "dear": (40.0, 9e6), "harm": (110.0, 1.05e6), "placebo": (99.0, 1.1e6),
}  # fmt: skip
SCENARIOS = [{"name": name, "policies": [{"name": name if name == "placebo" else "app"}]} for name in MEANS]
STEPS = [
    {"scenario": "cheap", "budget": 1e5}, {"scenario": "best", "budget": 2e5},
    {"scenario": "cheap + best", "budget": 3e5}, {"scenario": "dear", "budget": 8e6},
]  # fmt: skip


def runs(*left_out: str) -> pd.DataFrame:
    rows = [
        (name, number, days + number, yuan)
        for name, (days, yuan) in MEANS.items()
        for number in (-1, 1)
        if name not in left_out
    ]
    table = pd.DataFrame(rows, columns=["scenario", "replication", "need_days", "cost_street"])
    return table.set_index(["scenario", "replication"])


def found(folder, budget: float, *left_out: str):
    write_table(folder / "ladder.csv", STEPS)
    there = [each for each in SCENARIOS if each["name"] not in left_out]
    return advised(folder, there, runs(*left_out), "today", budget)


@pytest.mark.parametrize(
    ("budget", "step", "choice", "rivals"),
    [
        (2.5e5, "best", "best", ("cheap",)),  # neither what harms nor what only costs is a rival
        (3e5, "cheap + best", "best", ("cheap",)),  # of a sum the part that does most
        (1e5, "cheap", "cheap", ("best", "near", "dear")),  # nothing else so cheap helps: the cheapest first
        (1e9, "dear", "dear", ("best", "cheap", "near")),
    ],
)
def test_the_choice_is_that_of_the_advice_and_its_rivals_help_for_the_same_money(
    tmp_path, budget, step, choice, rivals
):
    advice = found(tmp_path, budget)
    assert (advice.step, advice.choice, advice.rivals) == (step, choice, rivals)
    assert advice.costs["near"] == pytest.approx(6e5) and advice.costs["today"] == 0


def test_without_advice_within_the_budget_there_is_no_such_choice(tmp_path):
    assert found(tmp_path, 9e4) is None
    (tmp_path / "ladder.csv").unlink()
    assert advised(tmp_path, SCENARIOS, runs(), "today", 1e9) is None


def test_where_nothing_else_helps_there_is_no_rival(tmp_path):
    assert found(tmp_path, 2e5, "cheap", "near", "dear").rivals == ()
