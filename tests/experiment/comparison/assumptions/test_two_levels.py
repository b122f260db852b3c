"""Luck and assumptions are parted as theory says, and pairs of one parameter set count as one."""

import json
import math

import numpy as np
import pandas as pd
import pytest
import scipy

from simulation.experiment import compare
from simulation.experiment.comparison.assumptions.turns import (
    difference_over,
    mean_over,
    ratio_over,
    turns_of,
)
from simulation.experiment.comparison.assumptions.two_levels import ratio_over_sets, two_levels
from simulation.statistics import anytime_bound, anytime_p, paired_difference, paired_ratio
from tests.experiment.comparison.test_comparison import metric, one

LUCK, ASSUMPTIONS, MEAN = 2.0, 3.0, 1.5
BALANCED = np.repeat(np.arange(6), 2)
UNEVEN = np.repeat(np.arange(6), (4, 4, 2, 2, 2, 1))
STUDIES = 4000


def drawn(sets, seed, assumptions=ASSUMPTIONS, luck=LUCK):
    """Differences of many studies (studies, pairs) whose variance parts and mean are known."""
    made = np.random.default_rng(seed)
    of_sets = assumptions * made.normal(size=(STUDIES, sets.max() + 1))
    return MEAN + of_sets[:, sets] + luck * made.normal(size=(STUDIES, sets.size))


@pytest.fixture(scope="module")
def found():
    """What is found in the studies of each design."""
    return {
        name: [two_levels(each, sets) for each in drawn(sets, 1)]
        for name, sets in {"balanced": BALANCED, "uneven": UNEVEN}.items()
    }


def mean_of(levels, name):
    return float(np.mean([getattr(each, name) ** 2 for each in levels]))


@pytest.mark.parametrize("design", ["balanced", "uneven"])
def test_the_variance_within_a_set_is_that_of_luck(found, design):
    # its mean over 4,000 studies has a standard error below 2 %
    assert mean_of(found[design], "sd_luck") == pytest.approx(LUCK**2, rel=0.06)


@pytest.mark.parametrize("design", ["balanced", "uneven"])
def test_the_variance_between_sets_beyond_luck_is_that_of_assumptions(found, design):
    # cut at 0, so a little above the truth; standard error below 2 %
    assert mean_of(found[design], "sd_assumptions") == pytest.approx(ASSUMPTIONS**2, rel=0.08)


def test_without_assumptions_luck_explains_all():
    levels = [two_levels(each, BALANCED) for each in drawn(BALANCED, 2, assumptions=0)]
    assert np.mean([each.sd_assumptions == 0 for each in levels]) > 0.4
    assert mean_of(levels, "sd_assumptions") < 0.3 * LUCK**2


@pytest.mark.parametrize(("design", "low"), [("balanced", 0.94), ("uneven", 0.925)])
def test_19_of_20_intervals_hold_the_truth(found, design, low):
    # standard error of a share of 4,000 studies: .0035
    covered = np.mean([each.low <= MEAN <= each.high for each in found[design]])
    assert low < covered < 0.965


def test_intervals_that_take_pairs_of_a_set_for_independent_hold_the_truth_too_seldom():
    plain = [paired_difference(np.zeros(each.size), each) for each in drawn(BALANCED, 1)]
    assert np.mean([each.low <= MEAN <= each.high for each in plain]) < 0.88


def test_with_as_many_pairs_in_each_set_the_interval_is_the_t_interval_of_the_sets_means():
    values = drawn(BALANCED, 3)[0]
    levels = two_levels(values, BALANCED)
    means = values.reshape(6, 2).mean(axis=1)
    exact = scipy.stats.ttest_1samp(means, 0)
    assert (levels.df, levels.p) == pytest.approx((5, exact.pvalue))
    assert (levels.low, levels.high) == pytest.approx(tuple(exact.confidence_interval(0.95)))
    assert (levels.smallest, levels.largest) == pytest.approx((means.min(), means.max()))
    assert levels.held == (np.sign(means) == np.sign(means.mean())).sum()


def test_variance_parts_are_those_of_the_analysis_of_variance():
    values = np.array([1.0, 3, 4, 8, 5, 9, 7])
    levels = two_levels(values, [1, 1, 2, 2, 3, 3, 3])
    # within: 2 + 8 + 8 over 4 degrees of freedom; between: 2 (2 - 37/7)^2 + 2 (6 - 37/7)^2 + 3 (7 - 37/7)^2
    within, between = 18 / 4, (2 * (23 / 7) ** 2 + 2 * (5 / 7) ** 2 + 3 * (12 / 7) ** 2) / 2
    usual = (7 - (4 + 4 + 9) / 7) / 2
    assert levels.sd_luck == pytest.approx(math.sqrt(within))
    assert levels.sd_assumptions == pytest.approx(math.sqrt((between - within) / usual))


def test_with_a_pair_a_set_the_interval_is_that_of_independent_pairs_and_nothing_is_parted():
    values = drawn(BALANCED, 4)[0]
    levels, plain = two_levels(values, range(12)), paired_difference(np.zeros(12), values)
    assert (levels.low, levels.high, levels.df) == pytest.approx((plain.low, plain.high, plain.df))
    assert math.isnan(levels.sd_luck) and math.isnan(levels.sd_assumptions)


def test_one_set_has_no_interval_and_no_pair_has_nothing():
    alone = two_levels([1.0, 2, 3], [4, 4, 4])
    assert (alone.pairs, alone.sets, alone.mean, alone.held) == (3, 1, 2, 1)
    assert alone.sd_luck == 1 and math.isnan(alone.low) and math.isnan(alone.sd_assumptions)
    assert two_levels([math.nan], [1]).pairs == 0


def test_sets_that_agree_to_the_last_bit_leave_no_doubt_and_no_difference_is_none():
    same, none = two_levels([0.1] * 6, [1, 1, 1, 2, 2, 2]), two_levels([0.0] * 4, [1, 1, 2, 2])
    assert (same.low, same.high, same.p, same.sd_assumptions) == (0.1, 0.1, 0, 0)
    assert (none.low, none.high, none.p, none.held) == (0, 0, 1, 2)


def test_a_pair_without_a_value_is_left_out_with_its_place_among_the_sets():
    before, after = pd.Series([0.0] * 5), pd.Series([1.0, math.nan, 5, 6, 9])
    found, levels = difference_over(before, after, np.array([1, 1, 2, 2, 3]))
    assert levels == two_levels([1.0, 5, 6, 9], [1, 2, 2, 3])
    assert (found.pairs, found.dropped, found.mean) == (4, 1, 5.25)
    assert (found.low, found.p) == (levels.low, levels.p)


# --- what a study says


def test_replications_of_a_folder_share_sets_as_its_study_says():
    about = {"replications": 7, "parameter_sets": {"file": "a.csv", "sets": 3, "seeds": 2}}
    assert turns_of(about).tolist() == [1, 1, 2, 2, 3, 3, 1]
    older = {"replications": 5, "parameter_sets": {"file": "a.csv", "sets": 3}}
    assert turns_of(older).tolist() == [1, 2, 3, 1, 2]


def test_one_set_and_no_set_leave_luck_alone():
    assert turns_of({"replications": 3}) is None
    for sets, replications in ((1, 8), (5, 2)):
        about = {"file": "a.csv", "sets": sets, "seeds": 2}
        assert turns_of({"replications": replications, "parameter_sets": about}) is None


def over_sets(folder, changes, sets, role="outcome"):
    """comparison.csv and assumptions.csv of a study whose pairs differ by `changes`, two to a set."""
    rows = [
        (scenario, r, 7 + r, "wait", value, "hour")
        for scenario, values in {"base": np.zeros(len(changes)), "more": changes}.items()
        for r, value in enumerate(values)
    ]
    columns = ["scenario", "replication", "seed", "metric", "value", "unit"]
    pd.DataFrame(rows, columns=columns).to_csv(folder / "runs.csv", index=False)
    titles = {"base": {"en": "Today", "zh": "现状"}, "more": {"en": "More", "zh": "增员"}}
    study = {
        "baseline": "base",
        "scenarios": [{"name": name, "title": title} for name, title in titles.items()],
        "replications": len(changes),
    }
    study |= {"parameter_sets": {"file": "a.csv", "sets": sets, "seeds": 2}} if sets else {}
    (folder / "study.json").write_text(json.dumps(study), encoding="utf-8")
    table = compare(folder, {"wait": metric(role=role)})
    file = folder / "assumptions.csv"
    return one(table), pd.read_csv(file) if file.exists() else None


# in two sets it falls much, in a third hardly: conclusive for six independent pairs, not for three sets
TWO_WORLDS = np.array([-5.0, -5.2, -4.9, -5.1, -0.6, -0.5])


def test_a_verdict_does_not_take_pairs_of_a_set_for_independent(tmp_path):
    plain, _ = over_sets(tmp_path, TWO_WORLDS, sets=0)
    assert plain["verdict"] == "better"
    found, _ = over_sets(tmp_path, TWO_WORLDS, sets=3)
    assert found["difference"] == plain["difference"] and found["pairs"] == 6
    assert found["verdict"] == "cannot tell" and found["low"] < 0 < found["high"]


def test_the_table_says_how_much_is_luck_and_in_how_many_sets_the_sign_held(tmp_path):
    found, table = over_sets(tmp_path, np.array([-5.0, -5.2, -4.9, -5.1, 0.5, 0.7]), sets=3)
    row = one(table)
    assert (row["scenario"], row["metric"], row["pairs"], row["sets"]) == ("more", "wait", 6, 3)
    assert (row["low"], row["high"], row["df"]) == pytest.approx((found["low"], found["high"], 2))
    assert (row["sign_held"], row["smallest"], row["largest"]) == (2, pytest.approx(-5.1), pytest.approx(0.6))
    assert row["sd_luck"] == pytest.approx(math.sqrt(0.02)) and row["sd_assumptions"] > 3


def test_a_sentence_says_in_how_many_sets_the_sign_held_in_both_languages(tmp_path):
    found, _ = over_sets(tmp_path, np.array([-5.0, -5.2, -4.9, -5.1, 0.5, 0.7]), sets=3)
    assert "; sign held in 2 of 3 plausible sets, size from −5.1 to +0.6 h; " in found["sentence_en"]
    assert "；换用 3 套合理参数，2 套方向一致，差值从 −5.1 到 +0.6 小时；" in found["sentence_zh"]


def test_a_sentence_of_luck_alone_says_nothing_of_sets(tmp_path):
    found, _ = over_sets(tmp_path, TWO_WORLDS, sets=0)
    assert "sets" not in found["sentence_en"] and "套" not in found["sentence_zh"]


def test_only_outcomes_stand_in_the_table_and_no_table_where_luck_alone_varies(tmp_path):
    assert over_sets(tmp_path, TWO_WORLDS, sets=0)[1] is None
    assert over_sets(tmp_path, TWO_WORLDS, sets=3, role="context")[1].empty


def test_below_five_pairs_there_is_no_interval(tmp_path):
    found, table = over_sets(tmp_path, TWO_WORLDS[:4], sets=3)
    assert math.isnan(found["low"]) and math.isnan(one(table)["low"]) and one(table)["sets"] == 2


def test_where_every_look_counts_a_set_is_one_observation_and_the_first_look_is_at_three():
    # given six pairs of three sets, of which those of a set agree
    before, after = pd.Series(np.zeros(6)), pd.Series([4.0, 4, 5, 5, 9, 9])
    turns = np.array([1, 1, 2, 2, 3, 3])
    once, levels = difference_over(before, after, turns)
    always, _ = difference_over(before, after, turns, first=5)
    # then the interval is that of three means after their first look, not of six pairs after the fifth
    assert levels is not None and levels.sets == 3 and always.pairs == 6
    assert always.high - always.mean == pytest.approx(anytime_bound(3, 3) * once.se)
    assert always.p == pytest.approx(anytime_p(once.t, 3, 3))
    # and with one set alone it is that of the pairs
    alone, _ = difference_over(before, after, None, first=5)
    assert alone.high - alone.mean == pytest.approx(anytime_bound(6, 5) * alone.se)


def test_the_price_over_sets_is_fiellers_of_the_sets_means():
    # given as many pairs in each set, then means of sets are independent values, and Fieller's are exact
    made = np.random.default_rng(4)
    spared = 50 + drawn(BALANCED, 5)[0]
    yuan = 3 * spared + made.normal(size=12)
    by_set = (each.reshape(6, 2).mean(axis=1) for each in (yuan, spared))
    assert ratio_over(yuan, spared, BALANCED) == pytest.approx(paired_ratio(*by_set))
    # and where all have the same numbers, pairs are independent
    assert ratio_over(yuan, spared, None) == pytest.approx(paired_ratio(yuan, spared))
    assert ratio_over(yuan, spared, np.zeros(12)) == pytest.approx(paired_ratio(yuan, spared))


def test_19_of_20_price_intervals_over_uneven_sets_hold_the_truth_and_those_of_single_pairs_do_not():
    gains, costs = 40 + drawn(UNEVEN, 6)[:1500], 3 * 40 + drawn(UNEVEN, 7)[:1500]
    truth = (120 + MEAN) / (40 + MEAN)
    ends = np.array([ratio_over(*pair, UNEVEN)[1:] for pair in zip(costs, gains, strict=True)])
    plain = np.array([paired_ratio(*pair)[1:] for pair in zip(costs, gains, strict=True)])
    # standard error of a share of 1,500 studies: .006
    assert 0.92 < ((ends[:, 0] <= truth) & (truth <= ends[:, 1])).mean() < 0.97
    assert ((plain[:, 0] <= truth) & (truth <= plain[:, 1])).mean() < 0.88


def test_a_mean_over_sets_has_the_interval_of_both_levels():
    values = drawn(BALANCED, 8)[0]
    found, levels = mean_over(values, BALANCED), two_levels(values, BALANCED)
    assert (found.mean, found.low, found.high) == (levels.mean, levels.low, levels.high)
    assert mean_over(values, None) == paired_difference(np.zeros(12), values)
    # and pairs of one set are independent
    assert mean_over(values, np.zeros(12)) == paired_difference(np.zeros(12), values)


def test_of_one_set_there_is_a_ratio_without_an_interval_and_none_to_a_mean_of_nothing():
    for below, ratio in (([2.0, 4.0], 2.0), ([-1.0, 1.0], math.nan)):
        found, low, high = ratio_over_sets([5.0, 7.0], below, [1, 1])
        assert found == pytest.approx(ratio, nan_ok=True) and math.isnan(low) and math.isnan(high)
