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
from simulation.model.measurement import Opening, Totals
from simulation.model.state import Today, World
from simulation.records.participation import HELP, SIGN_ON, SPEAK, VOLUNTEER, VOTE

YOUNG = 40  # years of age: problem 5 is about those below
NEVER = -(10**6)


@dataclass
class FreeTime:
    """R6, and whom neighbours see helping (R8). active: helped this month; volunteers: came to a session this
    month; voted: in the council, this month; last_help: day of the last help; helpers (grids,): adults who
    helped in the last month."""

    world: World
    active: NDArray[np.bool_] = field(init=False)
    volunteers: NDArray[np.bool_] = field(init=False)
    voted: NDArray[np.bool_] = field(init=False)
    last_help: NDArray[np.intp] = field(init=False)
    helpers: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        w = self.world
        self.active, self.volunteers, self.voted = np.zeros((3, len(w.residents)), bool)
        self.last_help = np.full(len(w.residents), NEVER)
        self.helpers = np.zeros(w.grids)
        self.group = np.searchsorted(BORDERS, w.residents.age, side="right").astype(np.int8)
        self.adult = w.residents.age >= ADULT
        age_group, at_work = np.where(self.adult, self.group + 1, 0), w.residents.employed.astype(bool)
        for street, (log, adults) in enumerate(zip(w.logs, self._by_group(self.adult), strict=True)):
            mine = w.residents.by_street.only(street)
            log.age_group, log.at_work = age_group[mine], at_work[mine]
            log.adults |= {name: int(count) for name, count in zip(GROUPS, adults, strict=True)}

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
        self._write_down(VOLUNTEER, self.volunteers, today)
        self._write_down(HELP, self.active, today)
        self._write_down(VOTE, self.voted, today)
        self.helpers = w.by_grid(w.residents.grid[self.active & self.adult])
        self.active[:] = self.volunteers[:] = self.voted[:] = False
        w.residents.columns["hours_this_month"][:] = 0

    def _write_down(self, kind: str, did: NDArray[np.bool_], today: Today) -> None:
        for log, counts in zip(self.world.logs, self._by_group(did & self.adult), strict=True):
            log.months += [
                {"day": today.day, "group": name, "kind": kind, "people": int(people)}
                for name, people in zip(GROUPS, counts, strict=True)
            ]

    def _by_group(self, who: NDArray[np.bool_]) -> NDArray[np.intp]:
        """How many residents of those marked there are, by street and age group (streets, groups)."""
        size = len(GROUPS)
        cell = self.world.residents.by_street.street[who] * size + self.group[who]
        return np.bincount(cell, minlength=self.world.streets.count * size).reshape(-1, size)

    def _spoke(self, today: Today) -> NDArray[np.bool_]:
        """Who told a matter this month, or was the second to report one; what patrols find nobody told."""
        needs = self.world.records.needs
        told = (needs["channel"] > 0) & ((needs["channel"] != Channel.PATROL) | (needs["duplicate_of"] >= 0))
        first = (today.day + 1 - today.date.day) * DAY
        told &= (needs["firm"] < 0) & (needs["act_at"] >= first) & (needs["act_at"] < today.minute + DAY)
        spoke = np.zeros(len(self.adult), bool)
        spoke[needs["person"][told]] = True
        return spoke

    def totals(self, since: Opening, until: int) -> Totals:
        """Hours given in the window, by all and by those under 40."""
        people, streets = self.world.residents, self.world.streets
        given, young = people.hours_given - since.hours_given, people.age < YOUNG
        hours = streets.sums(given[young], people.by_street.street[young])
        return {"hours_given": streets.total(given), "hours_given_young": hours}
