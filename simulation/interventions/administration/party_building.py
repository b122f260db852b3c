"""Remedy 1: party branches and groups in the grids, and calls on members who enrolled."""

from __future__ import annotations

from typing import ClassVar

from simulation.codes import WEEK
from simulation.interventions import intervention
from simulation.levers import Levers, When
from simulation.parameters import param


@intervention("party_branches")
class PartyBranches:
    """Branches and groups of the party are founded in more grids and work there (网格党支部、党小组):
    activists meet, members enrol, and some pledge a post (P1, P3, P5).

    Where there is a branch, its programme is billed, and the workers' minutes, of which a third goes into
    ledgers. A branch grows over half a year without further help (P3); a ramp comes on top.
    """

    title: ClassVar = {"en": "Party branches in the grids", "zh": "党支部建在网格上"}
    remedy: ClassVar = 1
    programme: float = param(
        1,
        "share",
        (0, 1),
        "how much of the full programme is run",
        "assumed; remedy 1 [@lijiathesis]",
        zh="整套做法的实施比例",
    )
    coverage: float = param(
        0.5,
        "share",
        (0, 1),
        "grids that get a branch besides today's",
        "assumed; remedy 1, branches are built in the grids [@lijiathesis]",
        zh="比现在多建党支部的网格比例",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn coverage and programme; the latter bills itself where there is a branch."""
        levers.add("branch_coverage", self.coverage * when.strength)
        levers.add("branch", self.programme * when.strength)


@intervention("member_calls")
class MemberCalls:
    """Members who enrolled are called more often (党员进社区), by a worker who calls them (P2)."""

    title: ClassVar = {"en": "Calls on enrolled party members", "zh": "在职党员“双报到”服务召集"}
    remedy: ClassVar = 1
    calls: float = param(
        1,
        "calls/member/month",
        (0, 5),
        "calls more on each enrolled member",
        "assumed; remedy 1 [@lijiathesis]",
        zh="每名报到党员增加的召集次数",
    )
    minutes: float = param(
        30, "minutes/grid/week", (0, 240), "workers' minutes to call, list and thank, at one call more",
        "assumed: half a minute a call and the list",
        zh="增加一次召集时，网格员联系、登记、致谢用时",
    )  # fmt: skip

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the calls; bill the calling."""
        levers.add("calls", self.calls * when.strength)
        levers.bill("calling members", "running", minutes=self.minutes * self.calls / WEEK * when.strength)
