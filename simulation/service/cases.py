"""Cases as the model servers them over: columns, and a flat table of legs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

import simulation.service.kernel as kernel

LEG_KINDS = {"work": kernel.WORK, "wait": kernel.WAIT, "hop": kernel.HOP, "meeting": kernel.MEET}
"""Kinds of legs by name; their numbers are what `Legs.kind` holds."""

REVIEWS = {"none": kernel.NO_REVIEW, "relabel": kernel.RELABEL, "extend": kernel.EXTEND}
"""Ways to a longer limit by name; their numbers stand in the columns `review` and `reviewed`."""

DEFAULTS: Mapping[str, float] = {
    "category": 0, "limit": np.inf, "limit_at": np.inf, "ask_at": np.inf, "review_at": np.inf,
    "review_limit_at": np.inf, "review": kernel.NO_REVIEW, "paper_close_at": np.inf, "withdraw_at": np.inf,
    "patience": np.inf, "tie": 0.0, "counted": 1, "solvable": 1, "simple": 0, "walk_in": 0,
}  # fmt: skip
"""Columns that may be left out, and the value that then stands in every row."""

REQUIRED = ("id", "grid", "cls", "registered")


@dataclass(frozen=True)
class Legs:
    """The plans of some cases, leg after leg.

    offsets: [cases + 1], rows of each case's legs. kind, minutes: [legs]; minutes of content (work), of the
    wait (wait, hop), or until the meeting (meeting). job_offsets: [legs + 1], rows of each meeting's bodies
    (none for other kinds). body, body_minutes: [jobs].
    """

    offsets: ArrayLike
    kind: ArrayLike
    minutes: ArrayLike
    job_offsets: ArrayLike | None = None
    body: ArrayLike = ()
    body_minutes: ArrayLike = ()


Step = tuple[str, float] | tuple[str, float, Sequence[tuple[int, float]]]


def legs(plans: Sequence[Sequence[Step]]) -> Legs:
    """Legs from one list a case: ("work", 30), ("hop", 60), ("meeting", 120, [(body, minutes), …])."""
    steps = [step for plan in plans for step in plan]
    meetings = [step[2] if len(step) == 3 else () for step in steps]
    jobs = [job for meeting in meetings for job in meeting]
    return Legs(
        offsets=np.cumsum([0, *map(len, plans)]),
        kind=np.array([LEG_KINDS[step[0]] for step in steps], np.int64),
        minutes=np.array([step[1] for step in steps], float),
        job_offsets=np.cumsum([0, *map(len, meetings)]),
        body=np.array([body for body, _ in jobs], np.int64),
        body_minutes=np.array([minutes for _, minutes in jobs], float),
    )


@dataclass(frozen=True)
class Arrivals:
    """Cases to register: `columns` maps names of REQUIRED or DEFAULTS to values, `legs` are their plans.

    `line` and `late_line` (after the limit) default to the class and to the majors' line 1.
    """

    columns: Mapping[str, ArrayLike]
    legs: Legs
    _size: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        missing = [name for name in REQUIRED if name not in self.columns]
        unknown = set(self.columns) - {*REQUIRED, *DEFAULTS, "line", "late_line"}
        if missing or unknown:
            raise ValueError(f"columns of cases: missing {missing}, unknown {sorted(unknown)}")
        object.__setattr__(self, "_size", len(np.asarray(self.columns["id"])))

    def __len__(self) -> int:
        return self._size
