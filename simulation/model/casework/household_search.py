"""Step of the day: in an emergency the grid looks for its key households, those on its list first."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from simulation.codes import DAY
from simulation.model.state import Today, World
from simulation.records import SEARCH_COLUMNS, Table


@dataclass
class HouseholdSearch:
    """X4. order: in which the key households of all grids are looked for, grid by grid, those on the list
    first; left: minutes that finding each still takes; found: the search of the order in force, None without
    one."""

    world: World
    order: NDArray[np.intp] = field(init=False)
    left: NDArray[np.float64] = field(init=False)
    found: Table | None = None

    def search(self, present: NDArray[np.bool_], today: Today) -> None:
        """Give the order on its first day, then search as long as it stands. present: whether each worker is
        at work (posts,)."""
        ordered = self.world.levers.conditions.search
        if ordered <= 0:
            self._give_up(today)
            return
        if self.found is None:
            self._give_order(today)
        w = self.world
        self._look(w.by_grid(w.workers.grid[present]) * ordered, today)

    def _give_order(self, today: Today) -> None:
        """The list as it stands decides who is looked for first; luck decides among equals."""
        w, key, n = self.world, self.world.key_households, self.world.numbers.workers
        luck = w.luck.draw("search.order", w.kinds.households.owners(key.number), today.ordinal)
        self.order = np.lexsort((luck, ~key.known, key.grid))
        self.left = n.search_minutes(key.known)
        self.found = Table(SEARCH_COLUMNS)
        stale = key.known & (today.day - key.seen >= n.fresh_days)
        self.found.append(len(key.number), grid=key.grid, listed=key.known, stale=stale, ordered=today.minute)
        w.records.searches.append(self.found)

    def _give_up(self, today: Today) -> None:
        """The order is withdrawn; who has not been reached is not looked for any more."""
        if self.found is not None:
            missing = np.isnan(self.found["reached"])
            self.found["given_up"][missing], self.found = today.minute, None

    def _look(self, minutes: NDArray[np.float64], today: Today) -> None:
        """Spend the day's minutes of each grid (grids,) on the households that are next."""
        assert self.found is not None
        key, order = self.world.key_households, self.order
        grid = key.grid[order]
        upto, begun = self._summed_up(grid, self.left[order])
        spent = minutes[grid] - (upto - self.left[order] - begun[grid])  # left for each when it is its turn
        worked = np.clip(spent, 0, self.left[order])
        self.left[order] -= worked
        reached = order[(worked > 0) & (self.left[order] <= 0)]
        self.found["reached"][reached] = today.minute + DAY / 2  # some time of the working day
        key.known[reached], key.seen[reached] = True, today.day

    def _summed_up(self, grid: NDArray[np.intp], left: NDArray) -> tuple[NDArray[np.float64], NDArray]:
        """Minutes summed up over the households of a street, grid by grid, up to each of them and up to the
        first of each grid. grid, left: of each household."""
        grids = self.world.kinds.grids
        first = np.searchsorted(grid, np.arange(self.world.grids + 1))
        of_street = first[:: grids.each]
        upto = np.concatenate([np.cumsum(left[start:end]) for start, end in pairwise(of_street.tolist())])
        begun = np.concatenate([[0.0], upto])[first[:-1]]
        return upto, np.where(first[:-1] == of_street[grids.street], 0.0, begun)
