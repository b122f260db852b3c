"""An office as its log shows it: how many cases come, of what kind, how long they wait, and within what limit
they should be closed. What is fitted can be drawn from: a log of days to come, or one that may be shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.fit.office.answers import fit_pace
from simulation.fit.office.arrivals import Arrivals, Days, fit_arrivals
from simulation.fit.office.limits import Limits, fit_limits
from simulation.fit.office.pace import WEEK_HOURS, Pace
from simulation.fit.office.spans import Numbers, hours_between
from simulation.fit.office.waits import KIND, Waits, fit_waits

MINUTES = 24 * 60
LEAST_DAYS, LEAST_CASES = 56, 200
"""A log shorter than this tells nothing of its own weeks."""


@dataclass(frozen=True)
class Office:
    """A fitted office: see the parts. clock: minutes of the day at which cases were opened, of staff and
    residents, on days at work and days off; areas: share of each by name; waiting: the cases that are open on
    the night of the fit: kind (number), staff, type, unit, begun (hours, negative) and limit (hours)."""

    arrivals: Arrivals
    waits: Waits
    limits: Limits
    pace: Pace
    clock: Mapping[tuple[bool, bool], NDArray[np.intp]]
    areas: pd.Series
    holidays: frozenset
    until: pd.Timestamp
    waiting: pd.DataFrame

    def draw(self, first: pd.Timestamp, last: pd.Timestamp, rng: np.random.Generator) -> pd.DataFrame:
        """A log as it may come from `first` to the day before `last`, of an office that stays as it is
        and where nothing waits on the first: staff, type, unit, opened, begun (hours from `first`), hours
        (infinite: never closed), limit (hours, NaN: none), kind (number)."""
        weights = self.waits.of_period((last - first).days, rng)
        return self._answered(self._coming(first, last, weights, rng, True), first, last, rng, True)

    def go_on(self, last: pd.Timestamp, rng: np.random.Generator) -> pd.DataFrame:
        """The same from the night of the fit, with the cases that wait then (begun before 0)."""
        weights = self.waits.of_period((last - self.until).days, rng)
        waiting = self.waiting
        elapsed, limit = -waiting["begun"].to_numpy(float), waiting["limit"].to_numpy(float)
        hours = self.waits.draw_open(waiting["kind"].to_numpy(), elapsed, weights, rng)
        hurried = self.limits.hurried(waiting["type"].to_numpy(), hours, limit, rng)
        old = waiting.assign(hours=np.where(hurried > elapsed, hurried, hours))
        every = pd.concat([old, self._coming(self.until, last, weights, rng)], ignore_index=True)
        return self._answered(every, self.until, last, rng)

    def _coming(
        self,
        first: pd.Timestamp,
        last: pd.Timestamp,
        weights: Numbers,
        rng: np.random.Generator,
        steady: bool = False,
    ) -> pd.DataFrame:
        """Cases that come, with their waits at the usual pace."""
        days = Days.between(first, last, self.holidays)
        kind, day = self.arrivals.draw(days, rng, steady)
        hours = self.waits.draw(kind, weights, rng)
        names = {name: self.arrivals.kinds.get_level_values(name).to_numpy()[kind] for name in KIND}
        minute = self._minutes(names["staff"].astype(bool), days.kind[day] >= 5, rng)
        opened = days.first.to_datetime64() + (day * MINUTES + minute).astype("timedelta64[m]")
        limit = self.limits.draw(names["type"], rng)
        hours = self.limits.hurried(names["type"], hours, limit, rng)
        begun = (opened - first.to_datetime64()) / np.timedelta64(1, "h")
        return pd.DataFrame(
            names | {"kind": kind, "opened": opened, "begun": begun, "hours": hours, "limit": limit}
        )

    def _answered(
        self,
        cases: pd.DataFrame,
        first: pd.Timestamp,
        last: pd.Timestamp,
        rng: np.random.Generator,
        steady: bool = False,
    ) -> pd.DataFrame:
        weeks = int(np.ceil((last - first) / pd.Timedelta(hours=WEEK_HOURS)))
        return cases.assign(hours=self.pace.answered(cases, weeks, rng, steady))

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
    limits, pace = fit_limits(known, until), fit_pace(known, until, waits)
    clock, waiting = _clock(known, days), _waiting(known, until, waits)
    return Office(arrivals, waits, limits, pace, clock, _areas(known), holidays, until, waiting)


def _waiting(cases: pd.DataFrame, until: pd.Timestamp, waits: Waits) -> pd.DataFrame:
    still = cases[~(cases["closed"] < until)].reset_index(drop=True)
    begun = -hours_between(still["opened"], pd.Series(until, still.index))
    limit = hours_between(still["opened"], still["due"])
    kind = waits.kinds.get_indexer(pd.MultiIndex.from_frame(still[KIND]))
    return still[[*KIND, "opened"]].assign(kind=kind, begun=begun, limit=limit)


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
