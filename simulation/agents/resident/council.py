"""C1: the residents' council: who could lead and is awake, who comes, what is proposed, and what a project
brings."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulation.agents.resident.ages import ADULT
from simulation.codes import DAYS_PER_MONTH
from simulation.levers import Levers
from simulation.parameters import param, settings
from simulation.population import ArrayAgent, state


@settings
class CouncilNumbers:
    """Numbers of C1 and of residents who could lead (`talent`)."""

    talent_share: float = param(
        0.03, "share", (0.01, 0.08), "residents who could lead, mediate, teach", "assumed"
    )
    talent_wake: float = param(
        0.3, "1/month", (0.1, 0.6), "rate of becoming active, of residents who could lead",
        "assumed",
    )  # fmt: skip
    talent_sleep: float = param(
        90,
        "days",
        (30, 365),
        "mean days until a resident who could lead and has no task becomes inactive",
        "assumed",
    )
    awake0: float = param(
        0.3, "share", (0.05, 0.6), "active share of residents who could lead, at default levels",
        "measured on Lijia at default levels (benchmarks/realism/default_levels.py)",
    )  # fmt: skip
    proposals_per_meeting: float = param(
        1.5, "proposals/meeting", (0.5, 4), "proposals of a grid's council at its default activity", "assumed"
    )
    council_come: float = param(
        0.03, "chance/meeting", (0.01, 0.1), "an adult without age tilt whose time is all free comes",
        "assumed: about twenty of a grid come",
    )  # fmt: skip
    project_gain: float = param(
        0.01, "share", (0, 0.03), "fall of a grid's need rate per maintained project", "assumed"
    )
    project_yuan: float = param(5000, "yuan/project", (1000, 30000), "cost of a project", "assumed")
    project_upkeep: float = param(30, "yuan/project/month", (0, 200), "cost of maintaining it", "assumed")
    project_room: float = param(0.3, "share", (0, 0.8), "proposals that need a room", "assumed")
    project_load: float = param(
        1.5, "ratio", (1.1, 3), "load of a grid from which its workers take no project on", "assumed"
    )
    project_decay: float = param(
        0.2, "chance/month", (0.05, 0.6), "a project that nobody maintains is lost", "assumed"
    )

    def falling_asleep_chance(self, busy: Any) -> Any:
        """Chance that an active resident who could lead becomes inactive today. busy: 0 or 1. Falls with
        having a task."""
        return (1 - np.exp(-1 / self.talent_sleep)) * (1 - busy)

    def waking_ceiling(self, council: float) -> float:
        """No chance of becoming active is above this one, of somebody who is invited for sure. council: the
        highest lever of all grids."""
        return float(1 - np.exp(-self.talent_wake * (1 + council) / DAYS_PER_MONTH)) * (1 + 1e-6)

    def proposals_expected(self, council: Any, awake: Any) -> Any:
        """C1: proposals that a meeting gets on average. council: lever; awake: active share of the grid's
        residents who could lead. Rises with both."""
        return self.proposals_per_meeting * council * awake / self.awake0

    def spared_share(self, projects: Any) -> Any:
        """C1: share of a grid's needs that maintained projects keep from arising. Rises with projects."""
        return 1 - (1 - self.project_gain) ** projects


class CouncilRules(ArrayAgent):
    """How a resident meets the council."""

    grid: Any
    age: Any
    numbers: Any
    talent: Any = state("bool", 0, "0 or 1", (0, 1), "could lead, mediate, teach")
    awake: Any = state("bool", 0, "0 or 1", (0, 1), "could lead, and is active")

    def waking_chance(self, levers: Levers) -> Any:
        """Chance that an inactive resident who could lead becomes active today. Rises with being invited (the
        asked gate of R5) and a council."""
        rate = self.numbers.talent_wake * (self.asked_gate(levers) + levers.voice_council[self.grid])
        return self.talent * (1 - np.exp(-rate / DAYS_PER_MONTH))

    def coming_chance(self, levers: Levers) -> Any:
        """C1: chance of coming to a meeting of the council. Rises with council lever, time and age (as in
        R2). Adults only."""
        tilt = np.exp(self.council_tilt())
        chance = self.numbers.council_come * levers.voice_council[self.grid] * tilt * self.time_gate(levers)
        return np.minimum(chance, 1.0) * (self.age >= ADULT)

    def yes_chance(self) -> Any:
        """C1: chance of voting for a proposal. Rises with trust in the grid."""
        return self.trust + 0.0

    asked_gate: Any
    time_gate: Any
    council_tilt: Any
    trust: Any
