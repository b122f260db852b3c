"""SimPy: a process for each worker, who is woken and interrupted; bodies are its resources."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from math import nan
from typing import Any

import numpy as np

from benchmarks.speed.reference_engines.workload import (
    DAY,
    EMERGENCY,
    SERVERS,
    WORKERS,
    Absent,
    Outcome,
    Workload,
)

try:
    import simpy
except ImportError:
    simpy = None

FRESH = (0, 2, 4)  # the line of each class; one less when interrupted


def prepare(w: Workload) -> Callable[[], Outcome]:
    """A run of the processes. Raises Absent."""
    if simpy is None:
        raise Absent("SimPy is not installed (pip install simpy)")
    return Street(w).run


class Worker:
    """A worker: waits to be woken, works, may be interrupted."""

    def __init__(self, street: Street, lines: list[deque]) -> None:
        self.street, self.lines, self.env = street, lines, street.env
        self.case, self.line, self.joined, self.wake = -1, 0, 0.0, None
        self.process = self.env.process(self.work())

    def work(self) -> Iterator[Any]:
        """Take what waits, the first line first, for ever."""
        while True:
            line = next((n for n in range(self.street.served) if self.lines[n]), -1)
            if line < 0:
                self.wake = self.env.event()
                yield self.wake
            else:
                yield from self.handle(line)

    def handle(self, line: int) -> Iterator[Any]:
        """Work on the first case of a line until it is done or laid down."""
        street, env = self.street, self.env
        self.line, (self.joined, i) = line, self.lines[line].popleft()
        self.case, since = i, env.now
        if street.first[i] != street.first[i]:
            street.first[i] = since
        try:
            yield env.timeout(street.left[i])
            street.go_on(i)
        except simpy.Interrupt:
            street.left[i] -= env.now - since
            self.lines[FRESH[street.cls[i]] - 1].append((env.now, i))
        self.case = -1


class Street:
    """The environment, and the processes that let cases come and hours begin."""

    def __init__(self, w: Workload) -> None:
        self.env, self.horizon, self.preempts, self.served = simpy.Environment(), w.horizon, w.preempts, 3
        self.arrival, self.grid, self.cls, self.left, self.body, self.body_minutes = (
            column.tolist() for column in w[7:]
        )
        self.first, self.close = [nan] * len(self.left), [nan] * len(self.left)
        self.lines = [[deque() for _ in range(5)] for _ in range(w.grids)]
        self.workers = [[Worker(self, lines) for _ in range(WORKERS)] for lines in self.lines]
        self.bodies = [simpy.Resource(self.env, SERVERS) for _ in range(w.bodies)]
        self.env.process(self.arrivals())
        self.env.process(self.hours(w.opens, w.closes))

    def run(self) -> Outcome:
        """Play up to the horizon."""
        self.env.run(until=self.horizon)
        return Outcome(np.array(self.first), np.array(self.close))

    def arrivals(self) -> Iterator[Any]:
        """Cases come one after another."""
        for i, when in enumerate(self.arrival):
            yield self.env.timeout(when - self.env.now)
            self.arrive(i)

    def arrive(self, i: int) -> None:
        """A new case: a free worker is woken for it, or an emergency interrupts."""
        g, cls = self.grid[i], self.cls[i]
        self.lines[g][FRESH[cls]].append((self.env.now, i))
        free = next((worker for worker in self.workers[g] if worker.wake), None)
        if free:
            if FRESH[cls] < self.served:
                self.rouse(free)
        elif cls == EMERGENCY and self.preempts:
            victim = max(self.workers[g], key=lambda worker: (worker.line, worker.joined))
            if victim.line > 0:
                victim.process.interrupt()

    def rouse(self, worker: Worker) -> None:
        """Wake a worker who waits."""
        worker.wake.succeed()
        worker.wake = None

    def hours(self, opens: float, closes: float) -> Iterator[Any]:
        """The hours of generals begin and end."""
        yield self.env.timeout(opens)
        while True:
            self.served = 5
            for worker in (each for workers in self.workers for each in workers if each.wake):
                self.rouse(worker)
            yield self.env.timeout(closes - opens)
            self.served = 3
            yield self.env.timeout(DAY - closes + opens)

    def go_on(self, i: int) -> None:
        """A worker is done: the case is closed, or goes on to a body."""
        if self.body[i] >= 0:
            self.env.process(self.at_body(i))
        else:
            self.close[i] = self.env.now

    def at_body(self, i: int) -> Iterator[Any]:
        """Wait for a body and be served."""
        with self.bodies[self.body[i]].request() as request:
            yield request
            yield self.env.timeout(self.body_minutes[i])
        self.close[i] = self.env.now
