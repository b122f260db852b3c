"""How unevenly something is spread over its owners."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike


def gini(values: ArrayLike, unbiased: bool = False) -> float:
    """Gini coefficient: mean absolute difference / (2 × mean), 0 (all the same) to 1; NaN where the sum is 0.

    values: (owners,), none negative. `unbiased` multiplies by n / (n - 1); NaN for one owner.
    """
    x = np.sort(np.asarray(values, float))
    n, total = x.size, x.sum()
    if total == 0 or (unbiased and n < 2):
        return math.nan
    plain = float((2 * np.arange(1, n + 1) - n - 1) @ x / (n * total))
    return plain * n / (n - 1) if unbiased else plain


def hhi(values: ArrayLike, normalised: bool = False) -> float:
    """Herfindahl-Hirschman index: sum of squared shares, 1/n (even) to 1 (one owner); NaN where the sum is 0.

    values: (owners,), none negative. `normalised` runs from 0 to 1 whatever n; NaN for one owner.
    """
    x = np.asarray(values, float)
    n, total = x.size, x.sum()
    if total == 0 or (normalised and n < 2):
        return math.nan
    plain = float(np.sum((x / total) ** 2))
    return (plain - 1 / n) / (1 - 1 / n) if normalised else plain
