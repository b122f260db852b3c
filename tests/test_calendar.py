"""The calendar against the wall: working days, seasons, waves of campaigns, and when promises fall due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.codes import DAY
from simulation.place import Campaign, Place
from simulation.place.calendar import NO_HOLIDAYS, SPRING_FESTIVALS, Calendar, windows_of
from tests.worlds import small

WINDOWS = windows_of("08:30-12:00;13:30-18:00")
MONDAY = date(2025, 1, 6)
BARE = Place(campaigns=(), holidays=NO_HOLIDAYS)


def calendar(first: date = MONDAY, days: int = 365, place: Place = BARE) -> Calendar:
    return Calendar(first, days, place, WINDOWS)


def at(day: int, clock: str) -> float:
    hours, minutes = clock.split(":")
    return day * DAY + int(hours) * 60 + int(minutes)


def due(registered: float, hours: float, around_the_clock: bool = False, first: date = MONDAY) -> float:
    answer = calendar(first).limit(np.array([registered]), np.array([hours]), np.array([around_the_clock]))
    return float(answer[0])


# days


def test_duty_hours_are_read_as_minutes_of_the_day():
    assert WINDOWS == ((510.0, 720.0), (810.0, 1080.0))
    assert calendar().duty_minutes == 480


def test_work_is_from_monday_to_friday_wherever_the_run_begins():
    for shift in range(7):
        run = calendar(MONDAY + timedelta(shift))
        assert [run.date(day).weekday() < 5 for day in range(21)] == run.working[:21].tolist()


def rest_days(country: str, first: date, days: int) -> set[date]:
    run = calendar(first, days, replace(BARE, holidays=country))
    return {run.date(day) for day in np.flatnonzero(~run.working[:days])}


def test_a_place_in_china_keeps_the_days_off_and_the_working_weekends_of_the_notice():
    # National Day and Mid-Autumn 2025: 1 to 8 October off, Sunday 28 September and Saturday 11 October worked
    found = rest_days("CN", date(2025, 9, 22), 28)
    off = {date(2025, 10, day) for day in range(1, 9)}
    assert found == {date(2025, 9, 27), date(2025, 10, 12), date(2025, 10, 18), date(2025, 10, 19)} | off


@pytest.mark.parametrize("year", [2004, 2010, 2019, 2026, 2030, 2035])
def test_statutory_days_are_off_in_any_year(year):
    found = rest_days("CN", date(year, 1, 1), 365)
    assert {date(year, 1, 1), date(year, 5, 1), date(year, 10, 1), date(year, 10, 2)} <= found
    assert (
        date.fromisoformat(next(day for day in SPRING_FESTIVALS.split() if day.startswith(str(year))))
        in found
    )
    assert (
        112 <= len(found) <= 120
    )  # 104 or 105 days of weekends, and 10 to 13 statutory ones, some on weekends


def test_another_country_has_its_own_days_and_none_has_none():
    american, chinese, none = (rest_days(each, date(2025, 7, 1), 7) for each in ("US", "CN", NO_HOLIDAYS))
    assert american - none == {date(2025, 7, 4)}
    assert chinese == none == {date(2025, 7, 5), date(2025, 7, 6)}


def test_promises_stand_still_on_holidays():
    run = calendar(date(2025, 9, 30), 30, replace(BARE, holidays="CN"))
    due = run.limit(np.array([at(0, "17:00")] * 2), np.array([24.0, 2.0]), np.array([False, False]))
    assert due.tolist() == [at(9, "17:00"), at(9, "09:30")]


def test_the_nth_working_day_is_counted_from_the_first_that_is_not_before():
    run = calendar()
    assert run.working_day(np.array([4, 5, 6, 7])).tolist() == [4, 7, 7, 7]
    assert run.working_day(np.array([5, 5, 7]), np.array([0, 3, 5])).tolist() == [7, 10, 14]


@pytest.mark.parametrize(
    ("begin", "end", "clock", "falls"),
    [
        (at(0, "00:00"), at(0, "14:30"), False, at(0, "10:45")),  # half of 270 minutes of duty
        (at(0, "08:30"), at(0, "24:00"), False, at(0, "14:00")),
        (at(5, "10:00"), at(5, "12:00"), False, at(5, "11:00")),  # Saturday: no duty to be found
        (at(0, "00:00"), at(0, "14:30"), True, at(0, "07:15")),
    ],
)
def test_half_way_between_two_minutes_is_half_of_the_duty_between_them(begin, end, clock, falls):
    found = calendar().minute_between(np.array([begin]), np.array([end]), np.array([0.5]), np.array([clock]))
    assert found == pytest.approx(falls)


def test_the_day_of_luck_is_that_of_the_date_however_the_run_begins():
    early, late = calendar(MONDAY), calendar(MONDAY + timedelta(40))
    assert early.ordinal(40) == late.ordinal(0) == (MONDAY + timedelta(40)).toordinal()


def test_a_longer_run_has_the_same_days():
    short, long = calendar(days=100), calendar(days=900)
    for column in ("working", "heating", "campaigns"):
        assert (getattr(short, column)[:100] == getattr(long, column)[:100]).all()


def test_the_heating_season_crosses_the_new_year_both_ends_included():
    run = calendar(date(2025, 1, 1), 730)
    heated = {run.date(day) for day in np.flatnonzero(run.heating[:365])}
    assert {date(2025, 1, 1), date(2025, 4, 5), date(2025, 11, 5), date(2025, 12, 31)} <= heated
    assert not {date(2025, 4, 6), date(2025, 11, 4)} & heated
    assert len(heated) == pytest.approx(152, abs=1)


# waves of campaigns


def test_a_wave_adds_its_minutes_to_the_base_from_its_first_to_its_last_day():
    wave = Campaign("census", 50, "05-06", "06-05")
    run = calendar(date(2025, 1, 1), 365, replace(BARE, campaigns=(wave,)))
    extra = run.campaigns[:365] - BARE.campaign_base
    assert {run.date(day) for day in np.flatnonzero(extra)} == {
        date(2025, 5, 6) + timedelta(day) for day in range(31)
    }
    assert set(extra[extra > 0]) == {50}


@pytest.mark.parametrize("year, festival", [(2024, date(2024, 2, 10)), (2025, date(2025, 1, 29))])
def test_waves_before_the_lunar_new_year_move_with_it(year, festival):
    wave = Campaign("spring", 80, "spring_festival-21", "spring_festival-1")
    run = calendar(date(year, 1, 1), 365, replace(BARE, campaigns=(wave,)))
    days = [run.date(day) for day in np.flatnonzero(run.campaigns[:365] > BARE.campaign_base)]
    assert days[0] == festival - timedelta(21)
    assert days[-1] == festival - timedelta(1)


def test_a_leap_day_ends_a_wave_in_any_year():
    wave = Campaign("winter", 10, "02-20", "02-29")
    for year, last in ((2024, date(2024, 2, 29)), (2025, date(2025, 2, 28))):
        run = calendar(date(year, 1, 1), 365, replace(BARE, campaigns=(wave,)))
        assert run.date(int(np.flatnonzero(run.campaigns[:365] > BARE.campaign_base)[-1])) == last


def test_the_campaigns_of_lijia_average_a_hundred_minutes_a_working_day():
    place = small(scenario="scenarios/lijia.yaml").place
    years = [calendar(date(year, 1, 1), 365, place) for year in range(2021, 2029)]
    means = [run.campaigns[:365][run.working[:365]].mean() for run in years]
    assert np.mean(means) == pytest.approx(100, abs=2)


def test_lunar_new_years_are_those_of_new_moons_in_january_or_february():
    days = [date.fromisoformat(text) for text in SPRING_FESTIVALS.split()]
    assert [day.year for day in days] == list(range(2004, 2036))
    known = date(2000, 1, 6)  # a new moon, 18:14 UTC
    age = [((day - known).days - 0.4) % 29.530588 for day in days]
    assert all(each < 1.6 or each > 28.2 for each in age)
    assert all(date(day.year, 1, 20) < day < date(day.year, 2, 21) for day in days)


# promises


@pytest.mark.parametrize(
    "registered, hours, falls_due",
    [
        # eight hours of duty: a whole working day
        (at(0, "08:30"), 8, at(0, "18:00")),
        (at(0, "10:00"), 8, at(1, "10:00")),
        (at(0, "12:30"), 1, at(0, "14:30")),  # in the lunch break nothing runs
        (at(0, "03:00"), 1, at(0, "09:30")),
        (at(4, "17:30"), 1, at(7, "09:00")),  # Friday evening to Monday
        (at(5, "10:00"), 2, at(7, "10:30")),  # Saturday
        # a day and more: working days at the same clock time
        (at(0, "10:00"), 24, at(1, "10:00")),
        (at(0, "10:00"), 168, at(9, "10:00")),  # seven working days, a weekend between
        (at(4, "23:00"), 24, at(7, "23:00")),
        (at(5, "10:00"), 24, at(7, "24:00")),  # from Saturday it runs through Monday
    ],
)
def test_short_promises_run_in_duty_hours_and_long_ones_in_working_days(registered, hours, falls_due):
    assert due(registered, hours) == falls_due


def test_emergencies_run_by_the_clock_day_and_night():
    assert due(at(5, "23:30"), 2, around_the_clock=True) == at(6, "01:30")


@given(minute=st.integers(0, 21 * DAY - 1), hours=st.integers(1, 23))
@settings(max_examples=60, deadline=None)
def test_short_promises_are_those_of_a_stopwatch_that_somebody_holds(minute, hours):
    run, left, now = calendar(), hours * 60, minute
    while left:
        clock = now % DAY
        left -= run.working[now // DAY] and any(start <= clock < end for start, end in WINDOWS)
        now += 1
    assert due(float(minute), hours) == now


@given(
    minute=st.floats(0, 60 * DAY), hours=st.floats(1, 1000), more=st.floats(0, 10), later=st.floats(0, 600)
)
@settings(max_examples=100, deadline=None)
def test_longer_promises_and_later_reports_are_never_due_earlier(minute, hours, more, later):
    same_clock = hours + more if (hours < 24) == (hours + more < 24) else hours
    assert due(minute, hours) >= minute
    assert due(minute, same_clock) >= due(minute, hours) - 1e-6
    assert due(minute + later, hours) >= due(minute, hours) - 1e-6


def test_who_comes_in_hours_of_duty_is_taken_at_once_and_others_when_the_desk_opens():
    # given minutes all over a fortnight, to the fraction
    lijia = Calendar(date(2025, 3, 3), 30, Place(), windows_of("08:30-12:00;13:30-18:00"))
    minute = np.linspace(0, 14 * DAY, 5001)[:-1] + 1 / 3
    clock, working = minute % DAY, lijia.working[(minute // DAY).astype(int)]
    inside = working & (((clock >= 510) & (clock < 720)) | ((clock >= 810) & (clock < 1080)))
    # then nobody on duty is sent away, and the others come in the next hours of duty
    for luck in (1e-6, 0.999):  # luck is never 0 or 1
        at = lijia.open_hour(minute, np.full(len(minute), luck))
        assert (at[inside] == minute[inside]).all()
        assert (at[~inside] > minute[~inside]).all() and lijia.on_duty(at).all()
    assert np.array_equal(lijia.on_duty(minute), inside)
