"""Step of the day: interventions set the levers of the day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from simulation.levers import LEVERS, When
from simulation.model.state import Today, World
from simulation.scenario import Policy


@dataclass
class Policies:
    """The policies of the scenario. strength: of yesterday, by policy and grid; grids: where each acts."""

    world: World
    strength: list[NDArray[np.float64]] = field(init=False)
    grids: list[NDArray[np.bool_]] = field(init=False)
    told: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.adopt(self.world.calendar.first)

    def adopt(self, morning: date) -> None:
        """Take up the policies of the scenario, each as far as it was in force on the day before."""
        w = self.world
        luck = w.luck.draw("policy.grids", np.arange(w.grids))
        self.grids = [policy.grids.among(w.grids, luck) for policy in w.scenario.policies]
        eve = morning - timedelta(1)
        policies = zip(self.grids, w.scenario.policies, strict=True)
        self.strength = [np.where(where, self._in_force(policy, eve), 0.0) for where, policy in policies]

    def open_day(self, ranked: float, recorded: NDArray[np.float64], today: Today) -> None:
        """Put all levers to their default levels, let each policy turn its own, and cut them to their ranges.

        ranked: what the hotline's rank adds to the appraisal (H1); recorded (grids,): matters put
        on record, running mean a day.
        """
        w = self.world
        w.levers.reset()
        w.levers.add("appraisal", np.full(w.grids, ranked))
        for number, policy in enumerate(w.scenario.policies):
            strength = np.where(self.grids[number], self._in_force(policy, today.date), 0.0)
            risen = np.maximum(strength - self.strength[number], 0)
            when = When(strength, risen, w.community, recorded)
            self.strength[number] = strength
            if strength.any():
                policy.intervention.turn(w.levers, when)
        w.levers.clip()
        self._tell_clips(today)

    def _in_force(self, policy: Policy, day: date) -> float:
        """How far a policy is in force on a day, and carried out at all."""
        return policy.strength(day) * self.world.scenario.strength

    def _tell_clips(self, today: Today) -> None:
        for name in sorted(set(self.world.levers.clipped) - self.told):
            self.told.add(name)
            ends = f"{LEVERS[name].low:g} – {LEVERS[name].high:g} {LEVERS[name].unit}"
            self.world.records.log_event(
                today.date,
                "clipped",
                name,
                en=f"Policies together ask for more or less of {name} than its range holds, {ends}",
                zh=f"各项政策对 {name} 的合计要求超出其范围 {ends}，按边界计",
            )
