"""Step of the day: owners of an estate vote on its renewal; a renewed estate has fewer troubles."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulation.model.state import Today, World

VOTE = (11, 1)  # month and day


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
        """Which of some new needs never arise, as their estate is renewed."""
        w, needs = self.world, self.world.records.needs
        renewed = self.done[self.estate_of[needs["person"][rows]]] <= today.day
        luck = w.luck.draw("renewal.spares", needs["owner"][rows], needs["day"][rows])
        return renewed & (luck < w.numbers.organizations.renewal_cut)

    def run_day(self, today: Today) -> None:
        """Once a year every estate votes; of those that agree the ones most in favour are renewed, as many as
        the district has places for in the street."""
        if (today.date.month, today.date.day) != VOTE:
            return
        w, n = self.world, self.world.numbers.organizations
        favour = np.where(np.isinf(self.done), self._favour(today), 0).reshape(w.streets.count, -1)
        rank = np.argsort(np.argsort(-favour, axis=1, kind="stable"), axis=1)
        places = np.rint(w.streets.mean(w.levers.renewal_places)).reshape(-1, 1)
        chosen = ((favour >= n.renewal_vote) & (rank < places)).ravel()
        self._pay(chosen, today)
        self.done[chosen] = today.day + n.renewal_days

    def _favour(self, today: Today) -> NDArray[np.float64]:
        w, estates = self.world, self.world.kinds.estates.every
        people = np.maximum(np.bincount(self.estate_of, minlength=len(estates)), 1)
        trust = np.bincount(self.estate_of, w.residents.trust, len(estates)) / people
        luck = w.luck.normal("renewal.vote", estates, today.ordinal)
        council = w.levers.voice_council[self.grid]
        support = w.levers.renewal_support[self.grid]
        return w.numbers.organizations.share_in_favour(trust, council, luck, support)

    def _pay(self, chosen: NDArray[np.bool_], today: Today) -> None:
        """The owners pay their part, the district the rest."""
        w, n = self.world, self.world.numbers.organizations
        owners = chosen * n.owners_part(w.levers.renewal_support[self.grid])
        for what, yuan in (("owners", owners), ("district", chosen * n.renewal_cost - owners)):
            w.treasury.pay_from(today.date, what, "renewal", yuan.reshape(w.streets.count, -1).sum(axis=1))
