"""E1: an enterprise gives money, when it does well, is visited, and is not asked too often."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit, logit

from simulation.parameters import param, settings
from simulation.population import ArrayAgent, state

GIVER_MONTHS = 12  # for how long a gift is remembered


@settings
class GivingNumbers:
    """Numbers of E1."""

    give_base: float = param(0.015, "chance/month", (0.005, 0.06), "gives something this month", "assumed")
    give_visit: float = param(
        0.5, "log odds", (0.2, 1), "one helpful visit in the last 90 days (falls with each further)",
        "assumed",
    )  # fmt: skip
    give_branch: float = param(
        0.6, "log odds", (0.2, 1.2), "enterprise has a party group",
        "assumed; private owners give for seats in councils [@ma2006]; party channels of giving "
        "[@wenzhou2015]",
    )  # fmt: skip
    give_health: float = param(
        1, "log odds per unit", (0.3, 2), "business health", "assumed; sign [@boatsman1996] (income)"
    )
    give_peer: float = param(
        1, "log odds per unit share", (0, 2), "share of grid's enterprises giving", "assumed"
    )
    give_fatigue: float = param(
        0.3, "log odds per ask", (0.1, 0.6), "each ask beyond one in 30 days",
        "assumed; sign [@andreoni2017] (avoiding the ask)",
    )  # fmt: skip
    give_amount: float = param(500, "yuan", (200, 5000), "median gift of a ten-person firm", "assumed")
    give_size: float = param(0.7, "elasticity", (0.4, 1), "gift against staff number", "assumed")
    give_income: float = param(
        0.1, "elasticity", (0.04, 0.17), "gift against income", "[@boatsman1996]: .04-.17 (US firms)"
    )
    give_price: float = param(
        0.5, "elasticity", (0, 1.2),
        "how far gifts rise as they cost less after tax (1 - tax rate x deductible)",
        "assumed; evidence on firms is mixed [@boatsman1996]",
    )  # fmt: skip
    tax_price0: float = param(
        0.98, "ratio", (0.8, 1), "price of a gift after tax at default levels (calm constant)",
        "derived: small firm at .05, of which .4 claim it",
    )  # fmt: skip
    favour: float = param(0.1, "chance", (0, 0.3), "giver's own case is served first", "assumed")
    ent_party: float = param(0.1, "share", (0.03, 0.4), "enterprises with a party group", "assumed")


class GivingRules(ArrayAgent):
    """Whether and how much an enterprise gives."""

    grid: Any
    health: Any
    trading: Any
    visits_90d: Any
    numbers: Any
    staff: Any = state("float32", 8, "staff", (1, 1e5), "people who work there")
    party_group: Any = state("bool", 0, "0 or 1", (0, 1), "has a party group")
    asks_30d: Any = state("float32", 0, "asks", (0, 100), "asks for gifts in 30 days; each visit is one")
    gave: Any = state("bool", 0, "0 or 1", (0, 1), "gave in the last month")
    gifts: Any = state("uint16", 0, "gifts", (0, 65535), "months with a gift in the measured period")
    months_since_gift: Any = state("float32", 1200, "months", (0, 12000), "months since it last gave")

    def giving_chance(self, share_giving: Any) -> Any:
        """E1: chance of giving this month. share_giving: of the grid's firms last month.

        Rises with visits (each adds less than the one before), party group, health and peers. Falls with more
        than one ask in 30 days.
        """
        n: GivingNumbers = self.numbers
        odds = logit(n.give_base) + n.give_visit * np.sqrt(self.visits_90d) + n.give_branch * self.party_group
        odds = odds + n.give_health * (self.health - 0.5) + n.give_peer * share_giving
        return self.trading * expit(odds - n.give_fatigue * np.maximum(self.asks_30d - 1, 0))

    def usual_gift(self, tax_price: Any) -> Any:
        """E1: median gift in yuan. tax_price: what a yuan given costs the firm after tax, by firm.

        Income is business health against the usual .5, from a tenth of it on. Rises with size and income.
        Falls with price after tax.
        """
        n: GivingNumbers = self.numbers
        income = np.maximum(self.health / 0.5, 0.1)
        price = tax_price / n.tax_price0
        return (
            n.give_amount
            * (self.staff / 10) ** n.give_size
            * income**n.give_income
            * price ** (-n.give_price)
        )

    def favour_chance(self) -> Any:
        """E1, W10: chance that a firm's case is handled like one that the appraisal counts; only for firms
        that gave in the last year. Rises with a gift."""
        n: GivingNumbers = self.numbers
        return n.favour * (self.months_since_gift < GIVER_MONTHS)
