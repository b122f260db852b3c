"""What must add up in every street, however it ran: needs, cases, minutes, money, ranges of states."""

import numpy as np
import pandas as pd
import pytest

from simulation.funding_channels import CHANNELS
from simulation.model.casework.workday import TAKEN_UP
from simulation.service import kernel
from simulation.treasury import FEN


def every_need_is_in_exactly_one_state(street):
    needs = street.records.needs
    merged = needs["duplicate_of"] >= 0
    served = needs["service_row"] >= 0
    alone = ~served & ~merged & ~np.isnan(needs["solved"])
    pools = (street.reporting.coming, street.reporting.silent, street.recurrence.returned.rows)
    waiting = np.isin(np.arange(len(needs)), np.concatenate(pools))
    given_up = ~served & ~merged & needs["ended"] & np.isnan(needs["solved"])
    assert (merged.astype(int) + served + alone + waiting + given_up == 1).all()


def every_served_case_is_closed_open_or_withdrawn(street):
    cases = street.world.service.cases
    closed = cases["state"] == kernel.CLOSED
    assert (closed == ~np.isnan(cases["true_close"])).all()
    rows = street.casework.need_of
    assert len(rows) == len(cases) == len(np.unique(rows))
    assert (street.records.needs["true_closed"][rows][closed] == cases["true_close"][closed]).all()
    assert (~street.records.needs["solvable"][rows][closed]).sum() == 0


def every_minute_of_duty_is_in_exactly_one_account(street):
    days = pd.DataFrame(street.records.daily)
    inside = days[[f"minutes_{name}" for name in (*TAKEN_UP, "idle")]]
    assert (inside >= 0).all(axis=None)
    assert inside.sum(axis=1).to_numpy() == pytest.approx(days["minutes_duty"].to_numpy(), abs=1e-6)
    cap = street.world.numbers.workers.overtime_cap
    assert (
        days["minutes_overtime"] <= cap * days["minutes_duty"] / street.world.numbers.workers.work_day + 1e-6
    ).all()


def minutes_of_cases_are_those_that_the_service_counted(street):
    days = pd.DataFrame(street.records.daily)
    touched = street.world.service.cases["touch_minutes"].sum()
    hands = ("cases", "night", "rota", "helpers")
    counted = sum(days[f"minutes_{name}"].sum() for name in hands)
    assert touched == pytest.approx(counted, rel=1e-9)


def money_in_is_money_out_and_what_is_left_to_the_fen(street):
    ledger = street.records.ledger
    fen = (ledger["yuan"] * FEN).round().astype(int)
    assert (fen > 0).all()
    for row, channel in enumerate(CHANNELS):
        came, went = fen[ledger["credit"] == channel.name].sum(), fen[ledger["debit"] == channel.name].sum()
        assert came - went == street.world.treasury.balance[row].sum() >= 0


def states_lie_within_their_declared_ranges(street):
    outside = [
        f"{kind.__name__}.{name}: {column.min()} to {column.max()}"
        for kind, population in street.populations.items()
        for name, column in population.columns.items()
        if (f := kind.fields().get(name)) and not (f.low <= column.min() and column.max() <= f.high)
    ]
    assert outside == []


BALANCES = (
    every_need_is_in_exactly_one_state,
    every_served_case_is_closed_open_or_withdrawn,
    every_minute_of_duty_is_in_exactly_one_account,
    minutes_of_cases_are_those_that_the_service_counted,
    money_in_is_money_out_and_what_is_left_to_the_fen,
    states_lie_within_their_declared_ranges,
)
