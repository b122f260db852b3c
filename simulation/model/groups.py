"""Diary line 10: on the first of a month, residents' groups are founded, grow, spend, or fold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.agents.resident.ages import ADULT
from simulation.agents.social_organization import SocialOrganization
from simulation.levers import Bill
from simulation.model.world import Today, World
from simulation.neighbourhood import GROUPS_PER_GRID


@dataclass
class Groups:
    """O1-O5. A place for a group is grid * GROUPS_PER_GRID + k; its luck is told apart by how many were
    founded in it."""

    world: World

    def live(self, today: Today) -> None:
        """Let a month go by."""
        w = self.world
        if today.date.day == 1:
            self._fold(today)
            self._grow()
            self._found(today)
            hours = w.by_grid(w.groups.grid, w.groups.evaluate(SocialOrganization.hours_given))
            w.grids.group_hours = hours
            w.grids.settled = w.numbers.organizations.settled_share(hours)
        today.series["groups"] = float(w.groups.active.sum())

    def _owner(self) -> NDArray[np.int64]:
        return self.world.groups.rows * 1024 + self.world.groups.founded % 1024

    def _fold(self, today: Today) -> None:
        w, columns = self.world, self.world.groups.columns
        chance = w.groups.evaluate(SocialOrganization.closing_chance)
        columns["active"][:] &= w.luck.draw("group.fold", self._owner(), today.ordinal) >= chance

    def _grow(self) -> None:
        w, columns, people = self.world, self.world.groups.columns, self.world.residents
        willing = people.willing & (people.age >= ADULT)
        pool = w.by_grid(people.grid[willing]) * (0.5 + w.grid_mean(people.grid, people.trust, 0.5))
        columns["members"][:] = w.groups.evaluate(SocialOrganization.members_next, pool)
        columns["money"][:] = np.maximum(columns["money"] - w.numbers.organizations.group_spending, 0)
        columns["age_days"][:] += 30

    def _found(self, today: Today) -> None:
        """O1: at most one new group a grid and month, in the first free place, where the treasury can pay its
        seed."""
        w, n, columns = self.world, self.world.numbers.organizations, self.world.groups.columns
        chance = n.founding_chance(w.levers.org_seed, w.levers.org_space, w.grids.active)
        grids = np.arange(w.grids.size)
        free = ~columns["active"].reshape(-1, GROUPS_PER_GRID)
        founding = (w.luck.draw("group.found", grids, today.ordinal) < chance) & free.any(axis=1)
        seed = Bill("seed money", "groups", founding * w.levers.org_seed, np.zeros(w.grids.size))
        founding &= w.treasury.pay(today.date, seed, "org_seed")[w.community]
        place = (grids * GROUPS_PER_GRID + free.argmax(axis=1))[founding]
        columns["active"][place], columns["age_days"][place] = True, 0
        columns["founded"][place] += 1
        columns["members"][place] = n.group_members_start
        columns["money"][place] = w.levers.org_seed[columns["grid"][place]]
