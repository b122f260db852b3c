"""What paid applications bring: repairs of buildings and grounds prevent needs, and residents' wishes solve
needs that nobody voiced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulation import categories
from simulation.codes import YEAR, Track
from simulation.model.state import Today, World

CARE = categories.NAMES.index("care")


@dataclass
class Works:
    """M1: repairs (`works` in the code) and wishes of communities. Arrays (communities,): standing: yuan of
    repairs that still do their service; wishes: yuan for wishes that are not granted yet; estates: how many a
    community has. A run begins with the repairs of usual years. Public money pays for both, so they belong to
    the track of administration; public: whether that track solves needs at all."""

    world: World
    standing: NDArray[np.float64] = field(init=False)
    wishes: NDArray[np.float64] = field(init=False)
    estates: NDArray[np.floating] = field(init=False)
    public: bool = field(init=False)

    def __post_init__(self) -> None:
        w, n = self.world, self.world.numbers.treasury
        buildings = w.buildings
        first = np.unique(buildings.estate, return_index=True)[1]
        self.estates = np.bincount(w.community[buildings.grid[first]], minlength=w.treasury.size) * 1.0
        self.public = w.scenario.governance.track_administration == "on"
        usual = n.request_share * n.works_share * w.scenario.place.budget_community * self.public
        self.standing = np.full(w.treasury.size, usual * n.works_life)
        self.wishes = np.zeros(w.treasury.size)

    def receive(self, paid: Mapping[str, NDArray]) -> None:
        """Take up what was paid today, by kind of application, yuan (communities,). Earlier repairs wear
        out."""
        n = self.world.numbers.treasury
        self.standing = self.standing * (1 - 1 / n.works_life / YEAR) + paid["works"] * self.public
        self.wishes = self.wishes + paid["wishes"] * self.public

    def prevent(self, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Which of some new needs never arise, thanks to repairs of the community."""
        w, needs = self.world, self.world.records.needs
        worth = w.numbers.organizations.worth_of_works(self.standing, self.estates)
        share = w.numbers.treasury.works_spare(worth)[w.community[needs["grid"][rows]]]
        return w.luck.draw("works.spares", needs["owner"][rows], needs["day"][rows]) < share

    def grant(self, silent: NDArray[np.intp], today: Today) -> NDArray[np.bool_]:
        """Which of the needs that nobody voiced are solved as a wish today: care needs that somebody hears
        of, as long as there is money for wishes."""
        w, needs, n = self.world, self.world.records.needs, self.world.numbers.treasury
        granted = np.zeros(len(silent), bool)
        rows = silent[(needs["category"][silent] == CARE) & needs["solvable"][silent]]
        luck = w.luck.draw("wish.heard", needs["owner"][rows], needs["day"][rows], today.ordinal)
        heard = rows[luck < n.wish_heard]
        place = w.community[needs["grid"][heard]]
        order = np.argsort(place, kind="stable")
        nth = np.empty(len(heard), int)
        nth[order] = np.arange(len(heard)) - np.searchsorted(place[order], place[order])
        met = heard[(nth + 1) * n.wish_yuan <= self.wishes[place]]
        self.wishes -= n.wish_yuan * np.bincount(w.community[needs["grid"][met]], minlength=len(self.wishes))
        needs["solved"][met], needs["track"][met] = today.minute, Track.ADMINISTRATION
        granted[np.isin(silent, met)] = True
        return granted
