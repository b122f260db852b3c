"""The step of the ladder within a budget, and what is said of a choice for it, at the bounds, by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from simulation.experiment.comparison.assumptions.advised_choice import (
    advice_of,
    chosen_said,
    rival_said,
    sum_said,
)
from simulation.experiment.comparison.policies.budget_ladder import step_within
from simulation.text.bilingual import Pair

TITLES = {name: Pair(f"“{name}中”", f"“{name}”") for name in "abc"}
STEPS = pd.DataFrame({"scenario": ["a", "b", "a + b"], "budget": [-5.0, 100.0, 200.0]})


@pytest.mark.parametrize(
    ("yuan", "step"),
    [(-6, None), (-5, "a"), (99.5, "a"), (100, "b"), (199.5, "b"), (200, "a + b"), (1e9, "a + b")],
)
def test_the_last_step_that_a_budget_pays_is_taken(yuan, step):
    found = step_within(STEPS, yuan)
    assert (found and found["scenario"]) == step
    assert step_within(STEPS.head(0), yuan) is None


def drawn(advised="a", budget=500_000.0, costs=(600_000.0, 700_000.0)) -> pd.DataFrame:
    """drawn_worlds.csv of a's rivals b and c, as far as it says what was advised."""
    told = {"choice": "a", "rival": ["b", "c"][: len(costs)], "rival_cost": costs}
    return pd.DataFrame(told | {"advised": advised, "budget": budget})


@pytest.mark.parametrize("advised", ["", math.nan])
def test_without_advice_nothing_is_said_of_a_budget(advised):
    for table in (drawn(advised), drawn().drop(columns="advised")):
        assert advice_of(table) is None
        assert chosen_said(table, TITLES).en == rival_said(table, TITLES).en == ""


def test_the_choice_for_a_budget_is_it_or_a_part_of_it():
    assert advice_of(drawn()) == (500_000, "a")
    said = chosen_said(drawn(), TITLES)
    assert (said.en, said.zh) == (
        "The choice for 500,000 yuan a year is “a”.",
        "每年新增预算 50 万元以内的选择是“a 中”。",
    )
    part = chosen_said(drawn("a + b"), TITLES)
    assert part.en == (
        "The choice for 500,000 yuan a year, “a” and “b”, was not run together; tested is the part of it "
        "that does most, “a”."
    )


@pytest.mark.parametrize(
    ("cost", "said"),
    [
        (500_000.0, ""),  # just within the budget
        (499_999.0, ""),
        (math.nan, ""),
        (
            500_001.0,
            "No other remedy that helps costs under 500,000 yuan, so it is compared with the cheapest above "
            "it, “b” (500 thousand yuan a year).",
        ),
    ],
)
def test_a_rival_is_dearer_beyond_the_budget_alone(cost, said):
    found = rival_said(drawn(costs=(cost, 900_000.0)), TITLES).en
    assert found.endswith(said) and bool(found) is bool(said)


def test_a_rival_alone_is_the_baseline():
    for cost in (0.0, 900_000.0):
        assert rival_said(drawn(costs=(cost,)), TITLES).en.startswith(
            "Nothing else helps, so it meets the baseline"
        )


def test_a_budget_is_said_as_it_was_named():
    assert (sum_said(500_000).en, sum_said(500_000).zh) == ("500,000 yuan", "50 万元")
    assert sum_said(125_000).zh == "12.5 万元"
