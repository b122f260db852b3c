"""How long the runs that are left will take, by the ends of those before."""

from __future__ import annotations

import time
from collections.abc import Callable

Clock = Callable[[], float]
RECENT = 20  # laps at least: fewer would follow every disturbance of the machine


class TimeLeft:
    """Learns from the ends of runs. What comes before the first end is not counted, as processes start and
    compile by then.

    clock: seconds; ends, works: when each run ended, and what it cost against a usual one.
    """

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self.clock, self.began = clock, clock()
        self.ends: list[float] = []
        self.works: list[float] = []

    def note(self, ended: int, work: float = 1.0) -> None:
        """So many runs have ended by now. work: of each that ended since the last time."""
        new = ended - len(self.ends)
        self.ends += [self.clock()] * new
        self.works += [work] * new

    def seconds(self, left: int, work: float | None = None) -> float | None:
        """How long `left` more runs take, of so much `work` together; None until a second lap has begun."""
        abreast = self._abreast()
        laps = [later - before for before, later in zip(self.ends, self.ends[abreast:], strict=False)]
        if not laps:
            return None
        recent = min(max(RECENT, len(laps) // 2), len(laps))
        lap = sum(laps[-recent:]) / sum(self.works[-recent:])  # of a usual run
        more = -(-left // abreast)
        same_process = self.ends[len(self.ends) + left - more * abreast - 1]  # it does the last run, too
        of_each = 1.0 if work is None or not left else work / left
        return max(same_process + more * lap * of_each - self.clock(), 0.0)

    def _abreast(self) -> int:
        """How many runs are done side by side: those that end before a process can end its second."""
        first = self.ends[0] if self.ends else self.began
        return max(sum(end <= first + (first - self.began) / 2 for end in self.ends), 1)


def spoken(seconds: float) -> str:
    """A time as somebody would say it: 40 s, 2.5 min, 12 min, 3.5 h."""
    if seconds < 95:
        return f"{max(round(seconds, -1), 10):.0f} s"
    minutes = seconds / 60
    if minutes < 10:
        return f"{round(2 * minutes) / 2:g} min"
    return f"{minutes:.0f} min" if minutes < 100 else f"{round(minutes / 30) / 2:g} h"
