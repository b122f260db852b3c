"""What comes back: solved matters that return, shared matters reported twice, complaints about what was
closed on paper only."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulation import categories
from simulation.agents.grid_worker import GridWorker
from simulation.calendar import DAY
from simulation.model.world import Today, World
from simulation.records import CHANNELS, MOST_RETURNS, RETURN_STEP

PATROL = CHANNELS.index("patrol")
RETURN_DAYS = 30  # W8: a matter that comes back does so within 30 days
COMPLAINT_RATIO = (
    5  # W8: who was told "done" and sees it undone complains at five times the rate of second thoughts
)
COPIED = (
    "owner",
    "day",
    "person",
    "grid",
    "category",
    "cls",
    "common",
    "solvable",
    "channel",
    "recorded",
    "counted",
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
class Echoes:
    """W8, and the duplicates of R1."""

    world: World
    returns: Waiting = field(default_factory=Waiting)
    doubles: Waiting = field(default_factory=Waiting)
    undone: NDArray[np.intp] = field(default_factory=_none)

    def come_back(self, today: Today) -> NDArray[np.intp]:
        """W8: solved matters that return today, each a need of its own, recorded at once."""
        parents, minute = self.returns.take(today.minute + DAY)
        needs = self.world.records.needs
        copied = {name: needs[name][parents] for name in COPIED}
        copied |= {"owner": copied["owner"] + RETURN_STEP, "recorded": np.ones(len(parents), bool)}
        times = {"arose": minute, "noticed": minute, "act_at": minute}
        ids = needs["id"][parents]
        return needs.append(len(parents), **copied, **times, id=ids + RETURN_STEP, return_of=ids)

    def foresee_returns(self, done: NDArray[np.intp]) -> None:
        """W8: which of the matters truly closed today will return, and when."""
        w, needs = self.world, self.world.records.needs
        hand = w.service.cases["hand"][needs["service_row"][done]]
        chances = w.workers.evaluate(GridWorker.return_chance, w.grids.load - w.numbers.workers.load0)
        chance = np.where(
            (hand >= 0) & (hand < len(w.workers)),
            chances[np.clip(hand, 0, len(w.workers) - 1)],
            w.numbers.workers.recur_30d,
        )
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
        twice = w.luck.draw("double", owner, born) < n.duplicate_share / share
        delay = DAY * n.notice_delay_common * w.luck.exponential("double.day", owner[twice], born[twice])
        self.doubles.add(shared[twice], needs["registered"][shared[twice]] + delay)

    def merge_doubles(self, today: Today) -> None:
        """R1: a second report of a matter that is still open joins it: recorded as merged, never as a case of
        its own."""
        w, needs = self.world, self.world.records.needs
        rows, minute = self.doubles.take(today.minute + DAY)
        still = np.isnan(needs["true_closed"][rows]) | (needs["true_closed"][rows] > minute)
        rows, minute = rows[still], minute[still]
        if len(rows):
            copied = {name: needs[name][rows] for name in COPIED if name != "person"}
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
        today.series["merged"] = float(len(rows))

    def complain(self, answered: NDArray[np.intp], today: Today) -> None:
        """W8: who was told "done" and sees it undone complains, from the next day on, until the case is
        withdrawn; the complaint joins the open case."""
        w, needs = self.world, self.world.records.needs
        given_up = needs["registered"][self.undone] + DAY * w.numbers.service.withdraw_days < today.minute
        self.undone = self.undone[np.isnan(needs["solved"][self.undone]) & ~given_up]
        chance = COMPLAINT_RATIO * w.numbers.residents.reconsider_rate
        luck = w.luck.draw("complaint", needs["owner"][self.undone], needs["day"][self.undone], today.ordinal)
        needs["complaints"][self.undone[luck < chance]] += 1
        today.series["complaints"] = float((luck < chance).sum())
        self.undone = np.concatenate([self.undone, answered[needs["channel"][answered] != PATROL]])
