"""Logs whose truth is known."""

from __future__ import annotations

import numpy as np
import pandas as pd

FIRST = pd.Timestamp("2025-01-06")  # a Monday
HOURS = {"lamp": 20.0, "noise": 200.0, "form": 2.0}
"""Median hours until closing, by type."""
SPREAD = 1.0
NEVER = 0.1
"""Share of noise that nobody ever closes."""


def known_log(
    days: int = 150, a_day: float = 12.0, seed: int = 1, slower_from: int | None = None
) -> pd.DataFrame:
    """A log of three types in the hands of two units: Poisson on working days, a third of that on others;
    log-normal waits. slower_from: the day from which all waits are four times as long."""
    rng = np.random.default_rng(seed)
    day = np.arange(days)
    count = rng.poisson(np.where(day % 7 >= 5, a_day / 3, a_day))
    opened = FIRST + pd.to_timedelta(
        np.repeat(day, count) * 1440 + rng.integers(480, 1080, count.sum()), unit="min"
    )
    types = rng.choice(list(HOURS), len(opened), p=[0.5, 0.3, 0.2])
    hours = np.array([HOURS[each] for each in types]) * np.exp(SPREAD * rng.standard_normal(len(opened)))
    if slower_from is not None:
        hours = np.where(np.repeat(day, count) >= slower_from, 4 * hours, hours)
    hours = np.where((types == "noise") & (rng.random(len(opened)) < NEVER), np.nan, hours)
    frame = pd.DataFrame(
        {
            "opened": opened,
            "closed": opened + pd.to_timedelta(hours, unit="h"),
            "due": opened + pd.Timedelta(hours=72),
            "type": types,
            "unit": np.where(types == "form", "desk", "street"),
            "area": rng.choice(["a", "b"], len(opened)),
            "staff": False,
        }
    )
    return frame.sort_values("opened", ignore_index=True)
