"""An enterprise of the grid: it may give, share rooms and hours, does well or badly, and has troubles.

One file per rule, each with its numbers and their sources: `giving` (E1), `sharing` (E2), `business` (E3),
`tax` (E4), `market` (E5).
"""

from __future__ import annotations

from typing import Any

from simulation.agents.enterprise.business import BusinessNumbers, BusinessRules
from simulation.agents.enterprise.giving import GivingRules
from simulation.agents.enterprise.market import MarketNumbers
from simulation.agents.enterprise.sharing import SharingNumbers, SharingRules
from simulation.agents.enterprise.tax import TaxNumbers
from simulation.parameters import parameter_group
from simulation.population import state


@parameter_group("enterprises")
class EnterpriseNumbers(SharingNumbers, BusinessNumbers, TaxNumbers, MarketNumbers):
    """All numbers of enterprises, and of the services that the market runs."""


class Enterprise(GivingRules, SharingRules, BusinessRules):
    """A shop or firm that the grid knows."""

    numbers: EnterpriseNumbers
    building: Any = state("int32", 0, "number", (0, 2**31), "building in which it is")
    grid: Any = state("int32", 0, "number", (0, 2**31), "grid of the building")
