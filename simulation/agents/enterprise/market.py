"""E5: services that the market runs: an elders' canteen, and contractors for what households pay for."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit, logit, ndtr

from simulation.codes import YEAR
from simulation.parameters import param, settings

MEALS_OF_COST = 100  # meals a day at which `meal_cost` holds
FIXED = 0.35  # part of the cost that does not grow with the meals
MEALS = 30  # in a month, of an elder who eats there every day
PRICE = 12.0  # yuan, at which `meal_demand` holds
INCOME_SPREAD = 0.6  # log sd of income at 60 and more
POOREST = 0.25  # share of elders who are called low-income


@settings
class MarketNumbers:
    """Numbers of E5, and rules that work on arrays of services (one a community)."""

    meal_price: float = param(
        12, "yuan", (8, 20), "elder canteen meal",
        "assumed; set meals of 10 yuan reported, Tongzhou (Beijing) [@tongzhou2025]",
    )  # fmt: skip
    meal_cost: float = param(
        13, "yuan", (9, 18), "full cost per meal at 100 meals a day",
        "assumed; closures for losses reported [@tongzhou2025]",
    )  # fmt: skip
    meal_demand: float = param(0.1, "meals/60+ resident/day", (0.03, 0.25), "demand at price 12", "assumed")
    meal_elast: float = param(
        -0.8,
        "elasticity",
        (-1.5, -0.3),
        "how far demand for meals falls with their price, ordinary income",
        "assumed",
    )
    meal_elast_low: float = param(
        -1.5,
        "elasticity",
        (-2.5, -0.8),
        "how far demand for meals falls with their price, lowest income quarter",
        "assumed",
    )
    afford_share: float = param(
        0.3, "share of income", (0.2, 0.5), "meals bill above this share shuts the resident out", "assumed"
    )
    elder_income: float = param(2800, "yuan/month", (1200, 4500), "median income, 60+ (log sd .6)", "assumed")
    close_loss: float = param(
        6, "months", (3, 12), "months of loss before a service closes",
        "assumed; a case of 'under half a year' [@tongzhou2025]",
    )  # fmt: skip
    contract_fail: float = param(0.1, "chance/year", (0.02, 0.3), "contracted service fails", "assumed")
    market_handle_hours: float = param(
        24, "hours", (4, 96),
        "median time a contractor takes (log sigma 1.2) for repair cleaning and care", "assumed",
    )  # fmt: skip

    market_return: float = param(
        0.3, "log odds", (-0.5, 1), "needs that a contractor solved come back more often",
        "assumed; sign [@hart1997]: contractors save on what is not in the contract",
    )  # fmt: skip

    def returns_of_market(self, chance: Any) -> Any:
        """E5, W8: chance that a case settled by a contractor comes back. chance: the same for a worker. Rises
        with chance."""
        return expit(logit(chance) + self.market_return)

    def shut_out_share(self) -> float:
        """E5: share of all elders whose income is too low for a meal a day. Rises with price. Falls with
        income."""
        least = self.meal_price * MEALS / self.afford_share
        return float(ndtr(np.log(least / self.elder_income) / INCOME_SPREAD))

    def shut_out_low_income(self) -> float:
        """E5: the same among the poorest quarter: they are shut out first."""
        return min(self.shut_out_share() / POOREST, 1.0)

    def meals_wanted(self, elders: Any) -> Any:
        """E5: meals a day. elders: of 60 and more in the community. Falls with price, most for the poor."""
        price = self.meal_price / PRICE
        ordinary = (1 - POOREST) * price**self.meal_elast
        poor = POOREST * price**self.meal_elast_low * (1 - self.shut_out_low_income())
        return self.meal_demand * elders * (ordinary + poor)

    def meal_margin(self, meals: Any, gain: Any) -> Any:
        """E5: yuan earned on a meal. meals: a day; gain: share of the price saved in tax. Rises with price,
        meals and gain. Falls with cost."""
        cost = self.meal_cost * (1 - FIXED + FIXED * MEALS_OF_COST / np.maximum(meals, 1))
        return self.meal_price * (1 + gain) - cost

    def fails_on(self, luck: Any) -> Any:
        """E5: day of the year on which a contractor gives up, 365 and more: not this year. luck: 0 to 1."""
        return np.floor(YEAR * luck / max(self.contract_fail, 1e-12))
