"""Step of the day: patrols look in on key households, and what the grid knows of them grows old."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.columns import described_columns
from simulation.model.state import Today, World

described_columns(
    "daily.csv",
    {
        "key_known": "key households that the grid knows [whole: households]",
        "key_fresh": "key households seen lately enough to be up to date [whole: households]",
        "key_households": "key households there are [whole: households]",
        "key_lost": "key households forgotten with a worker who left [whole: households]",
    },
)


@dataclass
class HouseholdVisits:
    """D4."""

    world: World

    def visit(
        self, patrol_hours: NDArray, helper_hours: NDArray, completeness: NDArray, today: Today
    ) -> None:
        """Who is visited today is known and fresh; of the others some are forgotten.

        Arrays (grids,): hours of patrol; hours of helpers a day by 1,200 residents; how complete the records
        are.
        """
        w, key, n = self.world, self.world.key_households, self.world.numbers.workers
        self._change_heads(today)
        owner, street = w.kinds.households.owners(key.number), w.kinds.grids.street[key.grid]
        forgotten = w.luck.draw("household.forget", owner, today.ordinal) < n.forgetting_chance()
        key.known[forgotten] = False
        if today.working:
            more = helper_hours / n.help_hours0 - 1
            chance = n.visit_chance(patrol_hours / w.grid_size, more)[key.grid]
            chance = 1 - (1 - chance) * (1 - n.head_visit * w.heads[key.building])
            visited = w.luck.draw("household.visit", owner, today.ordinal) < chance
            key.known[visited], key.seen[visited] = True, today.day
        luck = w.luck.draw("household.records", owner, today.ordinal)
        told = luck < n.told_chance(completeness)[key.grid]
        key.known[told] = True
        today.series["key_known"] = w.streets.number(street[key.known])
        today.series["key_fresh"] = w.streets.number(street[today.day - key.seen < n.fresh_days])
        today.series["key_households"] = w.streets.number(street)

    def lose(self, left: NDArray[np.bool_], today: Today) -> None:
        """D4: workers who leave take along what they knew of households. left (posts,): who leaves."""
        w, key, n = self.world, self.world.key_households, self.world.numbers.workers
        went = w.by_grid(w.workers.grid, left)
        stayed = w.by_grid(w.workers.grid, w.workers.filled)
        share = (n.known_lost * went / np.maximum(went + stayed, 1))[key.grid]
        at_stake = np.flatnonzero(key.known & (share > 0))
        owner = w.kinds.households.owners(key.number[at_stake])
        gone = w.luck.draw("household.left", owner, today.ordinal) < share[at_stake]
        key.known[at_stake[gone]] = False
        today.series["key_lost"] = w.streets.number(w.kinds.grids.street[key.grid[at_stake[gone]]])

    def _change_heads(self, today: Today) -> None:
        """Building heads grow old and give up; where the model has them, others are found."""
        w, n = self.world, self.world.numbers.workers
        if not w.scenario.governance.building_heads:
            return
        building = w.kinds.buildings.every
        luck = w.luck.draw("head.change", building, today.ordinal)
        meant = w.luck.draw("head", building) < w.scenario.governance.building_heads
        w.heads[:] = np.where(w.heads, luck >= n.head_leaves(), meant & (luck < n.head_found()))
