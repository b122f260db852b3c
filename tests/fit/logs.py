"""Logs whose truth is known."""

from __future__ import annotations

from collections.abc import Sequence

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


def struck_log(
    day: int = 70, cases: int = 300, longer: Sequence[float] = (), days: int = 126, listed: bool = False
) -> pd.DataFrame:
    """A known log in which a storm strikes the unit `street`: so many lamps within two days, and how many
    times as long the unit's cases of each week from then on wait. listed: all lamps come within two hours."""
    log, rng = known_log(days, 20.0), np.random.default_rng(2)
    minutes = rng.integers(600, 720, cases) if listed else rng.integers(0, 2880, cases)
    opened = FIRST + pd.Timedelta(days=day) + pd.to_timedelta(minutes, unit="min")
    hours = HOURS["lamp"] * np.exp(SPREAD * rng.standard_normal(cases))
    lamps = {"type": "lamp", "unit": "street", "area": "a", "staff": False, "due": pd.NaT}
    storm = pd.DataFrame({"opened": opened, "closed": opened + pd.to_timedelta(hours, unit="h")} | lamps)
    log = pd.concat([log, storm]).sort_values("opened", ignore_index=True)
    week = (log["opened"] - FIRST - pd.Timedelta(days=day)) // pd.Timedelta(weeks=1)
    times = week.map(dict(enumerate(longer))).where(log["unit"] == "street").fillna(1.0)
    return log.assign(closed=log["opened"] + (log["closed"] - log["opened"]) * times)
