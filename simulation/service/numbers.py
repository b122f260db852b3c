"""What the service asks of a case: the promised limits, and all numbers of the service."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulation.parameters import param, parameter_group
from simulation.service.appraisal import AppraisalNumbers
from simulation.service.bodies import BodyNumbers
from simulation.service.dispatch import DispatchNumbers
from simulation.service.extension import ExtensionNumbers
from simulation.service.property import PropertyNumbers

URGENT, ORDINARY = 24.0, 168.0  # hours that mark categories whose limit is a parameter here


@parameter_group("service")
class ServiceNumbers(AppraisalNumbers, BodyNumbers, DispatchNumbers, ExtensionNumbers, PropertyNumbers):
    """All numbers of the service."""

    limit_emergency: float = param(
        2,
        "hours",
        (1, 4),
        "time limit, emergency",
        "assumed; Beijing's are said to be 2 h, 24 h, 7 d and 15 d (second-hand)",
    )
    limit_utility: float = param(
        24, "hours", (12, 48), "time limit, general case on water, power, heat, lift",
        "assumed; Beijing's are said to be 2 h, 24 h, 7 d and 15 d (second-hand)",
    )  # fmt: skip
    limit_general: float = param(
        7,
        "days",
        (3, 15),
        "time limit, other general",
        "assumed; Beijing's are said to be 2 h, 24 h, 7 d and 15 d (second-hand)",
    )
    limit_major: float = param(
        15,
        "days",
        (10, 30),
        "time limit, major / complex",
        "assumed; Beijing's are said to be 2 h, 24 h, 7 d and 15 d (second-hand)",
    )
    withdraw_days: float = param(
        120,
        "days",
        (60, 365),
        "a case that cannot be solved is withdrawn so long after its report",
        "assumed",
    )
    body_servers: float = param(
        5, "servers/body", (1, 50), "meetings that a body can attend at once", "assumed"
    )
    meeting_minutes: float = param(90, "minutes", (20, 240), "length of a meeting with the bodies", "assumed")
    hops_at_most: float = param(8, "hops", (1, 20), "wrong hops after which a case surely arrives", "assumed")

    def general_limits(self, hours: NDArray) -> NDArray:
        """Promised limits of general matters in hours, by category: of utilities, of ordinary matters, or the
        category's own.

        hours: as the table of categories has them (categories,).
        """
        ordinary = np.where(hours == ORDINARY, self.limit_general * 24, hours)
        return np.where(hours == URGENT, self.limit_utility, ordinary)
