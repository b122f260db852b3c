"""Firms that give, lend, close and sell: rules as arithmetic: no street, no seed."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.agents.enterprise import Enterprise, EnterpriseNumbers
from simulation.levers import LeverDefaults, Levers
from simulation.population import Population
from simulation.treasury import TreasuryNumbers


def test_a_fifth_of_the_firms_give_in_a_year():
    firms = Population(None, Enterprise, 2, numbers=EnterpriseNumbers())
    firms.columns["party_group"][:] = [False, True]
    month = firms.evaluate(Enterprise.giving_chance, 0.02)
    year = 1 - (1 - month) ** 12
    assert np.array([0.9, 0.1]) @ year == pytest.approx(0.22, abs=0.03)


@pytest.mark.parametrize(
    "state, value, sign", [("visits_90d", 2, 1), ("asks_30d", 3, -1), ("health", 0.8, 1)]
)
def test_visits_and_health_bring_gifts_and_repeated_asks_cost_them(state, value, sign):
    firms = Population(None, Enterprise, 2, numbers=EnterpriseNumbers())
    firms.columns[state][1] = value
    chance = firms.evaluate(Enterprise.giving_chance, 0.0)
    assert sign * (chance[1] - chance[0]) > 0


@pytest.mark.parametrize("state, value", [("health", 0.8), ("staff", 40)])
def test_gifts_grow_with_size_and_income(state, value):
    firms = Population(None, Enterprise, 2, numbers=EnterpriseNumbers())
    firms.columns[state][1] = value
    gift = firms.evaluate(Enterprise.usual_gift, np.full(2, 0.98))
    assert gift[1] > gift[0]


def test_a_usual_firm_gives_its_median_gift_and_less_where_a_gift_costs_more_after_tax():
    firms = Population(None, Enterprise, 2, numbers=EnterpriseNumbers())
    firms.columns["staff"][:] = 10
    usual, dear = firms.evaluate(Enterprise.usual_gift, np.array([0.98, 1.0]))
    assert usual == pytest.approx(500)
    assert dear == pytest.approx(500 * (1 / 0.98) ** -0.5, rel=1e-5)
    assert EnterpriseNumbers().gift_price(0) == pytest.approx(0.98)
    assert EnterpriseNumbers().gift_price(1) < EnterpriseNumbers().gift_price(0)


def test_new_grants_crowd_gifts_out_and_never_below_nothing():
    left = TreasuryNumbers().gift_left(np.full(3, 500.0), np.array([0.0, 1000, 9000]), np.array([1, 2, 1]))
    assert left == pytest.approx([500, 400, 0])


def test_rooms_are_lent_more_often_under_the_dial_after_visits_and_by_party_groups():
    firms = Population(None, Enterprise, 3, numbers=EnterpriseNumbers())
    firms.columns["visits_90d"][:] = [0, 1, 0]
    firms.columns["party_group"][:] = [False, False, True]
    rest, turned = (
        firms.evaluate(Enterprise.lending_chance, Levers(LeverDefaults(unit_sharing=each), 1))
        for each in (0.0, 1.0)
    )
    assert rest == pytest.approx([0.01, 0.0164, 0.0181], abs=1e-4)
    assert (turned > 5 * rest).all()


def test_closed_firms_neither_give_nor_lend_nor_have_troubles():
    firms = Population(None, Enterprise, 1, numbers=EnterpriseNumbers())
    firms.columns["trading"][:] = False
    assert firms.evaluate(Enterprise.giving_chance, 0.0)[0] == 0
    assert firms.evaluate(Enterprise.lending_chance, Levers(LeverDefaults(), 2))[0] == 0
    assert firms.evaluate(Enterprise.trouble_weight)[0] == 0


def test_a_firm_closes_after_three_very_weak_months_and_troubles_fall_on_the_weak():
    firms = Population(None, Enterprise, 2, numbers=EnterpriseNumbers())
    firms.columns["health"][:] = [0.05, 0.5]
    closed = []
    for _ in range(3):
        firms.columns["weak_months"][:] = firms.evaluate(Enterprise.weak_months_next)
        closed.append(firms.evaluate(Enterprise.closes).tolist())
    assert closed == [[0, 0], [0, 0], [1, 0]]
    assert firms.evaluate(Enterprise.trouble_weight) == pytest.approx([np.exp(0.9), 1])


def test_only_a_giver_of_the_last_year_is_favoured():
    firms = Population(None, Enterprise, 2, numbers=EnterpriseNumbers())
    firms.columns["months_since_gift"][:] = [3, 12]
    assert firms.evaluate(Enterprise.favour_chance) == pytest.approx([0.1, 0])


def test_advice_raises_take_up_and_margins_bring_new_services():
    n = EnterpriseNumbers()
    assert (n.takeup(0), n.takeup(1)) == pytest.approx((0.4, 0.749), abs=1e-3)
    assert n.tax_gain(1.0) == pytest.approx(0.065)
    assert n.entry_chance(0.0, 1) == pytest.approx(0.004, abs=1e-5)
    assert n.entry_chance(0.1, 6) > n.entry_chance(0.0, 6) > n.entry_chance(-0.1, 6)


def test_dearer_meals_are_fewer_and_shut_the_poor_out_first():  # direction 40
    usual, dear = EnterpriseNumbers(), EnterpriseNumbers(meal_price=14.0)
    assert (usual.shut_out_share(), usual.shut_out_low_income()) == pytest.approx((0.08, 0.32), abs=0.005)
    assert (dear.shut_out_share(), dear.shut_out_low_income()) == pytest.approx((0.12, 0.49), abs=0.007)
    assert dear.meals_wanted(1000) < usual.meals_wanted(1000)
    assert dear.meal_margin(80, 0) - usual.meal_margin(80, 0) == pytest.approx(2)
    assert usual.meal_margin(100, 0) == pytest.approx(-1)


def test_one_contractor_in_ten_gives_up_in_a_year():
    gone = EnterpriseNumbers().fails_on(np.linspace(0, 1, 1001)) < 365
    assert gone.mean() == pytest.approx(0.1, abs=0.01)
