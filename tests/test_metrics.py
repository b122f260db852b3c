"""Every metric is described, finite where there is something to measure, and agrees with a count by hand."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from simulation.metrics import METRICS, evaluate
from simulation.metrics.needs import need_days
from tests.worlds import live, small


@pytest.fixture(scope="module")
def street():
    return live(small("residents.need_rate_true=0.002"), 1)


@pytest.mark.parametrize("name", sorted(METRICS))
def test_it_says_what_it_is(name):
    metric = METRICS[name]
    assert metric.unit and metric.meaning.strip()
    assert metric.better in ("higher", "lower", "none") and metric.role in ("outcome", "input", "context")
    assert set(metric.label) == {"en", "zh"} and all(metric.label.values())
    assert metric.role != "outcome" or metric.better != "none", "an outcome is better higher or lower"


@pytest.mark.parametrize("name", sorted(METRICS))
def test_it_is_a_finite_number_inside_the_range_of_its_unit(name, street):
    value = evaluate(street.records).set_index("metric").loc[name, "value"]
    assert np.isfinite(value) and value >= 0
    if METRICS[name].unit == "share":
        assert value <= 1


def test_the_contract_has_its_names():
    named = """
        need_days needs_per_grid_day recorded_per_grid_day silence_share response_general_median
        resolution_general_median resolution_major_median resolution_emergency_median on_time_true
        on_time_reported immediate_share joint_share onsite_30min_share pressure resident_facing_share
        forms_share overtime_hours burnout_share quit_rate misdispatch_rate return_rate backlog
        participation_18_29 participation_30_39 participation_40_49 participation_50_59
        participation_60plus volunteer_hours members_acting_share trust_mean satisfaction_callers
        satisfaction_all fiscal_share funding_hhi cost cost_per_solved load_balance
    """
    assert set(named.split()) <= set(METRICS)


def test_need_days_by_hand(street):
    """Need by need, in plain Python; the days of a returned matter are its own."""
    needs, (low, high) = street.records.needs, street.records.window
    days = {}
    for row in range(len(needs)):
        if needs["duplicate_of"][row] >= 0:
            continue
        end = needs["arose"][row] + 60 * 1440
        if not np.isnan(needs["solved"][row]):
            end = min(end, needs["solved"][row])
        day, place = divmod(int(needs["id"][row]), 2**32)
        building, number = divmod(place, 4096)
        root = (day, building, number % 512)
        spell = max(min(end, high) - max(needs["arose"][row], low), 0) / 1440
        days[root] = min(days.get(root, 0) + spell, 60)
    yearly = sum(days.values()) / street.records.residents * 1000 / street.records.days * 365
    assert need_days(street.records) == pytest.approx(yearly)
    assert len(days) == ((needs["duplicate_of"] < 0) & (needs["return_of"] < 0)).sum()


def test_shares_of_cases_by_hand_from_the_table_that_users_get(street):
    cases = street.records.tables(with_cases=True)["cases"]
    values = evaluate(street.records).set_index("metric")["value"]
    recorded = cases[cases["registered"].notna() & cases["duplicate_of"].isna() & (cases["registered"] >= 0)]
    # an unlogged matter told in person is served, but is no case on record
    assert len(recorded) >= values["recorded_per_grid_day"] * 8 * 120
    hotline = recorded[recorded["channel"].isin(["hotline", "app", "council", "patrol"])]
    due = hotline[hotline["limit_at"] < 120 * 1440]
    by_hand = (due["true_closed"] <= due["limit_at"]).mean()
    assert by_hand == pytest.approx(values["on_time_true"], abs=0.05)


def test_times_in_the_table_of_cases_are_in_the_order_of_the_seven_steps(street):
    cases = street.records.tables(with_cases=True)["cases"]
    steps = ["arose", "reported", "registered", "dispatched", "started", "true_closed"]
    for before, after in pairwise(steps):
        both = cases[cases[before].notna() & cases[after].notna()]
        late = both[both[after] < both[before] - 0.011]
        assert late.empty, (before, after, late.head())


def test_closing_times_count_every_case_once(street):
    times = street.records.tables()["closing_times"]
    assert times["closed"].sum() + times["censored"].sum() == len(street.records.cases()["id"])


def test_silent_needs_are_rows_too(street):
    cases = street.records.tables(with_cases=True)["cases"]
    silent = cases[cases["channel"] == "none"]
    assert len(silent) > 0 and silent["registered"].isna().all()
    assert isinstance(cases, pd.DataFrame) and cases["case_id"].is_unique
