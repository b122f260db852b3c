"""Step of the day, on the first of a month: firms do well or badly, give, lend rooms, close or open."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulation.agents.enterprise import Enterprise
from simulation.agents.party_member import IN_SERVICE
from simulation.codes import DAYS_PER_MONTH
from simulation.columns import described_columns
from simulation.model.measurement import Opening, Totals
from simulation.model.state import Today, World

GIFT_SPREAD = float(np.sqrt(np.log(2)))  # log sd of a lognormal with coefficient of variation 1
USUAL_HEALTH = 0.5


described_columns(
    "daily.csv",
    {
        "firm_visits": "firms visited [whole: firms]",
        "sharers": "firms and units that lend or give this month [whole: firms and units]",
        "could_share": "firms and units that could lend or give, units as expected [firms and units]",
        "firms_open": "firms that trade [whole: firms]",
    },
)


@dataclass
class FirmLife:
    """E1-E3, and the visits that ask. A firm's luck belongs to its premises.

    Arrays (grids,). giving: share of firms that gave last month; lent_hours: of firms' and units' staff this
    month; lent_space: m2 that they lend this month.
    """

    world: World
    giving: NDArray[np.float64] = field(init=False)
    lent_hours: NDArray[np.float64] = field(init=False)
    lent_space: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        self.giving, self.lent_hours, self.lent_space = np.zeros((3, self.world.grids))

    def run_day(self, new_grant: NDArray, today: Today) -> None:
        """Count visits every day; on the first of a month draw gifts, which the community's account
        receives, and all that a firm lends. new_grant (grids,): yuan a year of fiscal money beyond today's,
        of its community."""
        self._visit(today)
        self._strike(self.world.levers.conditions.closing)
        if today.date.day == 1:
            self._fare(today)
            self._give(new_grant, today)
            self._lend(today)
        today.series["firms_open"] = self.world.streets.total(self.world.firms.trading)

    def _visit(self, today: Today) -> None:
        """Who is visited today; visits fade over 90 days, asks over 30."""
        w, firms = self.world, self.world.firms.columns
        who = self.world.firms.owners
        chance = 1 - np.exp(-w.levers.firm_visits / DAYS_PER_MONTH)
        luck = w.luck.draw("firm.visit", who, today.ordinal)
        visited = (luck < chance[firms["grid"]]) & firms["trading"]
        firms["visits_90d"][:] += visited - firms["visits_90d"] / 90
        firms["asks_30d"][:] += visited - firms["asks_30d"] / 30
        firms["days_since_visit"][:] = np.where(visited, 0, firms["days_since_visit"] + 1)
        today.series["firm_visits"] = w.streets.total(visited)

    def _strike(self, closing: int) -> None:
        """A shock closes so many of the largest firms of a street."""
        columns = self.world.firms.columns
        if closing:
            size = np.where(columns["trading"], columns["staff"], 0).reshape(self.world.streets.count, -1)
            largest = np.argsort(-size, axis=1, kind="stable")[:, :closing]
            np.put_along_axis(columns["trading"].reshape(size.shape), largest, False, axis=1)

    def _fare(self, today: Today) -> None:
        """E3: business health; who closes after three very weak months; who opens in empty premises."""
        w, firms = self.world, self.world.firms
        who, columns = firms.owners, firms.columns
        street = w.luck.normal("firm.street", w.kinds.street.every, today.ordinal)[firms.street]
        own = w.luck.normal("firm.health", who, today.ordinal)
        empty = ~columns["trading"]
        weather = w.levers.conditions.business
        columns["health"][:] = firms.evaluate(Enterprise.health_next, street, own, weather)
        columns["weak_months"][:] = firms.evaluate(Enterprise.weak_months_next)
        columns["trading"][:] &= firms.evaluate(Enterprise.closes) < 0.5
        opens = empty & (
            w.luck.draw("firm.opens", who, today.ordinal) < w.numbers.enterprises.renewal_chance()
        )
        self._open(opens)

    def _open(self, opens: NDArray[np.bool_]) -> None:
        """A new firm of usual health, of another size, with or without a party group."""
        w, columns = self.world, self.world.firms.columns
        place, n = w.scenario.place, w.numbers.enterprises
        columns["firms_before"][opens] += 1
        new = np.flatnonzero(opens)
        owner = w.firms.by_street.owners(new, 64, columns["firms_before"][new] % 64)
        columns["staff"][new] = np.maximum(
            place.firm_size * np.exp(w.luck.normal("firm.new_staff", owner) - 0.5), 1
        )
        columns["party_group"][new] = w.luck.draw("firm.new_party", owner) < n.ent_party
        columns["trading"][new], columns["health"][new], columns["weak_months"][new] = True, USUAL_HEALTH, 0
        columns["visits_90d"][new], columns["asks_30d"][new], columns["months_since_gift"][new] = 0, 0, 1200

    def _give(self, new_grant: NDArray, today: Today) -> None:
        """E1: who gives, how much of it is left beside new grants; half of the gifts are for a named use."""
        w, firms, n = self.world, self.world.firms, self.world.numbers.treasury
        who, columns, year = firms.owners, firms.columns, today.date.year
        gives = w.luck.draw("firm.gives", who, today.ordinal) < firms.evaluate(
            Enterprise.giving_chance, self.giving[firms.grid]
        )
        price = w.numbers.enterprises.gift_price(w.levers.tax_advice)[firms.grid]
        spread = np.exp(GIFT_SPREAD * w.luck.normal("firm.gift", who, today.ordinal))
        cycle = w.luck.normal("money.cycle", w.kinds.street.every, year)[firms.street]
        good = n.good_year(n.vol_give, n.rho_give, cycle, w.luck.normal("money.gifts", who, year))
        community = w.community[firms.grid]
        givers = np.bincount(community[gives], minlength=w.treasury.size)[community]
        gift = firms.evaluate(Enterprise.usual_gift, price) * spread * good
        amount = gives * n.gift_left(gift, new_grant[firms.grid] / 12, givers)
        named = w.luck.draw("firm.named_gift", who, today.ordinal) < n.named_share
        for channel, these in (("named_gifts", named), ("gifts", ~named)):
            yuan = np.bincount(community, amount * these, w.treasury.size)
            w.treasury.receive(today.date, channel, yuan)
        columns["gave"][:] = gives
        columns["months_since_gift"][:] = np.where(gives, 0, columns["months_since_gift"] + 1)
        if today.day >= w.records.start:
            columns["gifts"][:] += gives
        self.giving = w.grid_mean(firms.grid[firms.trading], gives[firms.trading], 0.0)

    def _lend(self, today: Today) -> None:
        """E2, P1: rooms and staff hours of this month, of firms and of units that enrolled."""
        w, firms, n = self.world, self.world.firms, self.world.numbers.enterprises
        who, grids = firms.owners, w.kinds.grids.every
        chance = firms.evaluate(Enterprise.lending_chance, w.levers)
        lends = firms.columns["lends_room"][:] = w.luck.draw("firm.room", who, today.ordinal) < chance
        members = w.members.part(w.members.reported & (w.members.membership == IN_SERVICE))
        units = n.units_reported(w.by_grid(members.grid))
        any_lends = n.any_lends_chance(n.unit_lending_chance(w.levers.unit_sharing), units)
        unit_opens = w.luck.draw("unit.room", grids, today.ordinal) < any_lends
        hours = firms.evaluate(Enterprise.staff_hours_lent)
        self.lent_space = n.space_m2 * (w.by_grid(firms.grid[lends]) + unit_opens)
        self.lent_hours = w.by_grid(firms.grid, hours) + n.staff_hours * unit_opens
        today.series["sharers"] = w.streets.total(lends | firms.gave) + w.streets.total(unit_opens)
        today.series["could_share"] = w.streets.total(firms.trading) + w.streets.total(units)

    def totals(self, since: Opening, until: int) -> Totals:
        """Firms there are, and those that gave in the window."""
        firms = self.world.firms
        giving = self.world.streets.total(firms.gifts > since.gifts)
        return {"firms": float(firms.by_street.each), "firms_giving": giving}
