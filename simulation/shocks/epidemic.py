"""An epidemic: more needs, ordered visits and checks, absence, and volunteers who come and tire."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from simulation import categories
from simulation.conditions import Conditions
from simulation.parameters import param
from simulation.shocks import Onset, phase, shock


@shock("epidemic")
class Epidemic:
    """An epidemic (疫情, X1-X4) rises, holds and falls. Campaigns and patrols give way to ordered visits and
    checks; the visits also look for the key households, those on the list first."""

    title: ClassVar = {"en": "Epidemic", "zh": "疫情"}
    rise: float = param(10, "days", (1, 60), "days until the peak", "assumed")
    hold: float = param(30, "days", (0, 365), "days at the peak", "assumed")
    fall: float = param(20, "days", (1, 120), "days from the peak until it is over", "assumed")
    epi_need_mult: float = param(2, "multiplier", (1.3, 4), "needs at the peak", "assumed")
    epi_emerg_mult: float = param(4, "multiplier", (2, 8), "emergencies at the peak", "assumed")
    epi_visits: float = param(
        13, "visits/worker/day", (5, 30), "home visits",
        "assumed: 13 visits and 71 checks a worker and day",
    )  # fmt: skip
    epi_visit_min: float = param(10, "minutes", (5, 20), "one visit", "assumed")
    epi_checks: float = param(
        71, "checks/worker/day", (30, 150), "test checks",
        "assumed: 13 visits and 71 checks a worker and day",
    )  # fmt: skip
    epi_check_min: float = param(1.5, "minutes", (0.5, 3), "one check", "assumed")
    epi_vol_bump: float = param(0.9, "log rate", (0.3, 1.6), "rise in session rate at onset", "assumed")
    epi_vol_days: float = param(45, "days", (20, 120), "fade time of the rise", "assumed")
    epi_absence: float = param(
        0.05, "chance/day", (0.02, 0.25), "extra absence at the peak (infection, quarantine)", "assumed"
    )

    @property
    def lasts(self) -> int:
        """Days until it is over."""
        return round(self.rise + self.hold + self.fall)

    def strike(self, conditions: Conditions, onset: Onset) -> None:
        """X1 load and visits, X2 volunteers, X3 absence, and the search of X4."""
        now = phase(onset.age, self.rise, self.hold, self.fall)
        every = np.ones(len(categories.NAMES))
        needs, emergencies = (now * (mult - 1) for mult in (self.epi_need_mult, self.epi_emerg_mult))
        conditions.raise_needs(onset.estates, needs * every, emergencies * every)
        visits = now * self.epi_visits * self.epi_visit_min
        conditions.orders += visits + now * self.epi_checks * self.epi_check_min
        conditions.search += visits
        conditions.routine *= 1 - now
        conditions.absence += now * self.epi_absence
        conditions.alarm += self.epi_vol_bump * float(np.exp(-onset.age / self.epi_vol_days))
        conditions.kept_home = max(conditions.kept_home, now)
