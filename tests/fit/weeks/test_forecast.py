"""The next weeks, from the cases that are open tonight; sealed, and compared with what came."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pandas as pd
import pytest

from simulation.caselog import LogError
from simulation.columns import description
from simulation.fit.office.spans import FIRST, NEVER, SPANS, hours_beyond
from simulation.fit.weeks.earlier import earlier_nights, rolling, widened
from simulation.fit.weeks.forecast import FIGURES, by_week, draw_weeks, seen_weeks, told
from simulation.fit.weeks.seal import read_seal, scored, sealed
from tests.fit.logs import FIRST as DAY_ONE
from tests.fit.logs import known_log

NONE = frozenset()
TONIGHT = DAY_ONE + pd.Timedelta(days=119)


def test_weeks_by_hand():
    # given, in hours from tonight: one that has been open and late, one that closes in the first week, one
    # that comes in the second and never closes, and one that comes after all
    times = pd.DataFrame(
        {"begun": [-50.0, -10, 200, 400], "ended": [np.inf, 30, np.inf, 500], "late": [-5.0, 60, 250, np.nan]}
    )
    opened, closed, still, late = by_week(times, 2).T
    assert opened.tolist() == [0, 1] and closed.tolist() == [1, 0]
    assert still.tolist() == [1, 2] and late.tolist() == [1, 2]


@pytest.mark.parametrize("span", [3, 9, SPANS - 2])
def test_a_wait_that_goes_on_is_that_of_those_that_are_longer(span):
    # given many waits of a span, and those of them that are longer than ten hours
    rng = np.random.default_rng(1)
    from simulation.fit.office.spans import hours_of

    every = hours_of(np.full(400_000, span), rng)
    elapsed = float(np.quantile(every, 0.6))
    longer = np.sort(every[every > elapsed])
    drawn = hours_beyond(np.full(20_000, span), np.full(20_000, elapsed), rng)
    assert (drawn >= elapsed).all()
    for share in (0.25, 0.5, 0.9):
        assert np.quantile(drawn, share) == pytest.approx(longer[int(share * len(longer))], rel=0.05)


def test_an_office_to_which_nobody_may_come_is_forecast_too():
    # given a log so quiet that many a week to come has no case
    log = known_log(days=400, a_day=0.2)
    drawn = draw_weeks(log, DAY_ONE + pd.Timedelta(days=399), 1, NONE, 7, 60)
    assert (drawn[:, 0, 0] == 0).any() and (drawn[:, 0, 0] > 0).any()


def test_what_never_closes_goes_on_never():
    drawn = hours_beyond(np.array([NEVER, FIRST]), np.array([5.0, 5.0]), np.random.default_rng(1))
    assert np.isinf(drawn[0]) and drawn[1] >= 5


def test_an_office_that_stays_is_forecast_week_by_week():
    log = known_log(days=150, a_day=30)
    drawn, seen = draw_weeks(log, TONIGHT, 3, NONE, 7, 150), seen_weeks(log, TONIGHT, 3)
    low, high = np.quantile(drawn, [0.02, 0.98], axis=0)
    assert ((low <= seen) & (seen <= high)).mean() >= 0.8
    # and those that are open at the end are those before, with what came and without what was closed
    open_tonight = ((log["opened"] < TONIGHT) & ~(log["closed"] < TONIGHT)).sum()
    opened, closed, still, _ = drawn[0].T
    assert still.tolist() == (open_tonight + (opened - closed).cumsum()).tolist()


def forecast(log: pd.DataFrame, draws: int) -> pd.DataFrame:
    """Of two weeks, by nothing but the model's own intervals."""
    drawn = draw_weeks(log, TONIGHT, 2, NONE, 7, draws)
    return told(drawn, *widened(drawn, []), TONIGHT)


def test_the_table_has_the_columns_that_are_described():
    table = forecast(known_log(days=120), 10)
    assert list(table) == list(description("forecast").columns) and len(table) == 2 * len(FIGURES)


def test_nothing_that_comes_later_is_known_tonight():
    log = known_log(days=150)
    blind = log[log["opened"] < TONIGHT]
    blind = blind.assign(closed=blind["closed"].where(blind["closed"] < TONIGHT))
    one, other = (draw_weeks(each, TONIGHT, 2, NONE, 7, 10) for each in (log, blind))
    np.testing.assert_array_equal(one, other)


@pytest.mark.slow
def test_forecasts_of_past_nights_are_nearer_than_the_week_before():
    log = known_log(days=180, a_day=30)
    nights = earlier_nights(log, DAY_ONE + pd.Timedelta(days=180), 2, NONE, 7, 3)
    found = rolling(log, nights, 3).set_index("figure")
    assert list(found.index) == list(FIGURES)
    assert found.loc["opened", "crps"] < found.loc["opened", "week_before"]
    assert found["year_before"].isna().all() and (found["held_90"] > 0.5).all()


@pytest.fixture
def seal(tmp_path):
    """A forecast of two weeks from a log, sealed in a file; the path and the whole log."""
    log = known_log(days=150)
    path = tmp_path / "log.csv"
    log[log["opened"] < TONIGHT].to_csv(path)
    content = sealed(forecast(log, 40), path, TONIGHT, 2, date(2025, 5, 5))
    (tmp_path / "seal.json").write_text(json.dumps(content), encoding="utf-8")
    return tmp_path / "seal.json", log


def test_a_seal_is_compared_with_what_came(seal):
    path, log = seal
    table = scored(read_seal(path), log)
    assert table["seen"].tolist() == seen_weeks(log, TONIGHT, 2).ravel().tolist()
    inside = (table["low_90"] <= table["seen"]) & (table["seen"] <= table["high_90"])
    assert (table["held_90"] == inside).all() and table["held_50"].sum() <= table["held_90"].sum()


@pytest.mark.parametrize("change", ["made", "weeks", "forecast"])
def test_a_seal_that_was_changed_is_refused(seal, change):
    path, _ = seal
    content = json.loads(path.read_text("utf-8"))
    if change == "forecast":
        content["forecast"][0]["forecast"] += 1
    else:
        content[change] = {"made": "2025-05-04", "weeks": 1}[change]
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(LogError, match="was changed after it was sealed"):
        read_seal(path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"made": 1}'])
def test_what_is_no_seal_is_said_to_be_none(tmp_path, text):
    (tmp_path / "seal.json").write_text(text)
    with pytest.raises(LogError, match="is no sealed forecast"):
        read_seal(tmp_path / "seal.json")


def test_a_log_that_ends_too_early_cannot_score(seal):
    path, log = seal
    with pytest.raises(LogError, match="wait for the rest"):
        scored(read_seal(path), log[log["opened"] < TONIGHT + pd.Timedelta(days=10)])
