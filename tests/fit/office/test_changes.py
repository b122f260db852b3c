"""A unit that works otherwise since a day: found on that day, and only where it is one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from simulation.fit.office.changes import Change, changes
from tests.fit.logs import FIRST, known_log
from tests.fit.offices import paced_log

UNTIL = FIRST + pd.Timedelta(days=150)
DAY = 100


def changed_log(slower: float = 20.0, days: int = 150) -> pd.DataFrame:
    """A log whose unit `desk` takes so many times as long from DAY on."""
    log = known_log(days, a_day=30.0)
    waits = (log["closed"] - log["opened"]) * slower
    late = (log["unit"] == "desk") & (log["opened"] >= FIRST + pd.Timedelta(days=DAY))
    return log.assign(closed=log["closed"].where(~late, log["opened"] + waits))


def known_until(log: pd.DataFrame, day: int) -> list:
    until = FIRST + pd.Timedelta(days=day)
    return changes(log[log["opened"] < until], until)


def test_the_unit_its_day_and_both_shares_are_found():
    (found,) = known_until(changed_log(), 150)
    assert found.unit == "desk"
    # its day, or the next on which the unit had a case
    assert 0 <= (found.day - FIRST).days - DAY <= 3
    assert found.before > 0.9 and found.since < 0.6


def test_it_is_not_known_before_it_was_seen_for_ten_days():
    assert known_until(changed_log(), DAY + 5) == []
    assert len(known_until(changed_log(), DAY + 25)) == 1


def test_what_comes_later_tells_nothing():
    # given two logs that differ only by what was closed after the night
    log = changed_log()
    night = FIRST + pd.Timedelta(days=DAY + 25)
    other = log.assign(closed=log["closed"].where(log["closed"] < night))
    assert changes(log[log["opened"] < night], night) == changes(other[other["opened"] < night], night)


def test_the_latest_of_two_changes_counts():
    log = changed_log(days=220)
    back = (log["unit"] == "desk") & (log["opened"] >= FIRST + pd.Timedelta(days=160))
    usual = known_log(220, a_day=30.0)["closed"]
    (found,) = known_until(log.assign(closed=log["closed"].where(~back, usual)), 220)
    assert 0 <= (found.day - FIRST).days - 160 <= 3 and found.since > found.before


def test_chance_a_slow_drift_and_a_short_storm_are_none():
    assert sum(len(known_until(known_log(a_day=40.0, seed=seed), 150)) for seed in range(20)) == 0
    log = known_log(a_day=40.0)
    slower = np.linspace(1, 2.5, len(log))
    drifted = log["opened"] + (log["closed"] - log["opened"]) * slower
    assert known_until(log.assign(closed=drifted), 150) == []
    assert known_until(paced_log(storms={60: 8.0, 61: 8.0}), 150) == []


def one_unit(a_day: int, hours: np.ndarray) -> pd.DataFrame:
    """So many cases a day of one unit; hours: until the closing of those of each day (days,)."""
    day = np.repeat(np.arange(len(hours)), a_day)
    opened = FIRST + pd.to_timedelta(24 * day + 9, unit="h")
    closed = opened + pd.to_timedelta(hours[day], unit="h")
    return pd.DataFrame({"unit": "desk", "opened": opened, "closed": closed})


def test_cases_that_could_not_be_watched_for_so_long_do_not_count():
    # given a unit that takes four days for each case: those of the last days are open
    assert known_until(one_unit(20, np.full(60, 100.0)), 60) == []


def test_days_on_which_all_or_nothing_is_closed_are_no_change():
    # given a unit that closes a day's cases at once, or none of them, by the toss of a coin
    for seed in range(20):
        hours = np.where(np.random.default_rng(seed).random(30) < 0.5, 1.0, 50.0)
        assert known_until(one_unit(20, hours), 30) == []


def test_a_change_is_told_in_both_languages():
    change = Change("desk", pd.Timestamp("2025-04-16"), 24.0, 0.924, 0.305)
    assert change.told().en.startswith("Since 2025-04-16, desk closes 30% of its cases within 24 hours, ")
    assert "由 92% 变为 30%" in change.told().zh
