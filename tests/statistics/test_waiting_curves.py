"""Waiting curves at every quantile: by hand, by theory, and as metrics ask for them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from simulation.metrics.counting import hours_until
from simulation.statistics import kaplan_meier, kaplan_meier_counts

# five cases: closed after 1, 2, 4 and 5, one watched until 3: still open are .8, .6, and .3, then none
FIVE = ([1, 2, 3, 4, 5], [True, True, False, True, True])


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.05, 1), (0.2, 1), (0.21, 2), (0.25, 2), (0.4, 2), (0.41, 4), (0.5, 4), (0.7, 4), (0.71, 5),
        (0.9, 5), (1.0, 5),
    ],
)  # fmt: skip
def test_a_quantile_is_the_first_time_by_which_so_many_are_closed(share, expected):
    assert kaplan_meier(*FIVE).quantile(share) == expected


@pytest.mark.parametrize(
    ("share", "expected"), [(0.1, 1), (0.3, 3), (0.6, 6), (0.7, 7), (0.9, 9), (0.91, 10)]
)
def test_a_share_that_is_reached_to_the_dot_is_reached(share, expected):
    # given ten cases, one closed an hour: the product of nine tenths, eight ninths... is a tenth but for
    # rounding
    assert kaplan_meier(range(1, 11), np.ones(10)).quantile(share) == expected


def test_what_is_never_reached_has_no_time():
    # given one of four cases closed, of which three in four are then open for ever
    curve = kaplan_meier([1, 9, 9, 9], [True, False, False, False])
    assert curve.quantile(0.25) == 1 and np.isnan(curve.quantile(0.26)) and np.isnan(curve.quantile(0.75))


@pytest.mark.parametrize("share", [0.1, 0.25, 0.75, 0.9, 0.95])
def test_waits_without_memory_have_the_quantiles_of_theory_however_many_are_watched_for_less(share):
    # given exponential waits of mean 10, each watched for an exponential time of mean 20: two in three close
    made = np.random.default_rng(5)
    wait, watched = made.exponential(10, 40_000), made.exponential(20, 40_000)
    curve = kaplan_meier(np.minimum(wait, watched), wait <= watched)
    # then a share p is closed after -10 ln(1 - p), to four standard errors of the share
    at = curve.quantile(share)
    se = float(curve.se[np.searchsorted(curve.times, at)])
    assert abs(-np.expm1(-at / 10) - share) < 4 * se < 0.03


def test_quantiles_from_bins_are_the_ends_of_their_bins():
    # given 10 closed in the first hour, 20 in the next three, 30 watched so long, 40 closed in six more
    curve = kaplan_meier_counts([1, 4, 10], [10, 20, 40], [0, 30, 0])
    found = [curve.quantile(share) for share in (0.1, 0.11, 0.3, 0.31, 0.9)]
    assert found == [1, 4, 4, 10, 10]


@given(some.lists(some.tuples(some.integers(1, 30), some.booleans()), min_size=1, max_size=25))
def test_a_larger_share_never_takes_less_time(cases):
    curve = kaplan_meier(*(np.array(each) for each in zip(*cases, strict=True)))
    found = np.array([curve.quantile(share) for share in np.linspace(0.02, 1, 50)])
    reached = found[~np.isnan(found)]
    assert (np.diff(reached) >= 0).all() and np.isnan(found[len(reached) :]).all()


def test_the_restricted_mean_counts_each_case_for_no_more_than_its_end():
    # given five cases: one is open .8 of all from 1 to 2, .6 to 4, .3 to 5
    curve = kaplan_meier(*FIVE)
    assert curve.restricted_mean(2) == pytest.approx(1 + 0.8)
    assert curve.restricted_mean(4.5) == pytest.approx(1 + 0.8 + 2 * 0.6 + 0.5 * 0.3)
    assert curve.restricted_mean(50) == pytest.approx(1 + 0.8 + 2 * 0.6 + 0.3)


@pytest.mark.parametrize(
    ("part", "hours"), [(0.1, 1), (0.2, 1), (0.3, 2), (0.5, 5), (0.7, 5), (0.8, 6), (0.9, 6)]
)
def test_metrics_count_hours_from_each_beginning_and_drop_nobody(part, hours):
    # given five cases that begin in other minutes: three end after 1, 2 and 6 hours, one after 5, and one is
    # seen for three hours, though it will have ended after 12
    begun = np.array([0.0, 60.0, 600.0, 120.0, 240.0])
    ended = begun + 60 * np.array([1.0, 2.0, 12.0, 5.0, 6.0])
    assert hours_until(part, begun, ended, until=780.0) == pytest.approx(hours)
    # then it is the same when nobody knows of that end
    ended[2] = np.nan
    assert hours_until(part, begun, ended, until=780.0) == pytest.approx(hours)


def test_an_end_in_the_last_minute_is_seen():
    assert hours_until(0.9, np.array([0.0]), np.array([120.0]), until=120.0) == 2
    assert np.isnan(hours_until(0.9, np.array([0.0]), np.array([121.0]), until=120.0))
    assert np.isnan(hours_until(0.5, np.zeros(0), np.zeros(0), until=120.0))
