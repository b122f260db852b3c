"""Student's t, value by value, is that of scipy.stats, bit for bit."""

import math

import pytest
import scipy.stats

from simulation.statistics.student_t import t_quantile, t_two_sided

FREEDOM = (-1, 0, 0.3, 1, 1.7, 2, 3.3, 11, 57.2, 1e3, 1e12, math.inf, math.nan)


def same(one: float, other: float) -> bool:
    return one == other or (math.isnan(one) and math.isnan(other))


@pytest.mark.parametrize("df", FREEDOM)
@pytest.mark.parametrize("level", (0, 0.5, 0.95, 0.99, 1 - 1e-9, 1))
def test_a_quantile_is_that_of_scipy(level: float, df: float):
    assert same(t_quantile(level, df), float(scipy.stats.t.ppf((1 + level) / 2, df)))


@pytest.mark.parametrize("df", FREEDOM)
@pytest.mark.parametrize("t", (0, 1, -2.5, 50, math.inf, math.nan))
def test_both_tails_are_those_of_scipy(t: float, df: float):
    assert same(t_two_sided(t, df), float(2 * scipy.stats.t.sf(abs(t), df)))


def test_printed_tables_say_the_same():
    # given two values of printed tables: 2.228 for 95 % of 10, and 5 % beyond 12.706 of 1
    assert t_quantile(0.95, 10) == pytest.approx(2.228, abs=5e-4)
    assert t_two_sided(12.706, 1) == pytest.approx(0.05, abs=5e-6)
