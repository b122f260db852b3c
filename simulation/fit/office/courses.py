"""How paces go on: of each unit, what is late apart from what is not, from week to week.

A unit clears a hundred late cases in one week and none in the next three, another does as many each week. So
each has a movement of its own, how far its pace wanders and how much a week differs by itself, of which its
few weeks tell only that some are likelier than others: all of them are kept with their chances, which lean on
how common each movement is among all units.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.fit.office.levels import EVERY, filtered_under
from simulation.fit.office.spans import Numbers

ROUNDS = 300
UNKNOWN = 30.0
"""Levels of which nothing is known that count beside those of a log, where it is told how common each
movement is: two levels alone would be taken for all there are, and look surer than they are."""


@dataclass(frozen=True)
class Drawn:
    """Weeks as they may come: levels (levels, weeks), and by what each week differs from its level, with the
    shape of that (levels, weeks; levels, 1)."""

    level: Numbers
    burst: Numbers
    own: Numbers

    @property
    def both(self) -> Numbers:
        return self.level * self.own


@dataclass(frozen=True)
class Courses:
    """How levels go on: how likely each movement is (EVERY, levels), and under each the gamma distribution of
    the level tonight (EVERY, levels)."""

    chance: Numbers
    shape: Numbers
    rate: Numbers

    def draw(self, weeks: int, rng: np.random.Generator, least: float = 0.0, steady: bool = False) -> Drawn:
        """Weeks to come. least: how far levels wander at least in a week; steady: they stay as they are, as
        nobody can tell how far they would wander in many months."""
        count = self.chance.shape[1]
        pick = np.minimum((rng.random(count) > self.chance.cumsum(axis=0)).sum(axis=0), len(EVERY) - 1)
        at = pick, np.arange(count)
        wander, burst = np.array([[each.wander, each.burst] for each in EVERY])[pick].T[:, :, None]
        wander = np.maximum(wander, least) * (not steady)
        steps = wander * rng.standard_normal((count, weeks)) - wander**2 / 2
        level = (rng.gamma(self.shape[at]) / self.rate[at])[:, None] * np.exp(steps.cumsum(axis=1))
        return Drawn(level, burst, rng.gamma(burst, 1 / burst, (count, weeks)))


def fit_courses(seen: Numbers, exposed: Numbers) -> Courses:
    """The courses of levels. seen: cases of each week, exposed: how many there would be at a level of 1, each
    (levels, weeks)."""
    shape, rate, likely = filtered_under(EVERY, seen, exposed)
    return Courses(pooled(likely, UNKNOWN)[0], shape, rate)


def pooled(likely: Numbers, unknown: float = 1.0) -> tuple[Numbers, Numbers]:
    """How likely each answer is for each unit (answers, units), given how common it is among all, which is
    estimated from them and from so many more of which nothing is known; and the log-likelihood of each unit.
    likely: log-likelihoods (answers, units)."""
    most, flat = likely.max(axis=0), 1 / len(likely)
    share, chance = np.exp(likely - most), np.full(likely.shape, flat)
    for _ in range(ROUNDS):
        common = (chance.sum(axis=1, keepdims=True) + unknown * flat) / (likely.shape[1] + unknown)
        whole = (share * common).sum(axis=0)
        chance = share * common / whole
    return chance, np.log(whole) + most
