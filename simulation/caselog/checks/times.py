"""When a case was opened and closed, and when it was due."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pandas as pd

from simulation.caselog.checks.numbers import read_numbers
from simulation.caselog.checks.reading import Reading
from simulation.caselog.dates import Dates, read_dates
from simulation.caselog.faults import ACCEPTED, REJECTED
from simulation.caselog.log import DATES
from simulation.caselog.recognition.headings import plain
from simulation.caselog.recognition.words import meanings
from simulation.caselog.zones import on_one_clock

_AGREE = 0.05  # hours by which a recorded duration may differ from closed - opened: both are rounded
_NAT = np.datetime64("NaT", "s")
_ONLY_IF_CLOSED = {plain("updated_datetime")}
"""Headings of Open311 whose time is that of closing only where the status says closed."""


def read_times(log: Reading) -> dict[str, np.ndarray]:
    """opened, closed and due (datetime64[s]); each is NaT where its fault is accepted."""
    found = {name: _read(log, name) for name in DATES}
    times, notes = on_one_clock(found)
    log.notes += notes
    log.fault("opened", "missing_date", log.text("opened") == "")
    _open_by_status(log, times)
    _check_future(log, times)
    _add_hours(log, times)
    early = times["closed"] < times["opened"]
    log.fault("closed", "closed_before_opened", early)
    before = times["due"] < times["opened"]
    log.fault("due", "due_before_opened", before, ACCEPTED)
    times["due"][before] = _NAT
    return times


def _read(log: Reading, name: str) -> Dates:
    """The dates of a field. A due time with a fault is left out; without the others there is no case."""
    found = read_dates(log.headings.get(name, name), log.text(name))
    for code in sorted({code for code in pd.unique(found.fault) if code}):
        log.fault(name, code, found.fault == code, ACCEPTED if name == "due" else REJECTED)
    log.notes += found.notes
    _check_formats(log, name, found)
    return found


def _check_formats(log: Reading, name: str, found: Dates) -> None:
    """Note the dates that are written in another way than most of their column."""
    counts = pd.Series(found.format[(found.format != "") & (found.fault == "")]).value_counts()
    for other in counts.index[1:]:
        log.fault(name, f"date_format_{other}", (found.format == other) & (found.fault == ""), ACCEPTED)
    if len(counts) > 1:
        shown = ", ".join(f"{count} {form}" for form, count in counts.items())
        log.notes.append(f"{log.headings[name]}: formats of dates are mixed: {shown}")


def _open_by_status(log: Reading, times: dict[str, np.ndarray]) -> None:
    if plain(log.headings.get("closed", "")) not in _ONLY_IF_CLOSED:
        return
    if log.has("status"):
        times["closed"][(meanings("status", log.text("status")) != "closed").to_numpy()] = _NAT
        log.notes.append(f"closed: {log.headings['closed']} of the cases whose status is closed")
    else:
        log.notes.append(f"closed: {log.headings['closed']} was taken, since no status says what is closed")


def _check_future(log: Reading, times: dict[str, np.ndarray]) -> None:
    """A case that opens in the future is no case; one that closes there is open: offices write 2099."""
    tomorrow = np.datetime64(datetime.now() + timedelta(days=1), "s")  # clocks differ by less than a day
    log.fault("opened", "future_date", times["opened"] > tomorrow)
    late = times["closed"] > tomorrow
    log.fault("closed", "future_date", late & ~(times["opened"] > tomorrow), ACCEPTED)
    times["closed"][late] = _NAT


def _add_hours(log: Reading, times: dict[str, np.ndarray]) -> None:
    """Close by hours what has no closing time, and check them where there is one."""
    if not log.has("hours"):
        return
    hours = read_numbers(log, "hours")
    lone = (log.text("closed") == "").to_numpy() & np.isnat(times["closed"])
    log.fault("hours", "negative_duration", hours < 0)
    ends = times["opened"] + np.rint(np.nan_to_num(hours) * 3600).astype("timedelta64[s]")
    use = lone & (hours >= 0)
    times["closed"] = np.where(use, ends, times["closed"])
    took = (times["closed"] - times["opened"]) / np.timedelta64(3600, "s")
    differ = ~use & (took >= 0) & (hours >= 0) & (np.abs(took - hours) > _AGREE)
    log.fault("hours", "hours_disagree", differ, ACCEPTED)
