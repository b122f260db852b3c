"""Which groups move an outcome by more than chance does, from the steps of a screening.

Each step is run with several lucks. Where they agree, the step did it; where they differ, chance did. That
has another size for each group, since what a step changes decides which draws still mean the same.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from simulation.analysis.sensitivity.design import STEP
from simulation.analysis.sensitivity.steps import Steps, Values, effects

LEVEL, DRAWS, DRAWS_OF_NOISE = 0.95, 2000, 40_000
FEWEST_TWICE = 3
"""Steps with several lucks, below which nobody knows what chance does."""


def screened(steps: Steps, outcome: Values, seed: int = 0) -> pd.DataFrame:
    """One row per group: mean size of its elementary effects with an interval, their spread, what chance
    reaches, and its part of what all groups do.

    outcome: (points,), NaN where there is none.
    """
    found = effects(steps, outcome, STEP)
    means = found.groupby("trajectory").mean()
    low, high = _interval(means.abs().to_numpy(), seed)
    names = [str(name) for name in found]
    single = [len(steps.groups[name]) == 1 for name in names]
    return pd.DataFrame(
        {
            "input": names,
            "numbers": [len(steps.groups[name]) for name in names],
            "size": means.abs().mean().to_numpy(),
            "low": low,
            "high": high,
            "sigma": np.where(single, means.std(ddof=1), np.nan),
            "noise": [reached_by_chance(found[name], len(names)) for name in names],
            "share": _shares(found),
        }
    )


def _interval(sizes: Values, seed: int) -> Values:
    """Ends of the interval of each mean, over trajectories drawn again (bootstrap)."""
    rows = np.random.default_rng(seed).integers(len(sizes), size=(DRAWS, len(sizes)))
    with np.errstate(invalid="ignore"):
        means = np.nanmean(sizes[rows], axis=1)
    return np.nanquantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)


def reached_by_chance(effects_of_one: pd.Series, groups: int) -> float:
    """What the mean size of a group's effects reaches by chance, in one study of twenty for any of so many
    groups, if the group does nothing; NaN where too few of its steps were run with several lucks.

    effects_of_one: by trajectory and turn. Chance is taken as normal, of a size known no better than from
    how these differ within their steps.
    """
    there = effects_of_one.dropna().groupby("trajectory")
    counts = there.size()
    freedom = int((counts - 1).sum())
    if freedom < FEWEST_TWICE:
        return float("nan")
    spread = np.sqrt((there.var(ddof=0) * counts).sum() / freedom)
    return float(spread * _factor(freedom, tuple(counts), 1 - (1 - LEVEL) / groups))


@lru_cache
def _factor(freedom: int, lucks: tuple[int, ...], level: float) -> float:
    """A quantile of the mean size of means of normal draws, over a spread that is itself estimated."""
    luck = np.random.default_rng(0)
    means = np.abs(luck.standard_normal((DRAWS_OF_NOISE, len(lucks))) / np.sqrt(lucks)).mean(axis=1)
    return float(np.quantile(means * np.sqrt(freedom / luck.chisquare(freedom, DRAWS_OF_NOISE)), level))


def _shares(found: pd.DataFrame) -> Values:
    """Each group's part of the squared effects of all, less what chance makes of them."""
    by_step = found.groupby("trajectory")
    counts = by_step.count()
    by_chance = (by_step.var(ddof=1) / counts).where(counts > 1, 0.0)
    squares = np.maximum((by_step.mean() ** 2 - by_chance).mean().to_numpy(), 0)
    return squares / squares.sum() if squares.sum() > 0 else np.zeros(len(squares))
