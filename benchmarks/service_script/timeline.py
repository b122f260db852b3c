"""What a script's run looked like: times of each case, work of each worker, and the timeline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, NamedTuple

import numpy as np

import simulation.service.kernel as kernel
from benchmarks.service_script.script import Case, Script
from simulation.service.service import Service

EVENTS = {
    kernel.ARRIVED: "arrive", kernel.STARTED: "start", kernel.RESUMED: "resume",
    kernel.STARTED_RETURN: "start_return", kernel.PREEMPTED: "preempted", kernel.PAUSED: "paused",
    kernel.CLOSED_HERE: "close", kernel.ESCALATED: "escalate", kernel.BODY_STARTED: "dept_start",
    kernel.BODY_CLOSED: "dept_close", kernel.RETURNED: "return", kernel.WITHDREW: "withdraw",
}  # fmt: skip
STARTS = {"start", "resume", "start_return"}
STOPS = {"preempted", "paused", "close", "escalate"}
JOINS = {"arrive", "return", "preempted", "paused"}
AT_BODY = {"escalate", "dept_start", "dept_close"}


class Event(NamedTuple):
    """A line of the timeline: case and place as rows, worker as its number at its place."""

    time: float
    what: str
    case: int
    place: int
    worker: int | str


def events_of(service: Service) -> list[Event]:
    """The timeline in the order in which it happened."""
    street = service.street
    notes = street.notes[: street.state["notes"]]
    numbers = np.append(street.servers["number"], 0)[notes["server"]]
    columns = (notes["time"], notes["what"], notes["case"], notes["place"], numbers)
    return [
        Event(neat(time), EVENTS[what], case, place, number or "")
        for time, what, case, place, number in zip(*(column.tolist() for column in columns), strict=True)
    ]


def neat(time: float) -> float:
    """Whole minutes without a decimal point."""
    return int(time) if time == int(time) else time


def time_or_none(time: float) -> float | None:
    """A time, or None for "not yet"."""
    return None if time != time else neat(time)


def outcome(script: Script, service: Service) -> dict[str, Any]:
    """All that is to be said about a run."""
    events = events_of(service)
    end = events[-1].time if script.horizon is None and events else neat(script.horizon or 0)
    story = Story(script, end)
    for event in events:
        story.add(event)
    story.close()
    states = service.cases[
        ["state", "first_start", "true_close", "withdrawn", "preempted", "paused"]
    ].tolist()
    return {
        "id": script.id,
        "rules": asdict(script.rules),
        "end": end,
        "cases": [case_outcome(case, row, states[row], story) for row, case in enumerate(script.cases)],
        "busy_by_worker": story.busy_by_worker(),
        "queue_time_integral": {
            str(grid.id): neat(story.queued[row]) for row, grid in enumerate(script.grids)
        },
        "max_queue_after_events": {str(grid.id): story.longest[row] for row, grid in enumerate(script.grids)},
        "timeline": [story.line(event) for event in events],
    }


class Story:
    """Follows the timeline and keeps what can be read from it: segments, visits, lengths of queues."""

    def __init__(self, script: Script, end: float) -> None:
        self.script, self.end, self.time = script, end, 0.0
        self.segments: dict[int, list[list[Any]]] = defaultdict(list)
        self.visits: dict[int, list[dict[str, Any]]] = defaultdict(list)
        self.queue, self.longest = defaultdict(int), defaultdict(int)
        self.queued, self.since = defaultdict(float), defaultdict(float)
        self._changed: set[int] = set()

    def add(self, event: Event) -> None:
        """Take in the next line."""
        if event.time > self.time:
            self._measure()
        self.time = event.time
        if event.what in STARTS:
            self.segments[event.case].append([event.place, event.worker, event.time, None])
        elif event.what in STOPS:
            self._stop(event)
        if event.what in AT_BODY or event.what == "return":
            self._visit(event)
        self._count(event)

    def _stop(self, event: Event) -> None:
        segments = self.segments[event.case]
        if segments and segments[-1][3] is None:
            segments[-1][3] = event.time

    def _visit(self, event: Event) -> None:
        visits = self.visits[event.case]
        if event.what == "escalate":
            name = self.script.departments[event.place].id
            visits.append({"id": name, "join": event.time, "start": None, "end": None})
        else:
            visits[-1]["start" if event.what == "dept_start" else "end"] = event.time

    def _count(self, event: Event) -> None:
        """Cases waiting at the grid: from arrival to start, and after every interruption."""
        change = (event.what in JOINS) - (event.what in STARTS or event.what == "withdraw")
        if change:
            grid = event.place
            self.queued[grid] += self.queue[grid] * (event.time - self.since[grid])
            self.since[grid] = event.time
            self.queue[grid] += change
            self._changed.add(grid)

    def _measure(self) -> None:
        """An instant is over: its queues count."""
        for grid in self._changed:
            self.longest[grid] = max(self.longest[grid], self.queue[grid])
        self._changed.clear()

    def close(self) -> None:
        """The end is reached: work under way and waiting count up to it."""
        self._measure()
        for grid, length in self.queue.items():
            self.queued[grid] += length * (self.end - self.since[grid])
        for segments in self.segments.values():
            if segments[-1][3] is None:
                segments[-1][3] = self.end

    def busy_by_worker(self) -> dict[str, list[float]]:
        """Minutes each worker of each grid was busy."""
        busy = {row: [0.0] * grid.workers for row, grid in enumerate(self.script.grids)}
        for segments in self.segments.values():
            for grid, worker, start, stop in segments:
                busy[grid][worker - 1] += stop - start
        names = [str(grid.id) for grid in self.script.grids]
        return {names[row]: [neat(each) for each in minutes] for row, minutes in busy.items()}

    def line(self, event: Event) -> list[Any]:
        """A line of the timeline with names."""
        places = self.script.departments if event.what in AT_BODY else self.script.grids
        case, place = self.script.cases[event.case].id, places[event.place].id
        return [event.time, event.what, case, place, event.worker]


def case_outcome(case: Case, row: int, state: tuple[Any, ...], story: Story) -> dict[str, Any]:
    """The times of one case; what is open at the end is censored there."""
    where, first_start, close, withdrawn, preempted, paused = state
    found = {
        "id": case.id,
        "first_start": time_or_none(first_start),
        "wait": time_or_none(first_start - case.arrival),
        "close": time_or_none(close),
        "resolution": time_or_none(close - case.arrival),
        "preempted": preempted,
        "paused": paused,
        "grid_segments": [[story.script.grids[g].id, *rest] for g, *rest in story.segments[row]],
    }
    visits = story.visits[row]
    if visits:
        found["department"] = visits[-1]
    if len(visits) > 1:
        found["departments"] = visits
    return found | dict(ending(case, where, withdrawn, visits, story.end))


def ending(
    case: Case, state: int, withdrawn: float, visits: list[dict[str, Any]], end: float
) -> Iterator[tuple[str, Any]]:
    """Where a case stands that did not close."""
    if state == kernel.WITHDRAWN:
        yield "withdrawn", neat(withdrawn)
    elif state != kernel.CLOSED:
        yield "open_at_horizon", standing(state, visits)
        yield "censored_at", None if state == kernel.COMING else neat(end - case.arrival)


def standing(state: int, visits: list[dict[str, Any]]) -> str:
    """Where an open case is, in words."""
    if state == kernel.MEETING:
        return "waiting in department" if visits[-1]["start"] is None else "in department"
    return {kernel.COMING: "not arrived", kernel.WAITING: "waiting in grid"}.get(state, "in grid")
