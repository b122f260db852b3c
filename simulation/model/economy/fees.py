"""B2: households pay their property company or not; on the first of a month it serves by what it was paid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation import categories
from simulation.columns import described_columns
from simulation.model.state import Today, World

described_columns(
    "daily.csv",
    {
        "fees_paid": "share of property fees paid, mean over estates with a company [share]",
    },
)


@dataclass
class Fees:
    """The spiral of fees and service. answered, satisfied (estates,): property matters of this month."""

    world: World

    def __post_init__(self) -> None:
        w = self.world
        household, self.heads = np.unique(w.residents.household, return_index=True)
        self.household = household.astype(np.intp)
        self.estate = w.buildings.estate[w.residents.building[self.heads]]
        self.answered = np.zeros(len(w.estates))
        self.satisfied = np.zeros(len(w.estates))

    def run_day(self, answered: NDArray[np.intp], today: Today) -> None:
        """Remember how property matters were answered today; on the first of a month collect fees."""
        needs = self.world.records.needs
        judged = answered[
            categories.PROPERTY[needs["category"][answered]] & (needs["satisfied"][answered] >= 0)
        ]
        estate = self.world.buildings.estate[self.world.building_of_needs(judged)]
        np.add.at(self.answered, estate, 1)
        np.add.at(self.satisfied, estate, needs["satisfied"][judged])
        if today.date.day == 1:
            self._collect(today)
        w, company = self.world, self.world.estates.company
        street = w.kinds.estates.street[company]
        with np.errstate(invalid="ignore"):  # without a company there is no share
            share = w.streets.sums(w.estates.paid[company], street) / w.streets.number(street)
        today.series["fees_paid"] = share

    def _collect(self, today: Today) -> None:
        """A month's fees, and how fast the companies will be for them."""
        w, n, estates = self.world, self.world.numbers.service, self.world.estates
        estates.quality[:] = n.quality_after(estates.quality, self.satisfied, self.answered)
        self.answered[:] = self.satisfied[:] = 0
        chance = n.pay_chance(w.residents.trust[self.heads], estates.quality[self.estate])
        pays = w.luck.draw("fee", w.kinds.households.owners(self.household), today.ordinal) < chance
        homes = np.maximum(np.bincount(self.estate, minlength=len(estates)), 1)
        share = np.bincount(self.estate, pays, len(estates)) / homes
        estates.paid[:] = np.where(estates.company, share, 0.0)
        estates.speed[:] = np.where(estates.company, n.company_speed(share), n.property_none)
