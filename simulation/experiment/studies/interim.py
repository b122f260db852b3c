"""While a study runs: when enough pairs of runs are complete to show them again."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from simulation.experiment.runs import Run

FIRST = 2  # pairs: one alone cannot say how sure it is
PAUSE = 30.0  # seconds: a short study is not shown before its end


@dataclass
class Pairs:
    """How many replications are complete in every scenario. left: runs that each seed still lacks; shown: how
    many were complete when they were shown last; shown_at: when that was."""

    left: Counter[int] = field(default_factory=Counter)
    shown: int = 0
    shown_at: float = field(default_factory=time.monotonic)

    @classmethod
    def of(cls, runs: Iterable[Run], missing: Iterable[Run]) -> Pairs:
        """The pairs of a study of which some runs are missing."""
        left = Counter(dict.fromkeys((run.seed for run in runs), 0))
        left.update(run.seed for run in missing)
        return cls(left)

    @property
    def complete(self) -> set[int]:
        """Seeds of which no run is missing."""
        return {seed for seed, runs in self.left.items() if not runs}

    def end(self, run: Run) -> None:
        """A run has ended."""
        self.left[run.seed] -= 1

    def are_due(self) -> bool:
        """Whether they should be shown: some time after the last time, twice as many, and not yet all."""
        if time.monotonic() - self.shown_at < PAUSE:
            return False
        return max(FIRST, 2 * self.shown) <= len(self.complete) < len(self.left)

    def note_shown(self) -> None:
        """They have just been shown."""
        self.shown, self.shown_at = len(self.complete), time.monotonic()
