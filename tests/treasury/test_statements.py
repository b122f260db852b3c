"""Statements of money balance to the fen; a price is given only where the effect is conclusive."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.experiment.comparison.policies.cost_effectiveness import BOUGHT, prices
from simulation.funding_channels import CHANNELS
from simulation.statistics import paired_ratio
from simulation.treasury import FEN
from simulation.treasury.statements import COLUMNS, statements
from tests.worlds import live, small

MONEY = ["opening", "received", "paid", "returned", "closing"]


def ledger(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["month", "debit", "credit", "yuan"])


def fen(values: pd.Series) -> np.ndarray:
    return (values * FEN).round().astype(int).to_numpy()


def test_a_channel_carries_over_what_it_did_not_spend_and_gives_back_what_it_must():
    # given a grant of two instalments, a bill, and what goes back at the end of the year
    table = statements(
        ledger(
            ("2025-11", "fiscal", "fiscal_grant", 100.0),
            ("2025-12", "fiscal", "fiscal_grant", 50.5),
            ("2025-12", "fiscal_grant", "council", 70.25),
            ("2025-12", "fiscal_grant", "returned", 80.25),
            ("2026-01", "fiscal", "fiscal_grant", 10.0),
        )
    )
    # then each month and each year balances
    grant = table[table["account"] == "fiscal_grant"].set_index("period")[MONEY]
    assert grant.loc["2025-11"].tolist() == [0, 100, 0, 0, 100]
    assert grant.loc["2025-12"].tolist() == [100, 50.5, 70.25, 80.25, 0]
    assert grant.loc["2026-01"].tolist() == [0, 10, 0, 0, 10]
    assert grant.loc["2025"].tolist() == [0, 150.5, 70.25, 80.25, 0]
    assert grant.loc["2026"].tolist() == [0, 10, 0, 0, 10]
    assert list(table.columns) == COLUMNS


def test_periods_come_in_turn_each_with_all_channels_in_the_order_in_which_they_are_spent():
    table = statements(ledger(*[(month, "fiscal", "gifts", 1.0) for month in ("2026-01", "2025-12")]))
    names = [channel.name for channel in CHANNELS]
    assert list(zip(table["period"], table["account"], strict=True)) == [
        (period, name) for period in ("2025-12", "2026-01", "2025", "2026") for name in names
    ]
    assert table.index.tolist() == list(range(4 * len(names)))


@pytest.mark.parametrize("rows", range(4))
def test_a_ledger_of_any_length_has_statements(rows):
    table = statements(ledger(*[("2025-01", "fiscal", "gifts", 1.0)] * rows))
    assert len(table) == 2 * len(CHANNELS) * (rows > 0)
    assert table["closing"].sum() == 2 * rows


@pytest.mark.slow
def test_the_statements_of_a_lived_street_balance_to_the_fen_and_end_with_what_is_in_hand():
    policies = ("market_services: {from: 2025-01-01}", "volunteer_points: {from: 2025-01-01}")
    street = live(small(days=400, warmup=30, policies=policies), 1)
    table = statements(street.records.ledger)
    moves = {name: fen(table[name]) for name in MONEY}
    net = moves["opening"] + moves["received"] - moves["paid"] - moves["returned"]
    assert (net == moves["closing"]).all() and all((column >= 0).all() for column in moves.values())
    for row, channel in enumerate(CHANNELS):
        mine = table[table["account"] == channel.name]
        for periods in (mine[mine["period"].str.len() == 7], mine[mine["period"].str.len() == 4]):
            opening, closing = fen(periods["opening"]), fen(periods["closing"])
            assert opening[0] == 0 and (opening[1:] == closing[:-1]).all()
            assert closing[-1] == street.world.treasury.balance[row].sum()


@given(
    cost=st.lists(st.floats(-100, 100), min_size=3, max_size=12),
    slope=st.floats(0.5, 4),
)
def test_a_ratio_lies_inside_its_interval_and_scales_with_its_units(cost, slope):
    x = np.array(cost)
    y = slope * np.abs(x) + np.linspace(1, 2, len(x))
    ratio, low, high = paired_ratio(x, y)
    if math.isfinite(low):
        assert low - 1e-9 <= ratio <= high + 1e-9
        assert paired_ratio(10 * x, y) == pytest.approx((10 * ratio, 10 * low, 10 * high))


def test_a_ratio_of_what_cannot_be_told_from_nothing_has_no_interval():
    assert np.isnan(paired_ratio([1, 2, 3, 4], [1, -1, 1, -1.1])[1:]).all()
    ratio, low, high = paired_ratio([2.0, 2.0, 2.0], [4.0, 4.0, 4.0])
    assert (ratio, low, high) == (0.5, 0.5, 0.5)


def test_fieller_covers_the_true_ratio_as_often_as_it_says():
    luck = np.random.default_rng(1)
    hits, tries = 0, 2000
    for _ in range(tries):
        y = luck.normal(5, 2, 10)
        x = 3 * y + luck.normal(0, 4, 10)
        _, low, high = paired_ratio(x, y)
        hits += low <= 3 <= high
    assert hits / tries == pytest.approx(0.95, abs=0.015)


def runs(cost, need_days) -> pd.DataFrame:
    return pd.DataFrame({"cost": cost, "need_days": need_days})


def test_the_price_of_a_need_day_is_extra_yuan_for_each_that_is_spared():
    before = runs([100.0] * 5, [5000.0, 5100, 4900, 5050, 4950])
    after = runs([101.0, 101.1, 100.9, 101, 101], before["need_days"] - [200, 210, 190, 205, 195])
    (row,) = prices("more", before, after, BOUGHT)
    assert row["price"] == pytest.approx(1000 / 200)
    assert (row["verdict"], row["unit"], row["pairs"]) == ("helps and costs", "yuan/need-day", 5)
    (back,) = prices("less", after, before, BOUGHT)
    assert back["verdict"] == "harms and saves"


@pytest.mark.parametrize("pairs, gains", [(4, [200, 210, 190, 205, 195]), (5, [200, -210, 190, -205, 5])])
def test_there_is_no_price_of_what_cannot_be_told(pairs, gains):
    before = runs([100.0] * pairs, [5000.0] * pairs)
    after = runs([101.0] * pairs, 5000.0 - np.array(gains[:pairs]))
    (row,) = prices("more", before, after, BOUGHT)
    assert row["verdict"] == "cannot tell" and np.isnan(row["price"])


def test_there_is_no_price_of_what_the_comparison_cannot_tell():
    before = runs([100.0] * 5, [5000.0] * 5)
    after = runs([101.0] * 5, 5000.0 - np.array([200, 210, 190, 205, 195]))
    (row,) = prices("more", before, after, conclusive=())
    assert row["verdict"] == "cannot tell" and np.isnan(row["price"])
