"""How fast is the service? A year of a street with 70,000 residents, 80 grids, 160 workers, 10 bodies.

    python benchmarks/service_speed.py [--days 365] [--plain-days 30]

Plays the same pre-drawn cases with the compiled kernel and with a plain heapq program in Python, checks that
both give every case the same times, and prints seconds, events a second and the ratio. An event is an
arrival, a completion, a preemption, or a completion at a body.
"""

from __future__ import annotations

import argparse
import heapq
import time
from typing import NamedTuple

import numpy as np

from benchmarks.service_script.play import play_out
from simulation.service import Arrivals, Layout, Legs, Rules, Service, Shift, kernel

GRIDS, WORKERS, BODIES, SERVERS, RESIDENTS = 80, 2, 10, 5, 70_000
HOURS = np.repeat([0.2, 0.7, 1.8, 1.2, 1.7, 1.2, 0.5], [6, 2, 4, 2, 4, 4, 2])
OPEN, CLOSE, DAY = 480.0, 1200.0, kernel.DAY
MEAN_HOURS, CV = np.array([2.0, 3.0, 2.6]), np.array([0.7, 1.0, 1.0])
EMERGENCY, MAJOR, GENERAL = range(3)


class Year(NamedTuple):
    """Cases by order of arrival, an array each; times in minutes."""

    arrival: np.ndarray
    grid: np.ndarray
    cls: np.ndarray
    content: np.ndarray
    body: np.ndarray
    body_minutes: np.ndarray


def draw(days: int, seed: int = 1) -> Year:
    """The cases of the reference workload."""
    rng = np.random.default_rng(seed)
    size = rng.poisson(0.01 * RESIDENTS * days)
    hour = rng.choice(24, size, p=HOURS / HOURS.sum())
    arrival = np.sort((rng.integers(0, days, size) * 24 + hour + rng.random(size)) * 60)
    cls = rng.choice(3, size, p=[0.03, 0.12, 0.85])
    return Year(
        arrival,
        rng.integers(0, GRIDS, size),
        cls,
        lognormal(MEAN_HOURS[cls] * 60, CV[cls], rng),
        rng.integers(0, BODIES, size),
        lognormal(np.full(size, 720.0), np.full(size, 0.8), rng),
    )


def lognormal(mean: np.ndarray, cv: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Lengths with these means and coefficients of variation."""
    sigma2 = np.log1p(cv**2)
    return rng.lognormal(np.log(mean) - sigma2 / 2, np.sqrt(sigma2))


def service_of(year: Year) -> Service:
    """The street with the year's cases registered."""
    service = Service(
        Layout(
            communities=np.zeros(GRIDS, np.int64),
            worker_grid=np.repeat(np.arange(GRIDS), WORKERS),
            body_servers=[SERVERS] * BODIES,
            shifts=(Shift(((OPEN, CLOSE),), ("general",), "finish"),),
            lines=3,
            rota=False,
        ),
        Rules(order="resumed_first", victim="latest_join"),
    )
    size = year.arrival.size
    columns = {"id": np.arange(size), "grid": year.grid, "cls": year.cls, "registered": year.arrival}
    service.register(Arrivals(columns, legs_of(year)))
    return service


def legs_of(year: Year) -> Legs:
    """Work for everybody, then a body for the majors."""
    size, meets = year.arrival.size, year.cls == MAJOR
    kept = np.column_stack([np.ones(size, bool), meets])
    kind = np.column_stack([np.full(size, kernel.WORK), np.full(size, kernel.MEET)])[kept]
    return Legs(
        offsets=np.concatenate([[0], np.cumsum(1 + meets)]),
        kind=kind,
        minutes=np.column_stack([year.content, np.zeros(size)])[kept],
        job_offsets=np.concatenate([[0], np.cumsum(kind == kernel.MEET)]),
        body=year.body[meets],
        body_minutes=year.body_minutes[meets],
    )


class Plain:
    """The same mechanics as a plain program: heaps of tuples, nothing of the project's.

    A waiting case is (class, not interrupted, time joined, case); a held one has also since when, and a stamp
    that sets its completion apart from those it lost when it was interrupted.
    """

    def __init__(self, year: Year) -> None:
        (self.arrival, self.grid, self.cls, self.left, self.body, self.body_minutes) = (
            x.tolist() for x in year
        )
        size = len(self.arrival)
        self.first, self.close = [None] * size, [None] * size
        self.waiting = [[] for _ in range(GRIDS)]
        self.night = [[] for _ in range(GRIDS)]
        self.held = [[None] * WORKERS for _ in range(GRIDS)]
        self.queue, self.busy = [[] for _ in range(BODIES)], [0] * BODIES
        self.events = [(t, 2, i, 0, 0, 0) for i, t in enumerate(self.arrival)]
        for day in range(int(self.arrival[-1] // DAY) + 400):
            self.events += [(day * DAY + OPEN, 1, 1, 0, 0, 0), (day * DAY + CLOSE, 1, 0, 0, 0, 0)]
        heapq.heapify(self.events)
        self.stamp = self.preempted = 0
        self.open, self.left_open = False, size

    def run(self) -> Plain:
        """Play until every case is closed."""
        while self.left_open:
            t, kind, i, g, k, stamp = heapq.heappop(self.events)
            if kind == 1:
                self.turn(t, bool(i))
            elif kind == 2:
                self.arrive(t, i)
            elif g < 0:
                self.busy[k] -= 1
                self.end(t, i)
                self.serve(k, t)
            elif self.held[g][k] is not None and self.held[g][k][5] == stamp:
                self.complete(t, i, g, k)
        return self

    def turn(self, t: float, opens: bool) -> None:
        self.open = opens
        for g in range(GRIDS):
            moving = self.night[g] if opens else [entry for entry in self.waiting[g] if entry[0] == GENERAL]
            staying = (
                self.waiting[g] if opens else [entry for entry in self.waiting[g] if entry[0] != GENERAL]
            )
            self.waiting[g], self.night[g] = (
                staying + (moving if opens else []),
                [] if opens else self.night[g] + moving,
            )
            heapq.heapify(self.waiting[g])
            self.hand_out(g, t)

    def join(self, g: int, entry: tuple) -> None:
        heapq.heappush(self.waiting[g] if self.open or entry[0] != GENERAL else self.night[g], entry)

    def arrive(self, t: float, i: int) -> None:
        g, held = self.grid[i], self.held[self.grid[i]]
        self.join(g, (self.cls[i], 1, t, i))
        self.hand_out(g, t)
        if self.cls[i] != EMERGENCY or self.first[i] is not None:
            return
        k = max(range(WORKERS), key=lambda k: held[k][:4])
        if held[k][0] > EMERGENCY:
            cls, _, _, loser, since, _ = held[k]
            self.left[loser] -= t - since
            self.join(g, (cls, 0, t, loser))
            self.preempted += 1
            self.start(g, k, heapq.heappop(self.waiting[g]), t)

    def start(self, g: int, k: int, entry: tuple, t: float) -> None:
        self.stamp += 1
        i = entry[3]
        self.first[i] = t if self.first[i] is None else self.first[i]
        self.held[g][k] = (*entry, t, self.stamp)
        heapq.heappush(self.events, (t + self.left[i], 0, i, g, k, self.stamp))

    def hand_out(self, g: int, t: float) -> None:
        for k in range(WORKERS):
            if self.held[g][k] is None and self.waiting[g]:
                self.start(g, k, heapq.heappop(self.waiting[g]), t)

    def complete(self, t: float, i: int, g: int, k: int) -> None:
        self.held[g][k] = None
        if self.cls[i] == MAJOR:
            heapq.heappush(self.queue[self.body[i]], (t, i))
            self.serve(self.body[i], t)
        else:
            self.end(t, i)
        self.hand_out(g, t)

    def end(self, t: float, i: int) -> None:
        self.close[i] = t
        self.left_open -= 1

    def serve(self, b: int, t: float) -> None:
        while self.queue[b] and self.busy[b] < SERVERS:
            i = heapq.heappop(self.queue[b])[1]
            self.busy[b] += 1
            heapq.heappush(self.events, (t + self.body_minutes[i], 0, i, -1, b, 0))


def timed(what, *arguments):
    """Seconds and the result."""
    begin = time.perf_counter()
    result = what(*arguments)
    return time.perf_counter() - begin, result


def report(name: str, seconds: float, year: Year, preempted: int) -> float:
    """Print a line; returns events a second."""
    events = 2 * year.arrival.size + int(preempted) + int((year.cls == MAJOR).sum())
    print(f"{name:16s} {seconds:8.2f} s   {events} events   {events / seconds / 1e6:6.2f} million a second")
    return events / seconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--plain-days", type=int, default=30)
    options = parser.parse_args()
    loading, _ = timed(play_out, service_of(draw(1)), np.inf)
    year = draw(options.days)
    registering, service = timed(service_of, year)
    playing, _ = timed(play_out, service, np.inf)
    print(f"compile or load  {loading:8.2f} s")
    print(f"register         {registering:8.2f} s   {year.arrival.size} cases")
    compiled = report("compiled kernel", playing, year, service.cases["preempted"].sum())
    short = draw(options.plain_days)
    seconds, other = timed(Plain(short).run)
    print(f"ratio            {compiled / report('plain program', seconds, short, other.preempted):8.1f}")
    again = service_of(short)
    play_out(again, np.inf)
    if not (
        np.allclose(other.first, again.cases["first_start"])
        and np.allclose(other.close, again.cases["true_close"])
    ):
        raise SystemExit("the two programs give cases different times")
    print("both give every case the same times")


if __name__ == "__main__":
    main()
