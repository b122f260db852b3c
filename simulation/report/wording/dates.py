"""Days and months as both languages write them."""

from __future__ import annotations

from datetime import date

from simulation.text.bilingual import Pair, same

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
FROM_TO = Pair("{a}至 {b}", "{a} to {b}")


def spoken_date(text: str) -> Pair:
    """A day as both languages write it; what is no date stays as it is."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return same(text)
    return Pair(f"{day.year} 年 {day.month} 月 {day.day} 日", f"{day.day} {MONTHS[day.month - 1]} {day.year}")


def spoken_months(first: str, last: str) -> Pair:
    """The months from one to another, given as 2025-03; the year once where both are of it."""
    begins, ends = _month(first), _month(last)
    if first == last:
        return begins
    if first[:4] == last[:4]:
        begins, ends = Pair(begins.zh, begins.en.split()[0]), Pair(f"{int(last[5:7])} 月", ends.en)
    return FROM_TO.fill(a=begins, b=ends)


def _month(text: str) -> Pair:
    year, month = int(text[:4]), int(text[5:7])
    return Pair(f"{year} 年 {month} 月", f"{MONTHS[month - 1]} {year}")
