"""Values of a sheet, a table or a JSON file as the text that one would have typed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

_HALF_A_SECOND = timedelta(milliseconds=500)  # sheets count days in fractions, which end short of the second


def text_of(value: object) -> str:
    """A value as text; nothing and "not a number" are empty."""
    if isinstance(value, str):
        return value
    if value is None or value != value:
        return ""
    if isinstance(value, datetime):
        return (value + _HALF_A_SECOND).replace(microsecond=0).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if isinstance(value, dict | list) else str(value)
