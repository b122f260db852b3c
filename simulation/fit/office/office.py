"""An office as its log shows it: how many cases come, of what kind, how long they wait, and within what limit
they should be closed. What is fitted can be drawn from: a log of days to come, or one that may be shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.fit.office.arrivals import Arrivals, Days, fit_arrivals
from simulation.fit.office.limits import Limits, fit_limits
from simulation.fit.office.spans import Numbers
from simulation.fit.office.waits import Waits, fit_waits

KIND = ["staff", "type", "unit"]
MINUTES = 24 * 60


@dataclass(frozen=True)
class Office:
    """A fitted office: see the parts. clock: minutes of the day at which cases were opened, of staff and
    residents, on days at work and days off; areas: share of each by name."""

    arrivals: Arrivals
    waits: Waits
    limits: Limits
    clock: Mapping[tuple[bool, bool], NDArray[np.intp]]
    areas: pd.Series
    holidays: frozenset

    def draw(
        self,
        first: pd.Timestamp,
        last: pd.Timestamp,
        rng: np.random.Generator,
        weights: Numbers | None = None,
    ) -> pd.DataFrame:
        """A log as it may come from `first` to the day before `last`: staff, type, unit, opened, hours
        (infinite: never closed), limit (hours, NaN: none). weights: of the spans in this period (kinds,
        SPANS); default: drawn."""
        days = Days.between(first, last, self.holidays)
        kind, day = self.arrivals.draw(days, rng)
        weights = self.waits.of_period(len(days.kind), rng) if weights is None else weights
        hours = self.waits.draw(kind, weights, rng)
        names = {name: self.arrivals.kinds.get_level_values(name).to_numpy()[kind] for name in KIND}
        minute = self._minutes(names["staff"].astype(bool), days.kind[day] >= 5, rng)
        opened = days.first.to_datetime64() + (day * MINUTES + minute).astype("timedelta64[m]")
        limit = self.limits.draw(names["type"], rng)
        hours = self.limits.hurried(names["type"], hours, limit, rng)
        return pd.DataFrame(names | {"opened": opened, "hours": hours, "limit": limit})

    def _minutes(
        self, staff: NDArray[np.bool_], off: NDArray[np.bool_], rng: np.random.Generator
    ) -> NDArray[np.intp]:
        found = np.zeros(len(staff), np.intp)
        for who, when in self.clock:
            here = (staff == who) & (off == when)
            found[here] = rng.choice(self.clock[who, when], int(here.sum()))
        return found


def fit_office(cases: pd.DataFrame, until: pd.Timestamp, holidays: frozenset = frozenset()) -> Office:
    """An office from the cases opened before `until`, as far as anything was known of them then.

    cases: as `read_log` gives them.
    """
    known = cases[cases["opened"] < until]
    waits = fit_waits(known, until)
    days = Days.between(known["opened"].min(), until, holidays)
    arrivals = fit_arrivals(known, days, waits.kinds)
    return Office(arrivals, waits, fit_limits(known, until), _clock(known, days), _areas(known), holidays)


def _clock(cases: pd.DataFrame, days: Days) -> dict[tuple[bool, bool], NDArray[np.intp]]:
    off = days.kind[days.number(cases["opened"])] >= 5
    minute = (cases["opened"] - cases["opened"].dt.normalize()).dt.total_seconds().to_numpy().astype(
        np.intp
    ) // 60
    staff = cases["staff"].to_numpy(bool)
    found = {}
    for who in (False, True):
        for when in (False, True):
            here = minute[(staff == who) & (off == when)]
            found[who, when] = here if len(here) else minute
    return found


def _areas(cases: pd.DataFrame) -> pd.Series:
    return cases.loc[cases["area"] != "", "area"].value_counts(normalize=True)
