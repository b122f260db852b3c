"""When residents' cases come: months of the year, days of the week, hours of the day.

These are what a place can say of its requests. Storms are left out, and so are staff's own cases, which are
entered when staff is at work.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.columns import described_table
from simulation.fit.office.arrivals import Days, usual_days
from simulation.fit.office.months import LEAST_MONTHS, Season, fit_season
from simulation.fit.office.spans import Numbers
from simulation.place.rhythm import FRIDAY, HOURS, MONTHS, WEEKDAYS, profile_text

MOST_OF_A_MONTH = 20
"""A month of fewer days of the log is left out."""
FEW = 200
"""Fewer cases tell no hours."""
AT_MIDNIGHT = 0.5
"""Share of cases at exactly 0:00 from which a log has days and no hours."""

described_table(
    "rhythm.csv",
    "One row per month, day of the week, and hour of which the log tells what residents' cases it brings; "
    "staff's own and storms left out.",
    {
        "part": "need_months, request_days, request_hours or request_hours_off, as a place has them",
        "number": "month from 1, day from Monday 1, or hour from 0 [number: of its part]",
        "share": "what an average one brings, against the mean of its part [ratio]",
        "low": "low end of the interval of 90 % [ratio]",
        "high": "high end of it [ratio]",
        "cases": "cases that it rests on [whole: cases]",
    },
)


@dataclass(frozen=True)
class Rhythm:
    """What a log tells of when cases come. season: None where it covers less than two years; days: of the
    week, holidays as Sundays, mean 1 (7,); hours: cases of working days and others (24,), None where the log
    has too few, or no hours at all; cases: of_months (12,), of_days (7,)."""

    season: Season | None
    days: Numbers
    hours: tuple[Numbers | None, Numbers | None]
    of_months: Numbers
    of_days: Numbers

    def of_place(self) -> dict[str, str]:
        """What a place says of it, by key."""
        parts = [("need_months", self.season.profile if self.season else None), ("request_days", self.days)]
        parts += zip(("request_hours", "request_hours_off"), self.hours, strict=True)
        return {key: profile_text(profile) for key, profile in parts if profile is not None}

    def table(self, rng: np.random.Generator) -> pd.DataFrame:
        """The table rhythm.csv; intervals by draws, of counts as Poisson."""
        rows = [row for part in self._parts(rng) for row in part]
        return pd.DataFrame(rows, columns=["part", "number", "share", "low", "high", "cases"])

    def _parts(self, rng: np.random.Generator) -> Iterator[list[tuple]]:
        if self.season:
            yield _rows("need_months", 1, self.season.profile, self.season.draw(DRAWS, rng), self.of_months)
        drawn = self.days * rng.gamma(self.of_days + 0.5, size=(DRAWS, WEEKDAYS)) / (self.of_days + 0.5)
        yield _rows("request_days", 1, self.days, drawn, self.of_days)
        for part, counts in zip(("request_hours", "request_hours_off"), self.hours, strict=True):
            if counts is not None:
                yield _rows(part, 0, counts, rng.gamma(counts, size=(DRAWS, HOURS)), counts - SMOOTH)


DRAWS = 400
SMOOTH = 0.5
"""Cases that are added to each hour, so that none is impossible."""


def _rows(part: str, first: int, profile: Numbers, drawn: Numbers, cases: Numbers) -> list[tuple]:
    low, high = np.quantile(drawn / drawn.mean(axis=1, keepdims=True), [0.05, 0.95], axis=0)
    numbers = first + np.arange(len(profile))
    counted = cases.astype(int)
    return list(
        zip([part] * len(numbers), numbers, profile / profile.mean(), low, high, counted, strict=True)
    )


def fit_rhythm(cases: pd.DataFrame, until: pd.Timestamp, holidays: frozenset) -> Rhythm:
    """The rhythm of residents' cases opened before `until`. cases: as `read_log` gives them; where all are
    staff's, of those."""
    known = cases[cases["opened"] < until]
    own = known[~known["staff"].astype(bool)] if not known["staff"].all() else known
    days = Days.between(known["opened"].min(), until, holidays)
    day = days.number(own["opened"])
    total = np.bincount(day, minlength=len(days.kind)).astype(float)
    stormy, expected, factor = usual_days(total, days)
    usual = np.where(stormy, 0, total)
    level = np.where(stormy, 0, expected / factor[days.kind])
    of_days = np.bincount(days.kind, usual, WEEKDAYS)
    found = of_days / np.maximum(np.bincount(days.kind, level, WEEKDAYS), 1e-9)
    season, of_months = _season(usual, np.where(stormy, 0, found[days.kind]), days)
    hours = _hours(own["opened"], days.kind[day] > FRIDAY, stormy[day])
    return Rhythm(season, found / found.mean(), hours, of_months, of_days)


def _season(usual: Numbers, exposure: Numbers, days: Days) -> tuple[Season | None, Numbers]:
    """The season of the months that the log covers for the most part, and cases of each month of a year."""
    dates = pd.date_range(days.first, periods=len(usual), freq="D")
    by_month = pd.DataFrame({"cases": usual, "exposed": exposure, "days": 1.0}).groupby(dates.to_period("M"))
    months = by_month.sum()[lambda each: (each["days"] >= MOST_OF_A_MONTH) & (each["exposed"] > 0)]
    of_year = np.asarray(pd.PeriodIndex(months.index).month) - 1
    counts = np.bincount(of_year, months["cases"], MONTHS)
    if len(months) < LEAST_MONTHS:
        return None, counts
    return fit_season(months["cases"].to_numpy(), months["exposed"].to_numpy(), of_year), counts


def _hours(
    opened: pd.Series, off: NDArray[np.bool_], stormy: NDArray[np.bool_]
) -> tuple[Numbers | None, Numbers | None]:
    """Cases of each hour of working days and of others (24,), with a little for each; None where too few."""
    has_hours = (opened == opened.dt.normalize()).mean() < AT_MIDNIGHT
    hour = opened.dt.hour.to_numpy()

    def of(days: NDArray[np.bool_]) -> Numbers | None:
        counts = np.bincount(hour[days & ~stormy], minlength=HOURS).astype(float)
        return counts + SMOOTH if has_hours and counts.sum() >= FEW else None

    return of(~off), of(off)
