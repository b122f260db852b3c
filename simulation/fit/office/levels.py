"""Levels that wander from week to week, and weeks that differ by themselves: a gamma-Poisson filter.

Source: West & Harrison 1997, dynamic generalised linear models.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from simulation.fit.office.spans import Numbers

WEEK = 7
WANDERINGS = (0.0, 0.01, 0.02, 0.03, 0.045, 0.06, 0.09, 0.12, 0.18, 0.27, 0.4)
"""Standard deviations of a week's change of a level, in logarithms, among which the likeliest is taken."""
BURSTS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 1e6)
"""Shapes of the gamma variable of a week by itself, among which the likeliest is taken: small where cases
come in bursts."""
VAGUE = 0.5  # cases that the first guess of a level counts for


@dataclass(frozen=True)
class Movement:
    """How far a level wanders in a week (standard deviation of its logarithm), and the shape of the gamma
    variable by which a week differs from its level."""

    wander: float | Numbers
    burst: float | Numbers


EVERY = tuple(Movement(wander, burst) for wander in WANDERINGS for burst in BURSTS)
"""Movements among which a level has one."""


def by_week(daily: Numbers) -> Numbers:
    """Sums over whole weeks, counted from the end (kinds, weeks)."""
    weeks = daily.shape[1] // WEEK
    return daily[:, daily.shape[1] - weeks * WEEK :].reshape(len(daily), weeks, WEEK).sum(axis=2)


def filtered(weekly: Numbers, exposed: Numbers, movement: Movement) -> tuple[Numbers, Numbers, Numbers]:
    """Shape and rate of each level after the last week, and the log-likelihood of its weeks, each given
    those before (levels,). A week that differs by itself says less of the level: it is counted in part.

    weekly, exposed: (..., levels, weeks). The numbers of a movement may be arrays that fit these (..., 1)."""
    wander, burst = np.asarray(movement.wander), np.asarray(movement.burst)
    mean = np.maximum(weekly.sum(axis=-1) / np.maximum(exposed.sum(axis=-1), 1e-9), 1e-6)
    shape = np.full(np.broadcast_shapes(mean.shape, wander.shape), VAGUE)
    rate, likely = shape / mean, np.zeros(shape.shape)
    for week in range(weekly.shape[-1]):
        shape, rate = _wandered(shape, rate, wander)
        seen, days = weekly[..., week], np.maximum(exposed[..., week], 1e-9)
        spread = 1 / (1 / shape + 1 / burst + 1 / (shape * burst))
        expected = shape / rate * days
        if week:
            likely += _negative_binomial(seen, spread, expected)
        part = 1 / (1 + expected / burst)
        shape, rate = shape + part * seen, rate + part * days
    return shape, rate, likely


def _negative_binomial(seen: Numbers, spread: Numbers, expected: Numbers) -> Numbers:
    """Its log-likelihood, by its mean and by how narrow it is."""
    ways = gammaln(seen + spread) - gammaln(spread) - gammaln(seen + 1)
    return ways - spread * np.log1p(expected / spread) - seen * np.log1p(spread / expected)


def _wandered(shape: Numbers, rate: Numbers, wander: Numbers) -> tuple[Numbers, Numbers]:
    """The same mean, less sure by a week's wandering."""
    wider = shape / (1 + shape * (np.exp(wander**2) - 1))
    return wider, rate * wider / shape


def filtered_under(
    every: tuple[Movement, ...], weekly: Numbers, exposed: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """The same under each of several movements (movements, levels)."""
    wander, burst = (np.array([[getattr(each, of)] for each in every]) for of in ("wander", "burst"))
    return filtered(weekly, exposed, Movement(wander, burst))


def likeliest(weekly: Numbers, exposed: Numbers) -> Movement:
    """The movement under which each week is likeliest, given those before."""
    return EVERY[int(filtered_under(EVERY, weekly, exposed)[2].sum(axis=1).argmax())]
