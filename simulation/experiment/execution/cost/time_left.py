"""How long the runs that are left will take, by the ends of those before."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable

Clock = Callable[[], float]
RECENT = 20  # laps at least: fewer would follow every disturbance of the machine


class TimeLeft:
    """Learns from the ends of runs. What comes before the first end is not counted, as processes start and
    compile by then.

    clock: seconds; ends: when each run ended; end_sums, work_sums: sums of the ends, and of what runs cost
    against a usual one, after each of them, so that an estimate takes as long after many runs as after few.
    """

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self.clock, self.began = clock, clock()
        self.ends: list[float] = []
        self.end_sums: list[float] = [0.0]
        self.work_sums: list[float] = [0.0]

    def note(self, ended: int, work: float = 1.0) -> None:
        """So many runs have ended by now. work: of each that ended since the last time."""
        now = self.clock()
        for _ in range(ended - len(self.ends)):
            self.ends.append(now)
            self.end_sums.append(self.end_sums[-1] + now - self.began)
            self.work_sums.append(self.work_sums[-1] + work)

    def seconds(self, left: int, work: float | None = None) -> float | None:
        """How long `left` more runs take, of so much `work` together; None until a second lap has begun."""
        abreast = self._abreast()
        laps = len(self.ends) - abreast  # each from the end of a run to that of the next in its process
        if laps < 1:
            return None
        recent = min(max(RECENT, laps // 2), laps)
        taken = _last(self.end_sums, recent) - _last(self.end_sums, recent, abreast)
        lap = taken / _last(self.work_sums, recent)  # of a usual run
        more = -(-left // abreast)
        same_process = self.ends[len(self.ends) + left - more * abreast - 1]  # it does the last run, too
        of_each = 1.0 if work is None or not left else work / left
        return max(same_process + more * lap * of_each - self.clock(), 0.0)

    def _abreast(self) -> int:
        """How many runs are done side by side: those that end before a process can end its second."""
        first = self.ends[0] if self.ends else self.began
        return max(bisect_right(self.ends, first + (first - self.began) / 2), 1)


def _last(sums: list[float], count: int, before: int = 0) -> float:
    """The sum of so many numbers, of which there are the sums, but for some that come after them."""
    end = len(sums) - 1 - before
    return sums[end] - sums[end - count]


def spoken(seconds: float) -> str:
    """A time as somebody would say it: 40 s, 2.5 min, 12 min, 3.5 h."""
    if seconds < 95:
        return f"{max(round(seconds, -1), 10):.0f} s"
    minutes = seconds / 60
    if minutes < 10:
        return f"{round(2 * minutes) / 2:g} min"
    return f"{minutes:.0f} min" if minutes < 100 else f"{round(minutes / 30) / 2:g} h"
