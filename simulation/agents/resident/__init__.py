"""A resident: meets troubles, speaks up or stays silent, judges the answers, and may come to help.

One file per rule, each with its numbers and their sources: `needs` (R1), `channels` (R2), `satisfaction`
(R3), `trust` (R4), `volunteering` (R5, R6), `incentives` (R7), `company` (R8, P4), `council` (C1),
`composition` and `network` (G0).
"""

from __future__ import annotations

from typing import Any

from simulation.agents.resident.channels import ChannelNumbers, ChannelRules
from simulation.agents.resident.company import CompanyNumbers
from simulation.agents.resident.composition import CompositionNumbers, FrailtyRules
from simulation.agents.resident.council import CouncilNumbers, CouncilRules
from simulation.agents.resident.incentives import IncentiveNumbers
from simulation.agents.resident.needs import NeedNumbers, NeedRules
from simulation.agents.resident.network import NetworkNumbers
from simulation.agents.resident.satisfaction import SatisfactionNumbers, SatisfactionRules
from simulation.agents.resident.trust import TrustNumbers, TrustRules
from simulation.agents.resident.volunteering import VolunteerNumbers, VolunteerRules
from simulation.parameters import param, parameter_group
from simulation.population import state


@parameter_group("residents")
class ResidentNumbers(
    NeedNumbers,
    ChannelNumbers,
    SatisfactionNumbers,
    TrustNumbers,
    VolunteerNumbers,
    IncentiveNumbers,
    CompanyNumbers,
    CouncilNumbers,
    NetworkNumbers,
    CompositionNumbers,
):
    """All numbers of residents."""

    need_days_cap: float = param(60, "days", (30, 180), "days at most that one need counts", "assumed")


class Resident(
    FrailtyRules, NeedRules, ChannelRules, SatisfactionRules, TrustRules, VolunteerRules, CouncilRules
):
    """A resident of the street. For those under 15, adults of the household speak."""

    numbers: ResidentNumbers
    building: Any = state("int32", 0, "number", (0, 2**31), "building in which the resident lives")
    household: Any = state("int32", 0, "number", (0, 2**31), "household, counted over the place")
    grid: Any = state("int32", 0, "number", (0, 2**31), "grid of the building, under the model in force")
    age: Any = state("uint8", 40, "years", (0, 110), "age")
    employed: Any = state("bool", 0, "0 or 1", (0, 1), "at work or school by day")
