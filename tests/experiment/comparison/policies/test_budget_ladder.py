"""What each larger budget buys, worked out on paper."""

import math

import numpy as np
import pandas as pd
import pytest

from simulation.experiment.comparison.policies.budget_ladder import ladder_table
from simulation.statistics import paired_difference

RESIDENTS = 10_000
LUCK = np.array([3.0, -1, 2, -4, 0])


def runs(spared=0.0, yuan=0.0, luck=1.0):
    """Five replications: need-days per 1,000 residents, and extra yuan of the whole street a year."""
    cost = 100 + yuan / RESIDENTS + 0 * LUCK
    return pd.DataFrame(
        {"need_days": 5000.0 - spared - luck * LUCK, "cost": cost, "cost_street": cost * RESIDENTS}
    )


def ladder(remedies=True, today=None, **scenarios):
    """The table of scenarios by name: need-days spared and extra yuan; each a remedy of its own."""
    listed = [{"name": "today"}] + [
        {"name": name} | ({"remedies": [at]} if remedies else {}) for at, name in enumerate(scenarios, 1)
    ]
    values = {"today": runs(luck=0) if today is None else today}
    values |= {name: runs(*worth) for name, worth in scenarios.items()}
    return table_of(listed, values)


def table_of(listed, values, turns=None):
    """The table of a study in which all that helps conclusively is called better."""
    gains = {name: values["today"]["need_days"] - each["need_days"] for name, each in values.items()}
    better = [name for name, gain in gains.items() if paired_difference(0 * LUCK, gain, 0.95).low > 0]
    return ladder_table({"baseline": "today", "scenarios": listed}, values, better, turns)


def test_steps_go_from_the_cheapest_that_helps_to_what_does_most():
    # given one that does more for more, one that does less for more than both, and one that harms
    found = ladder(remedies=False, dear=(300, 90_000), poor=(90, 95_000), cheap=(100, 20_000), bad=(-50, 100))
    assert list(found["scenario"]) == ["cheap", "dear"]
    assert list(found["budget"]) == pytest.approx([20_000, 90_000])
    assert list(found["effect_difference"]) == pytest.approx([-100, -300])


def test_a_further_need_day_is_priced_beyond_the_step_before():
    # 20,000 yuan for 100 need-days of each of ten thousands; then 70,000 more for 200 more
    found = ladder(remedies=False, dear=(300, 90_000), cheap=(100, 20_000))
    assert list(found["further_price"]) == pytest.approx([20.0, 35.0])
    assert (found["further_low"] < found["further_price"]).iloc[0]


def test_what_saves_is_the_first_step_and_has_no_price():
    (first, _) = ladder(remedies=False, saves=(50, -5_000), dear=(300, 90_000)).to_dict("records")
    assert (first["scenario"], first["budget"]) == ("saves", pytest.approx(-5_000))
    assert math.isnan(first["further_price"])


def test_single_remedies_that_were_not_run_together_are_summed_and_marked():
    found = ladder(a=(100, 20_000), b=(200, 60_000))
    assert list(found["scenario"]) == ["a", "b", "a + b"]
    assert list(found["ran"]) == [1, 1, 0]
    last = found.iloc[-1]
    assert (last["budget"], last["effect_difference"]) == (pytest.approx(80_000), pytest.approx(-300))
    # then the interval is that of the sum, pair by pair: luck goes the same way in both
    alone = ladder(remedies=False, both=(300, 80_000, 2.0)).iloc[0]
    assert (last["low"], last["high"]) == (pytest.approx(alone["low"]), pytest.approx(alone["high"]))


def test_where_packages_were_run_nothing_is_summed():
    listed = [{"name": "today"}, {"name": "a", "remedies": [1], "package": ["a"]}]
    listed += [{"name": "b", "remedies": [2], "package": ["b"]}]
    values = {"today": runs(luck=0), "a": runs(100, 20_000), "b": runs(200, 60_000)}
    assert set(table_of(listed, values)["ran"]) == {1}


def test_remedies_that_were_run_together_are_not_summed_as_well():
    # given both together, which do less than the sum of each alone
    listed = [{"name": "today"}, {"name": "a", "remedies": [1]}, {"name": "b", "remedies": [2]}]
    listed += [{"name": "both", "remedies": [1, 2]}]
    values = {
        "today": runs(luck=0),
        "a": runs(100, 20_000),
        "b": runs(200, 60_000),
        "both": runs(250, 80_000),
    }
    found = table_of(listed, values)
    assert list(found["scenario"]) == ["a", "b", "both"]


def test_a_placebo_and_a_package_are_no_parts_of_a_sum():
    listed = [{"name": "today"}, {"name": "placebo", "remedies": [0]}, {"name": "all", "remedies": [1, 2]}]
    values = {"today": runs(luck=0), "placebo": runs(100, 20_000), "all": runs(200, 60_000)}
    assert set(table_of(listed, values)["ran"]) == {1}


def test_a_step_that_adds_next_to_nothing_is_left_out():
    found = ladder(remedies=False, a=(100, 20_000), b=(104, 30_000), c=(200, 90_000))
    assert list(found["scenario"]) == ["a", "c"]


def test_the_lead_is_conclusive_only_where_its_interval_lies_above_nothing():
    near = ladder(remedies=False, a=(100, 20_000, 9.0), b=(106, 30_000, -9.0)).iloc[-1]
    assert (near["scenario"], near["runner_up"], near["verdict"]) == ("b", "a", "cannot tell")
    assert near["first_in"] == 3  # by luck of +3, -1, +2, -4, 0: b leads by 6 - 18 × luck
    far = ladder(remedies=False, a=(100, 20_000), b=(200, 30_000)).iloc[-1]
    assert (far["verdict"], far["first_in"]) == ("better", 5)


def test_both_intervals_of_a_step_are_those_of_paired_differences():
    # given a step that spares 106 - 9 x luck, and leads by 6 - 18 x luck
    near = ladder(remedies=False, a=(100, 20_000, 9.0), b=(106, 30_000, -9.0)).iloc[-1]
    effect, lead = (paired_difference(0 * LUCK, each) for each in (9 * LUCK - 106, 6 - 18 * LUCK))
    assert (near["low"], near["high"]) == pytest.approx((effect.low, effect.high))
    assert (near["lead_low"], near["lead_high"]) == pytest.approx((lead.low, lead.high))


def test_where_nothing_helps_there_is_no_step():
    assert ladder(a=(-5, 20_000), b=(1, 30_000, 9.0)).empty


def test_too_few_pairs_or_no_cost_make_no_ladder():
    failed = runs(luck=0)
    failed.loc[0, "need_days"] = np.nan
    assert ladder(today=failed, a=(100, 20_000)).empty
    assert ladder(today=runs(luck=0).drop(columns="cost_street"), a=(100, 20_000)).empty


def test_what_the_comparison_does_not_call_better_is_no_choice():
    listed = [{"name": "today"}, {"name": "a", "remedies": [1]}, {"name": "b", "remedies": [2]}]
    values = {"today": runs(luck=0), "a": runs(100, 20_000), "b": runs(200, 60_000)}
    found = ladder_table({"baseline": "today", "scenarios": listed}, values, ["b"])
    assert list(found["scenario"]) == ["b"]


def test_pairs_of_one_parameter_set_are_no_independent_evidence():
    # given pairs whose sets differ and whose luck within a set does not
    listed = [{"name": "today"}, {"name": "a"}]
    values = {"today": runs(luck=0), "a": runs(100, 20_000)}
    values["a"]["need_days"] = 4900.0 + np.array([5.0, 5, -5, -5, 0])
    alone, over = (table_of(listed, values, turns).iloc[0] for turns in (None, np.array([1, 1, 2, 2, 3])))
    assert over["high"] - over["low"] > 1.5 * (alone["high"] - alone["low"])
    assert over["effect_difference"] == alone["effect_difference"]
