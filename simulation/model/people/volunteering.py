"""Step of the day: volunteers join, come to sessions and leave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.agents.resident import Resident
from simulation.agents.resident.incentives import Rewards
from simulation.codes import WINDOW
from simulation.columns import described_columns
from simulation.model.bernoulli import bernoulli_rows
from simulation.model.people.free_time import Clock
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
class Help:
    """R5-R8."""

    world: World
    clock: Clock

    def __post_init__(self) -> None:
        """The roster lies where joining and leaving balance: share = join / (join + leave), by each
        resident's own chances."""
        w = self.world
        self._set_rewards()
        posts = self._posts()[w.residents.grid]
        join = w.residents.evaluate(Resident.joining_chance, w.levers, w.grids.rewards, posts)
        leave = w.residents.evaluate(Resident.leaving_chance, w.grids.rewards)
        settled = w.luck.draw("roster.start", np.arange(len(w.residents))) < join / (join + leave)
        self._sign(np.flatnonzero(settled & self.clock.adult), True)
        self._look_back()

    def _look_back(self) -> None:
        """As if months lay behind the roster: who helped in the last one, and when everybody did last."""
        w = self.world
        roster = w.residents.part(w.residents.on_roster)
        chance = roster.evaluate(Resident.session_chance, w.levers, w.grids.rewards)
        w.grids.active = w.by_grid(roster.grid, 1 - (1 - chance) ** WINDOW)
        waited = np.log(w.luck.draw("session.before", roster.rows)) / np.log(
            1 - np.clip(chance, 1e-9, 1 - 1e-9)
        )
        self.clock.last_help[roster.rows] = -1 - np.minimum(waited, WINDOW**3).astype(int)
        self.clock.look_around(-1)

    def help(self, called: NDArray[np.float64], today: Today) -> NDArray[np.float64]:
        """Hours of help today by grid (grids,), of volunteers and of members who were `called`, together."""
        self._set_rewards()
        self._reward(today)
        volunteered = self.world.grids.volunteered = self._volunteer(today)
        grids = self.world.grids
        hours = called + volunteered + grids.lent_hours / WINDOW
        today.series["resource_hours"] = float((grids.lent_hours + grids.group_hours).sum()) / WINDOW
        grids.helper_hours = hours
        grids.usual_helper_hours = grids.usual_helper_hours + (hours - grids.usual_helper_hours) / WINDOW
        return hours

    # rewards

    def _set_rewards(self) -> None:
        """R7: what helpers are offered today."""
        w, n, g = self.world, self.world.numbers.residents, self.world.grids
        g.rewards = Rewards(
            honour=n.honour_pull(w.levers.honour, g.honoured),
            points=n.points_pull(w.levers.points, g.known, g.points_on, g.habit),
            cash=w.levers.cash / n.wage_local,
            crowding=1 - w.levers.vouchers,
        )

    def _reward(self, today: Today) -> None:
        """R7: the stocks of honours and of the points scheme by grid, as of tomorrow."""
        w, n, g = self.world, self.world.numbers.residents, self.world.grids
        value = w.levers.points
        g.honoured = n.honoured_tomorrow(g.honoured, w.levers.honour)
        g.known = n.points_known(g.known, value)
        g.habit = n.points_habit(g.habit, value)
        g.points_on = np.where(value > 0, g.points_on + 1, np.maximum(g.points_on - 1, 0))

    # volunteers

    def _volunteer(self, today: Today) -> NDArray[np.float64]:
        """R5, R6: who joins and leaves the roster, and who of it comes today; hours by grid."""
        w, n, people = self.world, self.world.numbers.residents, self.world.residents
        rewards, posts = w.grids.rewards, self._posts()
        pull = n.highest_pull(rewards)
        self._change_minds(today)
        outside = people.part(np.flatnonzero(people.willing & ~people.on_roster & self.clock.adult))
        ceiling = n.joining_ceiling(pull, float(n.staff_effect(posts).max()))
        joins = Resident.joining_chance, ceiling, w.levers, rewards, posts[outside.grid]
        self._sign(bernoulli_rows(w.luck, "roster.join", outside, today, *joins), True)
        leaves = Resident.leaving_chance, n.leaving_ceiling(), rewards
        roster = people.part(np.flatnonzero(people.on_roster))
        left = bernoulli_rows(w.luck, "roster.leave", roster, today, *leaves)
        self._sign(left, False)
        roster = roster.part(roster.on_roster)
        ceiling = n.session_ceiling(pull + w.levers.conditions.alarm)
        comes = Resident.session_chance, ceiling, w.levers, rewards
        present = bernoulli_rows(w.luck, "session", roster, today, *comes)
        given = self.clock.give(present, n.session_hours, today)
        hours = w.by_grid(people.grid[present], given)
        w.grids.credited = n.hours_on_account(hours, w.levers.points)
        today.series["volunteer_hours"], today.series["roster"] = float(given.sum()), float(len(roster))
        today.series["left_roster"] = float(len(left))
        today.series["volunteer_hours_recorded"] = float(w.grids.credited.sum())
        return hours

    def _posts(self) -> NDArray[np.float64]:
        w = self.world
        return w.by_grid(w.workers.grid[w.workers.filled])

    def _sign(self, rows: NDArray[np.intp], on: bool) -> None:
        """Put residents on the roster, or strike them off."""
        w = self.world
        w.residents.columns["on_roster"][rows] = on
        w.grids.roster = w.grids.roster + w.by_grid(w.residents.grid[rows]) * (1 if on else -1)

    def _change_minds(self, today: Today) -> None:
        """R5: each day one resident in 365 thinks anew about taking part."""
        w, people = self.world, self.world.residents
        rethink = np.flatnonzero(w.luck.draw("willing.again", people.rows, today.ordinal) < 1 / 365)
        share = people.part(rethink).evaluate(Resident.willing_share)
        people.columns["willing"][rethink] = w.luck.draw("willing", rethink) < share
