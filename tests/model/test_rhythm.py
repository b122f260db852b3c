"""When residents speak and needs arise where a place says so: months, days of the week, hours of the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from simulation.agents.resident import ResidentNumbers
from simulation.codes import DAY, YEAR
from simulation.model import Street
from simulation.model.needs.season import season_of_days
from simulation.model.needs.timing import minute_of_act
from simulation.place.rhythm import day_chances, is_profile, profile_of, profile_text
from tests.worlds import small

WEEKS, EVEN = 53, np.ones(7)
STEADY = ("place.holidays=none", "residents.need_day_shape=200")
DAYS = "9 7 6 6 5 4 1"
HOURS = " ".join(["0"] * 7 + ["1", "3"] + ["0"] * 15)
AT_NOON = " ".join("1" if hour == 12 else "0" for hour in range(24))


def requests(*overrides: str, many: int = 40_000) -> np.ndarray:
    """Minutes of so many requests, meant evenly over some weeks from a Monday, the first of them left out."""
    world = Street(small(*STEADY, *overrides, grids=1, days=7 * WEEKS, warmup=0, start="2025-01-06"), 3).world
    since = np.linspace(0, (WEEKS - 1) * 7 * DAY, many, endpoint=False)
    needs = {"owner": np.arange(many) << 8 & (1 << 30) - 1, "day": (since // DAY).astype(int)}
    records = cast(Any, SimpleNamespace(needs=needs))
    minutes = minute_of_act(replace(world, records=records), np.arange(many), since, 0)
    assert (minutes >= since).all()
    return minutes[(minutes >= 7 * DAY) & (minutes < (WEEKS - 1) * 7 * DAY)]


@pytest.fixture(scope="module")
def planted() -> np.ndarray:
    return requests(
        f"place.request_days={DAYS}", f"place.request_hours={HOURS}", f"place.request_hours_off={AT_NOON}"
    )


def shares(values: np.ndarray, length: int) -> np.ndarray:
    return np.bincount(values.astype(int), minlength=length) / len(values)


def test_requests_of_a_week_follow_the_days_of_the_place(planted):
    wanted = np.array(DAYS.split(), float)
    found = shares(planted // DAY % 7, 7)
    # then each day has its share, within what the days that do not suit move about
    np.testing.assert_allclose(found, wanted / wanted.sum(), atol=0.008)
    # and the days of the parameters are others
    assert np.abs(shares(requests() // DAY % 7, 7) - found).max() > 0.03


def test_requests_of_a_day_follow_its_hours_on_working_days_and_others(planted):
    off = planted // DAY % 7 >= 5
    at_work, on_rests = (shares(planted[days] % DAY // 60, 24) for days in (~off, off))
    assert at_work[[7, 8]] == pytest.approx([0.25, 0.75], abs=0.015) and on_rests[12] == 1


def test_chances_of_a_week_are_those_that_put_off_least():
    # given a week in which half of what comes on weekends waits for Monday, by hand
    chances = day_chances(np.array([2, 1, 1, 1, 1, 0.5, 0.5]), EVEN, ready=1)
    assert chances == pytest.approx([1, 1, 1, 1, 1, 0.5, 0.5 / 1.5])
    # then an even week puts nothing off, and one impossible as a whole says all it can on its one day
    assert day_chances(EVEN, EVEN, ready=1) == pytest.approx(EVEN)
    assert day_chances(np.array([0, 0, 1, 0, 0, 0, 0]), EVEN, ready=0.85)[[2, 0]] == pytest.approx([1, 0])


def test_needs_follow_the_months_of_the_place_with_mean_1():
    days = [date(2025, 1, 1) + timedelta(day) for day in range(YEAR)]
    months = " ".join(["3"] + ["1"] * 11)
    scenario = small(f"place.need_months={months}")
    found = season_of_days(days, scenario.place, cast(ResidentNumbers, scenario.numbers["residents"]))
    assert found.mean() == pytest.approx(1)
    assert found[:31] / found[31] == pytest.approx(np.full(31, 3.0)) and len(set(found[31:])) == 1


def test_a_profile_is_numbers_of_which_one_counts():
    assert is_profile("0 2.5 1e3", 3) and is_profile("model", 3)
    wrong = ("1 2", "1 2 3 4", "0 0 0", "1 -1 1", "1 nan 1", "1 inf 1", "1 1e7 1", "a b c", "")
    assert not any(is_profile(text, 3) for text in wrong)
    profile = profile_of("1 2 3")
    assert profile is not None and profile_of(profile_text(profile)) == pytest.approx([0.5, 1, 1.5])
