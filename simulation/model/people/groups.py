"""Step of the day, on the first of a month: residents' groups are founded, grow, spend, or fold."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulation.agents.resident.ages import ADULT
from simulation.agents.social_organization import SocialOrganization
from simulation.columns import described_columns
from simulation.levers import Bill
from simulation.model.people.free_time import FreeTime
from simulation.model.state import Settling, Today, World
from simulation.neighbourhood import GROUPS_PER_GRID

described_columns(
    "daily.csv",
    {
        "groups": "residents' groups that are active [whole: groups]",
    },
)


@dataclass
class GroupLife:
    """O1-O5. A place for a group is grid * GROUPS_PER_GRID + k; its luck is told apart by how many were
    founded in it. hours (grids,): that members gave last month; settling: what neighbours do with them."""

    world: World
    free_time: FreeTime
    hours: NDArray[np.float64] = field(init=False)
    settling: Settling = field(init=False)

    def __post_init__(self) -> None:
        self.hours = np.zeros(self.world.grids)
        self.settling = Settling(inside=self.hours, outside=self.hours)

    def run_day(self, lent_space: NDArray, branch: NDArray, today: Today) -> None:
        """Let a month go by. Arrays (grids,), lent_space: m2 that firms and units lend this month; branch:
        strength of the party branch."""
        w = self.world
        if today.date.day == 1:
            self._fold(today)
            self._grow()
            self._quarrel(today)
            self._found(lent_space, branch, today)
            self._give_hours(today)
        today.series["groups"] = w.streets.total(w.groups.active)

    def _owner(self) -> NDArray[np.int64]:
        groups = self.world.groups
        return groups.by_street.owners(groups.rows, 1024, groups.founded % 1024)

    def _fold(self, today: Today) -> None:
        w, columns = self.world, self.world.groups.columns
        chance = w.groups.evaluate(SocialOrganization.closing_chance)
        columns["active"][:] &= w.luck.draw("group.fold", self._owner(), today.ordinal) >= chance

    def _grow(self) -> None:
        w, columns, people = self.world, self.world.groups.columns, self.world.residents
        willing = people.willing & (people.age >= ADULT)
        pool = w.by_grid(people.grid[willing]) * (0.5 + w.grid_mean(people.grid, people.trust, 0.5))
        columns["members"][:] = w.groups.evaluate(SocialOrganization.members_next, pool[w.groups.grid])
        columns["money"][:] = np.maximum(columns["money"] - w.numbers.organizations.group_spending, 0)
        columns["age_days"][:] += 30

    def _quarrel(self, today: Today) -> None:
        """Half of the members leave a group that quarrels."""
        w, columns = self.world, self.world.groups.columns
        chance = w.numbers.organizations.group_quarrel
        quarrels = w.luck.draw("group.quarrel", self._owner(), today.ordinal) < chance
        columns["members"][quarrels] /= 2

    def _give_hours(self, today: Today) -> None:
        """O4, R6: members give hours of their own clock; what is kept for members settles fewer matters of
        others."""
        w, n = self.world, self.world.numbers.organizations
        w.in_group[:] = self._members()
        rows = np.flatnonzero(w.in_group)
        given = self.free_time.give(rows, n.org_hours, today)
        self.hours = n.hours_of_group(w.by_grid(w.residents.grid[rows], given))
        for_others = n.hours_for_others(self.hours)
        self.settling = Settling(n.settled_share(self.hours), n.settled_share(for_others))

    def _members(self) -> NDArray[np.bool_]:
        """Who the members are: as many willing adults of each grid as its groups have, always the same
        first."""
        w, people = self.world, self.world.residents
        groups = w.groups
        wanted = w.by_grid(groups.grid, groups.members * groups.active)
        willing = np.flatnonzero(people.willing & self.free_time.adult & (wanted[people.grid] > 0))
        luck = w.luck.draw("group.member", people.by_street.owners(willing))
        order = willing[np.lexsort((luck, people.grid[willing]))]
        grid = people.grid[order]
        place = np.arange(len(order)) - np.searchsorted(grid, grid)
        member = np.zeros(len(people), bool)
        member[order[place < wanted[grid]]] = True
        return member

    def _founding_chance(self, lent_space: NDArray, branch: NDArray) -> NDArray[np.float64]:
        w, n, people = self.world, self.world.numbers.organizations, self.world.residents
        talents = w.by_grid(people.grid[people.talent & people.awake])
        pool = n.leader_pool(self.free_time.helpers, talents)
        more = branch - w.numbers.members.branch_start
        return n.founding_chance(w.levers.org_seed, w.levers.org_space + lent_space, pool, more)

    def _found(self, lent_space: NDArray, branch: NDArray, today: Today) -> None:
        """O1: at most one new group a grid and month, in the first free place, where the treasury can pay its
        seed."""
        w, n, columns = self.world, self.world.numbers.organizations, self.world.groups.columns
        chance = self._founding_chance(lent_space, branch)
        grids = np.arange(w.grids)
        free = ~columns["active"].reshape(-1, GROUPS_PER_GRID)
        luck = w.luck.draw("group.found", w.kinds.grids.every, today.ordinal)
        founding = (luck < chance) & free.any(axis=1)
        seed = Bill("seed money", "groups", founding * w.levers.org_seed, np.zeros(w.grids))
        founding &= w.treasury.pay(today.date, seed, "org_seed")[w.community]
        place = (grids * GROUPS_PER_GRID + free.argmax(axis=1))[founding]
        columns["active"][place], columns["age_days"][place] = True, 0
        columns["founded"][place] += 1
        columns["members"][place] = n.group_members_start
        columns["money"][place] = w.levers.org_seed[columns["grid"][place]]
