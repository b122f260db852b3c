"""Points in time as offices write them, read column by column.

A format is recognised by its look, never guessed from the language of the machine. Whether 03/04/2011 is in
March or April is decided by the other dates of its column, and left open where they do not decide it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
import pandas as pd

_CLOCK = (
    r"(?:[T ,]*(?P<noon>上午|下午|中午)? *(?P<hour>\d{1,2})(?::|时|点)(?P<minute>\d{1,2})分?"
    r"(?::?(?P<second>\d{1,2})(?:\.\d+)?秒?)? *(?P<half>[AaPp]\.?[Mm]\.?)?"
    r" *(?P<zone>[Zz]|UTC|GMT|[+-]\d\d:?\d\d)?)?"
)
ISO, SLASH_YMD, DOTTED, CHINESE = "iso", "slash_ymd", "dotted", "chinese"
DAY_MONTH, COMPACT, SERIAL = "day_month", "compact", "serial"
_FORMATS = {
    ISO: r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})" + _CLOCK,
    SLASH_YMD: r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})" + _CLOCK,
    DOTTED: r"(?P<year>\d{4})\.(?P<month>\d{1,2})\.(?P<day>\d{1,2})" + _CLOCK,
    CHINESE: r"(?P<year>\d{4}) *年 *(?P<month>\d{1,2}) *月 *(?P<day>\d{1,2}) *[日号]?" + _CLOCK,
    DAY_MONTH: r"(?P<one>\d{1,2})[/.-](?P<other>\d{1,2})[/.-](?P<year>\d{4})" + _CLOCK,
    COMPACT: r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
    r"(?:T? ?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<zone>Z)?)?",
}
_SERIAL = re.compile(r"[2-9]\d{4}(?:\.\d+)?")
_SERIAL_START = np.datetime64("1899-12-30", "s")
_NAT = np.datetime64("NaT", "s")
_PLAIN = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?")
_AMBIGUOUS, _UNREADABLE = "date_format_ambiguous", "unreadable_date"
_IMPOSSIBLE_DATE, _IMPOSSIBLE_TIME = "impossible_date", "impossible_time"


@dataclass(frozen=True)
class Dates:
    """A column of dates: `values` (datetime64[s], NaT where empty or faulty), `fault` (a code word or
    nothing), `format` (how it is written; empty: not at all), `offset` (minutes east of Greenwich; NaN: none
    written), and sentences about the column."""

    values: np.ndarray
    fault: np.ndarray
    format: np.ndarray
    offset: np.ndarray
    notes: tuple[str, ...]


def read_dates(column: str, texts: pd.Series) -> Dates:
    """Read the dates of a column, named in what is said about it."""
    codes, several = pd.factorize(texts)
    each = _read_several(column, pd.Series(several, dtype=object).map(_ordinary))
    return Dates(each.values[codes], each.fault[codes], each.format[codes], each.offset[codes], each.notes)


def _ordinary(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _read_several(column: str, texts: pd.Series) -> Dates:
    found = Dates(
        np.full(len(texts), _NAT, "datetime64[s]"),
        np.where(texts == "", "", _UNREADABLE).astype(object),
        np.full(len(texts), "", object),
        np.full(len(texts), np.nan),
        (),
    )
    _read_plain(texts, found)
    _read_slashes(texts, found)
    notes = [said for name in _FORMATS for said in _read_format(column, name, texts, found)]
    _read_serials(texts, found)
    return Dates(found.values, found.fault, found.format, found.offset, tuple(notes))


def _read_plain(texts: pd.Series, found: Dates) -> None:
    """The commonest way of writing, at once: 2011-07-04T07:53."""
    rows = np.flatnonzero([_PLAIN.fullmatch(text) is not None for text in texts])
    values = pd.to_datetime(texts.iloc[rows], format="ISO8601", errors="coerce").to_numpy("datetime64[s]")
    good = ~np.isnat(values)
    found.values[rows[good]] = values[good]
    found.fault[rows[good]] = ""
    found.format[rows[good]] = ISO


def _read_slashes(texts: pd.Series, found: Dates) -> None:
    """The commonest way of a spreadsheet, at once: 2011/7/4 7:53."""
    for form in ("%Y/%m/%d %H:%M", "%Y/%m/%d %H:%M:%S"):
        rest = np.flatnonzero((found.format == "") & (found.fault != ""))
        values = pd.to_datetime(texts.iloc[rest], format=form, errors="coerce").to_numpy("datetime64[s]")
        leap = np.array([text.endswith((":60", ":61")) for text in texts.iloc[rest]], bool)
        good = ~np.isnat(values) & ~leap  # pandas takes a leap second for the next minute
        found.values[rest[good]] = values[good]
        found.fault[rest[good]] = ""
        found.format[rest[good]] = SLASH_YMD


def _read_format(column: str, name: str, texts: pd.Series, found: Dates) -> list[str]:
    """Read what is written in one format; what is to be said about the order of days and months."""
    rest = np.flatnonzero((found.format == "") & (found.fault != ""))
    if not len(rest):
        return []
    parts = texts.iloc[rest].astype("str").str.extract(f"^(?:{_FORMATS[name]})$")
    parts = parts[parts["year"].notna()].reindex(columns=[*parts.columns, *_ABSENT.difference(parts.columns)])
    if parts.empty:
        return []
    rows, notes, unsure = parts.index.to_numpy(), [], np.zeros(len(parts), bool)
    if name == DAY_MONTH:
        unsure, notes = _order(column, parts)
    days, bad_date = _days(parts)
    seconds, bad_time = _seconds(parts)
    faults = np.select([unsure, bad_date, bad_time], [_AMBIGUOUS, _IMPOSSIBLE_DATE, _IMPOSSIBLE_TIME], "")
    found.fault[rows] = faults
    found.format[rows] = name
    found.offset[rows] = parts["zone"].map(_offset).to_numpy(float)
    found.values[rows] = np.where(faults == "", days.astype("datetime64[s]") + seconds, _NAT)
    return notes


_ABSENT = pd.Index(["noon", "hour", "minute", "second", "half", "zone"])


def _order(column: str, parts: pd.DataFrame) -> tuple[np.ndarray, list[str]]:
    """Add month and day by the order that the column decides; which dates stay open, and what to say."""
    one, other = (parts[name].astype(int).to_numpy() for name in ("one", "other"))
    day_first, month_first = bool((one > 12).any()), bool((other > 12).any())
    swap = (one > 12) | (day_first and not month_first)
    parts["month"], parts["day"] = np.where(swap, other, one), np.where(swap, one, other)
    if day_first == month_first:
        return (one <= 12) & (other <= 12) & (one != other), []
    order = "day before month" if day_first else "month before day"
    return np.zeros(len(parts), bool), [
        f"{column}: {order} in dates such as 03/04/2011, as its other dates show"
    ]


def _days(parts: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The days (datetime64[D]) of year, month and day, and which of them are in no calendar."""
    year, month, day = (parts[name].astype(int).to_numpy() for name in ("year", "month", "day"))
    known = (month >= 1) & (month <= 12)
    months = np.where(known, 12 * (year - 1970) + month - 1, 0)
    first = months.astype("datetime64[M]")
    days = first.astype("datetime64[D]") + (day - 1).astype("timedelta64[D]")
    return days, ~known | (days.astype("datetime64[M]") != first)


def _seconds(parts: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The seconds since midnight (timedelta64[s]), and which times are on no clock."""
    hour, minute, second = (
        pd.to_numeric(parts[name]).fillna(0).to_numpy(int) for name in ("hour", "minute", "second")
    )
    half = parts["half"].astype(object).fillna("").astype("str").str.lower().str.replace(".", "")
    late = (half == "pm") | (parts["noon"] == "下午") | ((parts["noon"] == "中午") & (hour < 11))
    early = (half == "am") | (parts["noon"] == "上午")
    hour = np.where(late & (hour < 12), hour + 12, np.where(early & (hour == 12), 0, hour))
    bad = (hour > 23) | (minute > 59) | (second > 59)
    return (hour * 3600 + minute * 60 + second).astype("timedelta64[s]"), bad


def _offset(zone: object) -> float:
    """Minutes east of Greenwich, NaN where none are written."""
    if not isinstance(zone, str):
        return np.nan
    if zone[0] not in "+-":
        return 0.0
    return (1 if zone[0] == "+" else -1) * (60.0 * int(zone[1:3]) + int(zone[-2:]))


def _read_serials(texts: pd.Series, found: Dates) -> None:
    """Days since the end of 1899, as a spreadsheet counts them."""
    rest = np.flatnonzero((found.format == "") & (found.fault != ""))
    rows = np.array([row for row in rest if _SERIAL.fullmatch(texts.iloc[row])], int)
    seconds = np.rint(texts.iloc[rows].astype(float).to_numpy() * 86400).astype("timedelta64[s]")
    found.values[rows] = _SERIAL_START + seconds
    found.fault[rows] = ""
    found.format[rows] = SERIAL
