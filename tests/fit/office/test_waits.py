"""Waits: what was planted is found, though much of it is not over yet."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import lognorm

from simulation.fit.office.spans import AT_ONCE, FIRST, NEVER, SPANS, closed_within, hours_of, likelihood
from simulation.fit.office.waits import fit_waits
from tests.fit.logs import FIRST as DAY_ONE
from tests.fit.logs import HOURS, SPREAD, known_log
from tests.fit.logs import NEVER as SHARE_NEVER


@pytest.mark.parametrize("span", [FIRST, 1, 8, SPANS - 2, NEVER])
def test_a_span_draws_what_it_says(span):
    hours = hours_of(np.full(20_000, span), np.random.default_rng(3))
    weights = np.eye(SPANS)[span]
    for limit in (0.02, 1.0, 24.0, 1000.0):
        assert (hours <= limit).mean() == pytest.approx(closed_within(limit, weights), abs=0.015)


def test_an_open_case_rules_out_what_would_be_over():
    found = likelihood([AT_ONCE, 1000.0, 1000.0], [True, True, False])
    assert found[0, FIRST] == 1 and found[0, 1:].sum() == 0  # closed in the minute it came
    assert found[1, [FIRST, NEVER]].sum() == 0  # closed, and not at once
    assert found[2, FIRST] == 0 and found[2, NEVER] == 1
    assert (np.diff(found[2, 1:]) >= 0).all()  # the longer the span, the likelier is it still open


def shares(waits, name: str, limit: float) -> float:
    at = waits.kinds.get_level_values("type") == name
    return float(closed_within(limit, waits.weights[at][0]))


@pytest.mark.parametrize("days_known", [150, 60])
def test_what_was_planted_is_found_though_cases_are_open(days_known):
    # given a log of which a part is open on the day of the fit
    until = DAY_ONE + pd.Timedelta(days=days_known)
    waits = fit_waits(known_log()[lambda log: log["opened"] < until], until)
    # then the share closed within a day and a week is that of the true distribution
    for name, median in HOURS.items():
        ever = 1 - SHARE_NEVER if name == "noise" else 1.0
        for limit in (24.0, 168.0):
            true = ever * lognorm.cdf(limit, SPREAD, scale=median)
            assert shares(waits, name, limit) == pytest.approx(true, abs=0.07)


def test_nothing_that_came_later_is_known_on_the_day_of_the_fit():
    # given the same log, in which all that closes after the day of the fit closes never
    log, until = known_log(), DAY_ONE + pd.Timedelta(days=60)
    log = log[log["opened"] < until]
    blind = log.assign(closed=log["closed"].where(log["closed"] < until))
    # then the fit is the same
    one, other = fit_waits(log, until), fit_waits(blind, until)
    np.testing.assert_array_equal(one.weights, other.weights)
    assert one.learnt_over == other.learnt_over
    for level, (_, chance) in one.strays.items():
        np.testing.assert_array_equal(chance, other.strays[level][1])


def test_a_kind_with_few_cases_looks_like_its_parents():
    # given a unit that had two lamps, both of which took long
    log, until = known_log(), DAY_ONE + pd.Timedelta(days=150)
    few = log[log["type"] == "lamp"].head(2)
    few = few.assign(unit="new", closed=few["opened"] + pd.Timedelta(hours=900))
    waits = fit_waits(pd.concat([log, few]).sort_values("opened", ignore_index=True), until)
    new = waits.weights[waits.kinds.get_level_values("unit") == "new"][0]
    # then it is thought slower than the others, and far from never in time
    usual = (waits.kinds.get_level_values("unit") == "street") & (
        waits.kinds.get_level_values("type") == "lamp"
    )
    old = float(closed_within(72.0, waits.weights[usual][0]))
    assert 0.2 * old < float(closed_within(72.0, new)) < 0.98 * old


def test_where_waits_have_changed_before_a_period_to_come_is_less_sure():
    until = DAY_ONE + pd.Timedelta(days=150)
    rng = np.random.default_rng(5)
    spread = []
    for slower_from in (None, 90):
        waits = fit_waits(known_log(a_day=40, slower_from=slower_from), until)
        lamp = waits.kinds.get_level_values("type") == "lamp"
        drawn = [float(closed_within(24.0, waits.of_period(30, rng)[lamp][0])) for _ in range(200)]
        spread.append(np.std(drawn))
    assert spread[1] > 1.3 * spread[0]


def test_a_longer_period_to_come_is_less_sure():
    waits = fit_waits(known_log(), DAY_ONE + pd.Timedelta(days=150))
    lamp = waits.kinds.get_level_values("type") == "lamp"
    rng = np.random.default_rng(5)
    near, far = (
        np.std([closed_within(24.0, waits.of_period(days, rng)[lamp][0]) for _ in range(300)])
        for days in (30, 600)
    )
    assert far > 1.3 * near
