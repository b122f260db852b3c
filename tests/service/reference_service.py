"""A second opinion on scripts: minute by minute, slow and obvious, written from the words of the rules.

It shares nothing with the kernel: no events, no clock, no sorted lines. Every whole minute it asks each rule
in turn what happens. All times of the script must be whole minutes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

RANK = {"emergency": 0, "major": 1, "general": 2}
CLASSES = list(RANK)


@dataclass
class Item:
    """A case and all that happened to it."""

    number: int
    raw: dict[str, Any]
    where: str = "not arrived"
    left: int = 0
    visit: int = 0
    joined: int = 0
    waited: int = 0
    interrupted: bool = False
    worker: tuple[str, int] | None = None
    first_start: int | None = None
    close: int | None = None
    withdrawn: int | None = None
    preempted: int = 0
    paused: int = 0
    visits: list[dict[str, int | None]] = field(default_factory=list)

    @property
    def rank(self) -> int:
        return RANK[self.raw["class"]]

    @property
    def arrival_order(self) -> tuple[int, int]:
        return self.raw["arrival"], self.number

    @property
    def plan(self) -> list[dict[str, Any]]:
        given = self.raw.get("escalate") or []
        return given if isinstance(given, list) else [given]


class Reference:
    """Plays a script to its end."""

    def __init__(self, script: dict[str, Any]) -> None:
        self.script = script
        self.rules = {"preempt": "emergencies", "queue_key": "arrival", "victim": "latest_arrival"}
        self.rules |= script.get("rules", {})
        self.grids = {grid["id"]: grid for grid in script["grids"]}
        self.servers = {body["id"]: body["servers"] for body in script.get("departments", [])}
        self.items = [Item(number, raw) for number, raw in enumerate(script["cases"])]

    def run(self) -> list[Item]:
        """All items after the last minute."""
        minute, horizon = 0, self.script.get("horizon")
        while minute <= horizon if horizon is not None else any(self.is_open(item) for item in self.items):
            while self.live(minute):
                pass
            self.let_withdraw(minute)
            for item in self.items:
                item.left -= item.where in ("in grid", "in department")
                item.waited += item.where == "waiting in grid"
            minute += 1
        return self.items

    @staticmethod
    def is_open(item: Item) -> bool:
        return item.close is None and item.withdrawn is None

    def live(self, t: int) -> bool:
        """One round of the rules of an instant; True if something of no length asks for another round."""
        self.complete(t)
        self.turn_windows(t)
        for item in self.items:
            if item.where == "not arrived" and item.raw["arrival"] == t:
                self.join(item, t, item.raw["handling"])
        for body in self.servers:
            self.serve(body, t)
        for grid in self.grids:
            self.hand_out(grid, t)
            self.interrupt(grid, t)
        return any(item.where in ("in grid", "in department") and item.left == 0 for item in self.items)

    # --- rule 2: completions, then windows

    def complete(self, t: int) -> None:
        done_at_grid = [item for item in self.items if item.where == "in grid" and item.left == 0]
        done_at_body = [item for item in self.items if item.where == "in department" and item.left == 0]
        for item in done_at_grid:
            self.after_grid(item, t)
        for item in done_at_body:
            item.visits[-1]["end"] = t
            again = item.plan[item.visit - 1]["return_handling"]
            if again is None:
                item.where, item.close = "closed", t
            else:
                self.join(item, t, again)

    def after_grid(self, item: Item, t: int) -> None:
        item.worker = None
        if item.visit == len(item.plan):
            item.where, item.close = "closed", t
            return
        item.where, item.joined = "waiting in department", t
        item.left = item.plan[item.visit]["service"]
        item.visits.append({"join": t, "start": None, "end": None})
        item.visit += 1

    def join(self, item: Item, t: int, minutes: int) -> None:
        item.where, item.joined, item.left, item.interrupted = "waiting in grid", t, minutes, False

    def lay_down(self, item: Item, t: int) -> None:
        item.where, item.worker, item.joined, item.interrupted = "waiting in grid", None, t, True

    def on_duty(self, grid: str, cls: str, t: int) -> bool:
        windows = self.grids[grid].get("windows")
        bound = self.grids[grid].get("windowed_classes", ["general"])
        return windows is None or cls not in bound or any(a <= t % 1440 < b for a, b in windows)

    def turn_windows(self, t: int) -> None:
        for item in self.items:
            pauses = self.grids[item.raw["grid"]].get("at_close") == "pause"
            if (
                item.where == "in grid"
                and pauses
                and not self.on_duty(item.raw["grid"], item.raw["class"], t)
            ):
                item.paused += 1
                self.lay_down(item, t)

    # --- rules 1, 3, 4: who takes what

    def key(self, item: Item) -> tuple:
        inside = {
            "arrival": (),
            "join": (item.joined,),
            "resumed_first": (not item.interrupted, item.joined),
        }[self.rules["queue_key"]]
        return (item.rank, *inside, *item.arrival_order)

    def waiting(self, grid: str, t: int) -> list[Item]:
        able = [
            item
            for item in self.items
            if item.where == "waiting in grid"
            and item.raw["grid"] == grid
            and self.on_duty(grid, item.raw["class"], t)
        ]
        return sorted(able, key=self.key)

    def worked(self, grid: str) -> dict[int, Item]:
        return {item.worker[1]: item for item in self.items if item.worker and item.worker[0] == grid}

    def start(self, item: Item, grid: str, worker: int, t: int) -> None:
        item.where, item.worker = "in grid", (grid, worker)
        if item.first_start is None:
            item.first_start = t

    def hand_out(self, grid: str, t: int) -> None:
        for worker in range(self.grids[grid]["workers"]):
            waiting = self.waiting(grid, t)
            if waiting and worker not in self.worked(grid):
                self.start(waiting[0], grid, worker, t)

    def interrupt(self, grid: str, t: int) -> None:
        while self.rules["preempt"] != "none":
            may = [item for item in self.waiting(grid, t) if self.rules["preempt"] == "all" or item.rank == 0]
            if not may:
                return
            victims = [item for item in self.worked(grid).values() if item.rank > may[0].rank]
            if not victims:
                return
            victim = max(victims, key=self.yields)
            worker = victim.worker[1]
            victim.preempted += 1
            self.lay_down(victim, t)
            self.start(may[0], grid, worker, t)

    def yields(self, item: Item) -> tuple:
        if self.rules["victim"] == "latest_arrival":
            return (item.rank, *item.arrival_order)
        never_first = self.rules["queue_key"] == "resumed_first" and not item.interrupted
        return (item.rank, never_first, item.joined, *item.arrival_order)

    # --- rule 6: departments; patience

    def serve(self, body: str, t: int) -> None:
        there = [
            item for item in self.items if item.visit and item.plan[item.visit - 1]["department"] == body
        ]
        queue = [item for item in there if item.where == "waiting in department"]
        queue.sort(key=lambda item: (item.joined, item.rank, *item.arrival_order))
        free = self.servers[body] - sum(item.where == "in department" for item in there)
        for item in queue[: max(free, 0)]:
            item.where, item.visits[-1]["start"] = "in department", t

    def let_withdraw(self, t: int) -> None:
        for item in self.items:
            patience = item.raw.get("patience")
            if item.where == "waiting in grid" and patience is not None and item.waited >= patience:
                item.where, item.withdrawn = "withdrawn", t


def run(script: dict[str, Any]) -> list[dict[str, Any]]:
    """Per case what `play` says too."""
    told = []
    for item in Reference(script).run():
        told.append(
            {
                "id": item.raw["id"],
                "first_start": item.first_start,
                "close": item.close,
                "withdrawn": item.withdrawn,
                "preempted": item.preempted,
                "paused": item.paused,
                "visits": item.visits,
                "open": None if item.where in ("closed", "withdrawn") else item.where,
            }
        )
    return told
