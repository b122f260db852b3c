"""A fit held to months that it did not see."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from simulation.columns import description
from simulation.fit.held.held_out import COPIES, hold_out
from tests.fit.logs import known_log


@pytest.fixture(scope="module")
def held():
    return hold_out(known_log(days=200, a_day=25), draws=80)


def test_an_office_that_stays_is_forecast(held):
    found = held.summary()
    # then intervals hold what came, and the fit is no worse than copies of what was
    groups = found[found["by"].isin(["type", "unit", "week"])]
    assert (groups["held_90"] * groups["groups"]).sum() / groups["groups"].sum() > 0.8
    assert held.ratio() < 1
    assert set(found["by"]) == {"all", "type", "unit", "week"}


def test_the_table_has_the_columns_that_are_described(held):
    assert list(held.table) == list(description("held_out.csv").columns)


def test_a_copy_is_what_was(held):
    log = known_log(days=200, a_day=25)
    known = log[log["opened"] < held.cut]
    row = held.table.set_index(["by", "group", "figure"]).loc[("type", "lamp", "cases")]
    first, end = log["opened"].min().normalize(), held.end
    count = (known["type"] == "lamp").sum()
    assert row["copy"] == pytest.approx(count / (held.cut - first).days * (end - held.cut).days)
    assert row["seen"] == ((log["opened"] >= held.cut) & (log["type"] == "lamp")).sum()
    assert row["crps_copy"] == pytest.approx(abs(np.log(row["copy"] / row["seen"])))
    assert np.isnan(row["crps_year_before"])


@pytest.mark.slow
def test_nothing_of_the_held_back_months_reaches_the_fit(held):
    # given the same log, in which the held-back months are another office's
    log = known_log(days=200, a_day=25)
    later = log["opened"] >= held.cut
    strange = log.assign(
        closed=log["closed"].mask(later | (log["closed"] >= held.cut)), type=log["type"].mask(later, "lamp")
    )
    other = hold_out(strange, draws=80)
    # then what is forecast of lamps is the same number
    keys = ["by", "group", "figure"]
    one, two = (each.table.set_index(keys).loc[("type", "lamp", "cases")] for each in (held, other))
    assert one["forecast"] == two["forecast"] and one["seen"] != two["seen"]


@pytest.mark.slow
def test_an_office_that_turns_is_not_said_to_be_forecast_better_than_it_was():
    # given an office that becomes four times as slow on the day of the cut
    held = hold_out(known_log(days=200, a_day=25, slower_from=150), draws=80)
    row = held.table.set_index(["by", "group", "figure"]).loc[("all", "all", "median_hours")]
    assert row["seen"] > 2 * row["forecast"] and row["held_90"] == 0


@pytest.mark.slow
def test_the_year_before_is_a_copy_where_there_is_one():
    held = hold_out(known_log(days=560, a_day=6), share=0.15, draws=40)
    row = held.table.set_index(["by", "group", "figure"]).loc[("all", "all", "cases")]
    assert all(np.isfinite(row[f"crps_{name}"]) for name in COPIES)
    assert row["year_before"] == pytest.approx(row["seen"], rel=0.25)
    assert pd.Timestamp(held.cut) < held.end
