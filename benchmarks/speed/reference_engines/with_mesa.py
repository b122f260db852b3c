"""Event-driven Mesa: grids, workers and bodies are agents, and plan what comes with the model's event list.

The model's unit of time is a day, so that its default step comes once a day and costs nothing that is seen.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from math import nan

import mesa
import numpy as np

from benchmarks.speed.reference_engines.workload import DAY, EMERGENCY, SERVERS, WORKERS, Outcome, Workload

FRESH = (0, 2, 4)  # the line of each class; one less when interrupted


def prepare(w: Workload) -> Callable[[], Outcome]:
    """A run of the model."""
    model = StreetModel(w)

    def run() -> Outcome:
        model.run_until(w.days)
        return Outcome(
            np.array([case.first for case in model.cases]) * DAY,
            np.array([case.close for case in model.cases]) * DAY,
        )

    return run


class Case:
    """A case; it knows its body."""

    __slots__ = ("__weakref__", "body", "body_days", "close", "cls", "first", "joined", "left", "line")

    def __init__(self, cls: int, content: float, body: Body | None, body_days: float) -> None:
        self.cls, self.left, self.body, self.body_days = cls, content, body, body_days
        self.line, self.joined, self.first, self.close = FRESH[cls], nan, nan, nan

    def leave_body(self) -> None:
        """The body is done."""
        assert self.body
        self.body.done(self)


class Body(mesa.Agent):
    """A department with its queue."""

    def __init__(self, model: StreetModel) -> None:
        super().__init__(model)
        self.queue: deque[Case] = deque()
        self.busy = 0

    def take(self, case: Case) -> None:
        """A case comes."""
        self.queue.append(case)
        self.serve()

    def serve(self) -> None:
        """Free servers take what waits."""
        while self.queue and self.busy < SERVERS:
            case = self.queue.popleft()
            self.busy += 1
            self.model.schedule_event(case.leave_body, after=case.body_days)

    def done(self, case: Case) -> None:
        """A case is closed."""
        case.close = self.model.time
        self.busy -= 1
        self.serve()


class Worker(mesa.Agent):
    """A worker, free or with a case."""

    def __init__(self, model: StreetModel, grid: Grid) -> None:
        super().__init__(model)
        self.grid, self.case, self.since = grid, None, 0.0

    @property
    def key(self) -> tuple[int, float]:
        """By which the emergency chooses whom to interrupt."""
        return self.case.line, self.case.joined

    def start(self, case: Case) -> None:
        """Take a case."""
        self.case, self.since = case, self.model.time
        if case.first != case.first:
            case.first = self.since
        self.end = self.model.schedule_event(self.complete, after=case.left)

    def complete(self) -> None:
        """The case is closed, or goes on to a body."""
        case, self.case = self.case, None
        if case.body:
            case.body.take(case)
        else:
            case.close = self.model.time
        self.grid.hand_out()

    def lay_down(self) -> None:
        """An emergency interrupts."""
        case, self.case = self.case, None
        self.end.cancel()
        case.left -= self.model.time - self.since
        case.line = FRESH[case.cls] - 1
        self.grid.join(case)


class Grid(mesa.Agent):
    """A grid with its waiting lines and workers."""

    def __init__(self, model: StreetModel) -> None:
        super().__init__(model)
        self.lines = [deque() for _ in range(5)]
        self.workers = [Worker(model, self) for _ in range(WORKERS)]

    def join(self, case: Case) -> None:
        """A case waits from now on."""
        case.joined = self.model.time
        self.lines[case.line].append(case)

    def arrive(self, case: Case) -> None:
        """A new case: a free worker takes it, or an emergency interrupts."""
        self.join(case)
        self.hand_out()
        if case.cls == EMERGENCY and case.first != case.first and self.model.preempts:
            victim = max(self.workers, key=lambda worker: worker.key)
            if victim.case.line > 0:
                victim.lay_down()
                self.hand_out()

    def hand_out(self) -> None:
        """Free workers take what waits, the first line first."""
        for worker in self.workers:
            if worker.case is None:
                line = next(filter(None, self.lines[: self.model.served]), None)
                if line:
                    worker.start(line.popleft())


class StreetModel(mesa.Model):
    """The street: lets cases come, opens and closes."""

    def __init__(self, w: Workload) -> None:
        super().__init__(rng=1)
        self.preempts, self.served = w.preempts, 3
        self.grids = [Grid(self) for _ in range(w.grids)]
        bodies = [*(Body(self) for _ in range(w.bodies)), None]
        self.arrival, self.grid_of = (w.arrival / DAY).tolist(), w.grid.tolist()
        columns = (
            w.cls.tolist(),
            (w.content / DAY).tolist(),
            w.body.tolist(),
            (w.body_minutes / DAY).tolist(),
        )
        self.cases = [
            Case(cls, left, bodies[body], days) for cls, left, body, days in zip(*columns, strict=True)
        ]
        self.coming = 0
        self.expect()
        for turn, minute in ((self.open, w.opens), (self.shut, w.closes)):
            self.schedule_recurring(turn, mesa.time.Schedule(interval=1.0, start=minute / DAY))

    def expect(self) -> None:
        """Plan the next arrival."""
        if self.coming < len(self.cases):
            self.schedule_event(self.arrive, at=self.arrival[self.coming])

    def arrive(self) -> None:
        """A case arrives."""
        number = self.coming
        self.coming += 1
        self.grids[self.grid_of[number]].arrive(self.cases[number])
        self.expect()

    def open(self) -> None:
        """The hours of generals begin."""
        self.served = 5
        for grid in self.grids:
            grid.hand_out()

    def shut(self) -> None:
        """They end; work under way runs over."""
        self.served = 3
