"""Arrivals: levels, days of the week and storms that were planted."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from simulation.fit.office.arrivals import Days, fit_arrivals
from simulation.fit.office.waits import KIND
from tests.fit.logs import FIRST, known_log


def fitted(log: pd.DataFrame, days: int = 150, holidays: frozenset = frozenset()):
    kinds = pd.MultiIndex.from_frame(log[KIND].drop_duplicates().sort_values(KIND))
    return fit_arrivals(log, Days.between(FIRST, FIRST + pd.Timedelta(days=days), holidays), kinds)


def drawn(arrivals, days: int, times: int = 200) -> np.ndarray:
    """Cases of each day of draws (times, days)."""
    to_come = Days.between(FIRST, FIRST + pd.Timedelta(days=days), frozenset())
    rng = np.random.default_rng(2)
    return np.array([np.bincount(arrivals.draw(to_come, rng)[1], minlength=days) for _ in range(times)])


def test_as_many_come_as_came_and_fewer_on_days_off():
    daily = drawn(fitted(known_log()), 28).mean(axis=0)
    working = daily[np.arange(28) % 7 < 5].mean()
    assert working == pytest.approx(12, rel=0.12)
    assert daily[np.arange(28) % 7 >= 5].mean() / working == pytest.approx(1 / 3, abs=0.07)


def test_a_level_that_has_changed_is_followed():
    # given a log in which three times as many come in the last two months
    log = pd.concat(
        [
            known_log(),
            known_log(seed=2, a_day=24)[lambda each: each["opened"] > FIRST + pd.Timedelta(days=90)],
        ]
    )
    daily = drawn(fitted(log.sort_values("opened", ignore_index=True)), 14).mean(axis=0)
    assert daily[:5].mean() == pytest.approx(36, rel=0.2)


def test_a_storm_is_kept_apart_and_comes_again_as_seldom():
    # given one day on which ten times as many come
    log = known_log()
    day = log[log["opened"].dt.normalize() == FIRST + pd.Timedelta(days=44)]
    log = pd.concat([log, *[day] * 9]).sort_values("opened", ignore_index=True)
    calm, stormy = fitted(known_log()), fitted(log)
    assert len(calm.storms) == 0 and len(stormy.storms) == 1 and 4 < stormy.storms[0] < 14
    assert stormy.storm_chance == pytest.approx(1 / 150)
    # then the usual days are as before
    assert np.median(drawn(stormy, 5)) == pytest.approx(np.median(drawn(calm, 5)), rel=0.15)


def test_a_holiday_is_as_a_sunday():
    off = FIRST + pd.Timedelta(days=9)
    days = Days.between(FIRST, FIRST + pd.Timedelta(days=14), frozenset({off.date()}))
    assert days.kind.tolist() == [0, 1, 2, 3, 4, 5, 6, 0, 1, 6, 3, 4, 5, 6]


@pytest.mark.slow
def test_intervals_of_the_weeks_to_come_hold_what_comes():
    # given twenty logs of one office, each fitted to its first hundred days
    inside = []
    for seed in range(20):
        log = known_log(days=128, seed=seed)
        cut = FIRST + pd.Timedelta(days=100)
        known, later = log[log["opened"] < cut], log[log["opened"] >= cut]
        totals = drawn(fitted(known, 100), 28, 60).sum(axis=1)
        low, high = np.quantile(totals, [0.05, 0.95])
        inside.append(low <= len(later) <= high)
    # then nine in ten intervals hold it; more, as seasons are allowed for that this office has not
    assert np.mean(inside) >= 0.85
