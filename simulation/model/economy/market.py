"""What the market runs: elders' canteens, and contractors who take cases before the service."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulation import categories
from simulation.codes import DAYS_PER_MONTH, CaseClass
from simulation.columns import described_columns
from simulation.model.measurement import Opening, Totals
from simulation.model.state import Today, World

SUITABLE = np.isin(categories.NAMES, ("repair", "cleaning", "care"))
ELDER = 60


described_columns(
    "daily.csv",
    {
        "meals": "meals a day of elders' canteens [meals]",
        "tax_takers": "communities whose provider takes the tax preference [whole: communities]",
    },
)


@dataclass
class Market:
    """E4, E5. Arrays (grids,), contracted: needs that contractors took yesterday; fallen_back: needs that a
    failed contractor left to the public. Arrays (communities,), canteen: is one open; losing: months of loss
    in a row. poor (residents,): of a household on low income, which pays no contractor."""

    world: World
    contracted: NDArray[np.float64] = field(init=False)
    fallen_back: NDArray[np.float64] = field(init=False)
    canteen: NDArray[np.bool_] = field(init=False)
    losing: NDArray[np.float64] = field(init=False)
    poor: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        w = self.world
        size = w.treasury.size
        self.canteen, self.losing = np.zeros(size, bool), np.zeros(size)
        people = w.residents
        low = w.key_households.number[w.key_households.low_income]
        self.poor = np.isin(people.household, low)
        self.elders = np.bincount(w.community[people.grid], people.age >= ELDER, size)
        self.grids = np.bincount(w.community)
        self.contracted, self.fallen_back = np.zeros((2, w.grids))

    # contractors

    def take(self, rows: NDArray[np.intp], today: Today) -> None:
        """Contractors take a share of suitable matters of households that pay; what a failed one leaves falls
        back on the public."""
        w, needs = self.world, self.world.records.needs
        own = ~needs["common"][rows] & (needs["cls"][rows] == CaseClass.GENERAL) & (needs["firm"][rows] < 0)
        suitable = own & SUITABLE[needs["category"][rows]] & ~self.poor[needs["person"][rows]]
        luck = w.luck.draw("market.takes", needs["owner"][rows], needs["day"][rows])
        meant = suitable & (luck < w.levers.market_contract[needs["grid"][rows]])
        works = self._contractor_works(today)[w.community[needs["grid"][rows]]]
        needs["contracted"][rows] = meant & works
        self.contracted = w.by_grid(needs["grid"][rows[meant & works]])
        self.fallen_back = w.by_grid(needs["grid"][rows[meant & ~works]])

    def _contractor_works(self, today: Today) -> NDArray[np.bool_]:
        """Contracts run by the year; one that fails is out to its end."""
        w = self.world
        luck = w.luck.draw("market.fails", w.kinds.communities.every, today.date.year)
        return today.date.timetuple().tm_yday <= w.numbers.enterprises.fails_on(luck)

    # canteens

    def run_day(self, today: Today) -> None:
        """On the first of a month, canteens close after long losses, and new ones open."""
        w, n = self.world, self.world.numbers.enterprises
        meals = n.meals_wanted(self.elders) * self.canteen
        if today.date.day == 1:
            takes = self._takers()
            wanted = n.meals_wanted(self.elders)
            profit = n.meal_margin(wanted, 0.0) > 0
            gain = takes * n.tax_gain(profit)
            margin = n.meal_margin(wanted, gain)
            forgone = w.streets.total(gain * n.meal_price * meals * DAYS_PER_MONTH)
            w.treasury.forgo_tax(today.date, forgone)
            self.losing = np.where(self.canteen & (margin < 0), self.losing + 1, 0)
            self.canteen &= self.losing < n.close_loss
            enters = n.entry_chance(margin / n.meal_price, self.grids)
            luck = w.luck.draw("market.enters", w.kinds.communities.every, today.ordinal)
            self.canteen |= luck < enters
        today.series["meals"] = w.streets.total(meals)
        today.series["tax_takers"] = w.streets.total(self._takers())

    def _takers(self) -> NDArray[np.bool_]:
        """E4: whose provider, there or to come, uses the tax preference."""
        w = self.world
        advice = np.bincount(w.community, w.levers.tax_advice) / self.grids
        luck = w.luck.draw("market.tax", w.kinds.communities.every)
        return luck < w.numbers.enterprises.takeup(advice)

    def totals(self, since: Opening, until: int) -> Totals:
        """Providers there could be, elders whom they would serve, and the share of the poorest quarter shut
        out by the price."""
        return {
            "providers": float(self.world.kinds.communities.each),
            "elders": self.world.streets.total(self.elders),
            "meals_shut_out": self.world.numbers.enterprises.shut_out_low_income(),
        }
