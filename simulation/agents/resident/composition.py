"""G0: who lives where. People of one estate, and of one household, are alike beyond chance."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

from simulation.agents.resident.ages import by_age
from simulation.parameters import AgeGroups, param, param_by_age, settings
from simulation.population import ArrayAgent, state

FRAIL_BORDERS = (60, 70, 80)


@settings
class CompositionNumbers:
    """Numbers of who lives where (G0). Methods work on arrays."""

    alike_age: float = param(
        0.1, "share", (0, 0.4), "of the variance of age, what lies between estates", "assumed"
    )
    alike_tenant: float = param(
        0.2, "share", (0, 0.6), "of the variance of tenancy, what lies between estates",
        "assumed; sign [@li2008]: tenure parts the estates of Shanghai",
    )  # fmt: skip
    alike_income: float = param(
        0.15, "share", (0, 0.4), "of the variance of low income, what lies between estates", "assumed"
    )
    alike_views: float = param(
        0.05, "share", (0, 0.2), "of the variance of trust and beliefs, what lies between estates", "assumed"
    )
    home_views: float = param(
        0.4, "share", (0, 0.7), "of the variance of trust and beliefs, what lies between households",
        "assumed; sign [@nickerson2008]",
    )  # fmt: skip
    old_estates: float = param(
        0.5, "correlation", (0, 0.9),
        "of how old an estate's people are with its poor condition, and with their low income", "assumed",
    )  # fmt: skip
    frail: AgeGroups = param_by_age(
        "share",
        {
            "15_59": (0.02, (0, 0.05)),
            "60_69": (0.12, (0.05, 0.25)),
            "70_79": (0.23, (0.12, 0.4)),
            "80plus": (0.42, (0.25, 0.65)),
        },
        "frail: helped with daily activities,",
        "assumed so that .24 of those over 60 are: [@charls2013]",
    )  # fmt: skip
    frail_time: float = param(
        0.3, "share", (0, 1), "of the time gate that is left to a frail resident", "assumed"
    )


def alike(luck: Any, between: Any, share: float) -> Any:
    """Random numbers (people,) of which a share of the variance lies between groups; still uniform.

    luck: own, 0 to 1; between: standard normal of each one's group. Rises with luck and between.
    """
    return ndtr(np.sqrt(1 - share) * ndtri(luck) + np.sqrt(share) * between)


class FrailtyRules(ArrayAgent):
    """How frailty comes with age."""

    age: Any
    numbers: Any
    frail: Any = state("bool", 0, "0 or 1", (0, 1), "frail: helped with daily activities")

    def frail_share(self) -> Any:
        """G0: share of people of this age who are frail. Rises with age."""
        return by_age(self.age, self.numbers.frail, borders=FRAIL_BORDERS)
