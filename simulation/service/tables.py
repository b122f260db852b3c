"""The tables the kernel plays on: one row per case, leg, job or server; plain arrays without a will.

A *server* can hold a case: the grid workers first (rows as the model numbers them), then the
communities' rota workers, then the helpers of each grid, then the servers of the bodies.
Cases, their lists, legs, jobs and alarms are many, so their whole numbers are 32 bits wide; the kernel widens
those that it calls functions with. All others are 64 bits wide.
Times are minutes from 00:00 of the first simulated day; "not yet" is NaN, "never" is infinity.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

CASE = np.dtype(
    [
        # what the kernel reads at every step stands together, so that it comes in few pieces from memory
        ("registered", "f8"), ("joined", "f8"), ("key_time", "f8"), ("remaining", "f8"),
        ("state", "i4"), ("grid", "i4"), ("cls", "i4"), ("rank", "i4"),
        ("line", "i4"), ("late_line", "i4"), ("server", "i4"), ("key_group", "i4"),
        ("leg", "i4"), ("last_leg", "i4"), ("ahead", "i4"), ("behind", "i4"),
        ("interrupted", "u1"), ("asking", "u1"), ("counted", "u1"), ("solvable", "u1"), ("simple", "u1"),
        ("walk_in", "u1"), ("review", "u1"), ("reviewed", "u1"),
        ("first_start", "f8"), ("true_close", "f8"), ("reported_close", "f8"), ("paper_close_at", "f8"),
        ("queue_minutes", "f8"), ("touch_minutes", "f8"),
        ("patience", "f8"), ("ask_at", "f8"), ("limit_at", "f8"), ("escalated_at", "f8"),
        ("review_at", "f8"), ("withdraw_at", "f8"), ("leg_from", "f8"), ("leg_until", "f8"),
        ("jobs_left", "i4"),
        ("ask_ahead", "i4"), ("ask_behind", "i4"), ("others_minutes", "f8"), ("hop_minutes", "f8"),
        ("id", "i8"), ("category", "i4"), ("owner", "i4"), ("preempted", "i4"), ("paused", "i4"),
        ("withdrawn", "f8"), ("limit", "f8"), ("review_limit_at", "f8"), ("tie", "f8"),
    ],
    align=True,
)  # fmt: skip
LIST = np.dtype([("coming", "i4"), ("impatient", "i4"), ("closed", "i4")])
"""Lists of cases, side by side: not yet registered, by time; out of patience; closed today."""
LEG = np.dtype(
    [("kind", "i4"), ("first_job", "i4"), ("last_job", "i4"), ("minutes", "f8"), ("began", "f8")], align=True
)
JOB = np.dtype(
    [("case", "i4"), ("body", "i4"), ("ahead", "i4"), ("behind", "i4"), ("minutes", "f8"), ("joined", "f8")],
    align=True,
)
SERVER = np.dtype(
    [
        ("kind", "i8"), ("place", "i8"), ("shift", "i8"), ("number", "i8"), ("busy_with", "i8"),
        ("on_duty", "u1"), ("since", "f8"), ("booked", "f8"), ("speed", "f8"), ("timed_at", "f8"),
        ("used", "f8"), ("budget", "f8"), ("desk", "f8"), ("desk_budget", "f8"), ("at_desk", "u1"),
        ("cut", "f8"), ("balance", "f8"), ("mask", "u8"),
        ("crew", "i8"),  # a list: the workers grid by grid
    ],
    align=True,
)  # fmt: skip
GRID = np.dtype(
    [
        ("community", "i8"), ("street", "i8"), ("shift", "i8"), ("bound", "i8"), ("pauses", "i8"),
        ("rota", "i8"),
        ("crew", "i8"), ("crew_end", "i8"), ("helper", "i8"), ("helper_end", "i8"),
        ("mate", "i8"), ("mate_end", "i8"), ("manned", "i8"), ("waiting", "i8"), ("marked", "u1"),
        ("appraisal", "f8"),
        # three lists: grids to look at in this instant, grids shift by shift, grids community by community
        ("agenda", "i8"), ("by_shift", "i8"), ("by_community", "i8"),
    ],
    align=True,
)  # fmt: skip
LINE = np.dtype([("head", "i8"), ("tail", "i8")])
STREET = np.dtype(
    [("asking_lines", "i8"), ("worker", "i8"), ("worker_end", "i8"), ("on_duty", "i8"), ("marked", "u1")],
    align=True,
)
"""Streets help across their grids, each for itself: its lists of cases that ask, its workers."""
BODY = np.dtype([("server", "i8"), ("server_end", "i8"), ("agenda", "i8"), ("marked", "u1")], align=True)
SHIFT = np.dtype(
    [
        ("open", "u1"),
        ("worked", "u1"),
        ("window", "i8"),
        ("window_end", "i8"),
        ("grid", "i8"),
        ("grid_end", "i8"),
    ],
    align=True,
)
WINDOW = np.dtype([("opens", "f8"), ("closes", "f8")])
ALARM = np.dtype([("when", "f8"), ("place", "i4"), ("heap", "i4")], align=True)
NOTE = np.dtype(
    [("time", "f8"), ("what", "i4"), ("case", "i4"), ("place", "i4"), ("server", "i4")], align=True
)
STATE = np.dtype(
    [
        ("now", "f8"), ("midnight", "f8"), ("working_day", "u1"), ("alarms", "i8"),
        ("coming", "i8"), ("coming_end", "i8"), ("marked_grids", "i8"), ("marked_bodies", "i8"),
        ("marked", "u1"), ("ended", "i8"), ("impatient", "i8"), ("closed", "i8"),
        ("notes", "i8"), ("notes_instant", "i8"), ("lines", "i8"),
        ("body_lines", "i8"), ("order", "i8"),
        ("preempt", "i8"), ("victim", "i8"), ("strategy", "i8"), ("helpers_first", "u1"),
        ("prio_class", "f8"), ("prio_age", "f8"), ("prio_count", "f8"),
    ],
    align=True,
)  # fmt: skip

CASE_START = {
    "first_start": np.nan, "true_close": np.nan, "reported_close": np.nan, "withdrawn": np.nan,
    "escalated_at": np.nan, "server": -1, "ahead": -1, "behind": -1, "ask_ahead": -1, "ask_behind": -1,
}  # fmt: skip
"""Fields of a new case that do not start at 0."""


class KernelTables(NamedTuple):
    """Everything a day is played on; few tables, because each costs every call of a compiled function."""

    cases: np.ndarray
    lists: np.ndarray
    legs: np.ndarray
    jobs: np.ndarray
    servers: np.ndarray
    accounts: np.ndarray  # float64 [servers, 5]: minutes today, see kernel.py
    grids: np.ndarray
    lines: np.ndarray  # a grid's lines, grid by grid; the cases that ask for help; the queues of the bodies
    bodies: np.ndarray
    streets: np.ndarray
    shifts: np.ndarray
    windows: np.ndarray
    clock: np.ndarray  # alarms of servers, then shifts, then cases
    notes: np.ndarray
    state: np.void  # one record of counters and rules


def grown(table: np.ndarray, rows: int) -> np.ndarray:
    """The table with at least `rows` rows: its old rows, then zeros; doubled, so that growing stays rare."""
    if len(table) >= rows:
        return table
    larger = np.zeros(max(rows, 2 * len(table)), table.dtype)
    larger[: len(table)] = table
    return larger
