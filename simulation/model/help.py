"""Diary line 6: volunteers join, come to sessions and leave; party members report in and turn out. One
person, one clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.agents.party_member import COMMUNITY, PartyMember
from simulation.agents.resident import Resident
from simulation.agents.resident.ages import ADULT, BORDERS, GROUPS
from simulation.model.world import Today, World
from simulation.population import Population

MONTH = 30  # days
Rule = Callable[..., Any]


@dataclass
class Help:
    """R5-R7, P1-P3. `active` marks who helped this month."""

    world: World
    active: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        w = self.world
        self.active = np.zeros(len(w.residents), bool)
        self.group = np.searchsorted(BORDERS, w.residents.age, side="right")
        self.adult = w.residents.age >= ADULT
        for name, count in zip(
            GROUPS, np.bincount(self.group[self.adult], minlength=len(GROUPS)), strict=True
        ):
            w.records.adults[name] = int(count)
        covered = w.luck.draw("branch.covered", np.arange(w.grids.size))
        w.grids.covered = covered < w.scenario.governance.branch_coverage
        self._start_roster()

    def _start_roster(self) -> None:
        """The roster lies where joining and leaving balance: share = join / (join + leave), by each
        resident's own chances."""
        w = self.world
        join = w.residents.evaluate(Resident.joining_chance, w.levers, w.grids.pull)
        leave = w.residents.evaluate(Resident.leaving_chance)
        everyone = np.arange(len(w.residents))
        settled = w.luck.draw("roster.start", everyone) < join / (join + leave)
        self._sign(np.flatnonzero(settled & self.adult), True)
        roster = w.residents.part(w.residents.on_roster)
        idle = 1 - roster.evaluate(Resident.session_chance, w.levers, w.grids.pull)
        w.grids.active = w.by_grid(roster.grid, 1 - idle**MONTH)  # as if a month lay behind them

    def help(self, today: Today) -> NDArray[np.float64]:
        """Hours of help today by grid (grids,), of volunteers and members together."""
        self._set_incentives()
        called = self._turn_out(today)  # they have the first claim on the clock of the month
        volunteered = self.world.grids.volunteered = self._volunteer(today)
        hours = called + volunteered
        grids = self.world.grids
        grids.helper_hours = hours
        grids.usual_helper_hours = grids.usual_helper_hours + (hours - grids.usual_helper_hours) / MONTH
        return hours

    # volunteers

    def _set_incentives(self) -> None:
        """R7: the stocks of the points scheme by grid, and the pull that follows from them."""
        w, n, g = self.world, self.world.numbers.residents, self.world.grids
        value = w.levers.points
        g.pull = n.points_pull(value, g.known, g.points_on, g.habit)
        g.known = n.points_known(g.known, value)
        g.habit = n.points_habit(g.habit, value)
        g.points_on = np.where(value > 0, g.points_on + 1, np.maximum(g.points_on - 1, 0))

    def _volunteer(self, today: Today) -> NDArray[np.float64]:
        """R5, R6: who joins and leaves the roster, and who of it comes today; hours by grid."""
        w, n, people = self.world, self.world.numbers.residents, self.world.residents
        pull = w.grids.pull
        self._change_minds(today)
        outside = np.flatnonzero(people.willing & ~people.on_roster & self.adult)
        joins = Resident.joining_chance, n.joining_ceiling(pull.max()), w.levers, pull
        self._sign(self._say_yes("roster.join", outside, today, *joins), True)
        leaves = Resident.leaving_chance, n.leaving_ceiling()
        self._sign(self._say_yes("roster.leave", np.flatnonzero(people.on_roster), today, *leaves), False)
        roster = np.flatnonzero(people.on_roster)
        comes = Resident.session_chance, n.session_ceiling(pull.max()), w.levers, pull
        present = self._say_yes("session", roster, today, *comes)
        given = self._give_hours(present, n.session_hours)
        today.series["volunteer_hours"], today.series["roster"] = float(given.sum()), float(len(roster))
        return w.by_grid(people.grid[present], given)

    def _sign(self, rows: NDArray[np.intp], on: bool) -> None:
        """Put residents on the roster, or strike them off."""
        w = self.world
        w.residents.columns["on_roster"][rows] = on
        w.grids.roster = w.grids.roster + w.by_grid(w.residents.grid[rows]) * (1 if on else -1)

    def _change_minds(self, today: Today) -> None:
        """R5: each day one resident in 365 thinks anew about taking part."""
        w, people = self.world, self.world.residents
        rethink = np.flatnonzero(
            w.luck.draw("willing.again", np.arange(len(people)), today.ordinal) < 1 / 365
        )
        share = people.part(rethink).evaluate(Resident.willing_share)
        people.columns["willing"][rethink] = w.luck.draw("willing", rethink) < share

    def _say_yes(
        self, purpose: str, rows: NDArray[np.intp], today: Today, chance: Rule, ceiling: float, *inputs: Any
    ) -> NDArray[np.intp]:
        """Those whose luck lies below their chance. Nobody's chance exceeds the ceiling, so only the few
        whose luck lies below it are asked; a rule of somebody's own keeps no ceiling."""
        luck = self.world.luck.draw(purpose, rows, today.ordinal)
        maybe = luck < (1.0 if self.world.residents.has_own_rules else ceiling)
        asked = rows[maybe]
        return asked[luck[maybe] < self.world.residents.part(asked).evaluate(chance, *inputs)]

    def _give_hours(self, rows: NDArray[np.intp], wanted: float) -> NDArray[np.float64]:
        """R6: hours really given, as far as each one's clock of the month allows."""
        people = self.world.residents
        given = np.minimum(wanted, people.part(rows).evaluate(Resident.free_hours, self.world.levers))
        people.columns["hours_this_month"][rows] += given
        self.active[rows[given > 0]] = True
        return given

    def close_month(self, today: Today) -> None:
        """On the last day of a month: write down who was active in it, and start everybody's clock anew."""
        if (today.date + timedelta(1)).day != 1:
            return
        w = self.world
        active = self.active & self.adult
        count = np.bincount(self.group[active], minlength=len(GROUPS))
        for name, people in zip(GROUPS, count, strict=True):
            w.records.months.append({"day": today.day, "group": name, "active": int(people)})
        w.grids.active = w.by_grid(w.residents.grid[active])
        self.active[:] = False
        w.residents.columns["hours_this_month"][:] = 0

    # party members

    def _turn_out(self, today: Today) -> NDArray[np.float64]:
        w, n = self.world, self.world.numbers.members
        self._strengthen_branches()
        away = w.members.part(w.members.membership > COMMUNITY)
        self._report_in(away, today)
        called = away.part(self._called(away, today))
        at_work = today.working & (
            w.luck.draw("call.hour", called.rows, today.ordinal) < w.numbers.residents.act_day_share
        )
        chance = called.evaluate(PartyMember.turnout_chance, w.grids.branch, at_work)
        w.members.columns["calls_30d"][called.rows] += 1
        comes = called.rows[w.luck.draw("call.turnout", called.rows, today.ordinal) < chance]
        given = self._give_hours(comes, n.pm_hours)
        if today.day >= w.records.start:
            w.members.columns["turnouts"][comes[given > 0]] += 1
        today.series["party_hours"] = float(given.sum())
        return w.by_grid(w.residents.grid[comes], given)

    def _strengthen_branches(self) -> None:
        """P3: branches grow where the model has them; vacant posts hold them back."""
        w = self.world
        filled = w.by_grid(w.workers.grid[w.workers.filled])
        vacancy = np.clip(1 - filled / np.maximum(w.levers.workers, 1e-9), 0, 1)
        programme = w.levers.branch * w.grids.covered
        w.grids.branch = w.numbers.members.branch_strength(w.grids.branch, programme, vacancy)

    def _report_in(self, away: Population[PartyMember], today: Today) -> None:
        """P1: members with a branch elsewhere report in to the community."""
        w = self.world
        share = w.grid_mean(away.grid, away.reported, 0.0)
        missing = away.part(~away.reported)
        chance = missing.evaluate(PartyMember.reporting_in_chance, w.levers, share)
        new = w.luck.draw("member.report", missing.rows, today.ordinal) < chance
        w.members.columns["reported"][missing.rows[new]] = True

    def _called(self, away: Population[PartyMember], today: Today) -> NDArray[np.intp]:
        """P2: reported members who are called today; calls made before are remembered for 30 days."""
        w = self.world
        reported = away.part(away.reported)
        chance = reported.evaluate(PartyMember.call_chance, w.levers)
        called = reported.rows[w.luck.draw("call", reported.rows, today.ordinal) < chance]
        w.members.columns["calls_30d"][reported.rows] *= 1 - 1 / 30
        return called
