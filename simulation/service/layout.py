"""What a street's service consists of, by which rules, and who is on duty: given once, or daily."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from simulation.codes import DAY, CaseClass

CLASSES = CaseClass.words()
"""Class names in the order of their numbers 0, 1, 2."""

ORDERS = ("arrival", "join", "resumed_first", "appraisal")
PREEMPTS = ("none", "emergencies", "all")
VICTIMS = ("latest_arrival", "latest_join")
HELP_STRATEGIES = (None, "community_first", "district_first", "cooperative", "random")

ALWAYS = ((0.0, float(DAY)),)
OFFICE_HOURS = ((510.0, 720.0), (810.0, 1080.0))  # 08:30-12:00 and 13:30-18:00, contracts section 1


@dataclass(frozen=True)
class Shift:
    """Hours of duty that grids share.

    windows: half-open [open, close) in minutes of the day; windowed: classes that start and resume only
    inside; at_close: "finish" (work under way runs over) or "pause"; working_days: closed on days of rest.
    """

    windows: tuple[tuple[float, float], ...] = ALWAYS
    windowed: tuple[str, ...] = ("general",)
    at_close: str = "finish"
    working_days: bool = False


OFFICE = Shift(OFFICE_HOURS, ("major", "general"), "pause", working_days=True)
"""The duty of contracts section 1."""


@dataclass(frozen=True)
class Layout:
    """Who there is. Numbers of grids, workers, bodies and communities are places in these arrays.

    communities: [grids] community of each grid. worker_grid: [workers] grid of each post, filled or not
    (empty posts are off duty). body_servers: [bodies] servers of each body. shift_of_grid: [grids], 0.
    lines: waiting lines a grid; line 0 is for emergencies, each other line for cases of one class, limit and
    countedness. rota: one rota worker a community takes emergencies outside the windows (without,
    emergencies follow `windowed`). helper_kinds: pools of helper minutes a grid; helper_shift: the hours in
    which helpers start. streets: how many streets stand side by side, each with as many of everything, one
    after another; workers help across the grids of their own street only. keep_timeline: note every event
    (scripts).
    """

    communities: ArrayLike
    worker_grid: ArrayLike
    body_servers: ArrayLike = ()
    shifts: tuple[Shift, ...] = (OFFICE,)
    shift_of_grid: ArrayLike | None = None
    lines: int = 8
    rota: bool = True
    helper_kinds: int = 0
    helper_shift: Shift = field(default_factory=lambda: Shift(((480.0, 1200.0),)))
    streets: int = 1
    keep_timeline: bool = False


@dataclass(frozen=True)
class Rules:
    """Rules fixed for a run; the names are those of the oracles, the weights those of rule W10."""

    order: str = "arrival"
    preempt: str = "emergencies"
    victim: str = "latest_arrival"
    helpers_first: bool = True
    prio_class: float = 3.0
    prio_age: float = 1.0
    prio_count: float = 1.0


@dataclass(frozen=True)
class Duty:
    """Who is there today and with how many minutes; None = the value that changes nothing.

    working_day: False closes the windows of shifts bound to working days. on_duty: bool [workers], all.
    budget: [workers] case minutes, infinite. desk: [workers] minutes of presence at the station's desk, in
    which walk-ins are served beside the budget, 0. speed: [workers] content minutes a minute, 1. rota_speed:
    [communities], 1. uncounted_cut: [workers] 0..1, share of the budget closed to uncounted cases, 0.
    appraisal: [grids] pressure in W10, 0. helper_minutes: [grids, kinds] added to the balances today, 0.
    helper_mask: uint64 [grids, kinds], bit c = may take category c, all. helper_efficiency: content
    minutes a helper minute, [kinds] or [grids, kinds], 1. help_strategy: one of HELP_STRATEGIES.
    """

    working_day: bool = True
    on_duty: ArrayLike | None = None
    budget: ArrayLike | None = None
    desk: ArrayLike | None = None
    speed: ArrayLike | None = None
    rota_speed: ArrayLike | None = None
    uncounted_cut: ArrayLike | None = None
    appraisal: ArrayLike | None = None
    helper_minutes: ArrayLike | None = None
    helper_mask: ArrayLike | None = None
    helper_efficiency: ArrayLike | None = None
    help_strategy: str | None = None


def class_bits(classes: tuple[str, ...]) -> int:
    """A set of classes as bits, as the kernel holds it."""
    return sum(1 << CLASSES.index(name) for name in classes)


def grouped(groups: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Members by group and the offsets of each group, [count + 1]; members keep their order."""
    members = np.argsort(groups, kind="stable").astype(np.int64)
    return members, np.searchsorted(groups[members], np.arange(count + 1)).astype(np.int64)
