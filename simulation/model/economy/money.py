"""Step of the day: the treasury takes in what channels bring, pays wages and bills, and closes the year."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulation.columns import described_columns
from simulation.funding_channels import CHANNELS
from simulation.model.measurement import Opening, Totals
from simulation.model.state import Today, World
from simulation.treasury import Facts
from simulation.treasury.accounts import label
from simulation.treasury.bills import RESOURCES
from simulation.treasury.requests import KINDS

QUARTERS = (1, 4, 7, 10)
PARTY_FUND_MONTH = 4  # after residents have chosen
MONTHS = 12  # of a year
LATEST = 150  # days that an instalment may be late at most: it comes before the one after the next


described_columns(
    "daily.csv",
    {
        "minutes_resources": "minutes of workers that lent resources and groups take [minutes]",
    },
)


@dataclass(frozen=True)
class Yesterday:
    """What was done yesterday and is paid today, by grid (grids,). The names are those of `Facts`."""

    roster: NDArray[np.float64]
    volunteered: NDArray[np.float64]
    credited: NDArray[np.float64]
    usual_helper_hours: NDArray[np.float64]
    closings: NDArray[np.float64]
    covered: NDArray[np.bool_]
    contracted: NDArray[np.float64]
    fallen_back: NDArray[np.float64]


@dataclass
class Money:
    """M1, M2. opened: day on which each community's fund opened; residents, providers: by grid; new_grant:
    yuan a year of fiscal money beyond today's, of each grid's community; taxes: of the firms of each
    community, month after month; met: yuan of applications paid today, by kind (communities,)."""

    world: World
    new_grant: NDArray[np.float64] = field(init=False)
    opened: NDArray[np.float64] = field(init=False)
    residents: NDArray[np.float64] = field(init=False)
    providers: NDArray[np.float64] = field(init=False)
    taxes: list[NDArray[np.float64]] = field(default_factory=list)
    met: dict[str, NDArray[np.float64]] = field(default_factory=dict)
    told: int = 0

    def __post_init__(self) -> None:
        w = self.world
        self.opened = np.full(w.treasury.size, np.nan)
        self.providers = 1 / np.bincount(w.community)[w.community]  # one a community
        self.residents = w.by_grid(w.residents.grid)
        self.new_grant = np.zeros(w.grids)

    def pay(self, yesterday: Yesterday, today: Today) -> NDArray[np.float64]:
        """Take in the day's money, pay the day's bills; bills not paid put their levers back to their default
        levels, in the records by date. Returns the minutes of workers that policies take today (grids,)."""
        w = self.world
        self._take_in(today)
        self.met = w.treasury.pay_requests(today.date, today.day)
        w.treasury.pay_wages(today.date, self._posts(), self._yearly_wage())
        people = w.streets.total(self.residents)
        overhead = w.scenario.governance.overhead_yuan_per_100k_residents * people / 1e5
        w.treasury.pay_overhead(today.date, overhead)
        bill = w.treasury.pay_day(today.date, w.levers, self._facts(yesterday), w.numbers.workers.help_hours0)
        w.levers.practise(w.scenario.governance.fidelity)
        today.series["minutes_resources"] = sum(w.treasury.minutes[what] for what in RESOURCES)
        self._tell_cuts()
        if (today.date.month, today.date.day) == (12, 31):
            w.treasury.close_year(today.date)
        return bill

    def _posts(self) -> NDArray[np.float64]:
        """All posts of each street that are paid, supervisors and assistants at a worker's pay (streets,)."""
        w, model = self.world, self.world.scenario.governance
        more = (model.supervisors + model.assistants) * w.kinds.grids.each
        return w.streets.total(w.levers.workers) + more

    def _yearly_wage(self) -> NDArray[np.float64]:
        """Yuan that a post of each street costs in a year (streets,)."""
        place, levers, streets = self.world.scenario.place, self.world.levers, self.world.streets
        posts = streets.total(levers.workers)
        weight = np.where(posts == 0, 1.0, posts)
        return place.cost_worker * (streets.total(levers.pay * levers.workers) / weight) / place.pay_worker

    def _facts(self, yesterday: Yesterday) -> Facts:
        w = self.world
        return Facts(
            posts=w.levers.workers,
            residents=self.residents,
            firms=w.by_grid(w.firms.grid[w.firms.trading]),
            heads=w.by_grid(w.buildings.grid, w.heads),
            groups=w.by_grid(w.groups.grid[w.groups.active]),
            channels=self._extra_channels()[w.community] * self.providers,
            providers=self.providers,
            **vars(yesterday),
        )

    def _extra_channels(self) -> NDArray[np.float64]:
        """Channels of each community beyond its first: those that its place has, and those that policies
        open."""
        w = self.world
        open_today: dict[str, NDArray[np.bool_]] = {}
        for grant in w.levers.grants:
            open_today[grant.channel] = (grant.yearly > 0) | open_today.get(grant.channel, False)
        own = {
            "fiscal_grant": w.scenario.place.budget_community > 0,
            "party_fund": w.numbers.treasury.party_fund > 0,
            "gifts": w.numbers.enterprises.give_base > 0,
        }
        always = {name: np.full(w.treasury.size, there) for name, there in own.items()}
        count = sum((always | {n: o | always.get(n, False) for n, o in open_today.items()}).values())
        return np.maximum(count - 1.0, 0)

    def _granted(self, channel: str) -> NDArray[np.float64]:
        """Yuan a year that policies bring each community through a channel (communities,)."""
        w = self.world
        none = np.zeros(w.treasury.size)
        return sum((grant.yearly for grant in w.levers.grants if grant.channel == channel), none)

    def _take_in(self, today: Today) -> None:
        """Quarterly grants, each late by its own luck; the party fund once a year; bids decided once a year;
        the rest every month."""
        w, n = self.world, self.world.numbers.treasury
        owners = w.kinds.communities.every
        usual, cut = w.scenario.place.budget_community, 1 - w.levers.conditions.grant
        new = self._granted("fiscal_grant") - cut * usual
        self.new_grant = new[w.community]
        quarterly = usual / 4 + new / 4
        if today.day == 0:  # a run begins with the running quarter's grant in hand
            w.treasury.receive(today.date, "fiscal_grant", quarterly - new / 4)
        self._approve(today, owners)
        w.treasury.receive(today.date, "fiscal_grant", self._instalments(today, owners, quarterly))
        if (today.date.month, today.date.day) == (PARTY_FUND_MONTH, 1):
            good = n.good_year(
                n.vol_party, 0.0, 0.0, w.luck.normal("money.party_fund", owners, today.date.year)
            )
            yearly = n.party_fund + self._granted("party_fund")
            w.treasury.receive(today.date, "party_fund", yearly * good)
        self._decide_bids(today, owners)
        if today.date.day == 1:
            self._take_in_monthly(today, owners)

    def _approve(self, today: Today, owners: NDArray) -> None:
        """On the first day of a quarter applications are approved against its grant, which may come late."""
        w, n = self.world, self.world.numbers.treasury
        quarter_begins = today.date.day == 1 and today.date.month in QUARTERS
        if today.day == 0 or quarter_begins:
            asked = n.request_share * w.scenario.place.budget_community / 4
            late = np.zeros(len(owners)) if today.day == 0 else self._late(owners, today.ordinal)
            for kind, share in zip(KINDS, (n.works_share, 1 - n.works_share), strict=True):
                yuan = np.full(len(owners), asked * share)
                w.treasury.requests.approve(today.day, kind, yuan, today.day + late)

    def _late(self, owners: NDArray, due: int) -> NDArray[np.float64]:
        """Whole days by which the instalment due on a date is late, by community."""
        late = self.world.numbers.treasury.fiscal_late * self.world.luck.exponential(
            "money.late", owners, due
        )
        return np.floor(np.minimum(late, LATEST))

    def _take_in_monthly(self, today: Today, owners: NDArray) -> None:
        """Monthly channels, income of market services, and tax that comes back a year late, as far as a
        policy has agreed on it."""
        w, n, year = self.world, self.world.numbers.treasury, today.date.year
        for channel in CHANNELS:
            if channel.monthly:
                w.treasury.receive(today.date, channel.name, self._granted(channel.name) / 12)
        own = w.luck.normal("money.market", owners, year)
        good = n.good_year(n.vol_market, n.rho_market, self._cycle(year), own)
        w.treasury.receive(today.date, "market_services", self._granted("market_services") / 12 * good)
        firms = w.firms
        tax = n.tax_paid(firms.staff, firms.health) * firms.trading
        self.taxes.append(np.bincount(w.community[firms.grid], tax, w.treasury.size))
        if len(self.taxes) > MONTHS:
            back = n.tax_return_share * self.taxes[-1 - MONTHS]
            w.treasury.receive(today.date, "tax_return", np.minimum(back, self._granted("tax_return") / 12))

    def _instalments(self, today: Today, owners: NDArray, quarterly: NDArray) -> NDArray[np.float64]:
        """The quarter's grant of the communities whose instalment arrives today."""
        w, n = self.world, self.world.numbers.treasury
        year, month = today.date.year, today.date.month
        quarter = max(each for each in QUARTERS if each <= month)
        came = np.zeros(len(owners))
        for back in (0, 1):  # an instalment may arrive in the quarter after its own, never later
            due_year, due_month = _quarters_ago(year, quarter, back)
            due = today.date.replace(year=due_year, month=due_month, day=1)
            if due <= w.calendar.first:  # that quarter's grant was in hand when the run began
                continue
            arrives = self._late(owners, due.toordinal()) == (today.date - due).days
            if not arrives.any():
                continue
            own = w.luck.normal("money.fiscal", owners, due_year)
            good = n.good_year(n.vol_fiscal, n.rho_fiscal, self._cycle(due_year), own)
            came += arrives * quarterly * good
        return came

    def _cycle(self, year: int) -> NDArray[np.float64]:
        """How the business cycle of a year stands in the street of each community (communities,)."""
        kinds = self.world.kinds
        return self.world.luck.normal("money.cycle", kinds.street.every, year)[kinds.communities.street]

    def _decide_bids(self, today: Today, owners: NDArray) -> None:
        """A community's bid for the fund is decided some time after the channel opened, and every year from
        then."""
        w, n = self.world, self.world.numbers.treasury
        yearly = self._granted("community_fund")
        self.opened = np.where(yearly > 0, np.fmin(self.opened, today.day), np.nan)
        waited = today.day - self.opened - round(n.bid_days)
        decided = (waited >= 0) & (waited % 365 == 0)
        if decided.any():
            year = today.date.year
            won = n.fund_won(yearly, w.luck.draw("money.bid", owners, today.ordinal))
            own = w.luck.normal("money.fund", owners, year)
            good = n.good_year(n.vol_found, n.rho_found, self._cycle(year), own)
            w.treasury.receive(today.date, "community_fund", np.where(decided, won * good, 0.0))

    def _tell_cuts(self) -> None:
        w = self.world
        for cut in w.treasury.cuts[self.told :]:
            few, every = len(cut.communities), w.kinds.communities.each
            english, chinese = label(cut.what, "en"), label(cut.what, "zh")
            w.logs[cut.street].log_event(
                cut.day,
                "money",
                cut.what,
                en=f"No money left in {few} of {every} communities: {english}",
                zh=f"{every} 个社区中有 {few} 个因经费不足未支付：{chinese}",
            )
        self.told = len(w.treasury.cuts)

    def totals(self, since: Opening, until: int) -> Totals:
        """Yuan of applications approved and due in the window, and of those paid on time; the place's public
        budget, yuan a resident and year."""
        w = self.world
        approved, on_time = w.treasury.requests.counted(since.day, until, w.streets.count)
        budget = w.scenario.place.local_budget_per_resident
        return {"yuan_approved": approved, "yuan_on_time": on_time, "local_budget": budget}


def _quarters_ago(year: int, month: int, back: int) -> tuple[int, int]:
    return (year, month - 3 * back) if month > 3 * back else (year - 1, month + 12 - 3 * back)
