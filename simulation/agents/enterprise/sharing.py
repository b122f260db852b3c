"""E2: enterprises and units that enrolled lend rooms, and hours of their staff."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit, logit

from simulation.agents.enterprise.giving import GivingNumbers
from simulation.levers import Levers
from simulation.parameters import param, settings
from simulation.population import ArrayAgent, state


@settings
class SharingNumbers(GivingNumbers):
    """Numbers of E2."""

    space_chance: float = param(0.01, "chance/month", (0.002, 0.03), "lends a room", "assumed")
    space_m2: float = param(30, "m2", (10, 100), "size lent", "assumed")
    staff_hours: float = param(6, "hours/month", (2, 20), "staff hours of a giving firm", "assumed")
    unit_lever: float = param(2, "log odds", (0, 3.5), "rise in lending at full unit_sharing", "assumed")
    unit_members: float = param(
        6, "members/unit", (2, 20), "enrolled members in service who come from one unit", "assumed"
    )

    def units_reported(self, members: Any) -> Any:
        """P1, E2: units that have enrolled. members: enrolled members in service, by grid."""
        return members / self.unit_members

    def unit_lending_chance(self, unit_sharing: Any) -> Any:
        """E2: chance that a unit that enrolled lends a room this month. Units are not visited, and each
        has a party group. unit_sharing: the lever. Rises with the lever."""
        return expit(logit(self.space_chance) + self.give_branch + self.unit_lever * unit_sharing)

    def any_lends_chance(self, chance: Any, units: Any) -> Any:
        """E2: chance that at least one of some units lends. Rises with number of units and chance of each."""
        return 1 - (1 - chance) ** units


class SharingRules(ArrayAgent):
    """What an enterprise shares besides money."""

    grid: Any
    trading: Any
    party_group: Any
    gave: Any
    numbers: Any
    visits_90d: Any = state("float32", 0.3, "visits", (0, 200), "visits by the grid in 90 days")
    lends_room: Any = state("bool", 0, "0 or 1", (0, 1), "lends a room this month")

    def lending_chance(self, levers: Levers) -> Any:
        """E2: chance of lending a room this month. Rises with visits (each adds less than the one before),
        party group and the lever."""
        n = self.numbers
        odds = logit(n.space_chance) + n.give_visit * np.sqrt(self.visits_90d)
        odds = odds + n.give_branch * self.party_group + n.unit_lever * levers.unit_sharing[self.grid]
        return self.trading * expit(odds)

    def staff_hours_lent(self) -> Any:
        """E2: hours of its staff this month: those of a firm that gives. Rises with a gift."""
        return self.numbers.staff_hours * self.gave
