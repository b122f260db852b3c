"""Months of a year: what comes back every year, apart from a level that wanders.

The logarithm of cases a day in each month of the log is a level that wanders, the season of that month of the
year, and chance. All three are normal, so that season and its uncertainty follow from the log in one step, if
one knows how far each moves. That is not known either: many such moves are tried, each weighed by how likely
it makes the log. Source: structural time series, Harvey 1989.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve

from simulation.fit.office.spans import Numbers
from simulation.place.rhythm import MONTHS

Order = NDArray[np.intp]
LEAST_MONTHS = 2 * MONTHS
"""A log that covers fewer cannot tell what comes back from what came once."""
SEASONS, STEPS, CHANCES = 0.1, 0.02, 0.05
"""Mean variance of a month against the year, of a month's step of the level, and of chance beyond counting;
before the log is seen each is exponential (assumed)."""
TRIED = (12, 7, 7)
"""How many variances of each are tried, at even steps of that distribution."""
VAGUE = 100.0
"""Variance of the first level."""


@dataclass(frozen=True)
class Season:
    """Logarithm of what an average day of each month brings, against the mean of all, for each of the moves
    tried: how likely they are (moves,), expected (moves, 12) and covariance (moves, 12, 12)."""

    weight: Numbers
    middle: Numbers
    covariance: Numbers

    def draw(self, times: int, rng: np.random.Generator) -> Numbers:
        """Draws of months with mean 1 (times, 12)."""
        moves = rng.choice(len(self.weight), times, p=self.weight)
        drawn = np.exp([self._one(each, rng) for each in moves])
        return drawn / drawn.mean(axis=1, keepdims=True)

    def _one(self, moves: int, rng: np.random.Generator) -> Numbers:
        return rng.multivariate_normal(self.middle[moves], self.covariance[moves], method="eigh")

    @property
    def profile(self) -> Numbers:
        """Months with mean 1 (12,)."""
        found = np.exp(self.weight @ self.middle)
        return found / found.mean()


def fit_season(cases: Numbers, exposed: Numbers, month: Order) -> Season:
    """The season of a log, from its months in order. cases, exposed: cases and usual days (full days' worth)
    of each; month: of the year, from 0; all (months of the log,)."""
    seen, counted = np.log((cases + 0.5) / exposed), 1 / (cases + 0.5)
    found = [_season(moves, seen - seen.mean(), counted, month) for moves in product(*_tried())]
    likely, middle, covariance = (np.array(each) for each in zip(*found, strict=True))
    weight = np.exp(likely - likely.max())
    return Season(weight / weight.sum(), middle, covariance)


def _tried() -> list[Numbers]:
    """Variances at even steps of their distribution."""
    steps = ((np.arange(count) + 0.5) / count for count in TRIED)
    means = (SEASONS, STEPS, CHANCES)
    return [-mean * np.log1p(-each) for mean, each in zip(means, steps, strict=True)]


def _season(
    moves: tuple[float, float, float], seen: Numbers, counted: Numbers, month: Order
) -> tuple[float, Numbers, Numbers]:
    """How likely moves make the log (a logarithm), and the season if they hold."""
    season, step, chance = moves
    order = np.arange(len(month))
    # the twelve are against their mean, so that none of the level is in them
    of_year = season * (np.eye(MONTHS) - 1 / MONTHS)
    level = VAGUE + step * np.minimum(order[:, None], order)
    factor = cho_factor(of_year[np.ix_(month, month)] + level + np.diag(counted + chance), lower=True)
    told = cho_solve(factor, seen)
    likely = -np.log(np.diag(factor[0])).sum() - seen @ told / 2
    across = of_year[:, month]
    return float(likely), across @ told, of_year - across @ cho_solve(factor, across.T)
