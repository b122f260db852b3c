"""E4: the tax preference for community services is national law; advice raises how many use it."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit, logit

from simulation.parameters import param, settings

LAW = "[@mof2026]: notice 76 of 2019, extended for 2026-27"


@settings
class TaxNumbers:
    """Numbers of E4, and rules that work on arrays of services."""

    vat_rate: float = param(
        0.06, "share of revenue", (0.01, 0.06),
        "VAT saved on community care services (.01-.03 small payer, .06 general payer)",
        "[@mof2026]: exempt (notice 76 of 2019, extended for 2026-27); rate by payer type",
    )  # fmt: skip
    income_counted: float = param(0.9, "share", (0.9, 1), "share of that revenue counted for income tax", LAW)
    eit_rate: float = param(
        0.05, "share of profit", (0.05, 0.25), "income-tax rate (.05 small low-profit firm, .25 ordinary)",
        "assumed for small firms",
    )  # fmt: skip
    entry_base: float = param(
        0.004, "chance/month/grid", (0.001, 0.01), "new market-run service starts at zero margin", "assumed"
    )
    entry_margin: float = param(12, "log hazard per unit margin", (4, 25), "expected margin", "assumed")
    tax_takeup: float = param(
        0.4, "share", (0.1, 0.8), "eligible providers that use the preference",
        "assumed; the preference is that of [@mof2026]",
    )  # fmt: skip
    advice_gain: float = param(1.5, "log odds", (0.5, 3), "rise in take-up at full tax_advice", "assumed")

    def takeup(self, tax_advice: Any) -> Any:
        """E4: share of eligible providers that use the preference. Rises with advice (the lever)."""
        return expit(logit(self.tax_takeup) + self.advice_gain * tax_advice)

    def tax_gain(self, profitable: Any) -> Any:
        """E4: share of revenue that a user of the preference saves. profitable: makes a profit, 0 or 1."""
        return self.vat_rate + (1 - self.income_counted) * self.eit_rate * profitable

    def entry_chance(self, margin: Any, grids: Any) -> Any:
        """E4: chance that a new service opens this month among some grids. margin: expected, as a share of
        the price. Rises with margin."""
        return 1 - np.exp(-self.entry_base * grids * np.exp(self.entry_margin * margin))

    def gift_price(self, tax_advice: Any) -> Any:
        """E1: what a yuan given costs a firm after tax, mean of those that claim it and those that do not.
        Falls with tax rate and advice (the lever)."""
        return 1 - self.eit_rate * self.takeup(tax_advice)
