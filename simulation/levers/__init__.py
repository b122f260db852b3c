"""Levers: what policies turn, one value per grid and day.

Each morning every lever is at its default level, which the model of governance sets. Interventions add to
levers and book what that costs, in yuan and in workers' minutes. Sums are clipped to the lever's range, and
the clip is remembered.
"""

from simulation.levers.bills import Bill, Grant
from simulation.levers.declared import HELP_STRATEGIES, LEVERS, MATERIAL, Governance, LeverDefaults
from simulation.levers.today import Levers, When

__all__ = [
    "HELP_STRATEGIES",
    "LEVERS",
    "MATERIAL",
    "Bill",
    "Governance",
    "Grant",
    "LeverDefaults",
    "Levers",
    "When",
]
