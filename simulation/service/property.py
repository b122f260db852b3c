"""B2: property companies, one an estate: fees pay for staff, staff for speed, speed for the will to pay."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit, logit

from simulation.parameters import param, settings

USUAL_TRUST = 0.6  # at which `fee_pay` holds


@settings
class PropertyNumbers:
    """Numbers of B2. Methods work on arrays."""

    fee_pay: float = param(
        0.8, "chance/month", (0.5, 0.95), "household pays its property fee at trust .6", "assumed"
    )
    fee_trust: float = param(1.5, "log odds per unit", (0.5, 3), "trust raises paying", "assumed")
    fee_estate: float = param(
        2, "log odds per unit", (0, 4), "satisfaction with the estate raises paying", "assumed"
    )
    property_elast: float = param(2, "power", (1, 4), "speed against fee collection", "assumed")
    property_none: float = param(
        0.3, "ratio", (0.1, 0.6), "speed where no company serves, or none is paid any more", "assumed"
    )
    property_quality0: float = param(
        0.68, "share", (0.4, 0.9), "satisfaction with property needs at which fees are usual", "assumed"
    )
    quality_days: float = param(
        90, "days", (30, 365), "memory of satisfaction with property needs", "assumed"
    )
    estate_unmanaged: float = param(
        0.15, "share", (0.05, 0.4), "estates without any property company", "assumed"
    )
    estate_sd: float = param(
        1.15, "log sd", (0.6, 1.6), "spread of property needs between estates",
        "calibrated: 11 % of estates hold 47 % of property cases [@shanghai12345]",
    )  # fmt: skip

    def pay_chance(self, trust: Any, quality: Any) -> Any:
        """B2: chance that a household pays its fee this month. Rises with trust and satisfaction with the
        estate."""
        odds = logit(self.fee_pay) + self.fee_trust * (trust - USUAL_TRUST)
        return expit(odds + self.fee_estate * (quality - self.property_quality0))

    def company_speed(self, paid: Any) -> Any:
        """B2: speed of a company against usual. paid: share of households that paid last month. Rises with
        paid.

        A company that hardly any owner pays serves like none.
        """
        return np.maximum((paid / self.fee_pay) ** self.property_elast, self.property_none)

    def quality_after(self, quality: Any, satisfied: Any, answered: Any) -> Any:
        """B2: satisfaction with property matters after a month in which `satisfied` of `answered` were; it
        stays where no resident was answered."""
        fresh = np.where(answered > 0, satisfied / np.maximum(answered, 1), quality)
        return quality + (fresh - quality) * min(30 / self.quality_days, 1)
