"""Metrics of a few numbers that one can work out by hand."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from simulation.metrics.counting import reached_in_time
from simulation.metrics.street.money import cost_per_solved
from simulation.metrics.street.workers import overtime_hours


def test_overtime_is_in_hours_of_a_worker_and_week():
    # given two workers who together stay 120 minutes longer on each of seven days
    days = pd.DataFrame({"minutes_overtime": [120.0] * 7, "workers": [2.0] * 7})
    # when their overtime is measured, then each has worked seven hours more in the week
    assert overtime_hours(SimpleNamespace(measured=lambda: days, days=7)) == pytest.approx(7)


def test_somebody_is_on_the_spot_when_they_have_arrived():
    # given two emergencies of minute 100 for which somebody sets out at once and must go 30 or 31 minutes
    cases = {"registered": [100.0, 100.0], "started": [100.0, 100.0], "reach": [30.0, 31.0]}
    # then only the first is reached within half an hour
    reached = reached_in_time({name: np.array(column) for name, column in cases.items()})
    assert reached.tolist() == [True, False]


def test_only_needs_solved_in_the_measured_days_share_the_cost():
    # given 300 yuan spent in the minutes 10 to 20, and needs solved before, inside (three), after and never
    moved = pd.Series([300.0], pd.MultiIndex.from_tuples([("district", "wages")], names=["debit", "credit"]))
    needs = {"solved": np.array([5.0, 10.0, 15.0, 19.0, 20.0, np.nan])}
    # when they are divided, then each of the three costs a hundred
    records = SimpleNamespace(moved=lambda: moved, needs=needs, window=(10, 20))
    assert cost_per_solved(records) == pytest.approx(100)
