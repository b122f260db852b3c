"""One person, one clock: party calls, groups and sessions draw on the same free hours of a month."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.agents.resident import Resident
from simulation.agents.resident.ages import ADULT, BORDERS, GROUPS
from simulation.codes import DAY, WEEK, Channel
from simulation.model.measurement import Opening
from simulation.model.state import Today, World
from simulation.records.participation import HELP, SIGN_ON, SPEAK, VOTE

YOUNG = 40  # years of age: problem 5 is about those below
NEVER = -(10**6)


@dataclass
class FreeTime:
    """R6, and whom neighbours see helping (R8). active: helped this month; voted: in the council, this month;
    last_help: day of the last help; helpers (grids,): adults who helped in the last month."""

    world: World
    active: NDArray[np.bool_] = field(init=False)
    voted: NDArray[np.bool_] = field(init=False)
    last_help: NDArray[np.intp] = field(init=False)
    helpers: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        w = self.world
        self.active, self.voted = np.zeros((2, len(w.residents)), bool)
        self.last_help = np.full(len(w.residents), NEVER)
        self.helpers = np.zeros(w.grids)
        self.group = np.searchsorted(BORDERS, w.residents.age, side="right")
        self.adult = w.residents.age >= ADULT
        w.records.age_group = np.where(self.adult, self.group + 1, 0)
        w.records.at_work = w.residents.employed.astype(bool)
        adults = np.bincount(self.group[self.adult], minlength=len(GROUPS))
        w.records.adults |= {name: int(count) for name, count in zip(GROUPS, adults, strict=True)}

    def give(
        self, rows: NDArray[np.intp], wanted: float, today: Today, real: Any = 1.0
    ) -> NDArray[np.float64]:
        """Hours that each of some residents gives, as far as the month's clock allows. real: share of them
        that is work."""
        w, columns = self.world, self.world.residents.columns
        spent = np.minimum(wanted, w.residents.part(rows).evaluate(Resident.free_hours, w.levers))
        columns["hours_this_month"][rows] += spent
        if today.day >= w.records.start:
            columns["hours_given"][rows] += spent * real
        helped = rows[spent > 0]
        self.active[helped], self.last_help[helped] = True, today.day
        return spent * real

    def look_around(self, day: int) -> None:
        """R8: every Sunday residents see which neighbours have been helping."""
        if day % WEEK != WEEK - 1:
            return
        w, n = self.world, self.world.numbers.residents
        member = w.members.columns["membership"] > 0
        seen = n.as_kind(day - self.last_help, member).astype(np.float32)
        w.residents.columns["active_neighbours"][:] = w.around(seen)

    def close_month(self, today: Today) -> None:
        """On the last day of a month: write down who took part in it, and start everybody's clock anew."""
        if (today.date + timedelta(1)).day != 1:
            return
        w = self.world
        self._write_down(SPEAK, self._spoke(today), today)
        self._write_down(SIGN_ON, w.residents.on_roster, today)
        self._write_down(HELP, self.active, today)
        self._write_down(VOTE, self.voted, today)
        self.helpers = w.by_grid(w.residents.grid[self.active & self.adult])
        self.active[:] = self.voted[:] = False
        w.residents.columns["hours_this_month"][:] = 0

    def _write_down(self, kind: str, did: NDArray[np.bool_], today: Today) -> None:
        count = np.bincount(self.group[did & self.adult], minlength=len(GROUPS))
        self.world.records.months += [
            {"day": today.day, "group": name, "kind": kind, "people": int(people)}
            for name, people in zip(GROUPS, count, strict=True)
        ]

    def _spoke(self, today: Today) -> NDArray[np.bool_]:
        """Who told a matter this month, or was the second to report one; what patrols find nobody told."""
        needs = self.world.records.needs
        told = (needs["channel"] > 0) & ((needs["channel"] != Channel.PATROL) | (needs["duplicate_of"] >= 0))
        first = (today.day + 1 - today.date.day) * DAY
        told &= (needs["firm"] < 0) & (needs["act_at"] >= first) & (needs["act_at"] < today.minute + DAY)
        spoke = np.zeros(len(self.adult), bool)
        spoke[needs["person"][told]] = True
        return spoke

    def totals(self, since: Opening, until: int) -> dict[str, float]:
        """Hours given in the window, by all and by those under 40."""
        people = self.world.residents
        given = people.hours_given - since.hours_given
        young = given[people.age < YOUNG].sum()
        return {"hours_given": float(given.sum()), "hours_given_young": float(young)}
