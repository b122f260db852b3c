"""What policies cost and what budgets buy, at the bounds between one choice and another, by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from simulation.experiment.comparison.policies.best_within_budget import best_within, budget_table, budgets
from simulation.experiment.comparison.policies.budget_ladder import ladder_table
from simulation.experiment.comparison.policies.cost_effectiveness import price_table, prices
from simulation.experiment.comparison.policies.remedy_contributions import Game, game, package_table
from simulation.experiment.comparison.policies.shapley import shapley
from simulation.statistics import paired_ratio
from tests.experiment.comparison.test_comparison import metric

LUCK = np.array([3.0, -1, 2, -4, 0])  # of mean 0 and standard error sqrt(1.5)
HALF = 2.7764451051977987 * math.sqrt(1.5)  # of its interval: t of 4 degrees, 97.5 %
NAN = math.nan


def runs(spared=0.0, yuan=0.0, luck=0.0, yuan_luck=0.0, residents=10_000):
    """Five replications; yuan: extra, of 1,000 residents and of the whole street, which has 10,000."""
    per_head = 100 + (yuan + yuan_luck * LUCK) / residents
    need_days = 5000.0 - spared - luck * LUCK
    return pd.DataFrame({"need_days": need_days, "cost": per_head, "cost_street": per_head * residents})


def priced(residents=1000, conclusive=("need_days",), **scenarios):
    """prices.csv of scenarios by name: need-days spared, yuan per 1,000 residents, luck of both."""
    others = {name: runs(*worth, residents=residents) for name, worth in scenarios.items()}
    return price_table(runs(residents=residents), others, dict.fromkeys(scenarios, conclusive))


# --- prices


def test_a_price_is_extra_yuan_of_a_thousand_residents_by_need_days_spared():
    (row,) = priced(more=(50.0, 100.0, 2.0, 3.0)).to_dict("records")
    ratio = paired_ratio(100 + 3 * LUCK, 50 + 2 * LUCK)
    assert (row["price"], row["low"], row["high"]) == pytest.approx(ratio)
    assert row["price"] == pytest.approx(2.0)
    assert (row["cost_difference"], row["effect_difference"]) == pytest.approx((100, -50))
    assert (row["scenario"], row["effect"], row["unit"]) == ("more", "need_days", "yuan/need-day")
    assert (row["pairs"], row["verdict"], row["efficient"]) == (5, "helps and costs", 1)


@pytest.mark.parametrize(
    ("spared", "yuan", "verdict"),
    [
        (0.5, 0.5, "helps and costs"),
        (0.5, -0.5, "helps and saves"),
        (-0.5, 0.5, "harms and costs"),
        (-0.5, -0.5, "harms and saves"),
    ],
)
def test_the_sign_of_each_difference_says_what_it_does_however_small_it_is(spared, yuan, verdict):
    table = priced(more=(spared, yuan, 0.01, 0.01))
    assert table["verdict"].tolist() == [verdict]


@pytest.mark.parametrize(("luck", "yuan_luck"), [(1.0, 40.0), (20.0, 1.0), (20.0, 40.0)])
def test_where_either_difference_may_be_none_no_verdict_is_told(luck, yuan_luck):
    (row,) = priced(more=(50.0, 100.0, luck, yuan_luck)).to_dict("records")
    assert row["verdict"] == "cannot tell"
    assert np.isnan(row["price"]) is np.bool_(luck > 1)


@pytest.mark.parametrize("lacks", ["cost", "need_days"])
@pytest.mark.parametrize("side", [0, 1])
def test_what_one_side_does_not_have_has_no_price(lacks, side):
    arms = [runs(), runs(50.0, 100.0)]
    arms[side] = arms[side].drop(columns=lacks)
    assert list(prices("more", *arms, ("need_days",))) == []


def test_a_replication_without_a_value_on_one_side_is_left_out_of_all():
    long = pd.concat([runs(50.0, 100.0, 2.0), runs(900.0, 900.0).head(3)], ignore_index=True)
    before = pd.concat([runs()] * 2, ignore_index=True).head(8)
    long.loc[5, "need_days"], long.loc[6, "cost"], before.loc[7, "need_days"] = NAN, NAN, NAN
    (row,) = prices("more", before, long, ("need_days",))
    (whole,) = prices("more", runs(), runs(50.0, 100.0, 2.0), ("need_days",))
    assert row == pytest.approx(whole)


@pytest.mark.parametrize(
    ("worth", "is_efficient"),
    [
        # the baseline gives nothing for nothing
        ((0.5, 0.5), 1), ((-0.5, 0.5), 0), ((-0.2, -0.5), 1),
        ((0.0, 0.5), 0), ((0.0, -0.5), 1), ((0.5, 0.0), 1),
    ],
)  # fmt: skip
def test_the_baseline_is_a_choice_too(worth, is_efficient):
    assert priced(more=worth)["efficient"].tolist() == [is_efficient]


# --- the ladder


def ladder(*extra, **scenarios):
    """Its rows by scenario: need-days spared, yuan of the street, luck; extra: more of study.json's list."""
    listed = [{"name": "today"}, *(extra or ({"name": each} for each in scenarios))]
    values = {"today": runs()} | {name: runs(*worth) for name, worth in scenarios.items()}
    found = ladder_table({"baseline": "today", "scenarios": listed}, values, list(scenarios))
    return {row["scenario"]: row for row in found.to_dict("records")}


def test_a_step_of_just_a_twentieth_of_the_most_is_one():
    assert list(ladder(a=(100, 1000), b=(110, 2000), c=(200, 3000))) == ["a", "b", "c"]
    assert list(ladder(a=(100, 1000), b=(109.9, 2000), c=(200, 3000))) == ["a", "c"]
    assert list(ladder(a=(10, 1000), c=(200, 3000))) == ["a", "c"]
    assert list(ladder(a=(9.9, 1000), c=(200, 3000))) == ["c"]


def test_of_the_same_budget_what_does_more_is_the_step_and_the_other_its_rival():
    found = ladder(less=(100, 2000), more=(200, 2000))
    assert list(found) == ["more"] and found["more"]["runner_up"] == "less"


@pytest.mark.parametrize(
    ("lead", "verdict"),
    [(HALF + 0.5, "better"), (HALF - 0.5, "cannot tell"), (HALF + 2, "better"), (HALF - 2, "cannot tell")],
)
def test_a_lead_is_conclusive_where_its_interval_begins_above_nothing(lead, verdict):
    (*_, row) = ladder(a=(20, 1000), b=(20 + lead, 2000, 1.0)).values()
    assert (row["scenario"], row["verdict"]) == ("b", verdict)
    assert (row["lead_low"], row["lead_high"]) == pytest.approx((lead - HALF, lead + HALF))


def test_the_first_step_has_no_rival_and_of_two_that_are_the_same_none_leads():
    row = ladder(a=(100, 1000))["a"]
    assert (row["runner_up"], row["verdict"], row["first_in"], row["pairs"]) == ("", "better", 5, 5)
    assert np.isnan(row["lead_low"]) and np.isnan(row["lead_high"])
    row = ladder(a=(100, 1000), b=(100, 1000))["a"]
    assert (row["runner_up"], row["verdict"], row["lead_low"], row["first_in"]) == ("b", "cannot tell", 0, 5)


@pytest.mark.parametrize(("yuan", "price"), [(500, 0.5), (-500, NAN), (0, NAN), (2000, 2.0)])
def test_a_further_need_day_has_a_price_where_it_costs(yuan, price):
    # 100 need-days of each of ten thousand residents
    row = ladder(a=(100, yuan))["a"]
    assert row["further_price"] == pytest.approx(price, nan_ok=True)
    assert np.isnan(row["further_low"]) == np.isnan(row["further_high"]) == np.isnan(price)


def test_what_is_not_known_to_spare_more_has_no_further_price():
    row = ladder(a=(100, 1000, 9.0), b=(106, 2000, -9.0))["b"]
    assert np.isnan([row["further_price"], row["further_low"], row["further_high"]]).all()


def test_a_placebo_is_no_part_of_a_sum():
    listed = [{"name": name, "remedies": [at]} for at, name in enumerate(("placebo", "a", "b"))]
    found = ladder(*listed, placebo=(50, 100), a=(100, 1000), b=(150, 3000))
    assert list(found) == ["placebo", "a", "b", "a + b"]
    # and what serves a remedy beside nothing is
    listed = {"name": "a", "remedies": [0, 1]}, {"name": "b", "remedies": [2]}
    assert list(ladder(*listed, a=(100, 1000), b=(150, 3000))) == ["a", "b", "a + b"]


def test_no_more_than_eight_are_summed():
    names = "abcdefghi"
    listed = [{"name": name, "remedies": [at]} for at, name in enumerate(names, 1)]
    found = ladder(*listed, **{name: (100, 1000 + at) for at, name in enumerate(names)})
    assert list(found)[-1] == " + ".join(names[:8])
    assert found[" + ".join(names[:8])]["effect_difference"] == pytest.approx(-800)


# --- the best within a budget


@pytest.mark.parametrize(
    ("budget", "worth", "best"),
    [
        (50, (0.5, 50), "more"),  # as dear as the budget
        (49.9, (0.5, 50), None),
        (0.5, (0.5, 0.5), "more"),
        (50, (-0.5, 20), None),
        (50, (0.0, 0.5), None),  # nothing for half a yuan
        (50, (0.0, 0.0), None),
        (50, (0.0, -0.5), "more"),  # nothing, and half a yuan saved
    ],
)
def test_the_baseline_is_best_where_nothing_gives_more_for_what_it_costs(budget, worth, best):
    row = {"scenario": "more", "effect": "need_days", "cost_difference": worth[1]}
    table = pd.DataFrame([row | {"effect_difference": -worth[0]}])
    assert best_within(table, budget) == best


@pytest.mark.parametrize("budget", [-0.5, -1, NAN])
def test_a_budget_below_nothing_is_refused(budget):
    with pytest.raises(ValueError, match="a budget is 0 or more"):
        best_within(priced(more=(1, 1)), budget)


@pytest.mark.parametrize(
    ("dearest", "found"),
    [
        (110, [0, 20, 40, 60, 80, 100, 120]),
        (100, [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]),
        (0.5, [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5]),
        (-0.5, [0]),
    ],
)
def test_budgets_are_about_ten_round_steps(dearest, found):
    assert list(budgets(dearest)) == pytest.approx(found)


def bought(**worth):
    """budgets.csv of the packages of a and b, by budget."""
    names = {"a": "a", "b": "b", "both": "package-1-2"}
    values = {"base": runs()} | {names[name]: runs(*each, residents=1000) for name, each in worth.items()}
    values["base"] = runs(residents=1000)
    table = price_table(values["base"], {name: values[name] for name in names.values()}, {})
    found = budget_table(Game(("a", "b"), ("base", *names.values())), values, table)
    return {row["budget"]: row for row in found.to_dict("records")}


def test_within_a_budget_of_nothing_the_baseline_has_neither_cost_nor_rival():
    row = bought(a=(10, 10), b=(20, 20), both=(30, 50))[0]
    assert (row["scenario"], row["runner_up"], row["cost_difference"]) == ("base", "", 0)
    assert (row["effect_difference"], row["lead"], row["verdict"]) == (0, 0, "cannot tell")


@pytest.mark.parametrize(("lead", "verdict"), [(HALF + 0.5, "better"), (HALF - 0.5, "cannot tell")])
def test_the_first_is_better_where_the_whole_interval_of_its_lead_is(lead, verdict):
    row = bought(a=(20, 9.5), b=(20 + lead, 9.5, 1.0), both=(0, 9.5))[10]
    assert (row["scenario"], row["runner_up"], row["verdict"]) == ("b", "a", verdict)
    assert (row["lead"], row["lead_low"], row["lead_high"]) == pytest.approx(
        (-lead, -lead - HALF, HALF - lead)
    )
    assert (row["low"], row["high"]) == pytest.approx((-20 - lead - HALF, HALF - 20 - lead))
    assert (row["pairs"], row["cost_difference"]) == (5, pytest.approx(9.5))


def test_packages_alone_are_bought_and_of_each_effect_its_own_budgets():
    hours = {"resolution_general_median": 10.0}
    values = {name: runs(*worth, residents=1000).assign(**hours) for name, worth in
              {"base": (), "a": (10, 10), "b": (20, 20), "other": (99, 1000)}.items()}  # fmt: skip
    table = price_table(values["base"], {name: values[name] for name in ("a", "b", "other")}, {})
    found = budget_table(Game(("a",), ("base", "a", "b")), values, table)
    assert found.groupby("effect")["budget"].max().to_dict() == {
        "need_days": 20, "resolution_general_median": 20
    }  # fmt: skip
    last = found[found["budget"] == 20].set_index("effect")["scenario"]
    assert last.to_dict() == {"need_days": "b", "resolution_general_median": "base"}


# --- packages of three remedies

WORTH = np.array([10.0, 13, 15, 20, 11, 19, 16, 31])  # none, 1, 2, 12, 3, 13, 23, 123


def test_each_remedy_of_three_alone_last_and_on_average():
    # given the worth of all packages, in two replications of which one has no value for one of them
    names = ("none", "p1", "p2", "p12", "p3", "p13", "p23", "all")
    values = {name: pd.DataFrame({"wait": [worth, worth]}) for name, worth in zip(names, WORTH, strict=True)}
    values["p12"].loc[1, "wait"] = NAN
    known = {"wait": metric("lower", "outcome")}
    table = package_table(Game(("x", "y", "z"), names), values, pd.Series({"wait": "h"}), known)
    rows = {
        row["remedy"] if row["kind"] == "remedy" else row["kind"]: row for row in table.to_dict("records")
    }
    assert [(rows[each]["alone"], rows[each]["last"]) for each in "xyz"] == [(3, 15), (5, 12), (1, 11)]
    # joining: first a third, second to either other a sixth each, last a third
    x, y, z = (2 * 3 + 5 + 8 + 2 * 15) / 6, (2 * 5 + 7 + 5 + 2 * 12) / 6, (2 * 1 + 6 + 1 + 2 * 11) / 6
    assert [rows[each]["shapley"] for each in "xyz"] == pytest.approx([x, y, z])
    assert x + y + z == pytest.approx(21) == pytest.approx(shapley(WORTH).sum())
    whole, together = rows["whole"], rows["together"]
    assert (whole["alone"], whole["last"], whole["shapley"]) == (9, 38, 21)
    assert together["shapley"] == 21 - 9 and np.isnan([together["alone"], together["last"]]).all()
    assert {(each["pairs"], each["left_out"], each["better"], each["role"]) for each in rows.values()} == {
        (1, 1, "lower", "outcome")
    }
    assert table["unit"].unique().tolist() == ["h"] and table["metric"].unique().tolist() == ["wait"]


def test_packages_of_a_study_stand_in_the_places_that_their_remedies_say():
    listed = [{"name": "base"}, {"name": "b", "package": ["b"]}, {"name": "ba", "package": ["a", "b"]}]
    listed += [{"name": "a", "package": ["a"]}]
    assert game({"baseline": "base", "scenarios": listed}) == Game(("a", "b"), ("base", "a", "b", "ba"))
    assert game({"baseline": "base", "scenarios": listed[:1]}) is None
