"""Remedy 4, too: the community renews itself (社区有机更新)."""

from __future__ import annotations

from typing import ClassVar

from simulation.codes import DAYS_PER_MONTH
from simulation.interventions import intervention
from simulation.levers import Levers, When
from simulation.parameters import param


@intervention("renewal_projects")
class RenewalProjects:
    """Owners are helped to renew their estate (小区有机更新项目, O6): the public takes over a part of what
    they would have to pay, and workers prepare the vote of each year. Two thirds of the owners must still
    agree, and the community's account must hold the money on the day of the vote."""

    title: ClassVar = {"en": "Renewal of estates supported", "zh": "支持小区有机更新"}
    remedy: ClassVar = 4
    support: float = param(
        0.5,
        "share",
        (0, 1),
        "of the owners' part that the public takes over",
        "thesis: remedy 4",
        zh="公共资金代出业主应出部分的比例",
    )
    minutes: float = param(
        60, "minutes/grid/month", (0, 480), "preparing votes and works", "assumed", zh="筹备表决和施工用时"
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the support; bill the preparing. The account pays when a vote succeeds."""
        levers.add("renewal_support", self.support * when.strength)
        levers.bill("preparing renewal", "running", minutes=self.minutes / DAYS_PER_MONTH * when.strength)
