"""The simplified form: do the engines wait as long as Cobham's formula says?

Without hours, interruptions and bodies, and with one exponential length of work for all, the mean wait of
each class is known. An engine agrees where the formula lies within its 99 % interval over independent grids.
"""

from __future__ import annotations

import time
from math import factorial
from typing import NamedTuple

import numpy as np
from scipy.stats import t as student

from benchmarks.speed.reference_engines import kernel, with_ciw
from benchmarks.speed.reference_engines.workload import (
    BUSY,
    DAY,
    SHARES,
    WORKERS,
    Workload,
    mean_work,
    simplified,
)

LEVEL = 0.99
SETTLED = 60 * DAY  # cases that come before are not counted: the grids began empty


class Waits(NamedTuple):
    """What an engine found: mean waits in minutes and half-widths, [classes], and processor seconds."""

    name: str
    mean: np.ndarray
    half: np.ndarray
    seconds: float
    cases: int


def cobham() -> np.ndarray:
    """Mean wait of each class in minutes, first come first served within it, nobody interrupted."""
    load = WORKERS * BUSY
    full = load**WORKERS / factorial(WORKERS) / (1 - BUSY)
    waits = full / (sum(load**k / factorial(k) for k in range(WORKERS)) + full)
    below = np.concatenate([[0.0], np.cumsum(SHARES * BUSY)])
    return waits * mean_work() / WORKERS / ((1 - below[:-1]) * (1 - below[1:]))


def estimate(by_grid: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and half-width over grids of an array [grids, classes]."""
    grids = len(by_grid)
    error = by_grid.std(axis=0, ddof=1) / np.sqrt(grids)
    return by_grid.mean(axis=0), student.ppf((1 + LEVEL) / 2, grids - 1) * error


def by_kernel(w: Workload) -> Waits:
    """The kernel's waits."""
    run = kernel.prepare(w)
    began = time.process_time()
    done = run()
    seconds = time.process_time() - began
    counted = (w.arrival >= SETTLED) & ~np.isnan(done.first)
    cell = (w.grid * len(SHARES) + w.cls)[counted]
    size = w.grids * len(SHARES)
    sums = np.bincount(cell, (done.first - w.arrival)[counted], size) / np.bincount(cell, minlength=size)
    return Waits("kernel", *estimate(sums.reshape(w.grids, -1)), seconds, w.arrival.size)


def by_ciw(grids: int, days: int, seed: int) -> Waits:
    """Ciw's waits. Raises Absent."""
    with_ciw.network()
    found, seconds, cases = [], 0.0, 0
    for grid in range(grids):
        began = time.process_time()
        simulation = with_ciw.play(days, seed + grid)
        seconds += time.process_time() - began
        found.append(with_ciw.waits(simulation, SETTLED))
        cases += len(simulation.get_all_records(only=["service"]))
    return Waits("Ciw", *estimate(np.array(found)), seconds, cases)


def table(engines: list[Waits]) -> str:
    """A line for the formula and each engine."""
    lines = [
        "| mean wait, minutes | emergency | major | general | microseconds a case |",
        "|---|---|---|---|---|",
    ]
    lines.append(f"| Cobham's formula | {' | '.join(f'{each:.1f}' for each in cobham())} | |")
    for each in engines:
        cells = [f"{mean:.1f} ±{half:.1f}" for mean, half in zip(each.mean, each.half, strict=True)]
        lines.append(f"| {each.name} | {' | '.join(cells)} | {each.seconds / each.cases * 1e6:.2g} |")
    return "\n".join(lines)


def strays(engines: list[Waits]) -> list[str]:
    """Names of engines whose interval leaves the formula out for a class."""
    return [each.name for each in engines if np.any(abs(each.mean - cobham()) > each.half)]


def measure(grids: int, days: int, seed: int) -> Waits:
    """The kernel on the simplified form."""
    return by_kernel(simplified(grids, days, seed))
