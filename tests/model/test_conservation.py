"""Nothing is lost: cases, minutes, money. On a busy street, under every strategy of help."""

import numpy as np
import pytest

from simulation.funding_channels import CHANNELS
from simulation.levers import HELP_STRATEGIES
from simulation.metrics.street.needs import unsolved_days
from tests.balances import BALANCES
from tests.worlds import live, small

BUSY = (
    "residents.need_rate_true=0.003",
    "model.org_seed=8000",
    "model.org_space=40",
    "model.forecast_share=1",
    "model.plan_share=1",
)
POLICIES = (
    "volunteer_points: {points_per_hour: 10, from: 2025-01-01}",
    "staffing: {add: -1, from: 2025-02-01}",
    "community_fund: {from: 2025-01-01}",
    "placebo: {from: 2025-01-01}",
)


@pytest.fixture(params=HELP_STRATEGIES)
def street(request):
    return live(small(*BUSY, f"model.help_strategy={request.param}", policies=POLICIES, grids=6, days=70), 1)


@pytest.mark.parametrize("balance", BALANCES, ids=lambda balance: balance.__name__)
def test_nothing_is_lost(street, balance):
    balance(street)


def test_bills_are_paid_only_by_channels_that_may(street):
    ledger = street.records.ledger
    groups = ledger[ledger["credit"] == "seed money"]
    assert set(groups["debit"]) <= {c.name for c in CHANNELS if "groups" in c.may_pay}
    assert set(ledger[ledger["debit"] == "district"]["credit"]) <= {"wages", "overhead"}


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
