"""Step of the day: owners of an estate vote on its renewal; a renewed estate has fewer troubles."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulation.levers import Bill
from simulation.model.state import Today, World

VOTE = (11, 1)  # month and day: before unspent money would go back


@dataclass
class Renewal:
    """O6. Arrays (estates,): done (day from which the estate is renewed, infinite: not decided), grid (of its
    first building)."""

    world: World
    done: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        buildings = self.world.buildings
        size = int(buildings.estate.max()) + 1
        self.done = np.full(size, np.inf)
        self.grid = buildings.grid[np.searchsorted(buildings.estate, np.arange(size))]
        self.estate_of = buildings.estate.astype(np.int32)[self.world.residents.building]

    def prevent(self, rows: NDArray[np.intp], today: Today) -> NDArray[np.bool_]:
        """Which new needs a renewed estate is spared; they count as solved when they would have arisen."""
        w, needs = self.world, self.world.records.needs
        renewed = self.done[self.estate_of[needs["person"][rows]]] <= today.day
        luck = w.luck.draw("renewal.spares", needs["owner"][rows], needs["day"][rows])
        spared = renewed & (luck < w.numbers.organizations.renewal_cut)
        needs["solved"][rows[spared]] = needs["arose"][rows[spared]]
        needs["ended"][rows[spared]] = True
        return spared

    def run_day(self, today: Today) -> None:
        """Once a year every estate votes; in each community the one most in favour is renewed, if the account
        can pay."""
        if (today.date.month, today.date.day) != VOTE:
            return
        w, n = self.world, self.world.numbers.organizations
        favour = np.where(np.isinf(self.done), self._favour(today), 0)
        community = w.community[self.grid]
        for place in range(w.treasury.size):
            estate = int(np.argmax(np.where(community == place, favour, -1)))
            if favour[estate] >= n.renewal_vote and self._pay(estate, today):
                self.done[estate] = today.day + n.renewal_days

    def _favour(self, today: Today) -> NDArray[np.float64]:
        w, estates = self.world, self.world.kinds.estates.every
        people = np.maximum(np.bincount(self.estate_of, minlength=len(estates)), 1)
        trust = np.bincount(self.estate_of, w.residents.trust, len(estates)) / people
        luck = w.luck.normal("renewal.vote", estates, today.ordinal)
        council = w.levers.voice_council[self.grid]
        support = w.levers.renewal_support[self.grid]
        return w.numbers.organizations.share_in_favour(trust, council, luck, support)

    def _pay(self, estate: int, today: Today) -> bool:
        """Whether the community pays its part; the owners then pay theirs."""
        w, n = self.world, self.world.numbers.organizations
        theirs = n.owners_part(float(w.levers.renewal_support[self.grid[estate]]))
        yuan = np.zeros(w.grids)
        yuan[self.grid[estate]] = n.renewal_cost - theirs
        paid = w.treasury.pay(today.date, Bill("renewal", "buildings", yuan, np.zeros(w.grids)), "")
        community = w.community[self.grid[estate]]
        if not paid[community]:
            return False
        w.treasury.owners_pay(today.date, theirs, int(community))
        return True
