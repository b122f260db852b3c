"""E1, E3: an enterprise of the grid, which may give money, and does well or badly."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit, logit

from simulation.parameters import param, room
from simulation.population import ArrayAgent, state


@room("enterprises")
class EnterpriseNumbers:
    """Numbers of giving (E1) and of business health (E3)."""

    give_base: float = param(0.015, "chance/month", (0.005, 0.06), "gives something this month", "assumed")
    give_visit: float = param(
        0.5, "log odds", (0.2, 1), "one helpful visit in the last 90 days (falls with each further)",
        "assumed",
    )  # fmt: skip
    give_branch: float = param(
        0.6, "log odds", (0.2, 1.2), "enterprise has a party group",
        "assumed; sign Ma & Parish 2006 (private owners)",
    )  # fmt: skip
    give_health: float = param(
        1, "log odds per unit", (0.3, 2), "business health", "assumed; sign Boatsman & Gupta 1996 (income)"
    )
    give_peer: float = param(
        1, "log odds per unit share", (0, 2), "share of grid's enterprises giving", "assumed"
    )
    give_fatigue: float = param(
        0.3, "log odds per ask", (0.1, 0.6), "each ask beyond one in 30 days",
        "assumed; sign Andreoni, Rao & Trachtman 2017 (avoiding the ask)",
    )  # fmt: skip
    give_amount: float = param(500, "yuan", (200, 5000), "median gift of a ten-person firm", "assumed")
    give_size: float = param(0.7, "elasticity", (0.4, 1), "gift against staff number", "assumed")
    ent_party: float = param(0.1, "share", (0.03, 0.4), "enterprises with a party group", "assumed")
    health_keep: float = param(0.95, "1/month", (0.85, 0.99), "persistence", "assumed")
    health_sd: float = param(
        0.08, "level/month", (0.03, 0.15), "shock (half common to the street)", "assumed"
    )
    health_visit: float = param(0.01, "level per visit", (0, 0.03), "help from a useful visit", "assumed")


class Enterprise(ArrayAgent):
    """A shop or firm that the grid knows."""

    numbers: EnterpriseNumbers
    building: Any = state("int32", 0, "number", (0, 2**31), "building in which it is")
    grid: Any = state("int32", 0, "number", (0, 2**31), "grid of the building")
    staff: Any = state("float32", 8, "staff", (1, 1e5), "people who work there")
    party_group: Any = state("bool", 0, "0 or 1", (0, 1), "has a party group")
    health: Any = state("float32", 0.5, "level 0-1", (0, 1), "business health")
    visits_90d: Any = state("float32", 0.3, "visits", (0, 200), "visits by the grid in 90 days")
    asks_30d: Any = state("float32", 0, "asks", (0, 100), "asks for gifts in 30 days; each visit is one")
    gave: Any = state("bool", 0, "0 or 1", (0, 1), "gave in the last month")
    gave_this_year: Any = state("bool", 0, "0 or 1", (0, 1), "gave in the measured period")

    def giving_chance(self, share_giving: Any) -> Any:
        """E1: chance of giving this month. share_giving: of the grid's firms last month, by grid.

        Up: visits (falling), party group, health, peers. Down: more than one ask in 30 days.
        """
        n = self.numbers
        odds = logit(n.give_base) + n.give_visit * np.sqrt(self.visits_90d) + n.give_branch * self.party_group
        odds = odds + n.give_health * (self.health - 0.5) + n.give_peer * share_giving[self.grid]
        return expit(odds - n.give_fatigue * np.maximum(self.asks_30d - 1, 0))

    def usual_gift(self) -> Any:
        """E1: median gift in yuan. Up: size."""
        return self.numbers.give_amount * (self.staff / 10) ** self.numbers.give_size

    def health_next(self, street: Any, own: Any) -> Any:
        """E3: business health of next month. street, own: standard normal luck, of all firms and of this one,
        half and half.

        Up: visits of the last month.
        """
        n = self.numbers
        shock = n.health_sd * (np.sqrt(0.5) * street + np.sqrt(0.5) * own)
        helped = n.health_visit * self.asks_30d
        return np.clip(0.5 + n.health_keep * (self.health - 0.5) + shock + helped, 0, 1)
