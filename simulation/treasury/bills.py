"""M2, M3: what a lever costs, in yuan and in workers' minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.codes import DAYS_PER_MONTH, WEEK, YEAR
from simulation.levers import Bill, Levers
from simulation.parameters import param, settings, word

Cost = tuple["NDArray | None", "NDArray | None"]
"""Yuan and workers' minutes (grids,); None for nothing."""
RESOURCES = ("firm visits", "groups", "rooms for groups")
"""Bills whose minutes go into what firms, units and groups give."""


@dataclass(frozen=True)
class Facts:
    """What a day's bill depends on. Each array is by grid (grids,).

    posts: of grid workers. residents, firms: how many. roster: volunteers on it. volunteered, credited: hours
    that volunteers gave yesterday, and those on the points account for them. usual_helper_hours: hours of all
    helpers a day, mean of a month. closings: cases closed yesterday. covered: whether it has a party branch.
    groups: of residents. heads: of buildings. channels: funding channels beyond the first. providers: whom
    advice on tax would visit. contracted: needs that contractors took yesterday. fallen_back: needs that fell
    back on the public yesterday because a contractor had given up.
    """

    posts: NDArray
    residents: NDArray
    firms: NDArray
    roster: NDArray
    volunteered: NDArray
    credited: NDArray
    usual_helper_hours: NDArray
    closings: NDArray
    covered: NDArray
    groups: NDArray
    heads: NDArray
    channels: NDArray
    providers: NDArray
    contracted: NDArray
    fallen_back: NDArray


@settings
class BillNumbers:
    """Numbers of M2 (yuan) and M3 (minutes)."""

    cost_train: float = param(2000, "yuan/worker/year", (800, 5000), "training in full", "assumed")
    cost_points_admin: float = param(
        6000, "yuan/grid/year", (2000, 15000), "points scheme, besides the value paid out", "assumed"
    )
    cost_honour: float = param(3000, "yuan/grid/year", (1000, 8000), "honours in full", "assumed")
    cost_branch: float = param(10000, "yuan/grid/year", (3000, 30000), "branch work in full", "assumed")
    branch_billed: str = word(
        "covered", ("covered", "every_grid"),
        "who is billed for the branch programme: grids with a branch, or instead every grid",
        "assumed",
        zh="党支部项目费用由谁承担：已建支部的网格，或者所有网格",
        words_zh=("已建支部的网格", "所有网格"),
    )  # fmt: skip
    cost_platform_fixed: float = param(
        1500000, "yuan", (500000, 5000000), "platform set-up for the street (spread over 5 years)", "assumed"
    )
    cost_platform_year: float = param(
        300000, "yuan/year", (100000, 800000), "platform running cost for the street", "assumed",
        zh="全街道平台一年的运行费",
    )  # fmt: skip
    cost_platform_grid: float = param(
        3000, "yuan/grid/year", (1000, 8000), "platform cost per grid", "assumed"
    )
    cost_voice: float = param(
        8000, "yuan/grid/year", (3000, 20000), "council meetings and feedback in full", "assumed"
    )
    cost_audit: float = param(30, "yuan/case", (10, 80), "inspection of one closed case", "assumed")
    cost_callback: float = param(4, "yuan/case", (2, 10), "one call-back", "assumed")
    channel_admin: float = param(
        8000, "yuan/channel/year", (2000, 20000), "running cost of each extra channel",
        "assumed; gains of more channels are small [@hung2019], [@lu2019]",
    )  # fmt: skip
    contract_price: float = param(
        150, "yuan/need", (50, 500), "what the community pays a contractor for a need", "assumed"
    )
    fallback_cost: float = param(
        1.3, "ratio", (1, 2), "cost of the public fallback against the contract", "assumed"
    )
    cost_station: float = param(
        60000, "yuan/community/year", (20000, 120000),
        "running of a community's station: power, water, small things, events", "assumed",
    )  # fmt: skip
    bill_branch: float = param(
        90,
        "minutes/worker/week",
        (45, 180),
        "branch programme in full (30 of them for the ledger)",
        "assumed",
    )
    bill_council: float = param(240, "minutes/grid/month", (120, 480), "residents' council", "assumed")
    bill_head: float = param(10, "minutes/head/month", (0, 30), "keeping up with a building head", "assumed")
    cost_head: float = param(
        50, "yuan/head/month", (0, 100), "stipend of a building head", "assumed inside 0-100"
    )
    bill_proposal: float = param(20, "minutes/proposal", (10, 40), "handling a proposal", "assumed")
    bill_survey: float = param(
        3, "minutes/resident", (1, 10), "asking households what they need, eight minutes each", "assumed"
    )
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
        "minutes for an untrained helper against a trained one",
        "assumed",
    )
    platform_life: float = param(
        5, "years", (3, 10), "years over which the platform's set-up is spread", "assumed"
    )

    def of_day(self, levers: Levers, facts: Facts, usual_hours: float) -> Iterator[tuple[str, Bill]]:
        """The day's bills with the lever that each pays for, the first to be paid first and the first to be
        cut last; a lever that stands at nothing everywhere, as most do, asks for none.

        usual_hours: helper hours a grid and day at default levels, which lie inside the ordinary day.
        """
        yield from self._of_yesterday(levers, facts, usual_hours)
        nothing = np.zeros(levers.grids)
        for lever, what, purpose, cost in CHARGES:
            if not lever or getattr(levers, lever).any():
                yuan, minutes = (nothing if each is None else each for each in cost(self, levers, facts))
                yield lever, Bill(what, purpose, yuan, minutes)

    def _of_yesterday(self, d: Levers, facts: Facts, usual_hours: float) -> Iterator[tuple[str, Bill]]:
        """Bills for what was done, whatever the levers are today; only contracts can be cut."""
        nothing = np.zeros(d.grids)
        inspected = self.cost_audit * d.audit + self.cost_callback * d.callback
        untrained = 1 + (self.bill_untrained - 1) * (1 - d.helper_training)
        helped = np.maximum(facts.usual_helper_hours - usual_hours, 0) * untrained
        yield "", Bill("inspections", "running", inspected * facts.closings, nothing)
        yield "", Bill("channels", "running", self.channel_admin * facts.channels / YEAR, nothing)
        yield "", Bill("public fallback", "running", self.fallback_price() * facts.fallen_back, nothing)
        yield "", Bill("helpers", "running", nothing, self.bill_helper_hour * helped)
        contracts = self.contract_price * facts.contracted
        yield "market_contract", Bill("market contract", "programme", contracts, nothing)

    # what each charge asks of every grid today: yuan, workers' minutes

    def asks(self, d: Levers, facts: Facts) -> Cost:
        """Messages that ask residents to help."""
        return None, self.bill_ask_message * d.asks * facts.residents / DAYS_PER_MONTH

    def survey(self, d: Levers, facts: Facts) -> Cost:
        """Visits that ask every household what it needs."""
        return None, self.bill_survey * d.survey * facts.residents / YEAR

    def station(self, d: Levers, facts: Facts) -> Cost:
        """Running of the communities' stations."""
        return self.cost_station * facts.providers / YEAR, None

    def firm_visits(self, d: Levers, facts: Facts) -> Cost:
        """Visits to firms and units."""
        return None, self.bill_firm_visit * (d.firm_visits * facts.firms / DAYS_PER_MONTH)

    def tax_advice(self, d: Levers, facts: Facts) -> Cost:
        """Advice is a visit to a provider a month."""
        return None, self.bill_firm_visit * d.tax_advice * facts.providers / DAYS_PER_MONTH

    def building_heads(self, d: Levers, facts: Facts) -> Cost:
        """Stipends, and keeping up with the heads."""
        return self.cost_head * facts.heads / DAYS_PER_MONTH, self.bill_head * facts.heads / DAYS_PER_MONTH

    def platform(self, d: Levers, facts: Facts) -> Cost:
        """A grid's share of set-up and running."""
        street = self.cost_platform_year + self.cost_platform_fixed / self.platform_life
        grids = len(facts.posts) / d.streets
        return (self.cost_platform_grid + street / grids) * d.platform_share / YEAR, None

    def app(self, d: Levers, facts: Facts) -> Cost:
        """The app as a channel."""
        return self.cost_voice * d.voice_app / YEAR, None

    def council(self, d: Levers, facts: Facts) -> Cost:
        """Meetings of the council, and their preparation."""
        return self.cost_voice * d.voice_council / YEAR, self.bill_council * d.voice_council / DAYS_PER_MONTH

    def branches(self, d: Levers, facts: Facts) -> Cost:
        """The programme of branches and groups, where there are any."""
        run = d.branch * (facts.covered if self.branch_billed == "covered" else 1.0)
        return self.cost_branch * run / YEAR, self.bill_branch * run * facts.posts / WEEK

    def courses(self, d: Levers, facts: Facts) -> Cost:
        """Training of workers."""
        course = d.training * facts.posts / YEAR
        return self.cost_train * course, self.bill_training * course

    def groups(self, d: Levers, facts: Facts) -> Cost:
        """Help for residents' groups."""
        return None, self.bill_group * facts.groups / DAYS_PER_MONTH

    def lists(self, facts: Facts) -> NDArray[np.float64]:
        """Minutes that the lists of who gets rewards take."""
        return self.bill_points * facts.roster / DAYS_PER_MONTH

    def honours(self, d: Levers, facts: Facts) -> Cost:
        """Honours for helpers."""
        return self.cost_honour * d.honour / YEAR, self.lists(facts) * d.honour

    def scheme(self, d: Levers, facts: Facts) -> Cost:
        """The points scheme, wherever points are worth anything."""
        there = d.points > 0
        return self.cost_points_admin * there / YEAR, self.lists(facts) * there

    def redeemed(self, d: Levers, facts: Facts) -> Cost:
        """Points that are paid out."""
        return d.points * facts.credited, None

    def cash(self, d: Levers, facts: Facts) -> Cost:
        """Money for helpers."""
        return d.cash * facts.volunteered, self.lists(facts) * (d.cash > 0)

    def fallback_price(self) -> float:
        """E5: yuan for a need that the public serves in a failed contractor's place."""
        return self.contract_price * self.fallback_cost


CHARGES: tuple[tuple[str, str, str, Callable[[BillNumbers, Levers, Facts], Cost]], ...] = (
    ("", "station", "running", BillNumbers.station),
    ("asks", "asks", "running", BillNumbers.asks),
    ("survey", "survey", "running", BillNumbers.survey),
    ("firm_visits", "firm visits", "running", BillNumbers.firm_visits),
    ("tax_advice", "tax advice", "running", BillNumbers.tax_advice),
    ("", "building heads", "programme", BillNumbers.building_heads),
    ("platform_share", "platform", "running", BillNumbers.platform),
    ("voice_app", "app", "programme", BillNumbers.app),
    ("voice_council", "council", "programme", BillNumbers.council),
    ("branch", "branch", "programme", BillNumbers.branches),
    ("training", "training", "programme", BillNumbers.courses),
    ("", "groups", "running", BillNumbers.groups),
    ("honour", "honours", "programme", BillNumbers.honours),
    ("points", "points scheme", "programme", BillNumbers.scheme),
    ("points", "points redeemed", "residents", BillNumbers.redeemed),
    ("cash", "cash for helpers", "residents", BillNumbers.cash),
)
"""The lever that each charge pays for (none: no lever can stop it), its entry in the ledger, its purpose, and
what it asks; in the order in which they are paid."""
