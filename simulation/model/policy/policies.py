"""Step of the day: interventions set the levers of the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from simulation.levers import LEVERS, When
from simulation.model.state import Today, World
from simulation.scenario import Policy


@dataclass
class Policies:
    """The policies of the scenario. strength: of yesterday, by policy and grid; grids: where each acts; told:
    levers that were cut, by street."""

    world: World
    strength: list[NDArray[np.float64]] = field(init=False)
    grids: list[NDArray[np.bool_]] = field(init=False)
    told: set[tuple[int, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.adopt(self.world.calendar.first)

    def adopt(self, morning: date) -> None:
        """Take up the policies of the scenario, each as far as it was in force on the day before."""
        w = self.world
        luck = w.luck.draw("policy.grids", w.kinds.grids.every).reshape(w.streets.count, -1)
        self.grids = [
            np.concatenate([policy.grids.among(len(each), each) for each in luck])
            for policy in w.scenario.policies
        ]
        eve = morning - timedelta(1)
        policies = zip(self.grids, w.scenario.policies, strict=True)
        self.strength = [np.where(where, self._in_force(policy, eve), 0.0) for where, policy in policies]

    def open_day(self, ranked: NDArray, recorded: NDArray[np.float64], today: Today) -> None:
        """Put all levers to their default levels, let each policy turn its own, and cut them to their ranges.

        ranked: what the hotline's rank adds to the appraisal (H1) of each street (streets,); recorded
        (grids,): matters put on record, running mean a day.
        """
        w = self.world
        w.levers.reset()
        w.levers.add("appraisal", ranked[w.kinds.grids.street])
        streets = w.levers.of_streets()
        for number, policy in enumerate(w.scenario.policies):
            strength = np.where(self.grids[number], self._in_force(policy, today.date), 0.0)
            risen = np.maximum(strength - self.strength[number], 0)
            self.strength[number] = strength
            if strength.any():
                for levers, when in zip(streets, self._when(strength, risen, recorded), strict=True):
                    policy.intervention.turn(levers, when)
        w.levers.join(streets)
        w.levers.clip()
        self._tell_clips(today)

    def _when(self, strength: NDArray, risen: NDArray, recorded: NDArray) -> Iterator[When]:
        """What each street is to know of a policy, which looks at one street at a time."""
        w, kinds = self.world, self.world.kinds
        for street in range(w.streets.count):
            mine = kinds.grids.only(street)
            community = w.community[mine] - street * kinds.communities.each
            yield When(strength[mine], risen[mine], community, recorded[mine])

    def _in_force(self, policy: Policy, day: date) -> float:
        """How far a policy is in force on a day, and carried out at all."""
        return policy.strength(day) * self.world.scenario.strength

    def _tell_clips(self, today: Today) -> None:
        for street, name in sorted(self.world.levers.clipped - self.told):
            self.told.add((street, name))
            ends = f"{LEVERS[name].low:g} – {LEVERS[name].high:g} {LEVERS[name].unit}"
            self.world.logs[street].log_event(
                today.date,
                "clipped",
                name,
                en=f"Policies together ask for more or less of {name} than its range holds, {ends}",
                zh=f"各项政策对 {name} 的合计要求超出其范围 {ends}，按边界计",
            )
