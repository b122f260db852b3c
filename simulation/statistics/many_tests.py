"""A correction for many tests."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from simulation.statistics.spread import Numbers


def holm(p: ArrayLike) -> Numbers:
    """Adjusted p-values that keep the chance of any false finding among them below the level.

    p: (tests,), NaN where no test was made; those stay NaN and do not count.
    Source: Holm 1979.
    """
    raw = np.asarray(p, float)
    tested = np.flatnonzero(np.isfinite(raw))
    order = tested[np.argsort(raw[tested], kind="stable")]
    adjusted = np.full(raw.shape, math.nan)
    steps = raw[order] * np.arange(order.size, 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return adjusted
