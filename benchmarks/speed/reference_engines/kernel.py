"""The kernel of this program, driven as the model does: a day's cases are registered, then it is played."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from benchmarks.speed.reference_engines.workload import DAY, GENERAL, SERVERS, WORKERS, Outcome, Workload
from simulation.service import Arrivals, Layout, Legs, Rules, Service, Shift, kernel


def prepare(w: Workload) -> Callable[[], Outcome]:
    """A run with cases registered day by day."""
    ends, service = np.searchsorted(w.arrival, np.arange(w.days + 1) * DAY), empty(w)

    def run() -> Outcome:
        for day in range(w.days):
            service.register(arrivals(w, slice(ends[day], ends[day + 1])))
            service.run_day(day)
        return outcome(service)

    return run


def prepare_registered(w: Workload) -> Callable[[], Outcome]:
    """A run whose cases are all registered before it: the event loop, without the book-keeping of a day."""
    service = empty(w)
    service.register(arrivals(w, slice(None)))

    def run() -> Outcome:
        for day in range(w.days):
            service.play_day((day + 1) * DAY)
        return outcome(service)

    return run


def empty(w: Workload) -> Service:
    """The workload's streets without a case."""
    beside = {"streets": w.streets} if w.streets > 1 else {}  # which older versions, in guard.py, lack
    return Service(
        Layout(
            communities=np.arange(w.grids) // (w.grids // w.streets),
            worker_grid=np.repeat(np.arange(w.grids), WORKERS),
            body_servers=[SERVERS] * w.bodies,
            shifts=(Shift(((w.opens, w.closes),), ("general",), "finish"),),
            lines=GENERAL + 1,
            rota=False,
            **beside,
        ),
        Rules(order="resumed_first", preempt="emergencies" if w.preempts else "none", victim="latest_join"),
    )


def arrivals(w: Workload, rows: slice) -> Arrivals:
    """Some rows of the workload as the service takes them."""
    cls, body = w.cls[rows], w.body[rows]
    size, meets = cls.size, body >= 0
    kept = np.column_stack([np.ones(size, bool), meets])
    kind = np.column_stack([np.full(size, kernel.WORK), np.full(size, kernel.MEET)])[kept]
    legs = Legs(
        offsets=np.concatenate([[0], np.cumsum(1 + meets)]),
        kind=kind,
        minutes=np.column_stack([w.content[rows], np.zeros(size)])[kept],
        job_offsets=np.concatenate([[0], np.cumsum(kind == kernel.MEET)]),
        body=body[meets],
        body_minutes=w.body_minutes[rows][meets],
    )
    return Arrivals(
        {"id": np.arange(size), "grid": w.grid[rows], "cls": cls, "registered": w.arrival[rows]}, legs
    )


def outcome(service: Service) -> Outcome:
    """Times of all cases."""
    return Outcome(service.cases["first_start"].copy(), service.cases["true_close"].copy())
