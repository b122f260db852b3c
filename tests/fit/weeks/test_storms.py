"""Storms of a log: found where they are, and how much longer cases wait in one."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from simulation.fit.office.arrivals import Days
from simulation.fit.storms.days import WEEKS, storm_days
from simulation.fit.storms.found import Storm, storms_of
from simulation.fit.storms.stretch import course, fit_stretch
from tests.fit.logs import FIRST, known_log, struck_log

NONE = frozenset()
END = FIRST + pd.Timedelta(days=126)
DAY = FIRST + pd.Timedelta(days=70)
LONGER = (4.0, 2.0, 1.5, 1.0, 1.0, 1.0)


@pytest.fixture(scope="module")
def storm() -> Storm:
    """The one storm of a log in which waits grew fourfold."""
    (found,) = storms_of(struck_log(longer=LONGER), END, NONE)
    return found


def test_a_storm_is_found_with_its_unit_its_day_and_its_load(storm):
    assert (storm.unit, storm.day) == ("street", DAY)
    assert 300 < storm.cases < 500
    # 300 cases beside some 90 of a usual week
    assert 3 < np.exp(storm.load) < 6


def test_how_much_longer_its_cases_waited_is_told_week_by_week(storm):
    assert np.abs(storm.stretch - np.log(LONGER)).max() < 0.45
    assert np.abs(storm.stretch[0] - np.log(4)) < 0.2 and (storm.noise < 0.6).all()


def test_a_log_without_a_storm_has_none():
    assert storms_of(known_log(126, 20.0), END, NONE) == []


def test_what_one_worker_enters_in_a_go_is_no_storm():
    assert storms_of(struck_log(listed=True), END, NONE) == []


def test_many_cases_that_are_no_work_are_no_storm():
    assert storms_of(struck_log().assign(closed=lambda log: log["opened"]), END, NONE) == []
    log = struck_log()
    came = log["opened"].between(DAY, DAY + pd.Timedelta(days=2)) & (log["type"] == "lamp")
    assert storms_of(log.assign(closed=log["closed"].mask(came, log["opened"])), END, NONE) == []


@pytest.mark.parametrize("days", [(70, 126), (70, 72)])
def test_a_unit_that_was_not_there_before_is_struck_by_no_storm(days):
    log = struck_log()
    there = log["opened"].between(*(FIRST + pd.Timedelta(days=each) for each in days))
    assert storms_of(log[there | (log["unit"] == "desk")], END, NONE) == []


def test_of_storms_near_to_each_other_the_greatest_counts():
    log = struck_log()
    days = Days.between(FIRST, END, NONE)
    street = log[log["unit"] == "street"]
    later = street[street["opened"].between(DAY, DAY + pd.Timedelta(days=1))].iloc[::3]
    both = pd.concat([street, later.assign(opened=later["opened"] + pd.Timedelta(days=14))])
    assert storm_days(street, days) == storm_days(both, days) == [DAY]


def test_nothing_is_known_of_a_storm_that_comes_later_or_is_not_over():
    log = struck_log(longer=LONGER)
    for day in (70, 76):
        assert storms_of(log, FIRST + pd.Timedelta(days=day), NONE) == []
    # and of one that struck two weeks ago, only these two weeks tell
    (young,) = storms_of(log, FIRST + pd.Timedelta(days=84), NONE)
    assert np.isfinite(young.stretch).tolist() == [True, True, False, False, False, False]


def storms(elasticities: list[float], kept: float = 0.5, load: float = 3.0) -> list[Storm]:
    """Storms of these elasticities, seen sharply."""
    noise = np.full(WEEKS, 0.1)
    return [Storm("a", DAY, 100, load, course(load, each, kept), noise) for each in elasticities]


def told(found: list[Storm]) -> tuple[np.ndarray, np.ndarray]:
    """Quantiles of the elasticity of a storm to come, and of what a week keeps."""
    elasticity, kept = fit_stretch(found).draw(4000, np.random.default_rng(1))
    return np.quantile(elasticity, [0.05, 0.5, 0.95]), np.quantile(kept, [0.05, 0.5, 0.95])


def test_without_a_storm_the_prior_is_all_there_is():
    elasticity, kept = told([])
    assert elasticity[0] < -0.3 and elasticity[1] == pytest.approx(0.5, abs=0.05) and elasticity[2] > 1.3
    assert kept[0] < 0.1 and kept[2] > 0.9


def test_storms_that_agree_are_believed_the_more_the_more_there_are():
    few, many = told(storms([0.2] * 2))[0], told(storms([0.2] * 12))
    assert np.ptp(many[0]) < np.ptp(few) < np.ptp(told([])[0])
    assert many[0][1] == pytest.approx(0.2, abs=0.03) and many[1] == pytest.approx(0.5, abs=0.1)


def test_storms_that_differ_leave_open_what_the_next_one_does():
    assert np.ptp(told(storms([-0.4, 0.8] * 3))[0]) > 2 * np.ptp(told(storms([0.2] * 6))[0])


def test_a_storm_of_little_load_or_few_weeks_tells_little():
    (one,) = storms([1.4])
    blind = Storm("a", DAY, 100, 3.0, np.full(WEEKS, np.nan), np.full(WEEKS, np.nan))
    assert told([blind])[0] == pytest.approx(told([])[0])
    assert told(storms([1.4], load=0.1))[0][1] < told([one])[0][1] - 0.2


def test_the_course_falls_back_by_a_share_each_week():
    assert course(np.log(16), 0.5, 0.5)[:3] == pytest.approx(np.log([4, 2, 2**0.5]))
