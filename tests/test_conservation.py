"""Nothing is lost: cases, minutes, money. On a busy street, under every strategy of help."""

import numpy as np
import pandas as pd
import pytest

from simulation.levers import HELP_STRATEGIES
from simulation.metrics.needs import unsolved_days
from simulation.model.casework import TAKEN_UP
from simulation.service import kernel
from simulation.treasury import CHANNELS, FEN
from tests.worlds import live, small

BUSY = ("residents.need_rate_true=0.003", "model.org_seed=8000", "model.org_space=40")
POLICIES = (
    "volunteer_points: {points_per_hour: 10, from: 2025-01-01}",
    "staffing: {add: -1, from: 2025-02-01}",
    "community_fund: {from: 2025-01-01}",
    "placebo: {from: 2025-01-01}",
)


@pytest.fixture(params=HELP_STRATEGIES)
def street(request):
    return live(small(*BUSY, f"model.help_strategy={request.param}", policies=POLICIES, grids=6, days=70), 1)


def test_every_need_is_in_exactly_one_state(street):
    needs = street.records.needs
    merged = needs["duplicate_of"] >= 0
    served = needs["service_row"] >= 0
    alone = ~served & ~merged & ~np.isnan(needs["solved"])
    pools = (street.troubles.coming, street.troubles.silent, street.echoes.returned.rows)
    waiting = np.isin(np.arange(len(needs)), np.concatenate(pools))
    given_up = ~served & ~merged & needs["ended"] & np.isnan(needs["solved"])
    assert (merged.astype(int) + served + alone + waiting + given_up == 1).all()


def test_every_served_case_is_closed_open_or_withdrawn(street):
    cases = street.world.service.cases
    closed = cases["state"] == kernel.CLOSED
    assert (closed == ~np.isnan(cases["true_close"])).all()
    rows = street.casework.need_of
    assert len(rows) == len(cases) == len(np.unique(rows))
    assert (street.records.needs["true_closed"][rows][closed] == cases["true_close"][closed]).all()
    assert (~street.records.needs["solvable"][rows][closed]).sum() == 0


def test_every_minute_of_duty_is_in_exactly_one_account(street):
    days = pd.DataFrame(street.records.daily)
    inside = days[[f"minutes_{name}" for name in (*TAKEN_UP, "idle")]]
    assert (inside >= 0).all(axis=None)
    assert inside.sum(axis=1).to_numpy() == pytest.approx(days["minutes_duty"].to_numpy(), abs=1e-6)
    cap = street.world.numbers.workers.overtime_cap
    assert (days["minutes_overtime"] <= cap * days["minutes_duty"] / 480 + 1e-6).all()


def test_minutes_of_cases_are_those_that_the_service_counted(street):
    days = pd.DataFrame(street.records.daily)
    touched = street.world.service.cases["touch_minutes"].sum()
    hands = ("cases", "night", "rota", "helpers")
    counted = sum(days[f"minutes_{name}"].sum() for name in hands)
    assert touched == pytest.approx(counted, rel=1e-9)


def test_money_in_is_money_out_and_what_is_left_to_the_fen(street):
    ledger = street.records.ledger
    fen = (ledger["yuan"] * FEN).round().astype(int)
    assert (fen > 0).all()
    for row, channel in enumerate(CHANNELS):
        came, went = fen[ledger["credit"] == channel.name].sum(), fen[ledger["debit"] == channel.name].sum()
        assert came - went == street.world.treasury.balance[row].sum() >= 0


def test_bills_are_paid_only_by_channels_that_may(street):
    ledger = street.records.ledger
    groups = ledger[ledger["credit"] == "seed money"]
    assert set(groups["debit"]) <= {c.name for c in CHANNELS if "groups" in c.may_pay}
    assert set(ledger[ledger["debit"] == "district"]["credit"]) == {"wages"}


def test_need_days_are_the_time_average_of_open_needs(street):
    """Little's law: counting each need's days and counting open needs by the minute give the same."""
    needs, (low, high) = street.records.needs, street.records.window
    end = np.fmin(needs["solved"], needs["arose"] + street.records.cap_days * 1440)
    true = needs["duplicate_of"] < 0
    grid = np.arange(low, high, 30.0) + 15
    present = [((needs["arose"] <= t) & (end > t) & true).sum() for t in grid]
    assert unsolved_days(street.records).sum() == pytest.approx(np.sum(present) * 30 / 1440, rel=2e-3)


def test_a_reported_closing_is_never_later_than_the_true_one(street):
    needs = street.records.needs
    done = ~np.isnan(needs["true_closed"])
    assert (needs["reported_closed"][done] <= needs["true_closed"][done] + 1e-9).all()
    assert (needs["true_closed"][done] >= needs["registered"][done]).all()
