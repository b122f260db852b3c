"""The calendar: dates, working days and holidays, seasons, waves of campaigns, and when promises fall due.

Day 0 is the first simulated day; minutes count from its 00:00.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import holidays
import numpy as np
from numpy.typing import NDArray

from simulation.codes import DAY
from simulation.place import Campaign, Place

SATURDAY = 5  # of the days of a week, from Monday = 0
SPRING_FESTIVALS = (
    "2004-01-22 2005-02-09 2006-01-29 2007-02-18 2008-02-07 2009-01-26 2010-02-14 2011-02-03 "
    "2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05 "
    "2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 "
    "2028-01-26 2029-02-13 2030-02-03 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08"
)
"""First days of the lunar year, 2004 to 2035."""
_NEW_YEARS = {int(text[:4]): date.fromisoformat(text) for text in SPRING_FESTIVALS.split()}
_TAIL = 400  # days after the last one for which limits are still known


NO_HOLIDAYS = NO_SEASON = "none"


def countries() -> frozenset[str]:
    """What a place can say of its holidays: countries by two letters, or none."""
    return frozenset(holidays.list_supported_countries(include_aliases=False)) | {NO_HOLIDAYS}


class Calendar:
    """Days of a run. first: the first simulated day; days: how many; windows: duty hours of a working day, in
    minutes. working: whether each day is a working day."""

    def __init__(
        self, first: date, days: int, place: Place, windows: tuple[tuple[float, float], ...]
    ) -> None:
        self.first, self.days, self.windows = first, days, windows
        numbers = np.arange(days + _TAIL)
        self.working = self._mark(_working(place.holidays))
        self._working_days, self._resting = np.flatnonzero(self.working), ~self.working
        self.heating = self._mark(lambda day: heated(day, place))
        base = np.full(len(numbers), place.campaign_base)
        self.campaigns = base + sum((self._wave(each) for each in place.campaigns), np.zeros(len(numbers)))
        self._opens, closes = np.reshape(windows, (-1, 2)).T
        self._passed = np.concatenate([[0.0], np.cumsum(closes - self._opens)])  # of duty, at each opening
        self._elapsed = {
            "working days": np.concatenate([[0.0], np.cumsum(self.working)]),
            "duty": np.concatenate([[0.0], np.cumsum(self.working * self.duty_minutes)]),
        }

    @property
    def duty_minutes(self) -> float:
        """Minutes of duty on a working day."""
        return float(sum(close - start for start, close in self.windows))

    def date(self, day: int) -> date:
        """The date of a day."""
        return self.first + timedelta(int(day))

    def ordinal(self, day: int) -> int:
        """Days since 1 January of year 1: the day for random draws, the same in runs that start at other
        dates."""
        return self.date(day).toordinal()

    def rests(self, day: NDArray) -> NDArray[np.bool_]:
        """Whether some days are days of rest; days beyond the calendar are as its last day."""
        return self._resting.take(np.asarray(day).astype(int, copy=False), mode="clip")

    def working_day(self, day: NDArray, nth: NDArray | int = 0) -> NDArray[np.intp]:
        """The working day that comes `nth` after each of some days. 0 is the day itself, or the next working
        day where it is a day of rest. Beyond the calendar it is the last working day."""
        before = np.searchsorted(self._working_days, day) + nth
        return self._working_days.take(before, mode="clip")

    def limit(
        self, minute: NDArray, hours: NDArray, around_the_clock: NDArray, factor: NDArray | float = 1.0
    ) -> NDArray:
        """When a promise of some hours, made at a minute, falls due.

        Limits under a day run in duty minutes, longer ones in working days of 24 hours; those marked
        `around_the_clock` in clock time. factor: lengthens or shortens a promise, which keeps its clock; with
        a column of factors (factors, 1) limits are (factors, promises).
        """
        in_clock = minute + hours * factor * 60
        if not in_clock.size:
            return in_clock
        in_duty = self._later("duty", minute, hours * factor * 60)
        in_days = self._later("working days", minute, hours * factor / 24)
        return np.where(around_the_clock, in_clock, np.where(hours < 24, in_duty, in_days))

    def on_duty(self, minute: NDArray) -> NDArray[np.bool_]:
        """Whether minutes lie in the hours of duty, which are half-open."""
        clock = minute % DAY
        inside = [(clock >= start) & (clock < close) for start, close in self.windows]
        return ~self.rests(minute // DAY) & np.any(inside, axis=0)

    def open_hour(self, minute: NDArray, luck: NDArray) -> NDArray[np.floating]:
        """The minute itself in the hours of duty; else one in the next of them. luck: random, above 0 and
        below 1 near their beginning or their end."""
        spell = min((close - start for start, close in self.windows), default=0.0)
        return np.where(self.on_duty(minute), minute, self._later("duty", minute, luck * spell))

    def minute_between(
        self, begin: NDArray, end: NDArray, share: NDArray, around_the_clock: NDArray
    ) -> NDArray[np.floating]:
        """The minute at which a share (0 to 1) of the duty between two minutes has passed; of the time in
        between where `around_the_clock`, or where there is no duty between them."""
        early, late = self._duty_until(begin), self._duty_until(end)
        by_clock = begin + share * (end - begin)
        due = self._at_duty(early + share * (late - early))
        return np.where(around_the_clock | (late <= early), by_clock, np.clip(due, begin, end))

    def _duty_until(self, minute: NDArray) -> NDArray[np.floating]:
        """Minutes of duty that have passed since the first midnight."""
        day = (minute // DAY).astype(int)
        return self._elapsed["duty"][day] + self.working[day] * self._within("duty", minute % DAY)

    def _at_duty(self, passed: NDArray) -> NDArray[np.floating]:
        """The first minute at which so many minutes of duty have passed."""
        elapsed = self._elapsed["duty"]
        day = np.maximum(np.searchsorted(elapsed, passed, side="left") - 1, 0)
        return day * DAY + self._minute_of("duty", passed - elapsed[day])

    def _later(self, clock: str, minute: NDArray, length: NDArray) -> NDArray[np.floating]:
        """The minute at which a clock that stands still on rest days has run on by `length`."""
        elapsed = self._elapsed[clock]
        day = (minute // DAY).astype(int)
        running = self.working[day]
        target = elapsed[day] + running * self._within(clock, minute % DAY) + length
        due = np.maximum(np.searchsorted(elapsed, target, side="left") - 1, day)
        return due * DAY + self._minute_of(clock, target - elapsed[due])

    def _within(self, clock: str, minute: NDArray) -> NDArray[np.floating]:
        """How far a clock has run at a minute of a working day."""
        if clock == "working days":
            return minute / DAY
        passed = np.zeros(len(minute))
        for start, close in self.windows:
            passed += np.minimum(np.maximum(minute - start, 0), close - start)
        return passed

    def _minute_of(self, clock: str, run: NDArray) -> NDArray[np.floating]:
        """The minute of a working day at which a clock has run so far."""
        if clock == "working days":
            return run * DAY
        window = np.maximum(np.searchsorted(self._passed, run, side="left") - 1, 0)
        return self._opens[window] + run - self._passed[window]

    def _wave(self, campaign: Campaign) -> NDArray[np.floating]:
        return campaign.minutes * self._mark(lambda day: _between(day, campaign.start, campaign.end))

    def _mark(self, test: Callable[[date], bool]) -> NDArray[np.bool_]:
        return np.array([test(self.date(day)) for day in range(self.days + _TAIL)])


def heated(day: date, place: Place) -> bool:
    """Whether a day lies in the heating season of a place."""
    return _between(day, place.heating_start, place.heating_end)


def _working(country: str) -> Callable[[date], bool]:
    """Whether a day is a working day of a country: neither weekend nor holiday, or a weekend that is worked
    in exchange for another day off."""
    if country == NO_HOLIDAYS:
        return lambda day: day.weekday() < SATURDAY
    return holidays.country_holidays(country).is_working_day


def _between(day: date, start: str, end: str) -> bool:
    """Whether a day lies between two days of the year, both included; the span may cross the new year, and
    is empty where one of them is none."""
    if NO_SEASON in (start, end):
        return False
    first, last = _in_year(start, day.year), _in_year(end, day.year)
    return first <= day <= last if first <= last else day >= first or day <= last


def _in_year(text: str, year: int) -> date:
    """ "MM-DD", or days counted from the lunar new year ("spring_festival-21"), as a date of a year."""
    if not text.startswith("spring_festival"):
        return date.fromisoformat(f"{year}-{text}") if text != "02-29" else date(year, 3, 1) - timedelta(1)
    if year not in _NEW_YEARS:
        raise ValueError(f"the lunar new year of {year} is not in the calendar, which holds 2004 to 2035")
    return _NEW_YEARS[year] + timedelta(int(text.removeprefix("spring_festival")))


def windows_of(text: str) -> tuple[tuple[float, float], ...]:
    """Duty hours "08:30-12:00;13:30-18:00" as minutes of the day."""
    spans = [span.split("-") for span in text.split(";")]
    return tuple((_minutes(start), _minutes(end)) for start, end in spans)


def _minutes(clock: str) -> float:
    hours, minutes = clock.strip().split(":")
    return int(hours) * 60.0 + int(minutes)
