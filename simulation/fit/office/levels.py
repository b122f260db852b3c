"""Levels that wander from week to week, and weeks that differ by themselves: a gamma-Poisson filter.

Source: West & Harrison 1997, dynamic generalised linear models.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import nbinom

from simulation.fit.office.spans import Numbers

WEEK = 7
WANDERINGS = (0.0, 0.01, 0.02, 0.03, 0.045, 0.06, 0.09, 0.12, 0.16)
"""Standard deviations of a week's change of a level, in logarithms, among which the likeliest is taken."""
BURSTS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 1e6)
"""Shapes of the gamma variable of a week by itself, among which the likeliest is taken: small where cases
come in bursts."""
VAGUE = 0.5  # cases that the first guess of a level counts for


@dataclass(frozen=True)
class Movement:
    """How far a level wanders in a week (standard deviation of its logarithm), and the shape of the gamma
    variable by which a week differs from its level."""

    wander: float
    burst: float

    def draw(self, size: tuple[int, int], rng: np.random.Generator) -> Numbers:
        """Factors of weeks to come (kinds, weeks), 1 on average."""
        steps = self.wander * rng.standard_normal(size).cumsum(axis=1)
        drift = self.wander**2 / 2 * np.arange(1, size[1] + 1)
        return np.exp(steps - drift) * rng.gamma(self.burst, 1 / self.burst, size)


def by_week(daily: Numbers) -> Numbers:
    """Sums over whole weeks, counted from the end (kinds, weeks)."""
    weeks = daily.shape[1] // WEEK
    return daily[:, daily.shape[1] - weeks * WEEK :].reshape(len(daily), weeks, WEEK).sum(axis=2)


def filtered(weekly: Numbers, exposed: Numbers, movement: Movement) -> tuple[Numbers, Numbers, Numbers]:
    """Shape and rate of each level after the last week, and the log-likelihood of its weeks, each given
    those before (levels,). A week that differs by itself says less of the level: it is counted in part."""
    mean = np.maximum(weekly.sum(axis=1) / np.maximum(exposed.sum(axis=1), 1e-9), 1e-6)
    shape, likely = np.full(len(weekly), VAGUE), np.zeros(len(weekly))
    rate = shape / mean
    for week in range(weekly.shape[1]):
        shape, rate = _wandered(shape, rate, movement.wander)
        seen, days = weekly[:, week], np.maximum(exposed[:, week], 1e-9)
        spread = 1 / (1 / shape + 1 / movement.burst + 1 / (shape * movement.burst))
        expected = shape / rate * days
        if week:
            likely += nbinom.logpmf(seen, spread, spread / (spread + expected))
        part = 1 / (1 + expected / movement.burst)
        shape, rate = shape + part * seen, rate + part * days
    return shape, rate, likely


def _wandered(shape: Numbers, rate: Numbers, wander: float) -> tuple[Numbers, Numbers]:
    """The same mean, less sure by a week's wandering."""
    wider = shape / (1 + shape * (np.exp(wander**2) - 1))
    return wider, rate * wider / shape


def likeliest(weekly: Numbers, exposed: Numbers) -> Movement:
    """The movement under which each week is likeliest, given those before."""
    every = (Movement(wander, burst) for wander in WANDERINGS for burst in BURSTS)
    return max(every, key=lambda each: filtered(weekly, exposed, each)[2].sum())
