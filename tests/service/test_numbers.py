"""Dispatch, pressure, inspection and bodies: the chances of the service as arithmetic, without a street."""

from __future__ import annotations

import numpy as np
import pytest

from simulation import categories
from simulation.platform import PlatformNumbers
from tests.agents.agents import RESIDENTS, SERVICE


@pytest.mark.parametrize("automatic, chance, hops", [(0, 0.30, 0.43), (1, 0.08, 0.09)])
def test_automatic_dispatch_saves_most_wrong_hops(automatic, chance, hops):
    wrong = SERVICE.wrong_chance(automatic, False)
    assert wrong == pytest.approx(chance)
    assert wrong / (1 - wrong) == pytest.approx(hops, abs=0.005)
    assert SERVICE.wrong_chance(automatic, True) > wrong


@pytest.mark.parametrize("pressure, published", [(0.2, 0.83), (0.5, 0.90), (0.8, 0.955)])
def test_pressure_publishes_what_is_not_done(pressure, published):
    truly = 0.77
    false = SERVICE.false_closing_chance(pressure, 0.05, 0.30)
    assert truly + (1 - truly) * false == pytest.approx(published, abs=0.005)


def test_a_street_of_mean_rates_is_ranked_in_the_middle_and_the_worst_is_pressed_most():
    assert SERVICE.ranked_pressure(0.5, SERVICE.rank(0.80)) == pytest.approx(0.5)
    assert SERVICE.rank(0.86) == pytest.approx(0.159, abs=0.001)
    assert SERVICE.ranked_pressure(0.5, SERVICE.rank(0.4)) == pytest.approx(0.65)
    assert SERVICE.ranked_pressure(0.9, 1) == 1


def test_full_inspection_and_call_backs_leave_almost_nothing_to_hide():
    assert SERVICE.false_closing_chance(0.5, 1.0, 1.0) < 0.01
    assert SERVICE.found_false_chance(1.0, 0.0) == 1
    assert SERVICE.found_false_chance(0.05, 0.3) == pytest.approx(1 - 0.95 * 0.7)


def test_usual_pressure_changes_neither_records_nor_the_order_of_work():
    assert SERVICE.unlogged_factor(0.5) == 1
    assert SERVICE.uncounted_cut(np.array([0.2, 0.5, 1.0])) == pytest.approx([0, 0, 0.15])


def test_bodies_come_in_six_cases_of_ten_and_whistles_wear_them_down():
    assert SERVICE.attendance(0.5, 0.4, 0.4) == pytest.approx(0.63, abs=0.005)
    assert SERVICE.attendance(8, 0.4, 0.4) < 0.2
    assert SERVICE.attendance(0, 1, 0.4) == 0.98


def test_loaded_bodies_keep_matters_waiting():
    assert SERVICE.slowness(1.0) == 1
    assert SERVICE.slowness(4.0) == pytest.approx(2)


def test_one_matter_in_nine_is_refused_and_named_owners_refuse_less():
    at_rest = categories.SHARE @ SERVICE.refusal_chance(0.7, categories.COMMON)
    assert at_rest == pytest.approx(0.11, abs=0.01)
    assert SERVICE.refusal_chance(0.98, True) < SERVICE.refusal_chance(0.7, True)


def test_a_platform_logs_more_is_adopted_in_months_and_stops_at_the_streets_authority():
    platform = PlatformNumbers()
    assert (RESIDENTS.log_share(0), RESIDENTS.log_share(1)) == pytest.approx((0.7, 0.95))
    assert platform.joined(0.9) == platform.platform_authority
    assert platform.adoption(0) < 0.02 < platform.adoption(90) == pytest.approx(0.5)
    assert platform.seen(np.array([0.0, 3.0]), np.array([0.0, 6.0])) == pytest.approx([0.72, 0.5])
