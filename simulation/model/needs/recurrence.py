"""What comes back: solved matters that return, shared matters reported twice, complaints about what was
closed on paper only."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulation import categories
from simulation.agents.grid_worker import GridWorker
from simulation.codes import DAY, CaseClass, Channel
from simulation.columns import described_columns
from simulation.model.needs.timing import minute_of_act, minute_of_find
from simulation.model.state import Today, World
from simulation.records import MOST_RETURNS, RETURN_STEP

AGAIN = 1  # the use of luck for the second report of one matter
RETURN_DAYS = 30  # W8: a matter that comes back does so within 30 days
COMPLAINT_RATIO = (
    5  # W8: who was told "done" and sees it undone complains at five times the rate of second thoughts
)
COPIED = ("owner", "day", "person", "firm", "grid", "category", "cls", "common", "solvable")
REPORTED = ("channel", "recorded", "counted")


described_columns(
    "daily.csv",
    {
        "told_again": "needs that somebody reports who is not the first [whole: reports]",
        "merged": "second reports merged with a case that is still open [whole: reports]",
        "complaints": "complaints about cases that were called done and are not [whole: complaints]",
    },
)


def _none() -> NDArray[np.intp]:
    return np.zeros(0, np.intp)


@dataclass
class Waiting:
    """Needs with the minute at which something about them will happen."""

    rows: NDArray[np.intp] = field(default_factory=_none)
    at: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))

    def add(self, rows: NDArray[np.intp], at: NDArray[np.float64]) -> None:
        """Put needs on the list."""
        self.rows, self.at = np.concatenate([self.rows, rows]), np.concatenate([self.at, at])

    def take(self, until: float) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Take those off the list whose minute lies before `until`."""
        now = self.at < until
        taken = self.rows[now], self.at[now]
        self.rows, self.at = self.rows[~now], self.at[~now]
        return taken


@dataclass
class Recurrence:
    """W8, and the duplicates of R1."""

    world: World
    returns: Waiting = field(default_factory=Waiting)
    returned: Waiting = field(default_factory=Waiting)
    parents: Waiting = field(default_factory=Waiting)
    doubles: Waiting = field(default_factory=Waiting)
    undone: NDArray[np.intp] = field(default_factory=_none)

    def come_back(self, today: Today) -> NDArray[np.intp]:
        """W8: solved matters return, each a need of its own. Gives those that are reported today, through the
        channel of their parent, and recorded."""
        self._return(today)
        until = today.minute + DAY
        (rows, _), (parents, _) = self.returned.take(until), self.parents.take(until)
        needs = self.world.records.needs
        needs["channel"][rows], needs["counted"][rows] = needs["channel"][parents], needs["counted"][parents]
        needs["recorded"][rows] = True
        return rows

    def _return(self, today: Today) -> None:
        """The returns of today as needs; when each will be reported follows the rhythm of its reporters."""
        parents, minute = self.returns.take(today.minute + DAY)
        needs = self.world.records.needs
        copied = {name: needs[name][parents] for name in COPIED}
        copied |= {"owner": copied["owner"] + RETURN_STEP}
        ids = needs["id"][parents]
        times = {"arose": minute, "noticed": minute}
        rows = needs.append(len(parents), **copied, **times, id=ids + RETURN_STEP, return_of=ids)
        at = needs["act_at"][rows] = self._reported_at(
            rows, needs["channel"][parents] == Channel.PATROL, minute
        )
        self.returned.add(rows, at)
        self.parents.add(parents, at)

    def _reported_at(self, rows: NDArray[np.intp], found: NDArray, minute: NDArray) -> NDArray[np.float64]:
        """Minute of a report: emergencies at once, what patrols had found in hours of duty, the rest as
        residents speak."""
        w = self.world
        voiced = np.where(found, minute_of_find(w, rows, minute), minute_of_act(w, rows, minute, 0))
        return np.where(w.records.needs["cls"][rows] == CaseClass.EMERGENCY, minute, voiced)

    def foresee_returns(self, done: NDArray[np.intp], load: NDArray) -> None:
        """W8: which of the matters truly closed today will return, and when. load (grids,): workers'."""
        w, needs = self.world, self.world.records.needs
        server = w.service.cases["server"][needs["service_row"][done]]
        hurry = (load - w.numbers.workers.load0)[w.workers.grid]
        chances = w.workers.evaluate(GridWorker.return_chance, hurry)
        chance = np.where(
            (server >= 0) & (server < len(w.workers)),
            chances[np.clip(server, 0, len(w.workers) - 1)],
            w.numbers.workers.recur_30d,
        )
        known = w.key_households.knows(w.residents.household[needs["person"][done]])
        needs["known"][done] = known
        chance = w.numbers.workers.returns_of_known(chance, known == 1)
        contracted = needs["contracted"][done]
        chance = np.where(contracted, w.numbers.enterprises.returns_of_market(chance), chance)
        owner, born = needs["owner"][done], needs["day"][done]
        fresh = owner // RETURN_STEP % (MOST_RETURNS + 1) < MOST_RETURNS
        back = fresh & (w.luck.draw("return", owner, born) < chance)
        day = RETURN_DAYS * w.luck.draw("return.day", owner[back], born[back])
        # not before tomorrow, whose needs are read next
        tomorrow = (np.floor(needs["true_closed"][done[back]] / DAY) + 1) * DAY
        self.returns.add(done[back], np.maximum(needs["true_closed"][done[back]] + DAY * day, tomorrow))

    def foresee_doubles(self, rows: NDArray[np.intp]) -> None:
        """R1: some shared matters will be reported by another resident too."""
        w, needs, n = self.world, self.world.records.needs, self.world.numbers.residents
        shared = rows[needs["common"][rows] & needs["recorded"][rows]]
        owner, born = needs["owner"][shared], needs["day"][shared]
        share = float((categories.SHARE * categories.COMMON).sum())
        twice = w.luck.draw("double", owner, born) < n.second_report_chance(share)
        delay = DAY * n.notice_delay_common * w.luck.exponential("double.day", owner[twice], born[twice])
        at = minute_of_act(w, shared[twice], needs["registered"][shared[twice]] + delay, AGAIN)
        self.doubles.add(shared[twice], at)

    def merge_doubles(self, today: Today) -> None:
        """R1: a second report of a matter that is still open joins it: recorded as merged, never as a case of
        its own."""
        w, needs = self.world, self.world.records.needs
        rows, minute = self.doubles.take(today.minute + DAY)
        today.series["told_again"] = w.streets.number(w.street_of_needs(rows))
        still = np.isnan(needs["true_closed"][rows]) | (needs["true_closed"][rows] > minute)
        rows, minute = rows[still], minute[still]
        if len(rows):
            copied = {name: needs[name][rows] for name in (*COPIED, *REPORTED) if name != "person"}
            needs.append(
                len(rows),
                **copied,
                id=-needs["id"][rows] - 1,
                person=w.neighbours[needs["person"][rows], 0],
                arose=minute,
                noticed=minute,
                act_at=minute,
                registered=minute,
                duplicate_of=needs["id"][rows],
                ended=True,
            )
        today.series["merged"] = w.streets.number(w.street_of_needs(rows))

    def complain(self, answered: NDArray[np.intp], today: Today) -> None:
        """W8: who was told "done" and sees it undone complains, from the next day on, until the case is
        withdrawn; the complaint joins the open case."""
        w, needs = self.world, self.world.records.needs
        given_up = needs["registered"][self.undone] + DAY * w.numbers.service.withdraw_days < today.minute
        self.undone = self.undone[np.isnan(needs["solved"][self.undone]) & ~given_up]
        chance = COMPLAINT_RATIO * w.numbers.residents.reconsider_rate
        luck = w.luck.draw("complaint", needs["owner"][self.undone], needs["day"][self.undone], today.ordinal)
        angry = self.undone[luck < chance]
        needs["complaints"][angry] += 1
        today.series["complaints"] = w.streets.number(w.street_of_needs(angry))
        self.undone = np.concatenate([self.undone, answered[needs["channel"][answered] != Channel.PATROL]])
