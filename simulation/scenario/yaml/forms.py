"""Texts with a fixed form: duty hours, days of the year."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from itertools import pairwise

from simulation.place.calendar import NO_SEASON, countries, windows_of
from simulation.place.rhythm import AS_MODELLED, HOURS, MONTHS, MOST, WEEKDAYS, is_profile

_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"
_WINDOWS = re.compile(rf"{_CLOCK}-(?:{_CLOCK}|24:00)(?:\s*;\s*{_CLOCK}-(?:{_CLOCK}|24:00))*", re.ASCII)
_FESTIVAL = re.compile(r"spring_festival[+-]\d{1,3}", re.ASCII)
_MONTH_DAY = re.compile(r"\d\d-\d\d", re.ASCII)
_ANY_YEAR = 2001  # not a leap year: every year has the day


def is_windows(text: str) -> bool:
    """Duty hours of a day in order, "08:30-12:00;13:30-18:00"."""
    if not _WINDOWS.fullmatch(text):
        return False
    minutes = [minute for window in windows_of(text) for minute in window]
    return all(early < late for early, late in pairwise(minutes))


def is_month_day(text: str) -> bool:
    """A day of every year, "11-05"."""
    try:
        return bool(_MONTH_DAY.fullmatch(text) and date.fromisoformat(f"{_ANY_YEAR}-{text}"))
    except ValueError:
        return False


def is_season_end(text: str) -> bool:
    """A day of every year, or "none" where there is no season."""
    return text == NO_SEASON or is_month_day(text)


def is_day_of_year(text: str) -> bool:
    """A day of every year, or days counted from the lunar new year, "spring_festival-21"."""
    return bool(_FESTIVAL.fullmatch(text)) or is_month_day(text)


def is_country(text: str) -> bool:
    """A country whose public holidays are known, by two letters, "CN"; or "none"."""
    return text in countries()


def _profile(length: int, first: str, last: str) -> tuple[Callable[[str], bool], str]:
    """The form of a profile, and the words for it."""
    words = f"{length} numbers from 0 to {MOST:,.0f} with spaces between, {first} to {last}, not all 0; or"
    return partial(is_profile, length=length), f"{words} {AS_MODELLED}"


# the form of a text by its name, with the words for it
FORMS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "shift_windows": (is_windows, "windows in order, 08:30-12:00;13:30-18:00"),
    "holidays": (is_country, "two letters of a country whose holidays are known, such as CN; or none"),
    "heating_start": (is_season_end, "MM-DD, or none"),
    "heating_end": (is_season_end, "MM-DD, or none"),
    "need_months": _profile(MONTHS, "January", "December"),
    "request_days": _profile(WEEKDAYS, "Monday", "Sunday"),
    "request_hours": _profile(HOURS, "0:00", "23:00"),
    "request_hours_off": _profile(HOURS, "0:00", "23:00"),
    "start": (is_day_of_year, "MM-DD, or days from the lunar new year: spring_festival-21"),
    "end": (is_day_of_year, "MM-DD, or days from the lunar new year: spring_festival-21"),
}
