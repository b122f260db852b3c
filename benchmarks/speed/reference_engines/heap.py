"""A plain program: heapq, deques and lists, nothing else.

A case waits in one of five lines of its grid: emergencies, interrupted majors, majors, interrupted generals,
generals. What a worker holds is (line, time it joined it, case, since when, stamp); the stamp sets its
completion apart from those that an interruption made void.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable
from math import inf, nan

import numpy as np

from benchmarks.speed.reference_engines.workload import DAY, EMERGENCY, SERVERS, WORKERS, Outcome, Workload

FRESH = (0, 2, 4)  # the line of each class; one less when interrupted
AT_NIGHT, BY_DAY = range(3), range(5)  # lines that are served
TURN, BODY = -1, -2  # in the place of a worker: hours begin or end, a body is done


def prepare(w: Workload) -> Callable[[], Outcome]:
    """A run of the plain program."""
    return Plain(w).run


class Plain:
    """A street, its events and its cases."""

    def __init__(self, w: Workload) -> None:
        self.arrival, self.grid, self.cls, content, self.body, self.body_minutes = (
            column.tolist() for column in w[7:]
        )
        self.left, self.horizon, self.preempts = content, w.horizon, w.preempts
        self.first, self.close = [nan] * len(content), [nan] * len(content)
        self.lines = [[deque() for _ in BY_DAY] for _ in range(w.grids)]
        self.held: list[list[tuple | None]] = [[None] * WORKERS for _ in range(w.grids)]
        self.queue, self.busy = [deque() for _ in range(w.bodies)], [0] * w.bodies
        turns = [(day * DAY + minute, TURN, minute == w.opens) for day in range(w.days)
                 for minute in (w.opens, w.closes)]  # fmt: skip
        self.events: list[tuple] = [(t, 0, who, opens, 0) for t, who, opens in turns]
        heapq.heapify(self.events)
        self.served, self.stamp = AT_NIGHT, 0

    def run(self) -> Outcome:
        """Play up to the horizon."""
        coming, arrival, size = 0, self.arrival, len(self.arrival)
        while True:
            due = arrival[coming] if coming < size else inf
            t = self.events[0][0] if self.events else inf
            if min(due, t) >= self.horizon:
                return Outcome(np.array(self.first), np.array(self.close))
            if due < t:
                self.arrive(due, coming)
                coming += 1
            else:
                self.fire(*heapq.heappop(self.events))

    def fire(self, t: float, stamp: int, who: int, i: int, place: int) -> None:
        """An event that was planned."""
        if who == TURN:
            self.served = BY_DAY if i else AT_NIGHT
            for g in range(len(self.lines)):
                self.hand_out(g, t)
        elif who == BODY:
            self.close[i] = t
            self.busy[place] -= 1
            self.serve(place, t)
        else:
            held = self.held[place][who]
            if held and held[4] == stamp:
                self.complete(t, i, place, who)

    def arrive(self, t: float, i: int) -> None:
        """A new case: a free worker takes it, or an emergency interrupts."""
        g, cls = self.grid[i], self.cls[i]
        self.lines[g][FRESH[cls]].append((t, i))
        self.hand_out(g, t)
        if self.preempts and cls == EMERGENCY and self.first[i] != self.first[i]:
            self.interrupt(g, t)

    def interrupt(self, g: int, t: float) -> None:
        """The worker of the case of the last line that joined it last lays it down."""
        held = self.held[g]
        k = max(range(WORKERS), key=lambda k: held[k][:2])  # type: ignore[index]
        line, _, loser, since, _ = held[k]  # type: ignore[misc]
        if line > 0:
            self.left[loser] -= t - since
            self.lines[g][FRESH[self.cls[loser]] - 1].append((t, loser))
            held[k] = None
            self.hand_out(g, t)

    def hand_out(self, g: int, t: float) -> None:
        """Free workers take what waits, the first line first."""
        held = self.held[g]
        for k in range(WORKERS):
            if held[k] is None:
                for line in self.served:
                    if self.lines[g][line]:
                        self.start(g, k, line, t)
                        break

    def start(self, g: int, k: int, line: int, t: float) -> None:
        """A worker takes the first case of a line."""
        joined, i = self.lines[g][line].popleft()
        if self.first[i] != self.first[i]:
            self.first[i] = t
        self.stamp += 1
        self.held[g][k] = (line, joined, i, t, self.stamp)
        heapq.heappush(self.events, (t + self.left[i], self.stamp, k, i, g))

    def complete(self, t: float, i: int, g: int, k: int) -> None:
        """A worker is done: the case is closed, or goes on to a body."""
        self.held[g][k] = None
        if self.body[i] >= 0:
            self.queue[self.body[i]].append(i)
            self.serve(self.body[i], t)
        else:
            self.close[i] = t
        self.hand_out(g, t)

    def serve(self, b: int, t: float) -> None:
        """A body's free servers take what waits."""
        while self.queue[b] and self.busy[b] < SERVERS:
            i = self.queue[b].popleft()
            self.busy[b] += 1
            self.stamp += 1
            heapq.heappush(self.events, (t + self.body_minutes[i], self.stamp, BODY, i, b))
