"""While a study runs: when enough pairs of runs are complete to show them again."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from simulation.experiment.execution.cost.time_left import Clock
from simulation.experiment.runs import Run

PAUSE = 30.0  # seconds: a page is not made for less time than that


@dataclass
class Pairs:
    """How many replications are complete in every scenario.

    left: runs that each replication lacks; clock: seconds; complete: those that lack none; ended: runs that
    ended since `began`, of all those that were `missing`; shown: how many were complete when they were shown
    last; shown_at: when that was. What is asked at each end of a run takes as long for many as for few.
    """

    left: Counter[int]
    clock: Clock = time.monotonic
    ended: int = 0
    complete: set[int] = field(init=False)
    missing: int = field(init=False)
    began: float = field(init=False)
    shown: int = 0
    shown_at: float = 0.0

    def __post_init__(self) -> None:
        self.complete = {pair for pair, runs in self.left.items() if not runs}
        self.missing = self.left.total()
        self.began = self.clock()

    @classmethod
    def of(cls, runs: Iterable[Run], missing: Iterable[Run], clock: Clock = time.monotonic) -> Pairs:
        """The pairs of a study of which some runs are missing."""
        left = Counter(dict.fromkeys((run.replication for run in runs), 0))
        left.update(run.replication for run in missing)
        return cls(left, clock)

    @property
    def counts(self) -> tuple[int, int]:
        """How many pairs are complete, and how many there are to be."""
        return len(self.complete), len(self.left)

    def end(self, run: Run) -> None:
        """A run has ended."""
        self.left[run.replication] -= 1
        self.ended += 1
        if not self.left[run.replication]:
            self.complete.add(run.replication)

    def are_due(self) -> bool:
        """Whether they should be shown: the first at once, then twice as many, after some time; not all of
        them, nor where the others are about to end."""
        complete, all_pairs = self.counts
        if not max(1, 2 * self.shown) <= complete < all_pairs:
            return False
        now = self.clock()
        soon = self.shown and now - self.shown_at < PAUSE
        return not soon and self._seconds_left(now) >= PAUSE

    def _seconds_left(self, now: float) -> float:
        """About how long the other runs take, by those that ended."""
        return (now - self.began) / max(self.ended, 1) * (self.missing - self.ended)

    def note_shown(self) -> None:
        """They have just been shown."""
        self.shown, self.shown_at = len(self.complete), self.clock()
