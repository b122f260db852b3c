"""The tables the kernel plays on: one row a case, a leg, a job, a hand; plain arrays without a will.

A *hand* is whoever can hold a case: the grid workers first (rows as the model numbers them), then the
communities' rota workers, then the helpers of each grid, then the servers of the bodies.
Times are minutes from 00:00 of the first simulated day; "not yet" is NaN, "never" is infinity.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

CASE = np.dtype(
    [
        # what is known when the case is registered
        ("id", "i8"), ("grid", "i4"), ("cls", "i4"), ("category", "i4"), ("line", "i4"), ("late_line", "i4"),
        ("registered", "f8"), ("limit", "f8"), ("limit_at", "f8"), ("ask_at", "f8"),
        ("relabel_at", "f8"), ("relabel_limit_at", "f8"), ("paper_close_at", "f8"),
        ("withdraw_at", "f8"), ("patience", "f8"), ("tie", "f8"),
        ("counted", "u1"), ("solvable", "u1"), ("simple", "u1"),
        # where it stands
        ("state", "i4"), ("leg", "i8"), ("last_leg", "i8"), ("rank", "i4"), ("hand", "i4"), ("jobs_left", "i4"),
        ("remaining", "f8"), ("leg_from", "f8"), ("leg_until", "f8"), ("joined", "f8"),
        ("key_group", "i4"), ("key_time", "f8"), ("interrupted", "u1"), ("asking", "u1"),
        ("ahead", "i8"), ("behind", "i8"), ("ask_ahead", "i8"), ("ask_behind", "i8"),
        # what became of it
        ("first_start", "f8"), ("true_close", "f8"), ("reported_close", "f8"), ("withdrawn", "f8"),
        ("escalated_at", "f8"), ("relabelled", "u1"), ("owner", "i4"), ("preempted", "i4"), ("paused", "i4"),
        ("touch_minutes", "f8"), ("queue_minutes", "f8"), ("others_minutes", "f8"), ("hop_minutes", "f8"),
    ],
    align=True,
)  # fmt: skip
LEG = np.dtype([("kind", "i4"), ("minutes", "f8"), ("first_job", "i8"), ("last_job", "i8")], align=True)
JOB = np.dtype(
    [("case", "i8"), ("body", "i4"), ("minutes", "f8"), ("joined", "f8"), ("ahead", "i8"), ("behind", "i8")],
    align=True,
)
HAND = np.dtype(
    [
        ("kind", "i4"), ("place", "i4"), ("shift", "i4"), ("number", "i4"), ("on_duty", "u1"),
        ("busy_with", "i8"), ("since", "f8"), ("booked", "f8"),
        ("speed", "f8"), ("timed_at", "f8"), ("budget", "f8"), ("cut", "f8"), ("used", "f8"),
        ("balance", "f8"), ("mask", "u8"),
    ],
    align=True,
)  # fmt: skip
GRID = np.dtype(
    [
        ("community", "i4"), ("shift", "i4"), ("bound", "i4"), ("pauses", "i4"), ("rota", "i4"),
        ("crew", "i8"), ("crew_end", "i8"), ("helper", "i4"), ("helper_end", "i4"),
        ("manned", "i4"), ("waiting", "i8"), ("stirred", "u1"), ("appraisal", "f8"),
    ],
    align=True,
)  # fmt: skip
LINE = np.dtype([("head", "i8"), ("tail", "i8")], align=True)
BODY = np.dtype(
    [("head", "i8"), ("tail", "i8"), ("hand", "i4"), ("hand_end", "i4"), ("stirred", "u1")], align=True
)
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
ALARM = np.dtype([("when", "f8"), ("place", "i8"), ("heap", "i8")], align=True)
NOTE = np.dtype([("time", "f8"), ("what", "i4"), ("case", "i8"), ("place", "i4"), ("hand", "i4")], align=True)
STATE = np.dtype(
    [
        ("now", "f8"), ("midnight", "f8"), ("working_day", "u1"), ("alarms", "i8"),
        ("coming", "i8"), ("coming_end", "i8"), ("stirred_grids", "i8"), ("stirred_bodies", "i8"),
        ("stirred", "u1"), ("impatient", "i8"), ("closed", "i8"), ("notes", "i8"), ("notes_instant", "i8"),
        ("workers", "i8"), ("lines", "i8"), ("rota", "u1"), ("order", "i4"), ("preempt", "i4"), ("victim", "i4"),
        ("strategy", "i4"), ("helpers_first", "u1"),
        ("prio_class", "f8"), ("prio_age", "f8"), ("prio_count", "f8"),
    ],
    align=True,
)  # fmt: skip

CASE_START = {
    "first_start": np.nan, "true_close": np.nan, "reported_close": np.nan, "withdrawn": np.nan,
    "escalated_at": np.nan, "hand": -1, "ahead": -1, "behind": -1, "ask_ahead": -1, "ask_behind": -1,
}  # fmt: skip
"""Fields of a new case that do not start at 0."""


class Street(NamedTuple):
    """Everything a day is played on. All arrays; `state` has one row of counters and rules."""

    cases: np.ndarray
    legs: np.ndarray
    jobs: np.ndarray
    hands: np.ndarray
    accounts: np.ndarray  # float64 [hands, 5]: minutes today, see kernel.py
    grids: np.ndarray
    lines: np.ndarray  # grids x lines a grid, then the lists of cases that ask for help
    bodies: np.ndarray
    shifts: np.ndarray
    windows: np.ndarray  # float64 [windows, 2], minutes of the day
    crews: np.ndarray  # hands by grid
    shift_grids: np.ndarray  # grids by shift
    community_grids: np.ndarray  # grids by community
    communities: np.ndarray  # int64 [communities + 1], offsets into community_grids
    clock: np.ndarray  # alarms of hands, then shifts, then cases
    coming: np.ndarray  # cases not yet registered, by time
    stirred_grids: np.ndarray
    stirred_bodies: np.ndarray
    impatient: np.ndarray
    closed: np.ndarray  # cases truly closed today, in order
    notes: np.ndarray
    state: np.ndarray


def grown(table: np.ndarray, rows: int) -> np.ndarray:
    """The table with at least `rows` rows: its old rows, then zeros; doubled, so that growing stays rare."""
    if len(table) >= rows:
        return table
    larger = np.zeros(max(rows, 2 * len(table)), table.dtype)
    larger[: len(table)] = table
    return larger
