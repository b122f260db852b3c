"""The residents' council: residents who could lead become active or inactive. Once a month a grid meets,
proposes, votes and builds."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulation.agents.resident import Resident
from simulation.columns import described_columns
from simulation.levers import Bill
from simulation.luck import poisson
from simulation.model.bernoulli import bernoulli_rows
from simulation.model.people.free_time import YOUNG, FreeTime
from simulation.model.state import Today, World

MEETING_DAY = 10  # of the month
MOST = 64  # proposals of a meeting, and projects of a grid, that have luck of their own


described_columns(
    "daily.csv",
    {
        "voice_channels": "levers of app and council together, mean over grids [level]",
        "proposals": "proposals that councils decided on [whole: proposals]",
        "votes": "votes cast [whole: votes]",
        "votes_young": "votes cast by the young [whole: votes]",
        "projects": "projects that stand [whole: projects]",
        "talents_awake": "residents who could lead and are active [whole: residents]",
    },
)


@dataclass
class Council:
    """C1, and residents who could lead (`talents`). A proposal's luck belongs to its grid and its number; a
    voter's to the voter. Arrays (grids,), projects: that stand; rooms: whether there is one to meet and work
    in."""

    world: World
    free_time: FreeTime
    projects: NDArray = field(init=False)
    rooms: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        w = self.world
        self.projects, self.rooms = np.zeros(w.grids), np.zeros(w.grids, bool)
        self.talents = np.flatnonzero(w.residents.talent)
        luck = w.luck.draw("talent.awake", w.residents.by_street.owners(self.talents))
        w.residents.columns["awake"][self.talents] = luck < w.numbers.residents.awake0

    def run_day(self, load: NDArray, lent_space: NDArray, today: Today) -> NDArray[np.float64]:
        """The day of residents who could lead. On the first of a month projects are maintained, on the tenth
        councils meet. Arrays (grids,), load: of the workers; lent_space: m2 that firms and units lend this
        month. Returns the minutes of workers that proposals take (grids,)."""
        self._wake(today)
        w, levers, bill = self.world, self.world.levers, np.zeros(self.world.grids)
        today.series["voice_channels"] = w.streets.mean(levers.voice_app + levers.voice_council)
        today.series.update(dict.fromkeys(("proposals", "votes", "votes_young"), 0.0))
        if today.date.day == 1 and self.projects.any():
            self._maintain(today)
        if today.date.day == MEETING_DAY and levers.voice_council.any():
            self.rooms = w.levers.org_space + lent_space > 0
            bill = self._meet(load, today)
        today.series["projects"] = w.streets.total(self.projects)
        return bill

    def _wake(self, today: Today) -> None:
        """Residents who could lead become active by invitation or a council, and inactive where they have no
        task."""
        w, n = self.world, self.world.numbers.residents
        people, columns = w.residents.part(self.talents), w.residents.columns
        awake = people.awake
        ceiling = n.waking_ceiling(float(w.levers.voice_council.max()))
        asked = Resident.waking_chance, ceiling, lambda few: (w.levers,)
        wakes = bernoulli_rows(w.luck, "talent.wake", people.part(~awake), today, *asked)
        lately = today.day - self.free_time.last_help[self.talents] < n.active_window
        busy = lately | (w.levers.voice_council[people.grid] > 0)
        luck = w.luck.of_agents("talent.wake", people, today.ordinal)
        sleeps = self.talents[awake & (luck < n.falling_asleep_chance(busy))]
        columns["awake"][sleeps], columns["awake"][wakes] = False, True
        uses = self.talents[columns["awake"][self.talents]]
        today.series["talents_awake"] = w.streets.number(w.residents.by_street.street[uses])

    def _meet(self, load: NDArray, today: Today) -> NDArray[np.float64]:
        """C1: proposals, votes, and projects where money, minutes and rooms are there; a refusal
        disappoints."""
        w, n = self.world, self.world.numbers
        people = w.residents.part(self.talents)
        share = w.grid_mean(people.grid, people.awake, 0.0)
        expected = n.residents.proposals_expected(w.levers.voice_council, share)
        luck = w.luck.draw("council.proposals", w.kinds.grids.every, today.ordinal)
        count = np.clip(poisson(luck, expected), 0, MOST - 1).astype(int)
        comes = self._present(today)
        for number in range(count.max()):
            self._decide(number, count > number, comes, load, today)
        return n.treasury.bill_proposal * count

    def _present(self, today: Today) -> NDArray[np.intp]:
        w = self.world
        rows = np.flatnonzero(self.free_time.adult & (w.levers.voice_council[w.residents.grid] > 0))
        adults = w.residents.part(rows)
        chance = adults.evaluate(Resident.coming_chance, w.levers)
        return rows[w.luck.of_agents("council.come", adults, today.ordinal) < chance]

    def _decide(
        self, number: int, proposed: NDArray[np.bool_], comes: NDArray[np.intp], load: NDArray, today: Today
    ) -> None:
        """The vote on one proposal in each grid that has it, and what follows."""
        w = self.world
        grid = w.residents.grid[comes]
        present = w.by_grid(grid)
        people = w.residents.part(comes)
        luck = w.luck.of_agents("council.vote", people, today.ordinal, number)
        yes = luck < people.evaluate(Resident.yes_chance)
        decided = proposed & (present > 0)
        wanted = decided & (2 * w.by_grid(grid[yes]) > present)
        built = self._build(number, wanted & (load < w.numbers.residents.project_load), today)
        self._disappoint(number, decided & ~built, today)
        voting = decided[grid]
        self.free_time.voted[comes[voting]] = True
        young = voting & (people.age < YOUNG)
        today.series["proposals"] += w.streets.total(decided)
        today.series["votes"] += w.streets.number(people.street[voting])
        today.series["votes_young"] += w.streets.number(people.street[young])

    def _build(self, number: int, wanted: NDArray[np.bool_], today: Today) -> NDArray[np.bool_]:
        """Grids in which the proposal becomes a project: rooms, minutes and money are there."""
        w, n = self.world, self.world.numbers.residents
        owner = w.kinds.grids.owners(np.arange(w.grids), MOST, number)
        needs_room = w.luck.draw("council.room", owner, today.ordinal) < n.project_room
        able = wanted & (~needs_room | self.rooms)
        bill = Bill("projects", "residents", np.where(able, n.project_yuan, 0.0), np.zeros(w.grids))
        built = able & w.treasury.pay(today.date, bill, "voice_council")[w.community]
        self.projects = np.minimum(self.projects + built, MOST)
        return built

    def _disappoint(self, number: int, refused: NDArray[np.bool_], today: Today) -> None:
        """Somebody is disappointed by a refused proposal: one of the active residents who could lead, by
        luck."""
        w, columns = self.world, self.world.residents.columns
        awake = self.talents[columns["awake"][self.talents]]
        grid = w.residents.grid[awake]
        first, end = np.searchsorted(grid, np.arange(w.grids)), np.cumsum(w.by_grid(grid))
        owner = w.kinds.grids.owners(np.arange(w.grids), MOST, number)
        luck = w.luck.draw("council.proposer", owner, today.ordinal)
        chosen = (first + luck * (end - first)).astype(int)[refused & (end > first)]
        who = awake[chosen]
        columns["disappointment"][who] += w.numbers.residents.disappoint_step * (
            1 - columns["disappointment"][who]
        )

    def _maintain(self, today: Today) -> None:
        """C1: projects are kept where a council looks after them and the upkeep is paid; others are lost
        one by one."""
        w, n, projects = self.world, self.world.numbers.residents, self.projects
        kept = projects * (w.levers.voice_council > 0)
        bill = Bill("project upkeep", "residents", kept * n.project_upkeep, np.zeros(w.grids))
        looked_after = (w.levers.voice_council > 0) & w.treasury.pay(today.date, bill, "")[w.community]
        number = np.arange(MOST)
        owner = w.kinds.grids.owners(np.arange(w.grids)[:, None], MOST, number)
        lost = w.luck.draw("project.lost", owner, today.ordinal) < n.project_decay
        lost &= (number < projects[:, None]) & ~looked_after[:, None]
        self.projects = projects - lost.sum(axis=1)
