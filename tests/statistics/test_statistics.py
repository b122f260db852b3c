"""Statistics against worked examples, scipy, and relations that must hold whatever the numbers are."""

import json
import math
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats

from simulation.statistics import (
    bootstrap_mean,
    gini,
    hhi,
    holm,
    kaplan_meier,
    kaplan_meier_counts,
    paired_difference,
    replications_needed,
    settles_after,
    variance_reduction,
)
from tests.worlds import ROOT

WORKED = defaultdict(list)
for each in json.loads((ROOT / "tests" / "data" / "statistics.json").read_text(encoding="utf-8")):
    WORKED[each["kind"]].append(each)


def worked(kind):
    return pytest.mark.parametrize("example", WORKED[kind], ids=lambda example: example["id"])


def close(example, **got):
    for name, value in got.items():
        expected = example["expected"][name]
        wanted = np.array([math.nan if each is None else each for each in np.atleast_1d(expected)], float)
        assert np.atleast_1d(value) == pytest.approx(wanted, abs=example["abs_tol"], rel=0, nan_ok=True), name


@worked("paired_t")
def test_a_paired_difference_has_the_worked_interval(example):
    given_ = example["input"]
    d = paired_difference(given_["baseline"], given_["treatment"], given_["level"])
    close(example, mean_diff=d.mean, se=d.se, df=d.df, low=d.low, high=d.high, t=d.t, p=d.p)


@worked("bootstrap_reference")
def test_the_bootstrap_interval_is_the_reference_one_but_for_the_luck_of_resampling(example):
    (low,), (high,) = bootstrap_mean([example["input"]["x"]], example["input"]["level"])
    expected, off = example["expected"]["BCa"], example["abs_tol"]
    assert (low, high) == pytest.approx((expected["low"], expected["high"]), abs=off)


@worked("crn_reduction")
def test_shared_luck_reduces_the_variance_as_worked(example):
    v = variance_reduction(example["input"]["baseline"], example["input"]["treatment"])
    close(example, var_paired=v.paired, var_if_independent=v.independent, covariance=v.covariance)
    close(example, correlation=v.correlation, ratio=v.ratio)


@worked("replications_needed")
def test_the_replications_needed_are_the_fewest(example):
    close(example, n_t=replications_needed(**example["input"]))


@worked("holm")
def test_holm_adjusts_as_worked(example):
    adjusted = holm(example["input"]["p"])
    close(example, adjusted=adjusted)
    assert (adjusted < example["input"]["alpha"]).tolist() == example["expected"]["reject"]


@worked("concentration")
def test_concentration_is_as_worked(example):
    x = example["input"]["x"]
    close(example, gini=gini(x), gini_unbiased=gini(x, unbiased=True))
    close(example, hhi=hhi(x), hhi_normalised=hhi(x, normalised=True))


@worked("kaplan_meier")
def test_the_waiting_curve_is_as_worked(example):
    given_ = example["input"]
    curve = kaplan_meier(given_["time"], given_["closed"])
    close(example, times=curve.times, survival=curve.survival, greenwood_se=curve.se, median=curve.median())
    close(example, restricted_mean=curve.restricted_mean(given_["restricted_to"]))


def test_identical_arms_differ_by_nothing_and_divide_by_nothing():
    d = paired_difference([3.0, 4.0, 5.5], [3.0, 4.0, 5.5])
    assert (d.mean, d.low, d.high, d.se, d.p) == (0, 0, 0, 0, 1)


def test_a_difference_without_spread_is_certain():
    d = paired_difference([1.0, 2.0, 3.0], [2.0, 3.0, 4.0])
    assert (d.mean, d.low, d.high, d.t, d.p) == (1, 1, 1, math.inf, 0)


def test_pairs_with_a_missing_side_are_dropped_and_counted():
    d = paired_difference([1.0, math.nan, 3.0, 4.0], [2.0, 3.0, math.nan, 7.0])
    assert (d.pairs, d.dropped, d.mean, d.baseline_mean, d.treatment_mean) == (2, 2, 2, 2.5, 4.5)


@pytest.mark.parametrize("arms", [([], []), ([math.nan], [1.0])])
def test_no_pair_gives_no_number(arms):
    d = paired_difference(*arms)
    assert d.pairs == 0 and math.isnan(d.mean) and math.isnan(d.low) and math.isnan(d.p)


def test_one_pair_gives_a_difference_without_an_interval():
    d = paired_difference([1.0], [3.0])
    assert d.mean == 2 and math.isnan(d.low) and math.isnan(d.p)


value = some.integers(-100_000, 100_000).map(lambda whole: whole / 64)
arms = some.lists(some.tuples(value, value), min_size=2, max_size=20)


@given(arms)
def test_exchanged_arms_change_the_sign_only(pairs):
    x, y = np.array(pairs).T
    there, back = paired_difference(x, y), paired_difference(y, x)
    assert (back.mean, back.low, back.high, back.p) == (-there.mean, -there.high, -there.low, there.p)


@given(arms, some.integers(-1000, 1000))
def test_a_constant_added_to_both_arms_changes_nothing(pairs, constant):
    # whole numbers, so that adding the constant rounds nothing away
    x, y = np.rint(np.array(pairs).T)
    one, other = paired_difference(x, y), paired_difference(x + constant, y + constant)
    assert (one.mean, one.low, one.high, one.p) == (other.mean, other.low, other.high, other.p)


@given(some.lists(some.floats(0.01, 1e3), min_size=2, max_size=30), some.floats(0.01, 100))
def test_concentration_does_not_depend_on_the_unit(values, factor):
    scaled = np.array(values) * factor
    assert gini(scaled) == pytest.approx(gini(values), abs=1e-9) and hhi(scaled) == pytest.approx(hhi(values))


def test_tests_that_were_not_made_do_not_count_for_holm():
    assert holm([0.01, math.nan, 0.04]) == pytest.approx([0.02, math.nan, 0.04], nan_ok=True)


def test_no_number_of_replications_makes_a_width_of_zero():
    assert replications_needed(1, 0) == math.inf
    assert replications_needed(0, 0) == 2


def test_a_difference_lost_in_rounding_needs_more_replications_than_anybody_can_run():
    assert 1e23 < replications_needed(1, 1e-12) < 1e25
    assert replications_needed(1, 1e-200) == math.inf
    assert replications_needed(1, 1e-5) == pytest.approx(replications_needed(1, 1.0000001e-5), rel=1e-3)


def test_shared_luck_without_any_variation_has_no_ratio():
    v = variance_reduction([1, 1], [2, 2])
    assert v.paired == 0 and math.isnan(v.ratio) and math.isnan(v.correlation)


def test_the_waiting_curve_agrees_with_scipy():
    made = np.random.default_rng(1)
    time, closed = made.integers(1, 40, 300), made.random(300) < 0.7
    curve = kaplan_meier(time, closed)
    theirs = stats.ecdf(stats.CensoredData.right_censored(time, ~closed)).sf
    assert curve.survival == pytest.approx(theirs.evaluate(curve.times))


def test_counts_per_bin_give_the_curve_of_the_rounded_cases():
    made = np.random.default_rng(2)
    time, closed, ends = made.exponential(50, 500), made.random(500) < 0.8, np.array([10, 30, 100, 1000])
    rounded = ends[np.searchsorted(ends, time)]
    counts = [[np.sum((rounded == end) & (closed == way)) for end in ends] for way in (True, False)]
    binned, single = kaplan_meier_counts(ends, *counts), kaplan_meier(rounded, closed)
    assert binned.survival == pytest.approx(single.survival)
    assert binned.times.tolist() == single.times.tolist()
    assert binned.at_risk[0] == 500


def test_a_later_horizon_keeps_the_curve_below_the_first_censoring():
    # the same cases watched for 10 and for 20: the one open at 10 closes at 15
    short, longer = kaplan_meier([2, 5, 10], [1, 1, 0]), kaplan_meier([2, 5, 15], [1, 1, 1])
    assert short.survival.tolist() == longer.survival[:2].tolist()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("share_out", [gini, hhi])
def test_nothing_is_spread_over_nobody_without_a_warning(share_out):
    assert all(math.isnan(share_out(values)) for values in ([], [0.0], [0.0, 0.0]))


SKEWED = np.array([0.1, 0.2, 0.2, 0.4, 0.9, 5.0, 0.3, 0.5])


def test_the_bootstrap_interval_of_equal_numbers_has_no_width_and_gives_no_warning():
    lows, highs = bootstrap_mean([[0.1] * 6, [0.0] * 6])
    assert lows.tolist() == highs.tolist() == [0.1, 0.0]


def test_a_bootstrap_interval_does_not_depend_on_its_company():
    _, (alone,) = bootstrap_mean([SKEWED])
    _, among = bootstrap_mean([np.ones(8), SKEWED, *np.random.default_rng(1).normal(size=(300, 8))])
    assert among[1] == alone


def test_the_bootstrap_interval_leans_to_the_side_of_the_long_tail():
    (low,), (high,) = bootstrap_mean([SKEWED])
    assert high - SKEWED.mean() > 2 * (SKEWED.mean() - low)


@given(arms.filter(lambda pairs: len(pairs) > 4))
def test_exchanged_arms_change_the_sign_of_the_bootstrap_interval_only(pairs):
    x, y = np.array(pairs).T
    (low, back_low), (high, back_high) = bootstrap_mean([y - x, x - y])
    wide = abs(y - x).max()
    assert (back_low, back_high) == pytest.approx((-high, -low), abs=1e-9 * wide)


def test_what_settles_after_a_while_is_cut_there_and_what_is_settled_hardly_at_all():
    noise = np.random.default_rng(3).normal(size=60)
    assert settles_after(noise + np.where(np.arange(60) < 9, 8, 0)) == pytest.approx(9, abs=1)
    assert settles_after(np.ones(20)) == 0
    assert settles_after(np.arange(40.0)) == 20  # half: no settled part was found


@given(some.lists(some.tuples(some.integers(1, 40), some.booleans()), min_size=1, max_size=30))
def test_a_later_horizon_keeps_every_curve_below_its_first_censoring(cases):
    # given cases of which the open ones are watched longer, and then closed or not
    time, closed = (np.array(each) for each in zip(*cases, strict=True))
    before = kaplan_meier(time, closed)
    after = kaplan_meier(np.where(closed, time, time + 50), np.ones(len(time), bool))
    first = time[~closed].min(initial=99)
    assert before.survival[before.times < first] == pytest.approx(after.survival[after.times < first])
