"""Step of the day: volunteers join, come to sessions and leave."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulation.agents.resident import Resident
from simulation.agents.resident.incentives import Rewards
from simulation.codes import WINDOW
from simulation.columns import described_columns
from simulation.model.bernoulli import bernoulli_rows
from simulation.model.people.free_time import FreeTime
from simulation.model.state import Today, World

described_columns(
    "daily.csv",
    {
        "resource_hours": "hours of lent staff and of groups [hours]",
        "volunteer_hours": "hours that volunteers really give [hours]",
        "roster": "residents on the roster of volunteers [whole: residents]",
        "left_roster": "residents who left the roster [whole: residents]",
        "volunteer_hours_recorded": "hours credited to volunteers' accounts [hours]",
    },
)


@dataclass
class Volunteering:
    """R5-R8. rewards: offered today.

    Arrays (grids,). roster: volunteers on it; volunteered, credited: hours of volunteers yesterday, and of
    them on the points account; usual_hours: of all helpers a day, mean of a month; honoured: share of the
    roster that counts as honoured; known: how far the points scheme is known; habit: how far helping has come
    to mean points; points_on: days with points (novelty comes back as slowly as it goes).
    """

    world: World
    free_time: FreeTime
    rewards: Rewards = field(init=False)

    def __post_init__(self) -> None:
        """The roster lies where joining and leaving balance: share = join / (join + leave), by each
        resident's own chances."""
        w = self.world
        self.roster, self.volunteered, self.credited = np.zeros((3, w.grids))
        self.usual_hours = np.full(w.grids, w.numbers.workers.help_hours0)
        self.honoured, self.known, self.habit, self.points_on = np.zeros((4, w.grids))
        self.rewards = self._offer()
        posts = self._posts()[w.residents.grid]
        join = w.residents.evaluate(Resident.joining_chance, w.levers, self.rewards, posts)
        leave = w.residents.evaluate(Resident.leaving_chance, self.rewards)
        settled = w.luck.draw("roster.start", w.residents.owners) < join / (join + leave)
        self._sign(np.flatnonzero(settled & self.free_time.adult), True)
        self._look_back()

    @property
    def hours_around(self) -> NDArray[np.float64]:
        """Hours of all helpers a day, mean of a month, by as many residents as a usual grid has (grids,)."""
        return self.usual_hours / self.world.grid_size

    def _look_back(self) -> None:
        """As if months lay behind the roster: who helped in the last one, and when everybody did last."""
        w = self.world
        roster = w.residents.part(w.residents.on_roster)
        chance = roster.evaluate(Resident.session_chance, w.levers, self.rewards)
        self.free_time.helpers = w.by_grid(roster.grid, 1 - (1 - chance) ** WINDOW)
        waited = np.log(w.luck.draw("session.before", roster.owners)) / np.log(
            1 - np.clip(chance, 1e-9, 1 - 1e-9)
        )
        self.free_time.last_help[roster.rows] = -1 - np.minimum(waited, WINDOW**3).astype(int)
        self.free_time.look_around(-1)

    def run_day(
        self, called: NDArray, lent_hours: NDArray, group_hours: NDArray, today: Today
    ) -> NDArray[np.float64]:
        """Hours of help today, of volunteers, of members who were called, and of lent staff together. All
        arrays (grids,); lent_hours and group_hours: of lent staff and of residents' groups, of a month."""
        self.rewards = self._offer()
        self._reward(today)
        self.volunteered = self._volunteer(today)
        hours = called + self.volunteered + lent_hours / WINDOW
        today.series["resource_hours"] = self.world.streets.total(lent_hours + group_hours) / WINDOW
        self.usual_hours = self.usual_hours + (hours - self.usual_hours) / WINDOW
        return hours

    # rewards

    def _offer(self) -> Rewards:
        """R7: what helpers are offered today."""
        w, n = self.world, self.world.numbers.residents
        return Rewards(
            honour=n.honour_pull(w.levers.honour, self.honoured),
            points=n.points_pull(w.levers.points, self.known, self.points_on, self.habit),
            cash=w.levers.cash / n.wage_local,
            crowding=1 - w.levers.vouchers,
        )

    def _reward(self, today: Today) -> None:
        """R7: the stocks of honours and of the points scheme by grid, as of tomorrow."""
        w, n = self.world, self.world.numbers.residents
        value = w.levers.points
        self.honoured = n.honoured_tomorrow(self.honoured, w.levers.honour)
        self.known = n.points_known(self.known, value)
        self.habit = n.points_habit(self.habit, value)
        self.points_on = np.where(value > 0, self.points_on + 1, np.maximum(self.points_on - 1, 0))

    # volunteers

    def _volunteer(self, today: Today) -> NDArray[np.float64]:
        """R5, R6: who joins and leaves the roster, and who of it comes today; hours by grid."""
        w, n, people = self.world, self.world.numbers.residents, self.world.residents
        rewards, posts = self.rewards, self._posts()
        pull = n.highest_pull(rewards)
        self._change_minds(today)
        outside = people.willing & ~people.on_roster & self.free_time.adult
        ceiling = n.joining_ceiling(pull, float(n.staff_effect(posts).max()))
        joins = Resident.joining_chance, ceiling, lambda few: (w.levers, rewards, posts[few.grid])
        self._sign(bernoulli_rows(w.luck, "roster.join", people, today, *joins, outside), True)
        leaves = Resident.leaving_chance, n.leaving_ceiling(), lambda few: (rewards,)
        roster = people.part(np.flatnonzero(people.on_roster))
        left = bernoulli_rows(w.luck, "roster.leave", roster, today, *leaves)
        self._sign(left, False)
        roster = roster.part(roster.on_roster)
        ceiling = n.session_ceiling(pull + w.levers.conditions.alarm)
        comes = Resident.session_chance, ceiling, lambda few: (w.levers, rewards)
        present = bernoulli_rows(w.luck, "session", roster, today, *comes)
        given = self.free_time.give(present, n.session_hours, today)
        self.free_time.volunteers[present[given > 0]] = True
        hours = w.by_grid(people.grid[present], given)
        self.credited = n.hours_on_account(hours, w.levers.points)
        street = people.by_street.street
        today.series["volunteer_hours"] = w.streets.sums(given, street[present])
        today.series["roster"] = w.streets.total(people.on_roster)
        today.series["left_roster"] = w.streets.number(street[left])
        today.series["volunteer_hours_recorded"] = w.streets.total(self.credited)
        return hours

    def _posts(self) -> NDArray[np.float64]:
        w = self.world
        return w.by_grid(w.workers.grid[w.workers.filled])

    def _sign(self, rows: NDArray[np.intp], on: bool) -> None:
        """Put residents on the roster, or strike them off."""
        w = self.world
        w.residents.columns["on_roster"][rows] = on
        self.roster = self.roster + w.by_grid(w.residents.grid[rows]) * (1 if on else -1)

    def _change_minds(self, today: Today) -> None:
        """R5: each day one resident in 365 thinks anew about taking part."""
        w, people = self.world, self.world.residents
        everybody = np.ones(len(people), bool)
        rethink, _ = w.luck.few("willing.again", people.by_street.each, today.ordinal, 1 / 365, everybody)
        few = people.part(rethink)
        share = few.evaluate(Resident.willing_share)
        people.columns["willing"][rethink] = w.luck.draw("willing", few.owners) < share
