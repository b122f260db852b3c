"""Forecasts and plans of the platform (D2, D3): rules as arithmetic: no street, no seed."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.platform import PlatformNumbers

PLATFORM = PlatformNumbers()


def test_a_forecast_recalls_what_the_design_says_and_a_worker_knows_a_fifth():
    assert PLATFORM.recall(0.72 * np.array([0.5, 1])) == pytest.approx([0.29, 0.39], abs=0.005)
    assert PLATFORM.lift(PLATFORM.recall(np.array([0.72])), 0.72) == pytest.approx([1.8])
    assert PLATFORM.recall(0.72) / 1.8 == pytest.approx(0.22, abs=0.005)


def test_recall_grows_with_completeness_by_falling_returns_and_never_beyond_its_ceiling():
    gain = np.diff(PLATFORM.recall(np.linspace(0, 1, 11)))
    assert PLATFORM.recall(0.0) == 0
    assert (gain > 0).all() and (np.diff(gain) < 0).all()
    assert PLATFORM.recall(1.0) < PLATFORM.recall_max


def test_data_are_complete_where_systems_are_joined_and_people_speak_up():
    joined, recorded, needs = np.array([0.5, 0.5, 0.1]), np.array([0.3, 0.6, 0.6]), np.ones(3)
    assert PLATFORM.completeness(joined, recorded, needs) == pytest.approx([0.15, 0.3, 0.06])
    assert PLATFORM.completeness(1.0, 2.0, 1.0) == 1  # returns are recorded too, and no need is seen twice


@pytest.mark.parametrize("bias, order", [(1, [0, 1, 2]), (0, [2, 1, 0])])
def test_flags_follow_reports_and_the_true_needs_only_where_the_bias_is_lifted(bias, order):
    told, needs = np.array([3.0, 2.0, 1.0]), np.array([4.0, 5.0, 6.0])
    heat = PlatformNumbers(report_bias=bias).heat(told, needs)
    assert np.argsort(-heat).tolist() == order


def test_a_tenth_of_the_places_is_flagged_and_as_many_fewer_as_the_dial_is_lower():
    assert PLATFORM.flagged_grids(1.0, 80) == 8
    assert PLATFORM.flagged_grids(0.25, 80) == 2


def test_the_same_recall_over_fewer_matters_foresees_more_of_them():
    chance = PLATFORM.foreseen_chance(np.array([0.1, 0.1, 0.3, 0.3]), np.array([0.2, 0.4, 0.2, 0.0]))
    assert chance == pytest.approx([0.5, 0.25, 1, 1])


def test_one_shared_matter_in_25_is_prevented_where_all_is_joined_and_every_flag_is_visited():
    hot = 0.19  # of matters lie in the top tenth of the grids
    seen = PLATFORM.foreseen_chance(PLATFORM.recall(0.72), hot)
    assert hot * seen * PLATFORM.prevented_chance(1.0) == pytest.approx(0.04, abs=0.003)
    assert PLATFORM.prevented_chance(0.0) == 0


def test_visits_take_half_an_hour_for_each_matter_that_is_planned_for():
    assert PLATFORM.visit_hours(0.6, np.array([0, 0.5, 1])) == pytest.approx([0, 0.15, 0.3])


def test_a_plan_made_ahead_cuts_a_quarter_of_the_wait_and_no_plan_cuts_none():
    assert PLATFORM.wait_factor(np.array([0, 0.5, 1])) == pytest.approx([1, 0.875, 0.75])
