"""Intervals that earlier ones widen: by as much as these were too narrow, and from no later night."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from simulation.fit.held.held_out import hold_out
from simulation.fit.held.scores import crps, held
from simulation.fit.held.widening import (
    FEWEST,
    NOTHING,
    SHARES,
    Told,
    Widening,
    factor,
    learnt,
    nights_before,
    scores,
)
from simulation.fit.weeks.earlier import Night, earlier_nights, widened
from simulation.fit.weeks.forecast import FIGURES, WEEK, told
from tests.fit.logs import FIRST, known_log


def forecasts(spread: float, count: int = 4000, seed: int = 2) -> Told:
    """Draws of standard deviation 1 of what has one of `spread`."""
    rng = np.random.default_rng(seed)
    return Told(rng.standard_normal((400, count)), spread * rng.standard_normal(count))


def test_draws_half_as_wide_as_they_should_be_are_widened_by_two():
    found = learnt([forecasts(2.0)], 0.0)
    assert found.errors == 4000 and found.factors == pytest.approx((2, 2), rel=0.05)
    # and new ones hold what they say then, at a smaller distance
    draws, seen = forecasts(2.0, seed=3)
    wide = found.of(draws)
    for share in SHARES:
        assert held(draws, seen, share).mean() < share - 0.2
        assert held(wide, seen, share).mean() == pytest.approx(share, abs=0.03)
    assert crps(wide, seen).mean() < crps(draws, seen).mean()


def test_draws_as_wide_as_they_should_be_stay_within_noise():
    assert learnt([forecasts(1.0)], 0.0).factors == pytest.approx((1, 1), abs=0.05)


def test_draws_that_are_too_wide_stay_as_they_are():
    found = learnt([forecasts(0.3)], 0.0)
    draws = forecasts(0.3).draws
    assert found.factors == (1, 1) and found.of(draws) is draws


def test_exchangeable_errors_hold_what_theory_says():
    # given, two thousand times, nineteen errors and one to come, all alike and far too large
    draws, seen = forecasts(3.0, 20 * 2000)
    score = scores(draws, seen, 0.9, 0.0).reshape(2000, 20)
    held_by = [each[19] <= factor(each[:19], 0.9) for each in score]
    # then a widened interval of 90 % holds 18 in 20 of them: the rank of nineteen, no more, no less
    assert np.mean(held_by) == pytest.approx(0.9, abs=0.02)
    # and of nine, nine in ten: the largest
    assert np.mean([each[19] <= factor(each[:9], 0.9) for each in score]) == pytest.approx(0.9, abs=0.02)


def test_the_one_to_come_counts_among_those_that_are_known():
    # of twenty errors the nineteenth: .9 of twenty-one, rounded up, and not of twenty
    assert factor(np.arange(1.0, 21.0), 0.9) == 19


def test_too_few_errors_tell_nothing():
    draws, seen = forecasts(5.0, FEWEST)
    few = Told(draws[:, 1:], seen[1:])
    assert learnt([], 0.0) == learnt([few], 0.0) == NOTHING
    assert learnt([Told(draws, seen)], 0.0).factors > (1.0, 1.0)


def test_ends_are_stretched_about_the_middle_and_kept_in_bounds():
    draws = np.linspace(0, 1, 101)[:, None]
    wide = Widening(20, (1.0, 3.0)).of(draws, 0.0, 1.2)
    low, quarter, middle, high = np.quantile(wide, [0.05, 0.25, 0.5, 0.95])
    assert (low, high) == (0.0, 1.2) and middle == 0.5 and quarter == pytest.approx(0.25, abs=0.02)


def test_an_interval_of_no_width_is_half_a_case_wide():
    assert scores(np.full((9, 1), 4.0), np.array([6.0]), 0.9).tolist() == [4.0]


def test_nights_are_over_and_have_a_log_before_them():
    log = known_log(days=120, a_day=10)
    until = FIRST + pd.Timedelta(days=120)
    nights = nights_before(log, until, 3 * WEEK, WEEK, 10)
    # then the latest ends tonight, and the first has eight weeks before it
    assert nights[0] + 3 * WEEK == until and len(nights) == 7
    assert nights[-1] >= FIRST + pd.Timedelta(days=56) > nights[-1] - WEEK
    assert nights_before(log, until, 3 * WEEK, WEEK, 2) == nights[:2]
    assert nights_before(log.head(150), until, 3 * WEEK, WEEK, 10) == []


def test_a_forecast_is_as_wide_as_earlier_nights_say():
    # given three nights of three weeks, of which what was closed alone was far off
    rng = np.random.default_rng(4)
    drawn = 50 + rng.standard_normal((80, 3, len(FIGURES)))
    seen = np.full((3, len(FIGURES)), 50.0)
    seen[:, 1] = 60
    nights = [Night(FIRST, drawn, seen)] * 3
    wide, wider = widened(drawn, nights)
    table = told(drawn, wide, wider, FIRST).set_index("figure")
    assert (table["errors"] == 9).all()
    closed, other = table.loc["closed"], table.drop("closed")
    assert (closed["high_90"] > 59).all() and (closed["own_high_90"] < 53).all()
    for end in ("low_90", "low_50", "high_50", "high_90"):
        assert (other[end] == other[f"own_{end}"]).all()


def test_earlier_nights_know_nothing_that_came_later():
    log = known_log(days=120, a_day=10)
    until = FIRST + pd.Timedelta(days=100)
    blind = log[log["opened"] < until]
    blind = blind.assign(closed=blind["closed"].where(blind["closed"] < until))
    pairs = zip(
        earlier_nights(log, until, 3, frozenset(), 7, 2),
        earlier_nights(blind, until, 3, frozenset(), 7, 2),
        strict=True,
    )
    for one, other in pairs:
        np.testing.assert_array_equal(one.drawn, other.drawn)
        np.testing.assert_array_equal(one.seen, other.seen)


@pytest.mark.slow
def test_months_held_back_are_widened_by_earlier_cuts_and_nothing_of_them():
    log = known_log(days=170, a_day=20)
    held_back = hold_out(log, draws=40)
    # given the same log, in which the held-back months are another office's
    later = log["opened"] >= held_back.cut
    strange = log.assign(closed=log["closed"].mask(later | (log["closed"] >= held_back.cut)))
    other = hold_out(strange, draws=40)
    columns = ["by", "group", "figure", "errors", "low_90", "high_90", "own_low_90", "own_high_90"]
    pd.testing.assert_frame_equal(held_back.table[columns], other.table[columns])
    # then types, units and weeks have learnt, and no interval is narrower than the model's own
    table = held_back.table.set_index("by")
    assert (table.loc["all", "errors"] == 0).all() and (table.loc["week", "errors"] > 0).all()
    assert (table["low_90"] <= table["own_low_90"] + 1e-9).all()
    assert (table["high_90"] >= table["own_high_90"] - 1e-9).all()
    assert (table["high_90"] > table["own_high_90"] + 1e-6).any()
