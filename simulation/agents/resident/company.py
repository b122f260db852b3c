"""R8: what neighbours who help, and paid staff, do to joining: some follow them, some let them work."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulation.parameters import param, settings
from simulation.population import ArrayAgent, state

CONDITIONAL, FREE_RIDER = 1, 2
USUAL_POSTS = 2.0  # filled posts a grid at which R8 was set
FEWEST_POSTS = 0.5  # as which a grid without a worker counts


@settings
class CompanyNumbers:
    """Numbers of R8, and of the vanguard among neighbours (P4)."""

    share_conditional: float = param(
        0.5, "share", (0.4, 0.6), "conditional co-operators", "[@fischbacher2001]: 50 %"
    )
    share_freerider: float = param(0.33, "share", (0.2, 0.4), "free riders", "[@fischbacher2001]: a third")
    peer_ask: float = param(
        0.15, "chance/month", (0.05, 0.35),
        "chance of being asked by one active neighbour (conditional type, once the threshold is met)",
        "assumed; asked [@freeman1997]; conditional co-operation [@frey2004]",
    )  # fmt: skip
    social_threshold: float = param(
        2, "neighbours", (1, 3), "active neighbours needed before influence starts",
        "assumed; adoption far likelier after reinforcement by several neighbours [@centola2010]",
    )  # fmt: skip
    freeride_loss: float = param(
        0.6, "log hazard", (0, 1.2), "fall in joining when all neighbours are active (free-rider type)",
        "assumed; form [@olson1965]",
    )  # fmt: skip
    provision_crowdout: float = param(
        0.2, "log hazard per ln(staff)", (0, 0.5), "fall in joining as paid staff replace volunteers",
        "assumed; sign [@andreoni2011] (grants and private gifts)",
    )  # fmt: skip
    active_window: float = param(
        60, "days", (30, 120), "days during which a resident counts as active to neighbours", "assumed"
    )
    pm_weight: float = param(
        1.5, "active neighbours", (1, 3),
        "one visibly active member counts as this many active neighbours in R8 (no separate term)",
        "assumed; sign [@mas2009] (peers in view)",
    )  # fmt: skip

    def as_kind(self, days_since_help: Any, member: Any) -> Any:
        """R8, P4: how many active neighbours somebody counts for. Rises with having helped lately and being a
        party member."""
        return (days_since_help < self.active_window) * (1 + (self.pm_weight - 1) * member)

    def staff_effect(self, posts: Any) -> Any:
        """R8: what paid staff add to the log hazard of joining. Falls with filled posts of the grid."""
        return -self.provision_crowdout * np.log(np.maximum(posts, FEWEST_POSTS) / USUAL_POSTS)


class CompanyRules(ArrayAgent):
    """How a resident takes the help of others."""

    grid: Any
    numbers: Any
    temper: Any = state("uint8", 0, "code", (0, 2), "0 own mind, 1 conditional co-operator, 2 free rider")
    active_neighbours: Any = state(
        "float32", 0, "neighbours", (0, 48), "active neighbours as of the last Sunday, members weighing more"
    )

    def unasked_by_peers(self) -> Any:
        """R8: chance that no neighbour who helps asks in a month. Falls with active neighbours, from a
        threshold on where somebody helps only if others do."""
        n: CompanyNumbers = self.numbers
        enough = (self.temper == CONDITIONAL) & (self.active_neighbours >= n.social_threshold)
        return (1 - n.peer_ask) ** (self.active_neighbours * enough)

    def company_effect(self, posts: Any) -> Any:
        """R8: what others' work adds to the log hazard of joining. posts: filled posts in the grid. Falls
        with posts. For free riders it also falls with active neighbours."""
        n: CompanyNumbers = self.numbers
        resting = (self.temper == FREE_RIDER) * n.freeride_loss * self.active_neighbours
        return n.staff_effect(posts) - resting / np.maximum(self.numbers.network_degree, 1)
