"""Parameter sets and what they say of a difference, at the bounds of few sets and of uneven ones, by hand."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
import scipy

from simulation.experiment.comparison.assumptions.number_words import amount, meaning, word_said
from simulation.experiment.comparison.assumptions.table import assumptions_table
from simulation.experiment.comparison.assumptions.turns import (
    at_every_look,
    difference_over,
    mean_over,
    ratio_over,
    sets_of,
    turns_of,
)
from simulation.experiment.comparison.assumptions.two_levels import over_sets, ratio_over_sets, two_levels
from simulation.experiment.comparison.paired_intervals import interval_table
from simulation.statistics import anytime_bound, bootstrap_mean, fieller, paired_difference
from tests.experiment.comparison.test_comparison import metric

NAN = math.nan


@pytest.mark.parametrize(
    ("study", "sets"),
    [
        ({}, []),
        ({"replications": None}, []),
        ({"replications": 3}, [1, 1, 1]),
        ({"replications": 5, "parameter_sets": {"sets": 2}}, [1, 2, 1, 2, 1]),
        ({"replications": 7, "parameter_sets": {"sets": 2, "seeds": 3}}, [1, 1, 1, 2, 2, 2, 1]),
    ],
)
def test_each_replication_has_its_set(study, sets):
    assert sets_of(study).tolist() == sets
    found = turns_of(study)
    assert (None if found is None else found.tolist()) == (sets if len(set(sets)) > 1 else None)


# --- sets of one, one and two pairs: means 2, 5 and 11, of all four 7.25

DIFFERENCES, SETS = np.array([2.0, 5, 10, 12]), np.array([3, 1, 2, 2])
COUNTS, MEANS = [1, 1, 2], [5, 2, 11]


def error_by_hand() -> tuple[float, float]:
    """Standard error and degrees of freedom: Bell & McCaffrey's formulas, in fractions."""
    weights = [Fraction(count, 4) for count in COUNTS]
    scale = [weight**2 / (1 - weight) for weight in weights]
    mean = sum(weight * each for weight, each in zip(weights, MEANS, strict=True))
    variance = sum(one * (each - mean) ** 2 for one, each in zip(scale, MEANS, strict=True))
    centre = [[Fraction(i == j) - weights[j] for j in range(3)] for i in range(3)]
    spread = [
        [scale[i] * sum(centre[i][j] * centre[k][j] / COUNTS[j] for j in range(3)) for k in range(3)]
        for i in range(3)
    ]
    trace = sum(spread[i][i] for i in range(3))
    squares = sum(spread[i][k] * spread[k][i] for i in range(3) for k in range(3))
    return math.sqrt(variance), float(trace**2 / squares)


def test_uneven_sets_have_the_error_and_the_degrees_of_freedom_of_the_formulas():
    se, df = error_by_hand()
    found = two_levels(DIFFERENCES, SETS)
    assert (found.pairs, found.sets, found.mean, found.se, found.df) == pytest.approx((4, 3, 7.25, se, df))
    assert 1 < df < 2
    half = scipy.stats.t.ppf(0.975, df) * se
    assert (found.low, found.high, found.t) == pytest.approx((7.25 - half, 7.25 + half, 7.25 / se))
    assert found.p == pytest.approx(2 * scipy.stats.t.sf(7.25 / se, df))
    assert (found.held, found.smallest, found.largest, found.sd_luck) == (
        3,
        2,
        11,
        pytest.approx(math.sqrt(2)),
    )
    assert two_levels(-DIFFERENCES, SETS).p == pytest.approx(found.p)
    # and as a paired difference it keeps its pairs, and says how many independent ones it is worth
    paired = over_sets(paired_difference(np.zeros(4), DIFFERENCES), found)
    assert (paired.pairs, paired.df, paired.sd) == (4, 1, pytest.approx(2 * se))
    assert (paired.se, paired.low, paired.high, paired.t, paired.p) == (
        found.se, found.low, found.high, found.t, found.p
    )  # fmt: skip


def test_a_ratio_over_uneven_sets_is_fiellers_with_these_variances():
    below = np.array([4.0, 5, 6, 8])  # of sets: 4, 5 and 7, of all 5.75
    se, df = error_by_hand()
    scale = [1 / 12, 1 / 12, 1 / 2]
    around = np.array([[2, 5, 11], [4, 5, 7]]) - np.array([[7.25], [5.75]])
    expected = fieller(
        (7.25, 5.75),
        (se**2, float(scale @ around[1] ** 2)),
        float(scale @ (around[0] * around[1])),
        scipy.stats.t.ppf(0.975, df),
    )
    assert ratio_over_sets(DIFFERENCES, below, SETS) == pytest.approx(expected, nan_ok=True)
    wide = ratio_over_sets(DIFFERENCES, 100 + below, SETS)
    assert np.isfinite(wide).all() and ratio_over(DIFFERENCES, 100 + below, SETS) == wide
    assert np.isnan(ratio_over_sets([], [], [])).all()


@pytest.mark.parametrize(("values", "held"), [([1, 2, 3, 4], 3), ([-9, 2, 3, 4], 1), ([-0.5, 0, 3, 4], 1)])
def test_the_sign_held_in_the_sets_whose_mean_has_it(values, held):
    # by set: the first, the second, and the mean of the last two; -9 + 2 + 3 + 4 is nothing
    found = two_levels(values, SETS)
    assert found.held == (held if sum(values) else 0)


def test_pairs_without_a_value_do_not_move_the_sets_of_the_others():
    before, after = pd.Series([0.0, NAN, 0, 0, 0, 0]), pd.Series([1.0, 7, 5, NAN, 6, 9])
    found, levels = difference_over(before, after, np.array([1, 1, 2, 2, 3, 3]))
    assert levels == two_levels([1.0, 5, 6, 9], [1, 2, 3, 3])
    assert (found.pairs, found.dropped) == (4, 2)


def test_pairs_of_one_set_are_as_without_sets():
    before, after = pd.Series(np.zeros(3)), pd.Series([1.0, 2, 4])
    found, levels = difference_over(before, after, np.ones(3, int))
    assert found == paired_difference(before, after) and levels.sets == 1
    assert difference_over(before, after, None) == (found, None)
    none = pd.Series([NAN] * 3)
    assert difference_over(none, after, np.array([1, 2, 3]))[1] is None
    assert mean_over([], np.array([])).pairs == 0


@pytest.mark.parametrize(("sets", "first"), [(2, 2), (3, 3), (4, 3), (6, 3)])
def test_the_first_look_at_sets_is_at_three_or_at_all_there_are(sets, first):
    values = np.arange(2.0 * sets) ** 2
    levels = two_levels(values, np.repeat(np.arange(sets), 2))
    found = over_sets(paired_difference(np.zeros(2 * sets), values), levels)
    looked = at_every_look(found, levels, 5)
    assert looked.pairs == 2 * sets
    assert looked.high - looked.mean == pytest.approx(anytime_bound(sets, first) * levels.se)


# --- assumptions.csv


def table(changes, sets, role="outcome"):
    values = {"base": pd.DataFrame({"wait": np.zeros(len(changes))}), "more": pd.DataFrame({"wait": changes})}
    known = {"wait": metric(role=role)}
    units = pd.Series({"wait": "h", "own": "h"})
    for each in values.values():
        each["own"] = 1.0
    return assumptions_table({"more": "base"}, values, units, known, np.array(sets)).to_dict("records")


@pytest.mark.parametrize(
    ("changes", "sets", "has_interval"),
    [
        ([1.0, 2, 3, 4, 5], [1, 1, 2, 2, 2], True),
        ([1.0, 2, 3, 4], [1, 1, 2, 2], False),
        ([1.0, 2, 3, 4, 5, NAN], [1, 1, 1, 1, 1, 2], False),
    ],
)
def test_five_pairs_and_two_sets_are_the_fewest_of_an_interval(changes, sets, has_interval):
    (row,) = table(changes, sets)
    ends = np.isfinite([row["low"], row["high"], row["df"]])
    assert ends.all() if has_interval else not ends.any()
    assert row["difference"] == pytest.approx(np.nanmean(changes)) and row["unit"] == "h"
    assert (row["pairs"], row["sets"]) == (np.isfinite(changes).sum(), len({*sets[: row["pairs"]]}))


def test_an_outcome_without_a_pair_has_none_and_what_is_no_outcome_has_no_row():
    (row,) = table([NAN] * 5, [1, 1, 2, 2, 2])
    assert (row["pairs"], row["sets"]) == (0, 0) and np.isnan(row["difference"])
    assert table([1.0] * 5, [1, 1, 2, 2, 2], role="input") == []
    assert table([1.0] * 5, [1, 1, 2, 2, 2], role="context") == []


def test_the_bootstrap_over_sets_resamples_their_means():
    changes, turns = np.arange(12.0) ** 2, np.repeat(np.arange(6), 2)
    values = {"base": pd.DataFrame({"wait": np.zeros(12)}), "more": pd.DataFrame({"wait": changes})}
    row = interval_table({"more": "base"}, values, pd.Series({"wait": "h"}), turns).iloc[0]
    (low,), (high,) = bootstrap_mean([changes.reshape(6, 2).mean(axis=1)], 0.95)
    assert (row["bootstrap_low"], row["bootstrap_high"]) == (low, high)
    alone = interval_table({"more": "base"}, values, pd.Series({"wait": "h"})).iloc[0]
    assert row["t_high"] - row["t_low"] > 1.2 * (alone["t_high"] - alone["t_low"])


# --- a number in words


def test_a_number_and_a_word_are_said_as_the_model_declares_them():
    posts = meaning("model.workers")
    assert (posts.en, posts.zh) == ("posts of grid workers (model.workers)", "网格员岗位数（model.workers）")
    works = meaning("treasury.works_share").zh  # whose Chinese stands in the handbook alone
    assert works == "获批拨款中用于楼栋和场地修缮的部分；其余用于心愿（treasury.works_share）"
    assert (meaning("x.rate").en, meaning("x.rate").zh) == ("x.rate", "x.rate")
    assert (amount("treasury.works_share", 0.2).en, amount("treasury.works_share", 0.2).zh) == (
        "20.0%, about one in five", "20.0%（约 5 分之一）"
    )  # fmt: skip
    assert amount("x.rate", 0.2).en == "0.200"
    assert (word_said("service.whistles_wear", "calls_only").en, word_said("x.switch", "a_b").en) == (
        "calls only", "a b"
    )  # fmt: skip
    assert word_said("service.whistles_wear", "calls_only").zh == "只有吹哨"
    assert (word_said("x.switch", "a_b").zh, word_said("model.track_autonomy", "off").zh) == ("a_b", "off")
