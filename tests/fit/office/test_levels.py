"""Levels from week to week: how far weeks differ, and how sure one is of it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from simulation.fit.office.arrivals import Days, fit_arrivals
from simulation.fit.office.courses import UNKNOWN, pooled
from simulation.fit.office.waits import KIND
from tests.fit.logs import FIRST


def test_days_that_differ_are_not_counted_again_in_their_week():
    # given a log whose days share a gamma variable, and steady levels: its weeks differ by these days alone
    rng = np.random.default_rng(5)
    day = np.repeat(np.arange(210), rng.poisson(60 * rng.gamma(8, 1 / 8, 210)))
    log = pd.DataFrame({"opened": FIRST + pd.to_timedelta(day, unit="D")})
    log = log.assign(staff=False, type="lamp", unit="street")
    last = FIRST + pd.Timedelta(days=210)
    kinds = pd.MultiIndex.from_frame(log[KIND].head(1))
    arrivals = fit_arrivals(log, Days.between(FIRST, last, frozenset()), kinds)
    week = Days.between(last, last + pd.Timedelta(days=7), frozenset())
    # then weeks that are drawn differ as much
    weeks = [len(arrivals.draw(week, rng, steady=True)[0]) for _ in range(300)]
    assert np.std(weeks) == pytest.approx(np.sqrt(7 * (60 + 60**2 / 8)), rel=0.25)


def test_two_levels_are_not_taken_for_all_there_are():
    # given two levels that both find one of two movements half as likely again as the other
    likely = np.log([[0.6, 0.6], [0.4, 0.4]])
    # then that both do makes it hardly likelier, as it would among many
    few, many = pooled(likely, UNKNOWN)[0], pooled(np.tile(likely, 50), UNKNOWN)[0]
    assert few[0] == pytest.approx(0.6, abs=0.03) and many[0, 0] > 0.8
