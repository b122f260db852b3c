"""What first-order shares leave out: the part of an outcome's variance that numbers make only together.

One less the sum of the shares of all numbers, less what luck makes of the means over lucks. The interval is
that of the sum, from halves of the points (delete-half jackknife: Shao & Wu 1989).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import norm

from simulation.analysis.sensitivity.steps import Values
from simulation.analysis.sensitivity.variance import HARMONICS, LEVEL

HALVES = 60
WIDEST = 0.25
"""Half of an interval, from which on the sum says nothing."""


@dataclass(frozen=True)
class LeftOut:
    """Parts of a variance: what all numbers make one by one, with its interval; luck, NaN where no point had
    several lucks; and the rest, what numbers make only together."""

    alone: float
    low: float
    high: float
    luck: float

    @property
    def together(self) -> tuple[float, float, float]:
        """The rest with its interval; luck is in it where it is not known."""
        luck = 0.0 if np.isnan(self.luck) else self.luck
        return 1 - luck - self.alone, 1 - luck - self.high, 1 - luck - self.low

    @property
    def columns(self) -> dict[str, float]:
        """As sensitivity.csv has them."""
        return {"alone": self.alone, "alone_low": self.low, "alone_high": self.high, "luck": self.luck}

    @property
    def known(self) -> bool:
        """Whether there are points enough for so many numbers to say."""
        return self.high - self.low <= 2 * WIDEST


NOT_ASKED = dict.fromkeys(("alone", "alone_low", "alone_high", "luck"), float("nan"))
"""The columns of a screening, which has no shares of a variance."""


def of_row(row: Mapping[Any, Any]) -> LeftOut:
    """The same from a row of sensitivity.csv."""
    return LeftOut(*(float(row[name]) for name in NOT_ASKED))


def left_out(sets: pd.DataFrame, outcome: Values, luck: float, seed: int = 0) -> LeftOut:
    """The parts of the variance of an outcome over points that were drawn at random. sets: (points, numbers);
    outcome: (points,), NaN where there is none; luck: its part that is luck, as `luck_of` has it."""
    there = np.isfinite(outcome)
    values, told = sets.to_numpy(float)[there], outcome[there]
    draw = np.random.default_rng(seed)
    halves = (draw.permutation(len(told))[: len(told) // 2] for _ in range(HALVES))
    spread = np.std([_sum_of_shares(values[half], told[half]) for half in halves], ddof=1)
    alone, reach = _sum_of_shares(values, told), float(norm.ppf((1 + LEVEL) / 2) * spread)
    return LeftOut(alone, alone - reach, alone + reach, luck)


def _sum_of_shares(values: Values, told: Values) -> float:
    from SALib.analyze.rbd_fast import compute_first_order, permute_outputs, unskew_S1

    plain = (compute_first_order(permute_outputs(column, told), HARMONICS) for column in values.T)
    return float(sum(unskew_S1(each, HARMONICS, len(told)) for each in plain))


def luck_of(sets: pd.DataFrame, outcome: Values) -> float:
    """The part of the variance of means over lucks that is luck: what runs of one set differ by. sets,
    outcome: one row per run; NaN where no set was run twice."""
    runs = pd.Series(outcome).groupby(sets.groupby(list(sets), sort=False).ngroup().to_numpy())
    counts = runs.count()
    freedom = int((counts - 1).clip(lower=0).sum())
    if not freedom:
        return float("nan")
    within = float((runs.var(ddof=0) * counts).sum()) / freedom
    return float(within * (1 / counts[counts > 0]).mean() / runs.mean().var(ddof=1))
