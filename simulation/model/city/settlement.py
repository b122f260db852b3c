"""M4, B5: on the first of a month a city divides what its streets share: money of the pot, people of bodies.

Whole fen and whole cases go in, in the order of the streets, so the answer does not depend on which streets
were simulated together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from simulation.model.city.exchange import Given, Told
from simulation.place.city import City


@dataclass
class Settlement:
    """The city between two months. pot: fen; turn: the community that is next to be asked what it lacks, all
    streets one after another; returned: fen that went back to the public budget, by month."""

    city: City
    pot: int = 0
    turn: int = 0
    returned: dict[str, int] = field(default_factory=dict)

    def settle(self, day: date, told: Sequence[Told]) -> list[Given]:
        """The answer to each of them. told: of streets in their order, as many as are simulated together."""
        if day.month == 1:  # what is left of a year's grants goes back, as a community's does
            self.returned[f"{day:%Y-%m}"] = self.pot
            self.pot = 0
        self.pot += sum(int(each.back.sum()) for each in told)
        spare = np.concatenate([each.spare for each in told])
        lacking = np.concatenate([each.lacking for each in told])
        called = self._call(spare.ravel(), int(lacking.sum())).reshape(spare.shape)
        paid = self._pay(lacking.ravel()).reshape(lacking.shape)
        capacity = self._capacity(np.concatenate([each.waiting for each in told]))
        edges = np.cumsum([len(each.back) for each in told])[:-1]
        parts = [np.split(each, edges) for each in (called, paid, capacity)]
        return [Given(*each) for each in zip(*parts, strict=True)]

    def _call(self, spare: NDArray[np.int64], lacking: int) -> NDArray[np.int64]:
        """M4: communities hand in what they can spare, but no more in all than what is lacking, each the same
        part of what it can spare."""
        missing, total = max(lacking - self.pot, 0), int(spare.sum())
        part = [min(each, -(-each * missing // total)) if each else 0 for each in spare.tolist()]
        self.pot += sum(part)
        return np.array(part, np.int64)

    def _pay(self, lacking: NDArray[np.int64]) -> NDArray[np.int64]:
        """M4: communities are paid what they lack, each in full, one after another; who lacks more than the
        pot still holds is passed over, and the first of those is asked first next month."""
        paid, passed = np.zeros_like(lacking), None
        for nth in range(len(lacking)):
            community = (self.turn + nth) % len(lacking)
            if lacking[community] <= self.pot:
                paid[community] = lacking[community]
                self.pot -= int(lacking[community])
            elif passed is None:
                passed = community
        self.turn = self.turn if passed is None else passed
        return paid

    def _capacity(self, waiting: NDArray[np.intp]) -> NDArray[np.float64]:
        """B5: of each body against its own (streets, bodies), mean 1: a share is divided by the cases that
        wait for it in each street, one more than there are, so that nobody is left without."""
        weight = waiting + 1.0
        share = self.city.shared_bodies
        return 1 - share + share * weight * len(weight) / weight.sum(axis=0)
