"""The cases that every engine plays: drawn once, as columns, before anything is timed.

A street has 80 grids with two workers each, and ten bodies with five servers. General cases (85 %) start and
resume from 08:00 to 20:00 only; emergencies (3 %) interrupt; major cases (12 %) go on to a body. Scale 1 is
one street of 70,000 residents, scale 0.1 a tenth of one, scale 3 three streets.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

DAY = 1440.0
EMERGENCY, MAJOR, GENERAL = range(3)
SHARES = np.array([0.03, 0.12, 0.85])
CASES_A_GRID = 8.75  # a day: 875 residents, 0.01 each
WORKERS, SERVERS = 2, 5
HOURS = np.repeat([0.2, 0.7, 1.8, 1.2, 1.7, 1.2, 0.5], [6, 2, 4, 2, 4, 4, 2])
MEAN_HOURS, CV = np.array([2.0, 3.0, 2.6]), np.array([0.7, 1.0, 1.0])
BODY_HOURS, BODY_CV = 12.0, 0.8
BUSY = 0.8  # share of the workers' time, in the simplified form


class Absent(Exception):
    """An engine that this machine does not have: a sentence."""


class Workload(NamedTuple):
    """Cases by order of arrival, an array each, in minutes; `body` is -1 where no body follows."""

    grids: int
    bodies: int
    streets: int
    days: int
    opens: float
    closes: float
    preempts: bool
    arrival: np.ndarray
    grid: np.ndarray
    cls: np.ndarray
    content: np.ndarray
    body: np.ndarray
    body_minutes: np.ndarray

    @property
    def horizon(self) -> float:
        """The minute at which everything stops."""
        return self.days * DAY


class Outcome(NamedTuple):
    """First start and closing of each case, in minutes; NaN where they lie beyond the horizon."""

    first: np.ndarray
    close: np.ndarray


def street_sizes(scale: float) -> tuple[int, int, int]:
    """Grids, bodies and streets of a scale. Raises ValueError where it gives no whole street or part."""
    if (scale > 1 and scale != int(scale)) or scale * 10 < 1:
        raise ValueError(f"a scale of {scale:g} is neither from 0.1 to 1 nor a whole number of streets")
    return round(80 * scale), round(10 * scale), max(int(scale), 1)


def reference(scale: float, days: int, seed: int) -> Workload:
    """The whole workload."""
    rng = np.random.default_rng(seed)
    grids, bodies, streets = street_sizes(scale)
    size = rng.poisson(CASES_A_GRID * grids * days)
    hour = rng.choice(24, size, p=HOURS / HOURS.sum())
    arrival = np.sort((rng.integers(0, days, size) * 24 + hour + rng.random(size)) * 60)
    grid, cls = rng.integers(0, grids, size), rng.choice(3, size, p=SHARES)
    own = rng.integers(0, bodies // streets, size) + grid // (grids // streets) * (bodies // streets)
    return Workload(
        grids, bodies, streets, days, 480.0, 1200.0, True, arrival, grid, cls,
        lognormal(MEAN_HOURS[cls] * 60, CV[cls], rng),
        np.where(cls == MAJOR, own, -1),
        lognormal(np.full(size, BODY_HOURS * 60), np.full(size, BODY_CV), rng),
    )  # fmt: skip


def lognormal(mean: np.ndarray, cv: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Lengths with these means and coefficients of variation."""
    sigma2 = np.log1p(cv**2)
    return rng.lognormal(np.log(mean) - sigma2 / 2, np.sqrt(sigma2))


def simplified(grids: int, days: int, seed: int) -> Workload:
    """The form with a formula: no hours, no interruptions, no bodies; exponential work, the same for all."""
    rng = np.random.default_rng(seed)
    size = rng.poisson(CASES_A_GRID * grids * days)
    return Workload(
        grids, 0, 1, days, 0.0, DAY, False,
        np.sort(rng.random(size) * days * DAY),
        rng.integers(0, grids, size),
        rng.choice(3, size, p=SHARES),
        rng.exponential(mean_work(), size),
        np.full(size, -1),
        np.zeros(size),
    )  # fmt: skip


def mean_work() -> float:
    """Minutes of a case in the simplified form."""
    return WORKERS * BUSY / CASES_A_GRID * DAY
