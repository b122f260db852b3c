"""Mean and spread of a few values, exact where they are all equal."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def mean_of(values: Numbers) -> float:
    """Mean, NaN of nothing; of equal values exactly that value, so that rounding looks like no spread."""
    if not values.size:
        return math.nan
    return float(values[0] if all_equal(values) else values.mean())


def sd_of(values: Numbers) -> float:
    """Standard deviation of a sample, NaN below two values; of equal values exactly 0."""
    if values.size < 2:
        return math.nan
    return 0.0 if all_equal(values) else float(values.std(ddof=1))


def all_equal(values: Numbers) -> bool:
    """Whether one or more values are all the same."""
    return bool(np.all(values == values[0]))
