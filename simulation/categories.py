"""Categories of matters (categories.csv): how common each is, who owns it, how long one waits on others.

Columns as arrays (categories,), in the order of the file. Waiting on others is lognormal with the median in
hours and the standard deviation of its logarithm.
"""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pandas as pd

_TABLE = pd.read_csv(files("simulation").joinpath("categories.csv").open(encoding="utf-8"))

NAMES: tuple[str, ...] = tuple(_TABLE["category"])
LABELS: dict[str, str] = dict(zip(_TABLE["category"], _TABLE["zh"], strict=True))
DOMAIN: tuple[str, ...] = tuple(_TABLE["domain"])
BODIES: tuple[str, ...] = tuple(sorted({body for body in _TABLE["body"] if body != "grid"}))


def _numbers(column: str) -> np.ndarray:
    return _TABLE[column].fillna(0).to_numpy(float)


def _flags(column: str) -> np.ndarray:
    return (_TABLE[column] == "yes").to_numpy()


SHARE = _numbers("share")
COMMON = _numbers("common")
OTHERS_CHANCE = _numbers("others_chance")
OTHERS_MEDIAN_MINUTES = _numbers("others_median_hours") * 60
OTHERS_LOG_SIGMA = _numbers("others_log_sigma")
LIMIT_HOURS = _numbers("limit_hours")
SIMPLE = _flags("simple")
NEEDS_ENFORCEMENT = _flags("needs_enforcement")
BODY = np.array([BODIES.index(body) if body in BODIES else -1 for body in _TABLE["body"]])
ERRAND = np.array(_TABLE["domain"] == "errand")
"""Categories for which one comes to the station's desk."""
PROPERTY = np.array(_TABLE["body"] == "property")
"""Categories that the property company of an estate owns (B2)."""
EMERGENCIES = np.isin(NAMES, ("utility", "safety", "care", "dispute"))
"""Categories that know emergencies; errands and matters of firms never are."""
EMERGENCY_SHARE = float(SHARE[EMERGENCIES].sum())
