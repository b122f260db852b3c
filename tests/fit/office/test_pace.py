"""The pace of an office: what was planted is found, and what is not there is not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from simulation.fit.office.answers import fit_pace
from simulation.fit.office.courses import Courses
from simulation.fit.office.hazard import Hazard
from simulation.fit.office.levels import EVERY, Movement
from simulation.fit.office.pace import WEEK_HOURS, Pace
from simulation.fit.office.spans import SPANS
from simulation.fit.office.waits import fit_waits
from tests.fit.logs import FIRST, known_log
from tests.fit.offices import paced_log

WEEKS = 16


def fitted(log: pd.DataFrame, days: int = 210) -> Pace:
    until = FIRST + pd.Timedelta(days=days)
    known = log[log["opened"] < until]
    return fit_pace(known, until, fit_waits(known, until))


def late_paces(pace: Pace, times: int = 300) -> np.ndarray:
    """Paces of late cases in the week to come (times, units)."""
    rng, drawn = np.random.default_rng(3), []
    assert pace.late is not None
    for _ in range(times):
        drawn.append(pace.late.draw(1, rng).both[:, 0])
    return np.array(drawn)


def steady(level: float, burst: float = 1e6, units: int = 2) -> Courses:
    """Paces that stay at a level."""
    chance = np.repeat([[each == Movement(0.0, burst)] for each in EVERY], units, axis=1).astype(float)
    return Courses(chance, chance * 0 + 1e9, chance * 0 + 1e9 / level)


def test_the_age_by_which_so_much_is_used_up_undoes_the_hazard():
    hazard = Hazard.of(np.full((2, SPANS), 1 / SPANS))
    hours = np.geomspace(0.05, 5000, 60)
    kind = np.arange(60) % 2
    np.testing.assert_allclose(hazard.age(kind, hazard.at(kind, hours)), hours, rtol=1e-6)
    assert hazard.at(kind[:1], np.array([np.inf]))[0] == np.inf
    assert hazard.age(kind[:1], np.array([np.inf]))[0] == np.inf


@pytest.fixture(scope="module")
def stormy() -> Pace:
    """The pace of an office that closes few more cases the more wait, with a storm in its log."""
    return fitted(paced_log(elasticity=0.8, storms={100: 8.0}))


def test_an_elasticity_that_was_planted_is_found(stormy):
    assert stormy.elasticity == pytest.approx(0.8, abs=0.25)


def test_that_an_office_is_slow_under_load_is_not_laid_to_what_is_late(stormy):
    assert late_paces(stormy).mean() == pytest.approx(1, abs=0.35)


def test_an_office_that_load_does_not_slow_has_none():
    assert fitted(paced_log()).elasticity.max() == 0


def weeks_to_come(pace: Pace, storm: float) -> pd.DataFrame:
    """Sixteen weeks of both units at the usual pace; the first unit gets `storm` times as many in week 4."""
    rng = np.random.default_rng(4)
    kind = np.repeat([0, 1], 7 * 12 * WEEKS)
    cases = pd.DataFrame({"kind": kind, "begun": rng.uniform(0, WEEKS * WEEK_HOURS, len(kind))})
    struck = cases[(cases["kind"] == 0) & (cases["begun"] // WEEK_HOURS == 4)]
    cases = pd.concat([cases, *[struck] * int(storm - 1)], ignore_index=True)
    hours = rng.exponential(24 / 0.2, len(cases)).clip(1)
    return cases.assign(hours=hours, limit=np.nan)


def stretched(pace: Pace, storm: float) -> np.ndarray:
    """How many times as long cases wait as without a storm (units, weeks)."""
    pace = replace(pace, in_time=None, late=None)
    mean = []
    for times in (1.0, storm):
        cases = weeks_to_come(pace, times)
        cases["hours"] = pace.answered(cases, WEEKS, np.random.default_rng(1))
        week = (cases["begun"] // WEEK_HOURS).astype(int)
        mean.append(cases.groupby([cases["kind"], week])["hours"].mean().unstack().to_numpy())
    return mean[1] / mean[0]


def test_a_storm_outside_the_log_slows_the_unit_it_strikes_and_passes_in_weeks(stormy):
    ratio = stretched(stormy, 6.0)
    struck, other = ratio[0], ratio[1]
    # then the wait of those who come with it grows more than what is asked of the unit that month, 5 : 4 more
    assert struck[4] > (4 + 5) / 4
    # others hardly move, nor does anything before it
    assert np.abs(np.log(other)).max() < 0.15 and np.abs(np.log(struck[:3])).max() < 0.15
    # and it is over two months later, not at once
    assert struck[5] > 1.3 and struck[13:].max() < 1.25


def test_with_no_elasticity_nothing_moves():
    pace = Pace(Hazard.of(np.full((2, SPANS), 1 / SPANS)), np.array([0, 1]), np.zeros(2), np.zeros(2))
    cases = weeks_to_come(pace, 6.0)
    answered = pace.answered(cases, WEEKS, np.random.default_rng(1))
    np.testing.assert_array_equal(answered, cases["hours"])


def test_what_is_late_is_closed_at_its_own_pace():
    # given late cases that go twice as fast, and that each week does as the one before
    pace = Pace(Hazard.of(np.full((2, SPANS), 1 / SPANS)), np.array([0, 1]), np.zeros(2), np.zeros(2))
    pace = replace(pace, late=steady(2.0))
    cases = weeks_to_come(pace, 1.0).assign(limit=24.0)
    answered = pace.answered(cases, WEEKS, np.random.default_rng(1))
    in_time = cases["hours"] <= 24
    np.testing.assert_array_equal(answered[in_time], cases["hours"][in_time])
    assert (answered <= cases["hours"] * (1 + 1e-6)).all()
    assert answered.mean() < 0.9 * cases["hours"].mean()


def test_how_unevenly_late_cases_are_cleared_is_told_from_the_weeks():
    # given an office that clears them in a week of many, and one that does as much each week
    uneven = np.where(np.arange(31) % 3 == 0, 4.0, 0.25)
    spread = [
        late_paces(fitted(paced_log(late_pace=late_pace))).std(axis=0).mean()
        for late_pace in (uneven, np.ones(31))
    ]
    assert spread[0] > 2 * spread[1]


@pytest.mark.parametrize("burst", [0.5, 2.0])
def test_weeks_that_differ_close_as_many_as_weeks_that_do_not_only_less_evenly(burst):
    # given cases of which a usual week closes many, and weeks that clear all or nothing
    pace = Pace(Hazard.of(np.full((2, SPANS), 1 / SPANS)), np.array([0, 1]), np.zeros(2), np.zeros(2))
    rng, uneven = np.random.default_rng(1), replace(pace, in_time=steady(1.0, burst))
    kind = np.repeat([0, 1], 500)
    hours = pace.hazard.age(kind, rng.exponential(size=1000))
    cases = pd.DataFrame({"kind": kind, "begun": 0.0, "hours": hours, "limit": np.nan})
    closed = (hours < WEEK_HOURS).mean()
    drawn = np.array([(uneven.answered(cases, 1, rng) < WEEK_HOURS).mean() for _ in range(300)])
    assert drawn.mean() == pytest.approx(closed, abs=0.04) and drawn.std() > 0.1


def test_a_log_without_limits_tells_nothing_of_what_is_late():
    assert fitted(known_log().assign(due=pd.NaT), 150).late is None
