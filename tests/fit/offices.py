"""Offices whose pace is known: closed day by day, each open case with the same chance."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tests.fit.logs import FIRST

A_DAY, HAZARD, LIMIT = 12.0, 0.2, 96.0
USUAL = A_DAY / HAZARD
"""Cases that wait on a usual day."""


def paced_log(
    elasticity: float = 0.0,
    late_pace: np.ndarray | None = None,
    storms: Mapping[int, float] | None = None,
    days: int = 210,
    seed: int = 1,
) -> pd.DataFrame:
    """A log of two units with one type each. elasticity: of their pace to the cases that wait; late_pace: of
    late cases, by week; storms: times as many come to the unit `trees` on these days. How many come changes
    by chance from week to week, so that there are loads to learn from."""
    rng = np.random.default_rng(seed)
    late_pace = np.ones(days // 7 + 1) if late_pace is None else late_pace
    parts = [
        _unit(name, elasticity, late_pace, storms or {} if name == "trees" else {}, days, rng)
        for name in ("trees", "lamps")
    ]
    return pd.concat(parts).sort_values("opened", ignore_index=True)


def _unit(
    name: str,
    elasticity: float,
    late_pace: np.ndarray,
    storms: Mapping[int, float],
    days: int,
    rng: np.random.Generator,
) -> pd.DataFrame:
    level = rng.gamma(6, 1 / 6, days // 7 + 1)
    opened, closed = np.zeros(0), np.zeros(0)
    for day in range(days):
        count = rng.poisson(A_DAY * level[day // 7] * storms.get(day, 1.0))
        opened = np.concatenate([opened, 24 * day + rng.uniform(8, 12, count)])
        closed = np.concatenate([closed, np.full(count, np.nan)])
        waits = np.flatnonzero(np.isnan(closed))
        late = 24 * day - opened[waits] > LIMIT
        pace = (max(len(waits), 1) / USUAL) ** -elasticity * np.where(late, late_pace[day // 7], 1.0)
        done = waits[rng.random(len(waits)) < -np.expm1(-HAZARD * pace)]
        closed[done] = 24 * day + rng.uniform(13, 18, len(done))
    at = FIRST + pd.to_timedelta(opened, unit="h").round("min")
    return pd.DataFrame(
        {
            "opened": at,
            "closed": FIRST + pd.to_timedelta(closed, unit="h").round("min"),
            "due": at + pd.Timedelta(hours=LIMIT),
            "type": name,
            "unit": name,
            "area": "",
            "staff": False,
        }
    )
