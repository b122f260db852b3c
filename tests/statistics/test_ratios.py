"""Ratios of two means: their intervals hold what their definition says, and are none where they would be
unbounded."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from scipy import stats

from simulation.statistics import (
    PairedDifference,
    bootstrap_mean,
    kaplan_meier,
    paired_difference,
    paired_ratio,
    ratio_of_means,
    variance_reduction,
)

COST = np.array([7.0, 4.0, 9.0, 6.0, 5.0, 8.0])
GAIN = np.array([3.0, 2.5, 4.5, 2.0, 3.5, 3.0])
LEVELS = [{}, {"level": 0.95}, {"level": 0.8}]


def critical(level: dict, df: int) -> float:
    """The t that an interval of a level reaches to; 95 % where none is said."""
    return float(stats.t.ppf(0.5 + level.get("level", 0.95) / 2, df))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("sign", [1, -1])
def test_at_the_ends_of_a_paired_ratio_what_is_left_just_differs_from_nothing(level, sign):
    # given the cost and the gain of six pairs, when one is divided by the other
    ratio, low, high = paired_ratio(sign * COST, GAIN, **level)
    # then with either end r, cost - r gain is as far from 0 as the t of five degrees of freedom
    assert ratio == pytest.approx(sign * COST.mean() / GAIN.mean()) and low < ratio < high
    for end in (low, high):
        rest = sign * COST - end * GAIN
        assert abs(stats.ttest_1samp(rest, 0).statistic) == pytest.approx(critical(level, 5))
    # and it is the same for a loss of both
    assert paired_ratio(-sign * COST, -GAIN, **level) == pytest.approx((ratio, low, high))


def test_a_gain_whose_interval_holds_nothing_has_a_ratio_without_ends():
    # given gains about which nobody can say that they are any
    ratio, low, high = paired_ratio(COST, [3.0, -2.5, 4.5, -2.0, 3.5, 1.0])
    assert ratio == pytest.approx(6.5 / 1.25) and np.isnan(low) and np.isnan(high)


@pytest.mark.parametrize(("above", "below"), [([1.0], [2.0]), ([], []), ([1.0, 2.0], [-1.0, 1.0])])
def test_one_pair_or_no_mean_below_gives_no_paired_ratio(above, below):
    with np.errstate(all="ignore"):
        assert np.isnan(paired_ratio(above, below)).all()


def test_two_pairs_are_enough_and_what_is_always_twice_as_much_has_no_doubt():
    assert paired_ratio([4.0, 4.5], [2.0, 2.25]) == (2, 2, 2)


def mean_of(values: list[float]) -> PairedDifference:
    return paired_difference(np.zeros(len(values)), values)


TOP, BOTTOM = mean_of([7.0, 4.0, 9.0, 6.0, 5.0, 8.0]), mean_of([3.0, 2.5, 4.5, 2.0])


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(("top", "bottom", "df"), [(TOP, BOTTOM, 3), (BOTTOM, TOP, 3)])
def test_the_ends_of_a_ratio_of_means_are_the_roots_of_fiellers_equation(level, top, bottom, df):
    # given two independent means, with the degrees of freedom of the smaller sample
    t = critical(level, df)
    # when r top - bottom is to be just t standard errors from 0
    a = bottom.mean**2 - (t * bottom.se) ** 2
    b = -2 * top.mean * bottom.mean
    c = top.mean**2 - (t * top.se) ** 2
    # then the ends are its roots, also where both means are negative
    expected = (top.mean / bottom.mean, *sorted(np.roots([a, b, c]).real))
    assert ratio_of_means(top, bottom, **level) == pytest.approx(expected)
    less = (replace(each, mean=-each.mean) for each in (top, bottom))
    assert ratio_of_means(*less, **level) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("top", "bottom", "ratio"),
    [
        (TOP, replace(BOTTOM, mean=0.5), 13),  # its interval holds 0
        (TOP, replace(BOTTOM, se=BOTTOM.mean / critical({}, 3) * (1 + 1e-9)), 6.5 / 3),  # just so
        (mean_of([6.5]), BOTTOM, 6.5 / 3),
        (TOP, mean_of([3.0]), 6.5 / 3),
    ],
)
def test_a_ratio_of_means_without_ends_keeps_its_middle(top, bottom, ratio):
    found, low, high = ratio_of_means(top, bottom)
    assert found == pytest.approx(ratio) and np.isnan(low) and np.isnan(high)


def test_nothing_can_be_divided_by_a_mean_of_nothing():
    assert np.isnan(ratio_of_means(TOP, replace(BOTTOM, mean=0.0))).all()


@pytest.mark.parametrize("level", LEVELS)
def test_the_bootstrap_interval_is_that_of_scipy_of_the_level_that_was_asked_for(level):
    (low,), (high,) = bootstrap_mean([COST], **level)
    theirs = stats.bootstrap(
        (COST,), np.mean, confidence_level=level.get("level", 0.95), n_resamples=9_999, rng=1993
    ).confidence_interval
    assert (low, high) == pytest.approx((theirs.low, theirs.high), rel=1e-6)


@pytest.mark.parametrize("level", LEVELS)
def test_a_paired_difference_has_the_interval_of_scipy(level):
    found = paired_difference(COST, COST + GAIN, **level)
    low, high = stats.ttest_1samp(GAIN, 0).confidence_interval(level.get("level", 0.95))
    assert (found.low, found.high) == pytest.approx((low, high))
    assert found.p == pytest.approx(stats.ttest_1samp(GAIN, 0).pvalue) and found.df == 5


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (TOP, "mean"),
        (variance_reduction(COST, GAIN), "ratio"),
        (kaplan_meier([1.0], [True]), "times"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_was_found_cannot_be_changed(made, name):
    with pytest.raises(FrozenInstanceError):
        setattr(made, name, 0.0)
