"""R4: trust in the grid moves with what one lives through, hears, and with one's own old view."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulation.parameters import param, settings
from simulation.population import ArrayAgent, state


@settings
class TrustNumbers:
    """Numbers of R4."""

    trust_start: float = param(0.6, "level 0-1", (0.4, 0.8), "mean starting trust (sd .15)", "assumed")
    trust_up: float = param(
        0.2, "share per event", (0.05, 0.3), "step towards a better experience", "assumed"
    )
    trust_down: float = param(
        0.4, "share per event", (0.1, 0.6), "step towards a worse experience",
        "assumed; negative experience weighs more [@kampen2006]",
    )  # fmt: skip
    trust_network: float = param(
        0.001, "1/day", (0.0002, 0.005), "pull to the mean of network neighbours",
        "assumed; form [@degroot1974]",
    )  # fmt: skip
    trust_anchor: float = param(
        0.0005, "1/day", (0, 0.002), "pull to the resident's own starting view",
        "assumed; form [@friedkin1990]",
    )  # fmt: skip
    trust_w_household: float = param(
        0.5, "weight", (0.2, 1), "event weight for other members of the household", "assumed"
    )
    trust_w_neighbour: float = param(
        0.15, "weight", (0, 0.4), "event weight for network neighbours who hear of the case", "assumed"
    )
    trust_w_contact: float = param(
        0.1, "weight", (0, 0.3), "event weight of an ordinary visit or contact (score = courtesy)", "assumed"
    )
    told_chance: float = param(
        0.4, "chance", (0.1, 0.8), "a network neighbour hears of a closed case", "assumed"
    )
    contacts_per_day: float = param(
        0.02, "contacts/resident/day", (0.005, 0.05), "ordinary visits and contacts with the grid", "assumed"
    )


class TrustRules(ArrayAgent):
    """How trust moves."""

    numbers: Any
    trust: Any = state("float32", 0.6, "level 0-1", (0, 1), "trust in the grid")
    trust_start: Any = state("float32", 0.6, "level 0-1", (0, 1), "own view at the start")

    def trust_step(self, satisfaction: Any) -> Any:
        """R4: change of trust by an event of full weight. Rises with satisfaction above trust. Falls, twice
        as fast, with satisfaction below trust."""
        n: TrustNumbers = self.numbers
        gap = satisfaction - self.trust
        return n.trust_up * np.maximum(gap, 0) - n.trust_down * np.maximum(-gap, 0)

    def trust_drift(self, neighbours: Any) -> Any:
        """R4: change of trust in one day without events: towards the mean of the neighbours, and towards
        one's own old view.

        neighbours: mean trust of network neighbours, 0 to 1.
        """
        n: TrustNumbers = self.numbers
        return n.trust_network * (neighbours - self.trust) + n.trust_anchor * (self.trust_start - self.trust)
