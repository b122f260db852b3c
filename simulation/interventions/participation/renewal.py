"""Remedy 4, too: the community renews itself (社区有机更新)."""

from __future__ import annotations

from typing import ClassVar

from simulation.codes import DAYS_PER_MONTH
from simulation.interventions import intervention
from simulation.levers import Levers, When
from simulation.parameters import param


@intervention("renewal_projects")
class RenewalProjects:
    """Owners are helped to renew their estate (小区有机更新项目, O6): the district helps more estates a
    year and takes over a part of what owners would have to pay; workers prepare the vote of each year. Two
    thirds of the owners must still agree. A renewal takes a year and a half."""

    title: ClassVar = {"en": "Renewal of estates supported", "zh": "支持小区有机更新"}
    remedy: ClassVar = 4
    support: float = param(
        0.5,
        "share",
        (0, 1),
        "of the owners' part that the public takes over",
        "assumed; remedy 4 [@lijiathesis]",
        zh="公共资金代出业主应出部分的比例",
    )
    more: float = param(
        3,
        "estates/street/year",
        (0, 19),
        "estates that the district helps to renew besides today's",
        "assumed",
        zh="区财政每年比现在多支持更新的小区",
    )
    minutes: float = param(
        60,
        "minutes/grid/month",
        (0, 480),
        "preparing votes and building work",
        "assumed",
        zh="筹备表决和施工用时",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn support and places; bill the preparing. The district pays when a vote succeeds."""
        levers.add("renewal_support", self.support * when.strength)
        levers.add("renewal_places", self.more * when.strength)
        levers.bill("preparing renewal", "running", minutes=self.minutes / DAYS_PER_MONTH * when.strength)
