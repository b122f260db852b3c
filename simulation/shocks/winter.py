"""Shocks of the winter: a snowstorm, and heating that fails."""

from __future__ import annotations

from typing import ClassVar

from simulation.conditions import Conditions
from simulation.parameters import param
from simulation.shocks import Onset, only, phase, shock, spread_over


@shock("winter_storm")
class WinterStorm:
    """A snowstorm (暴风雪): pipes, roofs, snow and broken trees, falls; workers are ordered out to clear."""

    title: ClassVar = {"en": "Winter storm", "zh": "暴风雪"}
    hold: float = param(2, "days", (1, 14), "days at full strength", "assumed")
    fall: float = param(5, "days", (1, 30), "days until it is over", "assumed")
    need_mult: float = param(
        2.5, "multiplier", (1.2, 11), "needs on the worst days",
        "[@boston311]: 2.5 on the day of an early snowfall, 10.9 in a tropical storm",
    )  # fmt: skip
    emerg_mult: float = param(
        4, "multiplier", (1, 10), "emergencies of utilities and safety on the worst days", "assumed"
    )
    orders: float = param(120, "minutes/worker/day", (0, 360), "clearing of snow that is ordered", "assumed")
    absence: float = param(0.03, "chance/day", (0, 0.3), "workers who cannot come", "assumed")

    @property
    def lasts(self) -> int:
        """Days until it is over."""
        return round(self.hold + self.fall)

    def strike(self, conditions: Conditions, onset: Onset) -> None:
        """More needs of what snow breaks and covers, ordered work, absence."""
        now = phase(onset.age, 0, self.hold, self.fall)
        broken = ("utility", "repair", "cleaning", "safety")
        needs = spread_over(broken, now * (self.need_mult - 1))
        hurt = only("utility", now * (self.emerg_mult - 1)) + only("safety", now * (self.emerg_mult - 1))
        conditions.raise_needs(onset.estates, needs, hurt)
        conditions.orders += now * self.orders
        conditions.routine *= 1 - now
        conditions.absence += now * self.absence


@shock("heating_failure")
class HeatingFailure:
    """Heating fails (供暖故障) in some estates until it is repaired; outside the heating season no household
    notices."""

    title: ClassVar = {"en": "Heating failure", "zh": "供暖故障"}
    hold: float = param(3, "days", (1, 30), "days until it is repaired", "assumed")
    utility_mult: float = param(
        50, "multiplier", (5, 200), "needs about water, power and heat where it fails",
        "assumed: a need in one household of eighty each day",
    )  # fmt: skip
    care_mult: float = param(5, "multiplier", (1, 20), "needs of care where it fails", "assumed")
    emerg_mult: float = param(10, "multiplier", (1, 50), "emergencies of care where it fails", "assumed")

    @property
    def lasts(self) -> int:
        """Days until it is repaired."""
        return round(self.hold)

    def strike(self, conditions: Conditions, onset: Onset) -> None:
        """More needs of heat, and of those who cannot bear the cold."""
        if not onset.heating:
            return
        needs = only("utility", self.utility_mult - 1) + only("care", self.care_mult - 1)
        conditions.raise_needs(onset.estates, needs, only("care", self.emerg_mult - 1))
