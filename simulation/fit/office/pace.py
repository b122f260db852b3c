"""At what pace an office goes through what waits: by unit and week, other for cases that are late already,
and slower where more waits than usual.

Waits are drawn as if every week were a usual one. A week at half the usual pace uses up half as much of the
chance that a case is closed in it, so that what was drawn comes later; a week at the usual pace leaves all as
it was. Paces have a level that wanders, and weeks that differ by themselves, as when a unit clears what has
been late for months in one go. The load of a unit in a week is the closings that what waits and what comes
would bring at the usual pace; its pace falls with it by the unit's elasticity: 0, load does not matter; 1, it
closes as many as ever, and what is more has to wait.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.fit.office.courses import Courses, Drawn
from simulation.fit.office.hazard import Hazard
from simulation.fit.office.levels import WEEK
from simulation.fit.office.spans import AT_ONCE, Numbers

WEEK_HOURS = 24.0 * WEEK
LEAST_LOAD = 0.1
"""Closings a week below which a unit has no load to speak of."""


MOST = 60.0
"""Exponents from which all that waits is cleared."""


def used_at(paces: Drawn, unit: NDArray[np.intp], week: int, step: Numbers) -> Numbers:
    """What a week uses up of cases of these units (cases,), so that on average as many close as at the level
    of the week: a week that clears all cannot clear more, one that clears nothing leaves all.

    step: what it would use up at a level of 1. By the Laplace transform of the gamma variable.
    """
    burst, at_level = paces.burst[unit, 0], step * paces.level[unit, week]
    return paces.own[unit, week] * burst * np.expm1(np.minimum(at_level / burst, MOST))


@dataclass(frozen=True)
class Pace:
    """What is known of it: the hazard of kinds, the number of each kind's unit, the elasticity of each unit
    and the logarithm of its usual load, and the paces of what is in time and of what is late (None: as the
    waits say)."""

    hazard: Hazard
    unit: NDArray[np.intp]
    elasticity: Numbers
    usual: Numbers
    in_time: Courses | None = None
    late: Courses | None = None

    def answered(
        self, cases: pd.DataFrame, weeks: int, rng: np.random.Generator, steady: bool = False
    ) -> Numbers:
        """Hours until closing (cases,), as the load and the pace of these weeks change them.
        What is open after the last week goes on at the usual pace.

        cases: kind (number), begun (hours from the beginning of the first week; negative: waits already),
        hours (until closing at the usual pace), limit (hours; NaN: none).
        """
        paces = [of and of.draw(weeks, rng, steady=steady) for of in (self.in_time, self.late)]
        kind, begun, hours = (cases[name].to_numpy() for name in ("kind", "begun", "hours"))
        due = begun + np.nan_to_num(cases["limit"].to_numpy(float), nan=np.inf)
        used, needed = self.hazard.at(kind, np.maximum(-begun, 0.0)), self.hazard.at(kind, hours)
        found, waits, moved = hours.copy(), hours > AT_ONCE, np.zeros(len(hours), bool)
        for week in range(weeks):
            here = np.flatnonzero(waits & (begun < (week + 1) * WEEK_HOURS))
            start = self.hazard.at(kind[here], np.maximum(week * WEEK_HOURS - begun[here], 0.0))
            step = self.hazard.at(kind[here], (week + 1) * WEEK_HOURS - begun[here]) - start
            who, late = self.unit[kind[here]], due[here] < week * WEEK_HOURS
            uses = self.of_week(who, step) * step
            for each, some in zip(paces, (~late, late), strict=True):
                if each:
                    uses[some] = used_at(each, who[some], week, uses[some])
            moved[here] |= uses != step
            closes = used[here] + uses >= needed[here]
            gone = here[closes]
            target = start[closes] + (needed[gone] - used[gone]) / uses[closes] * step[closes]
            ages = self.hazard.age(kind[gone], target)
            found[gone] = np.where(moved[gone], ages, hours[gone])
            used[here] += uses
            waits[gone] = False
        rest = np.flatnonzero(waits & moved & np.isfinite(hours))
        end = self.hazard.at(kind[rest], weeks * WEEK_HOURS - begun[rest])
        found[rest] = self.hazard.age(kind[rest], end + needed[rest] - used[rest])
        return found

    def of_week(self, unit: NDArray[np.intp], step: Numbers) -> Numbers:
        """The pace of each case of a week (cases,) by the load of its unit. step: what a week at the usual
        pace uses up of each."""
        load = load_of(unit, step, len(self.usual))
        return np.exp(-self.elasticity * (load - self.usual))[unit]


def load_of(unit: NDArray[np.intp], step: Numbers, units: int) -> Numbers:
    """Logarithm of the closings that a week at the usual pace would bring, by unit (units,)."""
    return np.log(np.maximum(np.bincount(unit, -np.expm1(-step), units), LEAST_LOAD))
