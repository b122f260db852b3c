"""The shape of the log: formulas of benchmarks/realism/shape_figures.py, and the rhythm that comes out."""

from __future__ import annotations

import runpy

import numpy as np
import pandas as pd
import pytest

from simulation.agents.resident import ResidentNumbers
from simulation.records import CHANNELS, DAY
from tests.worlds import ROOT, live, small

SHAPE = runpy.run_path(str(ROOT / "benchmarks" / "realism" / "shape_figures.py"))


@pytest.mark.parametrize("busy", [0.1, 0.5, 0.95])
def test_time_in_a_queue_of_one_or_two_servers_is_the_textbook_one(busy: float) -> None:
    assert SHAPE["time_in_queue"](1, busy) == pytest.approx(1 / (1 - busy))
    assert SHAPE["time_in_queue"](2, busy) == pytest.approx(1 / (1 - busy**2))


def test_the_top_share_is_held_by_the_largest_and_by_one_owner_at_least() -> None:
    amounts = np.array([1.0, 6.0, 2.0, 1.0])
    assert SHAPE["share_of_top"](amounts, 0.5) == pytest.approx(0.8)
    assert SHAPE["share_of_top"](amounts, 0.01) == pytest.approx(0.6)


def test_overdispersion_is_found_when_the_degrees_of_freedom_are_given_back() -> None:
    # given years of counts of a known overdispersion, four or five days for each weekday and month
    rng, found = np.random.default_rng(3), []
    for year in range(2000, 2024):
        days = pd.bdate_range(f"{year}-01-01", f"{year}-12-31")
        counts = pd.Series(rng.negative_binomial(20, 20 / (20 + 100), len(days)), days)
        found.append([SHAPE["extra_variance"](counts, corrected) for corrected in (False, True)])
    # then the plain figure sees too little of it, the corrected one the true 1/20
    plain, corrected = np.mean(found, axis=0)
    assert corrected == pytest.approx(1 / 20, rel=0.05)
    assert plain < 0.8 / 20


# mechanisms

RESIDENTS = ResidentNumbers()
EMERGENCY, PATROL = 0, CHANNELS.index("patrol")


@pytest.fixture(scope="module")
def street():
    """Sixteen grids in the first half of 2025, with Spring Festival and other days off."""
    return live(small(grids=16, days=180), seed=5)


def day_of(street, minute):
    return (np.asarray(minute) // DAY).astype(int)


def on_duty(street, minute):
    windows = street.world.calendar.windows
    clock = minute % DAY
    inside = np.any([(clock >= opens) & (clock <= closes) for opens, closes in windows], axis=0)
    return inside & street.world.calendar.working[day_of(street, minute)]


def test_what_waited_over_a_rest_is_voiced_over_three_and_a_half_working_days():
    days = RESIDENTS.working_days_after_rest((np.arange(700) + 0.5) / 700)
    assert np.bincount(days).tolist() == [200, 200, 200, 100]


def test_the_day_of_the_street_has_mean_one_and_no_day_is_more_than_ready():
    factors = RESIDENTS.street_day((np.arange(2000) + 0.5) / 2000)
    assert factors.mean() == pytest.approx(1, abs=0.001)
    assert factors.var() == pytest.approx(1 / 50, rel=0.02)
    assert RESIDENTS.ready_chance(np.array([0.5, 1, 2])).tolist() == [0.425, 0.85, 1]


def test_second_reports_make_up_for_matters_that_are_closed_by_then():
    usual = RESIDENTS.duplicate_share / (1 - RESIDENTS.duplicate_share)
    chance = RESIDENTS.second_report_chance(0.43)
    assert chance * 0.43 * RESIDENTS.open_when_told0 == pytest.approx(usual)
    assert RESIDENTS.second_report_chance(0.001) == 1


@pytest.mark.slow
def test_merged_reports_are_the_declared_share_of_all(street):
    needs = street.records.needs
    merged = (needs["duplicate_of"] >= 0).sum()
    recorded = (needs["recorded"] & ~np.isnan(needs["registered"])).sum()  # merged ones too
    assert merged / recorded == pytest.approx(RESIDENTS.duplicate_share, abs=0.012)


@pytest.mark.slow
def test_returns_are_reported_as_others_are_less_on_days_of_rest_and_by_day(street):
    needs, calendar = street.records.needs, street.world.calendar
    calm = (needs["return_of"] >= 0) & (needs["registered"] >= 0) & (needs["cls"] != EMERGENCY)
    told, found = calm & (needs["channel"] != PATROL), calm & (needs["channel"] == PATROL)
    at = needs["registered"][told]
    rests = calendar.rests(day_of(street, at))
    share_of_days = 1 - calendar.working[: calendar.days].mean()
    assert 0.2 < rests.mean() / share_of_days < 0.8
    assert ((at % DAY >= 8 * 60) & (at % DAY < 17 * 60)).mean() > 0.65
    assert (at >= needs["arose"][told]).all()
    again = needs["registered"][found]
    assert len(again) > 10
    assert calendar.working[day_of(street, again)].all()


def test_clerks_close_on_paper_in_duty_hours_of_the_last_day_not_at_the_stroke_of_the_limit(street):
    needs = street.records.needs
    truly = np.where(np.isnan(needs["true_closed"]), np.inf, needs["true_closed"])
    paper = (needs["reported_closed"] < truly) & (needs["cls"] != EMERGENCY)
    at, limit = needs["reported_closed"][paper], needs["due_at"][paper]
    assert len(at) > 50
    assert (at <= limit).all()
    assert (at > needs["registered"][paper]).all()
    assert (np.ceil(limit / DAY) - np.floor(at / DAY) == 1).all()  # a limit at midnight ends its day
    assert (limit - at <= 1).mean() < 0.05
    by_day = on_duty(street, limit)  # where the limit lies in duty there is duty before it
    assert on_duty(street, at[by_day]).all()


def test_emergencies_are_closed_on_paper_in_the_last_half_of_their_promise(street):
    needs = street.records.needs
    rows = np.flatnonzero((needs["cls"] == EMERGENCY) & (needs["service_row"] >= 0))
    start, limit = needs["registered"][rows], needs["limit_at"][rows]
    minute = np.concatenate(
        [street.casework._paper_minute(rows[[k]], Midnight(limit[k])) for k in range(len(rows))]
    )
    assert len(rows) > 5
    assert ((minute >= start + (limit - start) / 2 - 1e-6) & (minute <= limit)).all()


class Midnight:
    """The day of a minute, as far as paper asks."""

    def __init__(self, minute: float) -> None:
        self.minute = minute // DAY * DAY


@pytest.mark.slow
def test_a_bad_day_puts_reports_off_and_loses_none():
    # the same street with days that differ much and with days that hardly differ
    uneven, even = (
        live(small(f"residents.need_day_shape={shape}", grids=8, days=120), seed=3) for shape in (15, 200)
    )
    needs = [street.records.needs for street in (uneven, even)]
    births = [each["day"][(each["return_of"] < 0) & (each["duplicate_of"] < 0)] for each in needs]
    assert np.array_equal(*births)  # needs arise alike
    factor = uneven.world.street_days[0, : uneven.day]
    reports = [
        np.bincount(day_of(uneven, each["act_at"][each["channel"] > 0]))[: uneven.day] for each in needs
    ]
    working = uneven.world.calendar.working[: uneven.day]
    change = (reports[0] - reports[1])[working]
    assert np.corrcoef(factor[working], change)[0, 1] > 0.3
    assert abs(change.sum()) < 0.03 * reports[1].sum()
