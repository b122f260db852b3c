"""How the pace of a unit answers its load, told from the weeks of its log; none where it does not say so.

Each week is forecast from those before, under every elasticity: the closings of a unit at its level so far,
at the pace that its load of the week would give. How common each elasticity is among units is told from all
of them, and a unit leans on that as far as its own weeks allow. Where all this forecasts the weeks no better
than no elasticity, every unit has none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.fit.office.courses import Courses, fit_courses, pooled
from simulation.fit.office.hazard import Hazard
from simulation.fit.office.levels import filtered, likeliest
from simulation.fit.office.pace import WEEK_HOURS, Pace, load_of
from simulation.fit.office.spans import AT_ONCE, Numbers, hours_between
from simulation.fit.office.waits import KIND, Waits

ELASTICITIES = np.linspace(0, 1.5, 16)
"""Elasticities among which the likeliest is taken."""
SURE = 1.92
"""By how much the weeks must be likelier under elasticities than under none, in logarithms: a likelihood
ratio at 95 %."""
FEWEST = 8
"""Weeks below which nothing is told."""


@dataclass(frozen=True)
class Weeks:
    """What units did week by week. Each array is (units, weeks).

    closed: cases closed. exposed: how much of their hazard these cases went through at the usual pace before
    they were closed. load: its logarithm. expected: cases that would have been closed at the usual pace.
    late_closed, late_expected: the same of late cases.
    """

    closed: Numbers
    exposed: Numbers
    load: Numbers
    expected: Numbers
    late_closed: Numbers
    late_expected: Numbers


def fit_pace(cases: pd.DataFrame, until: pd.Timestamp, waits: Waits) -> Pace:
    """The pace of an office from its cases opened before `until`, as far as they were known then.

    cases: staff, type, unit, opened, closed, due; waits: fitted to the same.
    """
    hazard = Hazard.of(waits.weights)
    unit = pd.factorize(waits.kinds.get_level_values("unit"))[0].astype(np.intp)
    units = int(unit.max()) + 1
    kind = waits.kinds.get_indexer(pd.MultiIndex.from_frame(cases[KIND]))
    weeks = weeks_of(times_of(cases, until), kind, hazard, unit)
    if weeks.closed.shape[1] < FEWEST:
        return Pace(hazard, unit, np.zeros(units), np.zeros(units))
    size = weeks.exposed.sum(axis=1)
    usual = (weeks.exposed * weeks.load).sum(axis=1) / np.maximum(size, 1e-9)
    elasticity = elasticities(weeks, usual)
    pace = np.exp(-elasticity[:, None] * (weeks.load - usual[:, None]))
    closed = np.array([weeks.closed - weeks.late_closed, weeks.late_closed])
    expected = np.array([weeks.expected - weeks.late_expected, weeks.late_expected]) * pace
    in_time, late = (_courses(*each) for each in zip(closed, expected, strict=True))
    return Pace(hazard, unit, elasticity, usual, in_time, late)


def times_of(cases: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """begun, ended (infinite: open) and due (infinite: no limit), in hours before `until`, so negative."""
    at = pd.Series(until, cases.index)
    closed = cases["closed"].where(cases["closed"] < until)
    named = {"begun": cases["opened"], "ended": closed, "due": cases["due"]}
    return pd.DataFrame(
        {name: np.nan_to_num(hours_between(at, of), nan=np.inf) for name, of in named.items()}
    )


def weeks_of(times: pd.DataFrame, kind: NDArray[np.intp], hazard: Hazard, unit: NDArray[np.intp]) -> Weeks:
    """The whole weeks of a log, counted from its end. Cases closed at once are no work that waits."""
    begun, ended, due = (times[name].to_numpy(float) for name in ("begun", "ended", "due"))
    lasting, units = ended - begun > AT_ONCE, int(unit.max()) + 1
    found: list[tuple[Numbers, ...]] = []
    for week in range(int(-begun.min() // WEEK_HOURS), 0, -1):
        first, last = -week * WEEK_HOURS, (1 - week) * WEEK_HOURS
        here = np.flatnonzero(lasting & (begun < last) & (ended >= first))
        of, who = kind[here], unit[kind[here]]
        start = hazard.at(of, np.maximum(first - begun[here], 0.0))
        step = hazard.at(of, last - begun[here]) - start
        risk = hazard.at(of, np.minimum(ended[here], last) - begun[here]) - start
        expected = -np.expm1(-step)
        closed, late = ended[here] < last, due[here] < first
        found.append(
            (
                np.bincount(who, closed, units),
                np.bincount(who, risk, units),
                load_of(who, step, units),
                np.bincount(who, expected, units),
                np.bincount(who, closed & late, units),
                np.bincount(who, expected * late, units),
            )
        )
    columns = list(zip(*found, strict=True)) if found else [np.zeros((0, units))] * 6
    return Weeks(*(np.array(each, float).T for each in columns))


def elasticities(weeks: Weeks, usual: Numbers) -> Numbers:
    """The elasticity of each unit (units,); 0 for all where the log does not tell of any."""

    def exposed(each: float | Numbers) -> Numbers:
        return weeks.exposed * np.exp(-each * (weeks.load - usual[:, None]))

    found = np.zeros((len(usual), 1))
    for _ in range(2):  # how levels move hangs on the elasticities, and they on it
        movement = likeliest(weeks.closed, exposed(found))
        likely = np.array([filtered(weeks.closed, exposed(each), movement)[2] for each in ELASTICITIES])
        chance, whole = pooled(likely)
        better = (whole - likely[0]).sum()
        found = (ELASTICITIES @ chance)[:, None]
    return found[:, 0] if better > SURE else np.zeros(len(usual))


def _courses(closed: Numbers, expected: Numbers) -> Courses | None:
    """How paces go on (units, weeks); None where none was closed."""
    return fit_courses(closed, expected) if closed.sum() else None
