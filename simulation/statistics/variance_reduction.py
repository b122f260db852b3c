"""What common random numbers save."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class VarianceReduction:
    """What common random numbers save: variance of the paired difference beside that of independent arms.

    ratio = paired / independent: 0.1 means that a tenth of the runs see as much. NaN where nothing varies.
    """

    paired: float
    independent: float
    covariance: float
    correlation: float
    ratio: float


def variance_reduction(baseline: ArrayLike, treatment: ArrayLike) -> VarianceReduction:
    """Variance reduction bought by common random numbers.

    baseline, treatment: (pairs,), two or more pairs with finite values.
    Source: Law, Simulation Modeling and Analysis: Var(X - Y) = Var X + Var Y - 2 Cov(X, Y).
    """
    (var_x, covariance), (_, var_y) = np.cov(np.asarray([baseline, treatment], float)).tolist()
    independent, spread = var_x + var_y, math.sqrt(var_x * var_y)
    paired = independent - 2 * covariance
    correlation = covariance / spread if spread else math.nan
    return VarianceReduction(
        paired, independent, covariance, correlation, paired / independent if independent else math.nan
    )
