"""Intervals that hold at every look, against integrals, known limits, and what they must agree with."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import integrate, stats

from simulation.statistics import (
    anytime,
    anytime_bound,
    anytime_p,
    anytime_pairs_needed,
    paired_difference,
)

FIRST = 5
LEVELS = [0.8, 0.95, 0.9995]


def changes(*values):
    return paired_difference(np.zeros(len(values)), values)


@pytest.mark.slow
def test_the_averaged_likelihood_is_the_integral_that_it_is_said_to_be():
    # given four differences, and their likelihood averaged over means in spreads and over log spreads
    x = np.array([0.4, 1.9, 0.7, -0.3])

    def likelihood(mean, log_spread):
        spread = math.exp(log_spread)
        return math.exp(stats.norm.logpdf(x, mean * spread, spread).sum())

    above = integrate.dblquad(likelihood, -6, 6, -12, 12)[0]
    below = integrate.quad(lambda each: likelihood(0, each), -6, 6)[0]
    # then it is the closed form by which a bound of one number of pairs follows from that of another
    n, t = len(x), changes(*x).t
    averaged = math.sqrt(2 * math.pi / n) * (1 + t * t / (n - 1)) ** (n / 2)
    assert above / below == pytest.approx(averaged, rel=1e-4)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("pairs", [6, 20, 300])
def test_all_bounds_are_of_one_averaged_likelihood(pairs, level):
    def averaged(n):
        return (1 + anytime_bound(n, FIRST, level) ** 2 / (n - 1)) ** (n / 2) / math.sqrt(n)

    assert averaged(pairs) == pytest.approx(averaged(FIRST), rel=1e-9)


@pytest.mark.parametrize("level", LEVELS)
def test_at_the_first_look_the_chance_is_that_of_students_t_and_of_what_may_come_later(level):
    a, t = anytime_bound(FIRST, FIRST, level), stats.t(FIRST - 1)
    assert 1 - level == pytest.approx(2 * t.sf(a) + 2 * a * t.pdf(a), rel=1e-9)
    assert a > t.ppf((1 + level) / 2)


@pytest.mark.parametrize("level", LEVELS)
def test_from_many_pairs_on_the_first_bound_is_the_root_of_a_chi_square_with_three_degrees(level):
    # given Robbins' boundary for a known spread: 2 (1 - Phi(a) + a phi(a)) is the tail of chi-square 3 at a^2
    assert anytime_bound(10**7, 10**7, level) == pytest.approx(math.sqrt(stats.chi2.ppf(level, 3)), rel=1e-5)


def test_the_values_of_five_and_a_hundred_pairs_are_as_worked():
    # given 2 (1 - F(4.4468)) + 2 * 4.4468 f(4.4468) = .01128 + .03872 for 4 degrees of freedom
    assert anytime_bound(5, FIRST) == pytest.approx(4.4468, abs=1e-4)
    # and (1 + 4.4468^2 / 4)^(5/2) / sqrt(5) = (1 + 3.5382^2 / 99)^50 / 10
    assert anytime_bound(100, FIRST) == pytest.approx(3.5382, abs=1e-4)


@given(some.floats(0.5, 0.9999), some.integers(FIRST, 500), some.floats(-30, 30))
def test_p_is_below_alpha_where_the_interval_leaves_zero_out(level, pairs, t):
    outside = abs(t) > anytime_bound(pairs, FIRST, level)
    p = anytime_p(t, pairs, FIRST)
    assert 0 <= p <= 1
    if abs(p - (1 - level)) > 1e-9:
        assert (p < 1 - level) == outside


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("pairs", [FIRST, 6, 20, 300])
def test_at_the_bound_of_a_level_p_is_what_is_left_of_it(pairs, level):
    bound = anytime_bound(pairs, FIRST, level)
    assert anytime_p(bound, pairs, FIRST) == anytime_p(-bound, pairs, FIRST) == pytest.approx(1 - level)


@given(some.integers(FIRST, 400), some.floats(0, 20), some.floats(0, 20))
def test_a_larger_t_has_a_smaller_p_and_p_is_never_below_that_of_one_look(pairs, one, other):
    small, large = sorted((one, other))
    assert anytime_p(small, pairs, FIRST) >= anytime_p(large, pairs, FIRST)
    assert anytime_p(large, pairs, FIRST) >= 2 * stats.t.sf(large, pairs - 1) * (1 - 1e-9)


def test_no_verdict_can_rest_on_fewer_than_five_pairs_that_differ():
    # given four pairs that differ by the same, which is the most that four can say, and others that do not
    for zeros in range(1, 100):
        found = anytime(changes(*[1.0] * 4, *[0.0] * zeros), FIRST)
        assert found.low < 0 < found.high and found.p > 0.05


def test_the_interval_stands_around_the_same_difference_and_is_wider():
    once = changes(1.0, 2.5, 0.5, 3.0, 2.0, 1.5)
    always = anytime(once, FIRST)
    assert (always.mean, always.se, always.pairs) == (once.mean, once.se, once.pairs)
    assert always.low + always.high == pytest.approx(2 * once.mean)
    half = anytime_bound(6, FIRST) * once.se
    assert always.high - always.mean == pytest.approx(half) and always.high > once.high
    assert always.p == anytime_p(once.t, 6, FIRST) > once.p


def test_before_the_first_look_there_is_a_difference_and_no_interval():
    found = anytime(changes(1.0, 2.0, 4.0, 3.0), FIRST)
    assert found.mean == 2.5 and all(math.isnan(each) for each in (found.low, found.high, found.p))


def test_differences_that_are_all_the_same_are_certain_and_none_says_nothing():
    sure, none = anytime(changes(*[2.0] * 6), FIRST), anytime(changes(*[0.0] * 6), FIRST)
    assert (sure.low, sure.high, sure.p) == (2, 2, 0) and (none.low, none.high, none.p) == (0, 0, 1)
    assert anytime_p(1e200, 300, FIRST) == 0


@given(some.floats(0.01, 100), some.floats(0.01, 100))
def test_the_pairs_needed_are_the_fewest(sd, half_width):
    n = anytime_pairs_needed(sd, half_width, FIRST)
    assert anytime_bound(n, FIRST) * sd <= half_width * math.sqrt(n)
    assert n == FIRST or anytime_bound(n - 1, FIRST) * sd > half_width * math.sqrt(n - 1)


def test_no_number_of_pairs_is_enough_for_a_width_of_nothing_and_the_first_look_for_no_spread():
    assert anytime_pairs_needed(1, 0, FIRST) == anytime_pairs_needed(1, 1e-9, FIRST) == math.inf
    assert anytime_pairs_needed(0, 0, FIRST) == FIRST
