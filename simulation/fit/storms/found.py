"""Storms that struck a unit: how much work they brought, and how much longer its cases waited, by week.

How long cases waited is compared with the unit's weeks without a storm, kind by kind: by what all waits of a
week have to be multiplied for their mixture of spans to fit. Weeks without a storm differ from each other
too, and by as much a week after a storm may differ without being slowed by it. Cases of staff count as work,
but do not tell how long anything waits: staff often enter a case when it is done.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.fit.office.answers import times_of, weeks_of
from simulation.fit.office.arrivals import Days
from simulation.fit.office.hazard import Hazard
from simulation.fit.office.mixture import SAME
from simulation.fit.office.spans import AT_ONCE, FIRST, NEVER, Numbers, hours_between, likelihood
from simulation.fit.office.waits import KIND, Waits, waits_known
from simulation.fit.storms.days import LEAST, WEEKS, storm_days

LOADED = np.log(2)
"""Logarithm of the load from which a storm is one: what many cases without much work do tells nothing."""
ONE = 1.0
"""Closings a week below which a unit has no usual load: what comes is its beginning, and no storm."""
LATELY = 8
"""Weeks before a storm of which the median is a usual load too: a unit whose work ends is struck by none."""
ENOUGH = 5
"""Cases of a week below which it does not tell how long its cases waited (assumed)."""
LEANING = 4.0
"""Calm weeks for which those of all units together count beside a unit's own (assumed)."""
SHIFTS = np.arange(-4, 5.001, 0.1)
"""Logarithms of multiples of a wait among which that of a week is looked for."""
NEVER_CLOSED = np.arange(0.01, 1.0, 0.07)
"""Shares of a week's cases that are never closed, each as likely as any other."""
WEEK = pd.Timedelta(weeks=1)


@dataclass(frozen=True)
class Storm:
    """A storm of a unit. day: its first; cases: of residents in its first week; load: logarithm of how many
    times the usual closings what waited and came that week would have brought; stretch: logarithm of how many
    times as long as without a storm the cases opened in each week waited (WEEKS,), NaN where too few tell;
    noise: how far that may lie from the truth, standard deviation (WEEKS,)."""

    unit: str
    day: pd.Timestamp
    cases: int
    load: float
    stretch: Numbers
    noise: Numbers


def storms_of(cases: pd.DataFrame, until: pd.Timestamp, holidays: frozenset) -> list[Storm]:
    """The storms of the cases opened before `until` that tell how long cases waited, as far as that was known
    then.

    cases: as `read_log` gives them."""
    known = cases[cases["opened"] < until]
    days = Days.between(known["opened"].min(), until, holidays)
    struck = {
        str(unit): of
        for unit, some in known[~known["staff"]].groupby("unit", observed=True)
        if len(some) >= LEAST and (of := storm_days(some, days))
    }
    calm = _calm(known, struck)
    if not struck or not calm.any():
        return []
    waits = waits_known(known[calm], until)
    units = {unit: _Unit.of(unit, known, calm, until, waits) for unit in struck}
    more = {unit: each.calm_weeks() for unit, each in units.items()}
    every = np.concatenate([*more.values(), np.zeros(1)]).mean()
    found = (
        units[unit].storm(day, max((more[unit].sum() + LEANING * every) / (len(more[unit]) + LEANING), 0.0))
        for unit, of in struck.items()
        for day in of
        if day + WEEK <= until
    )
    return [each for each in found if each.load >= LOADED and np.isfinite(each.stretch).any()]


def _calm(cases: pd.DataFrame, struck: dict[str, list[pd.Timestamp]]) -> NDArray[np.bool_]:
    """Which cases are in none of the weeks that follow a storm of their unit."""
    found = np.ones(len(cases), bool)
    for unit, days in struck.items():
        for day in days:
            opened = cases["opened"]
            found &= ~((cases["unit"] == unit) & (opened >= day) & (opened < day + WEEKS * WEEK)).to_numpy()
    return found


@dataclass(frozen=True)
class _Unit:
    """The cases of a unit that are not closed at once. kind: number of each in the waits without storms;
    calm: which are in no storm's weeks."""

    name: str
    cases: pd.DataFrame
    kind: NDArray[np.intp]
    calm: NDArray[np.bool_]
    until: pd.Timestamp
    waits: Waits

    @classmethod
    def of(
        cls, name: str, cases: pd.DataFrame, calm: NDArray[np.bool_], until: pd.Timestamp, waits: Waits
    ) -> _Unit:
        kind = waits.kinds.get_indexer(pd.MultiIndex.from_frame(cases[KIND]))
        at_once = hours_between(cases["opened"], cases["closed"]) <= AT_ONCE
        here = (cases["unit"] == name).to_numpy() & (kind >= 0) & ~at_once
        return cls(name, cases[here], kind[here], calm[here], until, waits)

    def calm_weeks(self) -> Numbers:
        """By how much more than chance weeks without a storm differ in how long their cases waited: the
        square of the logarithm less what chance alone makes of it (weeks,)."""
        week = ((self.until - self.cases["opened"]) // WEEK).to_numpy()
        told = [self._stretch(self.calm & (week == each)) for each in np.unique(week[self.calm])]
        return np.array([mean**2 - error**2 for mean, error in told if np.isfinite(mean)])

    def storm(self, day: pd.Timestamp, more: float) -> Storm:
        """A storm of this unit. more: variance of the logarithm by which its weeks differ without one."""
        week = ((self.cases["opened"] - day) // WEEK).to_numpy()
        told = np.array([self._stretch(week == each) for each in range(WEEKS)])
        came = int(((week == 0) & ~self.cases["staff"].to_numpy(bool)).sum())
        noise = np.sqrt(told[:, 1] ** 2 + more)
        return Storm(self.name, day, came, self._load(day), told[:, 0], noise)

    def _stretch(self, here: NDArray[np.bool_]) -> tuple[float, float]:
        here = here & ~self.cases["staff"].to_numpy(bool)
        if here.sum() < ENOUGH:
            return np.nan, np.nan
        some = self.cases[here]
        closed = (some["closed"] < self.until).to_numpy()
        hours = hours_between(some["opened"], some["closed"].where(closed, self.until))
        return stretch_of(hours, closed, self.waits.weights[self.kind[here]])

    def _load(self, day: pd.Timestamp) -> float:
        """Logarithm of how many times the usual load a storm brought; none of a unit without a usual load."""
        loads = self._loads(day + WEEK)
        spans = self._loads(self.until), loads[:-1][-LATELY:]
        usual = max((float(np.median(of)) for of in spans if len(of) > 1), default=-np.inf)
        return float(loads[-1] - usual) if len(loads) and usual >= np.log(ONE) else -np.inf

    def _loads(self, until: pd.Timestamp) -> Numbers:
        """Loads of the weeks before `until` (weeks,), in logarithms."""
        before = (self.cases["opened"] < until).to_numpy()
        if not before.any():
            return np.zeros(0)
        times, hazard = times_of(self.cases[before], until), Hazard.of(self.waits.weights)
        alone = np.zeros(len(hazard.table), np.intp)
        return weeks_of(times, self.kind[before], hazard, alone).load[0]


def stretch_of(hours: Numbers, closed: NDArray[np.bool_], weights: Numbers) -> tuple[float, float]:
    """By what waits have to be multiplied: mean and standard deviation of its logarithm.

    hours: to closing, or to the end of watching, and which of the two (cases,); weights: of the spans of each
    case (cases, SPANS), of which being closed at once is left out. How many of these cases are never closed
    may differ from that, and tells nothing of how long the others wait."""
    usual = weights.copy()
    usual[:, [FIRST, NEVER]] = 0
    usual /= np.maximum(usual.sum(axis=1, keepdims=True), SAME)
    likely = np.array([_likely(hours * np.exp(-shift), closed, usual) for shift in SHIFTS])
    chance = np.exp(likely - likely.max())
    chance = chance.sum(axis=1) / chance.sum()
    mean = float(chance @ SHIFTS)
    return mean, float(np.sqrt(chance @ (SHIFTS - mean) ** 2 + (SHIFTS[1] - SHIFTS[0]) ** 2 / 12))


def _likely(hours: Numbers, closed: NDArray[np.bool_], weights: Numbers) -> Numbers:
    """Log-likelihood of waits under mixtures of spans, by share that is never closed (NEVER_CLOSED,)."""
    each = (likelihood(np.maximum(hours, 1.01 * AT_ONCE), closed) * weights).sum(axis=1)
    ended = np.log(np.maximum(each[closed], 1e-12)).sum() + closed.sum() * np.log(1 - NEVER_CLOSED)
    return ended + np.log(NEVER_CLOSED + (1 - NEVER_CLOSED) * each[~closed, None]).sum(axis=0)
