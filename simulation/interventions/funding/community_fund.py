"""A community fund: a second source of money, which has to be asked for."""

from __future__ import annotations

from typing import ClassVar

from simulation.codes import DAYS_PER_MONTH
from simulation.interventions import intervention
from simulation.levers import Levers, When
from simulation.parameters import param


@intervention("community_fund")
class CommunityFund:
    """Communities bid for money of a foundation (社区基金), once a year; they win it or not (M1).

    What is won may pay residents' groups and residents' wishes, which the fiscal grant may not: seed money
    for new groups, as far as it reaches, and rooms that the community lends them. Bidding and accounts take
    workers' minutes, and one more channel its running cost (M1), whether the bid is won or lost.
    """

    title: ClassVar = {"en": "Community fund", "zh": "社区基金"}
    remedy: ClassVar = (4, 6)
    expected: float = param(
        15000, "yuan/community/year", (0, 60000), "mean money of a bid, won or lost",
        "assumed; Chengdu: 47 m yuan in 4 years [@chengdu2023]",
        zh="一次申请平均得到的资金（含未获批的）",
    )  # fmt: skip
    seed: float = param(
        5000,
        "yuan/group",
        (0, 30000),
        "seed money that the fund offers a new group",
        "assumed",
        zh="基金给新社会组织的种子资金",
    )
    space: float = param(
        30,
        "m2/grid",
        (0, 200),
        "rooms that the community lends groups",
        "assumed",
        zh="社区借给社会组织的场地",
    )
    minutes: float = param(
        60,
        "minutes/grid/month",
        (0, 480),
        "workers' minutes for bids, projects and accounts",
        "assumed",
        zh="网格员申请、管理项目、记账用时",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Open the channel in the communities, offer seed money and rooms; bill the minutes."""
        levers.fund("community_fund", self.expected * when.by_community())
        levers.add("org_seed", self.seed * when.strength)
        levers.add("org_space", self.space * when.strength)
        levers.bill("fund running", "programme", minutes=self.minutes / DAYS_PER_MONTH * when.strength)
