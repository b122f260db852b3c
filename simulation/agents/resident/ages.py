"""Numbers that differ by age group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

GROUPS = ("18_29", "30_39", "40_49", "50_59", "60plus")
BORDERS = (30, 40, 50, 60)
ADULT = 18


def by_age(age: Any, values: Sequence[float], borders: Sequence[int] = BORDERS) -> Any:
    """The value of each age's group: values[0] below the first border, values[1] from there on, and so
    forth."""
    return np.asarray(values, np.float32)[np.searchsorted(borders, age, side="right")]
