"""Bills of a day by hand: what helpers cost, what is worked whether or not it is paid, what was short."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.levers import LeverDefaults, Levers
from simulation.treasury import FEN, TreasuryNumbers
from tests.treasury.test_treasury import COMMUNITIES, DAY, GRIDS, bill, facts, treasury


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
