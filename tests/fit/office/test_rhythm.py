"""Months, days and hours that were planted in a log are those of the fitted street's simulated cases."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from simulation.columns import description
from simulation.fit.office.months import fit_season
from simulation.fit.office.rhythm import Rhythm, fit_rhythm
from simulation.fit.street.log import log_of
from simulation.model import Street
from simulation.place.rhythm import profile_of
from tests.worlds import small

FIRST = pd.Timestamp("2023-01-02")  # a Monday
MONTHS = np.array([60, 60, 80, 100, 110, 120, 150, 150, 110, 100, 90, 70]) / 100
DAYS = np.array([1.4, 1.2, 1.1, 1.1, 1.0, 0.7, 0.5])
HOURS = np.array([0] * 8 + [1, 4, 3, 2, 0, 1, 2, 2, 1] + [0] * 3 + [2, 0, 0, 0]) / 18
AT_NOON = np.eye(24)[12]


def planted(days: int = 1096, a_day: int = 16, seed: int = 1, hours: bool = True) -> pd.DataFrame:
    """A log with these months, days and hours, of residents' cases, and as many of staff's, all at 10:00 on
    working days."""
    rng = np.random.default_rng(seed)
    dates = pd.date_range(FIRST, periods=days)
    off = np.asarray(dates.day_of_week > 4)
    count = rng.poisson(a_day * MONTHS[dates.month - 1] * DAYS[dates.day_of_week])
    at = np.where(np.repeat(off, count), 12, rng.choice(24, count.sum(), p=HOURS))
    minutes = 60 * at + rng.integers(0, 60, len(at))
    own = np.repeat(dates, count) + pd.to_timedelta(minutes * hours, unit="min")
    staff = np.repeat(dates[~off], a_day) + pd.Timedelta(hours=10)
    frames = (pd.DataFrame({"opened": each, "staff": who}) for each, who in ((own, False), (staff, True)))
    return pd.concat(frames).sort_values("opened", ignore_index=True)


def fitted(log: pd.DataFrame) -> Rhythm:
    return fit_rhythm(log, log["opened"].max().normalize() + pd.Timedelta(days=1), frozenset())


@pytest.fixture(scope="module")
def rhythm() -> Rhythm:
    return fitted(planted())


def test_what_was_planted_is_found_within_its_intervals(rhythm):
    table = rhythm.table(np.random.default_rng(1))
    assert list(table) == list(description("rhythm.csv").columns)
    truth = np.concatenate([each / each.mean() for each in (MONTHS, DAYS, HOURS, AT_NOON)])
    assert len(table) == len(truth) and table["share"].to_numpy() == pytest.approx(truth, abs=0.12)
    some = truth > 0
    inside = (table["low"] <= truth) & (truth <= table["high"])
    assert inside[some].mean() > 0.75
    # and staff's cases at ten are not among them
    assert rhythm.of_days.sum() == (~planted()["staff"]).sum()


@pytest.mark.slow
def test_simulated_cases_of_the_fitted_street_have_them_too(rhythm):
    said = [f"place.{key}={words}" for key, words in rhythm.of_place().items()]
    street = Street(small("place.holidays=none", *said, grids=4, days=365, warmup=60, start="2025-11-02"), 3)
    street.run_model()
    log = log_of(street.records)
    opened = log.loc[~log["staff"], "opened"]
    off = opened.dt.day_of_week > 4
    # then cases lie where the log had them: on average at this share of their month, day and hour
    for place, wanted in (
        (opened.dt.month - 1, MONTHS),
        (opened.dt.day_of_week, DAYS),
        (opened[~off].dt.hour, HOURS),
    ):
        share = wanted / wanted.mean()
        expected, spread = np.average(share, weights=share), np.sqrt(np.cov(share, aweights=share))
        assert share[place].mean() == pytest.approx(expected, abs=4 * spread / np.sqrt(len(place)))
        assert expected - 4 * spread / np.sqrt(len(place)) > 1.01  # what an even year, week or day would have
    assert (opened[off].dt.hour == 12).mean() > 0.9
    assert len(opened) > 400


def test_a_log_of_less_than_two_years_tells_days_and_no_seasons():
    found = fitted(planted(700))
    assert found.season is None and list(found.of_place()) == [
        "request_days", "request_hours", "request_hours_off",
    ]  # fmt: skip


def test_a_log_of_days_without_hours_leaves_hours_to_the_model():
    assert fitted(planted(120, hours=False)).hours == (None, None)


def test_a_storm_is_no_day_of_the_week():
    # given a Sunday on which thirty times as many come
    log = planted(350, hours=False)
    struck = log[log["opened"] == FIRST + pd.Timedelta(days=6)]
    stormy = pd.concat([log, *[struck] * 30])
    assert fitted(stormy).days == pytest.approx(fitted(log).days, rel=0.03)


def test_a_year_that_grows_is_no_season():
    # given five years of logs without a season that grow by a third each year
    rng = np.random.default_rng(2)
    cases = rng.poisson(900 * np.exp(0.3 * np.arange(60) / 12)).astype(float)
    found = fit_season(cases, np.full(60, 30.0), np.arange(60) % 12)
    assert found.profile == pytest.approx(np.ones(12), abs=0.06)
    low, high = np.quantile(found.draw(200, rng), [0.05, 0.95], axis=0)
    assert ((low < 1) & (high > 1)).mean() > 0.8


def test_profiles_go_into_a_place_and_come_back():
    hours = HOURS * 500 + 0.5
    rhythm = Rhythm(None, DAYS / DAYS.mean(), (hours, None), np.zeros(12), np.zeros(7))
    place = SimpleNamespace(**rhythm.of_place())
    assert profile_of(place.request_hours) == pytest.approx(hours / hours.mean(), rel=1e-3)
    assert not hasattr(place, "request_hours_off")
