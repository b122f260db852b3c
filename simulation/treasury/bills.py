"""M2, M3: what a dial costs, in yuan and in workers' minutes. Nobody works for free."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.levers import Bill, Levers
from simulation.parameters import param, settings

MONTH = 30.4  # days
RESOURCES = ("firm visits", "groups", "rooms for groups")
"""Bills whose minutes go into what firms, units and groups give."""


@dataclass(frozen=True)
class Facts:
    """What a day's bill depends on, by grid: posts, residents, firms, members of the roster; hours of
    volunteers yesterday, really and on the points account, and of all helpers in the mean of a month;
    closings of yesterday; residents' groups; building heads; money channels beyond the first; providers whom
    advice on tax would visit; needs that contractors took yesterday, and those that fell back on the public
    because a contractor had given up."""

    posts: NDArray
    residents: NDArray
    firms: NDArray
    roster: NDArray
    volunteered: NDArray
    credited: NDArray
    usual_helper_hours: NDArray
    closings: NDArray
    groups: NDArray
    heads: NDArray
    channels: NDArray
    providers: NDArray
    contracted: NDArray
    fallen_back: NDArray


@settings
class BillNumbers:
    """Numbers of M2 (yuan) and M3 (minutes)."""

    cost_train: float = param(2000, "yuan/worker/year", (800, 5000), "training at full lever", "assumed")
    cost_points_admin: float = param(
        6000, "yuan/grid/year", (2000, 15000), "points scheme, besides the value paid out", "assumed"
    )
    cost_honour: float = param(3000, "yuan/grid/year", (1000, 8000), "honours at full lever", "assumed")
    cost_branch: float = param(
        10000, "yuan/grid/year", (3000, 30000), "branch work at full party lever", "assumed"
    )
    cost_platform_fixed: float = param(
        1500000, "yuan", (500000, 5000000), "platform set-up for the street (spread over 5 years)", "assumed"
    )
    cost_platform_year: float = param(
        300000, "yuan/year", (100000, 800000), "platform running cost for the street", "assumed"
    )
    cost_platform_grid: float = param(
        3000, "yuan/grid/year", (1000, 8000), "platform cost per grid", "assumed"
    )
    cost_voice: float = param(
        8000, "yuan/grid/year", (3000, 20000), "council meetings and feedback at full lever", "assumed"
    )
    cost_audit: float = param(30, "yuan/case", (10, 80), "inspection of one closed case", "assumed")
    cost_callback: float = param(4, "yuan/case", (2, 10), "one call-back", "assumed")
    channel_admin: float = param(
        8000, "yuan/channel/year", (2000, 20000), "running cost of each extra channel",
        "assumed; why diversification gains are small: Hung & Hager 2019, Lu, Lin & Wang 2019",
    )  # fmt: skip
    contract_price: float = param(
        150, "yuan/need", (50, 500), "what the community pays a contractor for a need", "assumed"
    )
    fallback_cost: float = param(
        1.3, "ratio", (1, 2), "cost of the public fallback against the contract", "assumed"
    )
    bill_branch: float = param(
        90, "minutes/worker/week", (45, 180), "branch programme at full lever (30 of them ledger)", "assumed"
    )
    bill_council: float = param(240, "minutes/grid/month", (120, 480), "residents' council", "assumed")
    bill_head: float = param(10, "minutes/head/month", (0, 30), "keeping up with a building head", "assumed")
    cost_head: float = param(
        50, "yuan/head/month", (0, 100), "stipend of a building head", "assumed inside 0-100 (domain review)"
    )
    bill_proposal: float = param(20, "minutes/proposal", (10, 40), "handling a proposal", "assumed")
    bill_ask_message: float = param(0.5, "minutes/ask", (0.25, 1), "organised ask by message", "assumed")
    bill_helper_hour: float = param(
        3, "minutes/helper hour", (1, 12), "coordinating a trained helper (untrained twice that)", "assumed"
    )
    bill_firm_visit: float = param(45, "minutes/visit", (22, 90), "visit to a firm or unit", "assumed")
    bill_points: float = param(2, "minutes/member/month", (1, 4), "keeping points and honours", "assumed")
    bill_training: float = param(2400, "minutes/worker/year", (1200, 4800), "full course", "assumed")
    bill_group: float = param(120, "minutes/group/month", (60, 240), "incubating a group", "assumed")
    bill_untrained: float = param(
        2,
        "ratio",
        (1, 3),
        "minutes for an untrained helper against a trained one; nobody trains helpers yet",
        "assumed",
    )
    platform_life: float = param(
        5, "years", (3, 10), "years over which the platform's set-up is spread", "assumed"
    )

    def of_day(self, levers: Levers, facts: Facts, usual_hours: float) -> Iterator[tuple[str, Bill]]:
        """The day's bills with the dial that each pays for, the first to be paid first and the first to be
        cut last.

        usual_hours: helper hours a grid and day at rest, which lie inside the ordinary day.
        """
        d = levers
        platform = self.cost_platform_grid + (
            self.cost_platform_year + self.cost_platform_fixed / self.platform_life
        ) / len(facts.posts)
        yield from self._of_itself(levers, facts, usual_hours)
        yield (
            "asks",
            _bill("asks", "running", minutes=self.bill_ask_message * d.asks * facts.residents / MONTH),
        )
        yield from self._of_business(levers, facts)
        stipend = self.cost_head * facts.heads / MONTH
        yield "", _bill("building heads", "programme", stipend, self.bill_head * facts.heads / MONTH)
        yield "platform_share", _bill("platform", "running", platform * d.platform_share / 365)
        yield "voice_app", _bill("app", "programme", self.cost_voice * d.voice_app / 365)
        council = self.bill_council * d.voice_council / MONTH
        yield "voice_council", _bill("council", "programme", self.cost_voice * d.voice_council / 365, council)
        branch = self.bill_branch * d.branch * facts.posts / 7
        yield "branch", _bill("branch", "programme", self.cost_branch * d.branch / 365, branch)
        course = d.training * facts.posts / 365
        yield (
            "training",
            _bill("training", "programme", self.cost_train * course, self.bill_training * course),
        )
        yield "", _bill("groups", "running", minutes=self.bill_group * facts.groups / MONTH)
        yield from self._of_helping(levers, facts)

    def _of_helping(self, d: Levers, facts: Facts) -> Iterator[tuple[str, Bill]]:
        """Bills of what helpers are offered: rewards, and workers' minutes for the lists of who gets them."""
        lists = self.bill_points * facts.roster / MONTH
        honours = self.cost_honour * d.honour / 365
        yield "honour", _bill("honours", "programme", honours, lists * d.honour)
        scheme = d.points > 0
        yield (
            "points",
            _bill("points scheme", "programme", self.cost_points_admin * scheme / 365, lists * scheme),
        )
        yield "points", _bill("points redeemed", "residents", d.points * facts.credited)
        paid = d.cash * facts.volunteered
        yield "cash", _bill("cash for helpers", "residents", paid, lists * (d.cash > 0))

    def _of_itself(self, d: Levers, facts: Facts, usual_hours: float) -> Iterator[tuple[str, Bill]]:
        """Bills that no dial can stop."""
        inspected = self.cost_audit * d.audit + self.cost_callback * d.callback
        helped = np.maximum(facts.usual_helper_hours - usual_hours, 0) * self.bill_untrained
        yield "", _bill("inspections", "running", inspected * facts.closings)
        yield "", _bill("channels", "running", self.channel_admin * facts.channels / 365)
        yield "", _bill("public fallback", "running", self.fallback_price() * facts.fallen_back)
        yield "", _bill("helpers", "running", minutes=self.bill_helper_hour * helped)

    def _of_business(self, d: Levers, facts: Facts) -> Iterator[tuple[str, Bill]]:
        """Bills of dials that turn to firms and to the market; advice is a visit to a provider a month."""
        visits = d.firm_visits * facts.firms / MONTH
        yield "firm_visits", _bill("firm visits", "running", minutes=self.bill_firm_visit * visits)
        advice = self.bill_firm_visit * d.tax_advice * facts.providers / MONTH
        yield "tax_advice", _bill("tax advice", "running", minutes=advice)
        contract = self.contract_price * facts.contracted
        yield "market_contract", _bill("market contract", "programme", contract)

    def fallback_price(self) -> float:
        """E5: yuan for a need that the public serves in a failed contractor's place."""
        return self.contract_price * self.fallback_cost


def _bill(what: str, purpose: str, yuan: NDArray | None = None, minutes: NDArray | None = None) -> Bill:
    """A bill in yuan, in minutes, or both (grids,); what is not given is nothing."""
    none = np.zeros_like(minutes if yuan is None else yuan)
    return Bill(what, purpose, none if yuan is None else yuan, none if minutes is None else minutes)
