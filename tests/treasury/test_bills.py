"""Bills of a day by hand: what each asks, what is worked whether or not it is paid, what was short."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulation.levers import LeverDefaults, Levers
from simulation.treasury import FEN, Facts, TreasuryNumbers
from tests.treasury.test_treasury import COMMUNITIES, DAY, GRIDS, bill, facts, treasury

ROUND = TreasuryNumbers(
    cost_train=3650, cost_points_admin=730, cost_honour=1095, cost_branch=1460, cost_platform_fixed=1000,
    cost_platform_year=480, cost_platform_grid=365, cost_voice=1825, cost_audit=30, cost_callback=4,
    channel_admin=7300, contract_price=150, fallback_cost=1.5, cost_station=36500, bill_branch=70,
    bill_council=304, bill_head=15.2, cost_head=60.8, bill_survey=73, bill_ask_message=0.76,
    bill_helper_hour=2, bill_firm_visit=60.8, bill_points=6.08, bill_training=730, bill_group=91.2,
    bill_untrained=3, platform_life=4,
)  # fmt: skip
"""Numbers that make a day's bills round: a year has 365 days, a month 30.4."""
TURNED = LeverDefaults(
    asks=2, survey=2, firm_visits=0.5, tax_advice=0.25, platform_share=0.5, voice_app=0.2, voice_council=0.4,
    branch=0.5, training=0.5, honour=0.5, audit=0.1, callback=0.25, helper_training=0.25,
)  # fmt: skip
IN_THE_FIRST = {
    "posts": 2, "residents": 1000, "firms": 20, "roster": 50, "volunteered": 11, "credited": 7,
    "usual_helper_hours": 2, "closings": 6, "groups": 3, "heads": 5, "channels": 2, "providers": 2,
    "contracted": 4, "fallen_back": 3,
}  # fmt: skip
"""What the first of four grids has; the second has twice as much, the third three times, the last four."""
EACH = np.arange(1, 5)
BY_HAND = {  # yuan and minutes (grids,)
    "inspections": (24 * EACH, 0),  # (30 x .1 + 4 x .25) x 6 closings
    "channels": (40 * EACH, 0),  # 7300 / 365 x 2
    "public fallback": (675 * EACH, 0),  # 150 x 1.5 x 3
    "helpers": (0, [0, 0, 10, 20]),  # 2 x (1 + 2 x .75) x hours beyond 4: none, none, 2, 4
    "market contract": (600 * EACH, 0),  # 150 x 4
    "station": (200 * EACH, 0),  # 36500 / 365 x 2
    "asks": (0, 50 * EACH),  # .76 x 2 x 1000 / 30.4
    "survey": (0, 400 * EACH),  # 73 x 2 x 1000 / 365
    "firm visits": (0, 20 * EACH),  # 60.8 x .5 x 20 / 30.4
    "tax advice": (0, EACH),  # 60.8 x .25 x 2 / 30.4
    "building heads": (10 * EACH, 2.5 * EACH),  # 60.8 and 15.2 x 5 / 30.4
    "platform": (1, 0),  # half of a grid's 365 and of its half of the street's 480 + 1000 / 4; / 365
    "app": (1, 0),  # 1825 x .2 / 365
    "council": (2, 4),  # 1825 x .4 / 365; 304 x .4 / 30.4
    "branch": ([2, 0, 2, 0], [10, 0, 30, 0]),  # 1460 x .5 / 365; 70 x .5 / 7 x posts; two have a branch
    "training": (10 * EACH, 2 * EACH),  # 3650 and 730 x .5 x 2 / 365
    "groups": (0, 9 * EACH),  # 91.2 x 3 / 30.4
    "honours": (1.5, 5 * EACH),  # 1095 x .5 / 365; half of lists, which take 6.08 x 50 / 30.4
    "points scheme": ([2, 0, 2, 2], [10, 0, 30, 40]),  # 730 / 365, and lists, where there are points
    "points redeemed": ([21, 0, 63, 84], 0),  # 3 x 7
    "cash for helpers": ([44, 88, 0, 176], [10, 20, 0, 40]),  # 4 x 11, and lists, where there is cash
}
"""In the order in which they are paid."""


def billed(numbers: TreasuryNumbers) -> dict[str, tuple[list[float], list[float]]]:
    """Yuan and minutes of each bill of two streets of two grids."""
    levers = Levers(TURNED, 4, streets=2)
    levers.add("points", np.array([3.0, 0, 3, 3]))
    levers.add("cash", np.array([4.0, 4, 0, 4]))
    there = {name: amount * EACH for name, amount in IN_THE_FIRST.items()}
    bills = numbers.of_day(levers, Facts(**there, covered=np.array([1.0, 0, 1, 0])), 4.0)
    return {each.what: (each.yuan.tolist(), each.minutes.tolist()) for _, each in bills}


def test_each_bill_is_what_its_numbers_come_to_by_hand():
    found = billed(ROUND)
    assert list(found) == list(BY_HAND)
    for what, sides in BY_HAND.items():
        for mine, theirs in zip(found[what], sides, strict=True):
            assert mine == pytest.approx(np.broadcast_to(theirs, 4)), what


def test_a_programme_of_branches_may_be_billed_where_there_is_none():
    yuan, minutes = billed(replace(ROUND, branch_billed="every_grid"))["branch"]
    assert (yuan, minutes) == (pytest.approx([2, 2, 2, 2]), pytest.approx([10, 20, 30, 40]))


def test_helpers_beyond_today_take_workers_minutes_the_more_the_fewer_are_trained():
    # given ten hours of help of which four are usual, and a quarter of helpers who are trained
    levers, numbers = Levers(LeverDefaults(helper_training=0.25), GRIDS), TreasuryNumbers()
    bills = [each for _, each in numbers.of_day(levers, facts(), 4.0) if each.what == "helpers"]
    # then six are billed, three quarters of them at the rate of the untrained
    hours = 6 * (0.25 + 0.75 * numbers.bill_untrained)
    assert [each.minutes.tolist() for each in bills] == [
        [pytest.approx(numbers.bill_helper_hour * hours)] * GRIDS
    ]


def test_what_no_lever_can_stop_is_worked_paid_or_not():
    # given a day, and the same with a bill of yuan that nobody can pay and half an hour a grid
    minutes = []
    for yuan in (None, 1e9):
        levers = Levers(LeverDefaults(), GRIDS)
        if yuan:
            levers.bill("forms", "programme", yuan, 30.0)
        minutes.append(treasury(fiscal_grant=1e6).pay_day(DAY, levers, facts(), 10.0))
    assert minutes[1] - minutes[0] == pytest.approx(np.full(GRIDS, 30.0))


def test_what_was_short_is_what_could_not_be_paid_and_nothing_else():
    # given a bill that is paid, and then one for which money is short; the first community has two grids
    made = treasury(fiscal_grant=100)
    made.pay(DAY, bill("programme", 20.0), "")
    before = made.short.tolist()
    made.pay(DAY, bill("programme", 500.0), "")
    assert before == [0] * COMMUNITIES
    assert made.short.tolist() == [1000 * FEN, 500 * FEN, 500 * FEN]


def test_what_no_city_may_pay_is_not_short_for_it():
    # given a bill for groups, which a city's fund does not pay, though market services would
    made = treasury(fiscal_grant=1000)
    assert not made.pay(DAY, bill("groups", 20.0), "").any()
    assert made.short.tolist() == [0] * COMMUNITIES


def test_what_bills_take_a_day_is_a_mean_of_a_month():
    # given bills of 60 yuan in the first community, which has two grids, and of 30 in each other
    made, levers = treasury(fiscal_grant=1000), Levers(LeverDefaults(), GRIDS)
    levers.bill("desk", "running", 30.0)
    nothing = Facts(**{name: np.zeros(GRIDS) for name in [*IN_THE_FIRST, "covered"]})
    made.numbers = replace(made.numbers, cost_platform_grid=0, cost_platform_year=0, cost_platform_fixed=0)
    # when they are paid on two days, then each day moves the mean by a thirtieth of the way
    for expected in (2.0, 2.0 + 58 / 30):
        made.pay_day(DAY, levers, nothing, 0.0)
        assert made.running / FEN == pytest.approx(np.array([expected, expected / 2, expected / 2]))
