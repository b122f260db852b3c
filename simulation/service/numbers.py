"""What the service asks of a case: the promised limits, and all numbers of the room."""

from __future__ import annotations

from simulation.parameters import param, room
from simulation.service.appraisal import AppraisalNumbers
from simulation.service.bodies import BodyNumbers
from simulation.service.dispatch import DispatchNumbers


@room("service")
class ServiceNumbers(AppraisalNumbers, BodyNumbers, DispatchNumbers):
    """All numbers of the service."""

    limit_emergency: float = param(
        2, "hours", (1, 4), "time limit, emergency", "literature survey: draft limits"
    )
    limit_major: float = param(
        15, "days", (10, 30), "time limit, major / complex", "literature survey: draft limits"
    )
    withdraw_days: float = param(
        120,
        "days",
        (60, 365),
        "a matter that nobody can solve is withdrawn so long after its report",
        "assumed",
    )
    body_servers: float = param(
        5, "servers/body", (1, 50), "meetings that a body can attend at once", "assumed"
    )
    meeting_minutes: float = param(90, "minutes", (20, 240), "length of a meeting with the bodies", "assumed")
    hops_at_most: float = param(
        8, "hops", (1, 20), "wrong hops after which a matter surely arrives", "assumed"
    )
