"""Bootstrap intervals of many rows at once."""

from __future__ import annotations

import numpy as np
import scipy  # loads its `stats` when they are first asked for, which no worker does
from numpy.typing import ArrayLike

from simulation.statistics.spread import Numbers, all_equal, mean_of

_RESAMPLES = 9_999
_RESAMPLING = 1993  # any fixed number: an interval is the same in every process and on every machine
_AT_ONCE = 2_000_000  # numbers held in memory while resampling


def bootstrap_mean(values: ArrayLike, level: float = 0.95) -> tuple[Numbers, Numbers]:
    """Bootstrap interval of the mean of each row, bias-corrected and accelerated (BCa): (lows, highs).

    values: (rows, n), n >= 2, finite. All rows are resampled in the same way, so that a row's interval does
    not depend on its company. A row of equal numbers has an interval of width 0. Unlike the t interval this
    one may be lopsided, as skewed values are; for few values both are too narrow. Source: Efron 1987; scipy.
    """
    rows = np.asarray(values, float)
    middle = np.array([mean_of(row) for row in rows])
    spread = np.array([not all_equal(row) for row in rows], bool)
    lows, highs = middle.copy(), middle.copy()
    if not spread.any():
        return lows, highs
    around = _exact_in_sums(rows[spread] - middle[spread, None])
    batch = max(1, _AT_ONCE // around.size)
    found = scipy.stats.bootstrap(
        (around,), np.mean, axis=-1, vectorized=True, method="BCa", n_resamples=_RESAMPLES,
        confidence_level=level, batch=batch, rng=_RESAMPLING,
    ).confidence_interval  # fmt: skip
    lows[spread] += found.low
    highs[spread] += found.high
    return lows, highs


def _exact_in_sums(rows: Numbers) -> Numbers:
    """Rows rounded to a part in 2^40 of their largest number, so that their sums are exact in any order.

    BCa counts how many resampled means lie below the mean; where many are equal but for rounding, that count,
    and so the interval, would depend on how numbers lie in memory.
    """
    _, power = np.frexp(np.abs(rows).max(axis=1, keepdims=True))
    step = np.ldexp(1.0, power - 40)
    return np.rint(rows / step) * step
