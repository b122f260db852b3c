"""Remedy 4: what residents' groups, units and firms of the district can give."""

from __future__ import annotations

from typing import ClassVar

from simulation.codes import DAYS_PER_MONTH, YEAR
from simulation.interventions import intervention
from simulation.levers import Levers, When
from simulation.parameters import param


@intervention("seed_grants")
class SeedGrants:
    """New residents' groups get seed money and rooms (社会组织培育, O1), out of channels that may pay groups:
    the fiscal grant may not (M1). Incubating them takes minutes, by the group (M3)."""

    title: ClassVar = {"en": "Seed money and rooms for residents' groups", "zh": "社会组织种子资金与场地"}
    remedy: ClassVar = 4
    seed: float = param(
        8000,
        "yuan/group",
        (0, 30000),
        "seed money for a new group",
        "assumed; remedy 4 [@lijiathesis]",
        zh="给新社会组织的种子资金",
    )
    space: float = param(
        40,
        "m2/grid",
        (0, 200),
        "rooms opened to groups",
        "assumed; remedy 4 [@lijiathesis]",
        zh="向社会组织开放的场地",
    )
    yuan: float = param(
        30, "yuan/m2/year", (0, 200), "running cost of the rooms", "assumed", zh="场地运行费用"
    )
    minutes: float = param(
        30,
        "minutes/grid/month",
        (0, 240),
        "finding and advising founders",
        "assumed",
        zh="寻找、辅导发起人用时",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn seed and space; bill rooms and advice."""
        levers.add("org_seed", self.seed * when.strength)
        levers.add("org_space", self.space * when.strength)
        rooms = self.yuan * self.space / YEAR
        levers.bill(
            "rooms for groups",
            "running",
            rooms * when.strength,
            self.minutes / DAYS_PER_MONTH * when.strength,
        )


@intervention("shared_resources")
class SharedResources:
    """Units and firms of the district open rooms and hours to the street (区域化党建、资源共享, E2).
    Visits ask for it, and each takes a worker's minutes (M3)."""

    title: ClassVar = {"en": "Joint use of the district's resources", "zh": "辖区资源共享共用"}
    remedy: ClassVar = 4
    units: float = param(
        0.3,
        "share",
        (0, 0.9),
        "units that open up besides today's",
        "assumed; remedy 4 [@lijiathesis]",
        zh="比现在多开放资源的单位",
    )
    visits: float = param(
        0.2,
        "visits/firm/month",
        (0, 1.5),
        "visits more on each firm",
        "assumed",
        zh="对每家企业增加的走访次数",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn sharing and visits; the visits' lever bills the minutes."""
        levers.add("unit_sharing", self.units * when.strength)
        levers.add("firm_visits", self.visits * when.strength)
