"""Good and bad years of money: rules as arithmetic: no street, no seed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri

from simulation.treasury import TreasuryNumbers
from tests.agents.agents import spread


@given(
    spread=st.floats(0.02, 0.9), correlation=st.floats(0, 0.9), street=st.floats(-3, 3), own=st.floats(-3, 3)
)
def test_a_good_year_of_money_is_never_negative(spread, correlation, street, own):
    assert TreasuryNumbers().good_year(spread, correlation, street, np.array([own]))[0] > 0


def test_good_and_bad_years_of_money_average_one():
    luck = ndtri(spread(2**13, 1)[0])
    assert TreasuryNumbers().good_year(0.4, 0.0, 0.0, luck).mean() == pytest.approx(1, abs=0.01)


def test_three_channels_of_money_together_swing_less_than_each_and_each_costs():  # direction 42
    n, (cycle, *own) = TreasuryNumbers(), ndtri(spread(2**12, 4))
    kinds = ((n.vol_found, n.rho_found), (n.vol_market, n.rho_market), (n.vol_give, n.rho_give))
    channels = [n.good_year(*kind, cycle, each) for kind, each in zip(kinds, own, strict=True)]
    assert np.mean(channels, axis=0).std() < np.mean([each.std() for each in channels])
    assert n.channel_admin > 0


def test_a_bid_brings_what_it_promises_in_the_mean():
    luck = spread(2**13, 1)[0]
    assert TreasuryNumbers().fund_won(np.full(2**13, 15000.0), luck).mean() == pytest.approx(15000, rel=0.01)


def test_a_year_of_money_by_hand():
    # given a correlation of .6, so that .8 of a channel's luck is its own
    factor = TreasuryNumbers().good_year(0.5, 0.6, 1.0, np.array([0.0, 2.0]))
    assert factor == pytest.approx(np.exp([0.5 * 0.6 - 0.125, 0.5 * (0.6 + 1.6) - 0.125]))


def test_what_firms_foundations_and_repairs_bring_by_hand():
    n = TreasuryNumbers(works_gain=2, gift_crowdout=0.5, firm_tax=2400, found_win=0.25)
    # repairs spare twice what they are worth, and never more than all
    assert n.works_spare(np.array([0.0, 0.3, 0.7])).tolist() == [0, 0.6, 1]
    # half of a new grant is lost of gifts, by all givers together
    gifts, grants, givers = (
        np.array([100.0, 100, 100, 10]),
        np.array([0.0, 80, 80, 80]),
        np.array([2, 2, 0, 2]),
    )
    assert n.gift_left(gifts, grants, givers).tolist() == [100, 80, 60, 0]
    # 200 yuan a month and head in usual health, which is a half
    assert n.tax_paid(np.array([3.0, 3.0]), np.array([0.5, 0.25])).tolist() == [600, 300]
    # one bid in four brings four times what is expected
    assert n.fund_won(np.array([10.0, 10.0, 10.0]), np.array([0.1, 0.25, 0.3])).tolist() == [40, 0, 0]
