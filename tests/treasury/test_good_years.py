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
