"""What a log is held to: how many cases, how soon closed, how many on time; by group."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.fit.office.spans import Numbers, hours_between

FIGURES = ("cases", "median_hours", "p90_hours", "closed_in_7_days", "on_time")
LOGARITHMIC = ("cases", "median_hours", "p90_hours")
"""Figures whose errors are compared as ratios."""
LONGEST = 24 * 365.0
"""Hours at which a wait is cut: what is open after a year is as good as never closed."""
SHORTEST = 1 / 60
WEEK_HOURS = 24 * 7.0


def group_figures(log: pd.DataFrame, group: NDArray[np.intp], groups: int) -> Numbers:
    """The FIGURES of each group (groups, figures); NaN where a group has no case to tell.

    log: hours until closing (infinite: never; NaN: not known, as the case was watched too briefly), limit
    (hours; NaN: none). Quantiles are the smallest hours within which that share is closed.
    """
    hours = np.minimum(np.nan_to_num(log["hours"].to_numpy(float), nan=LONGEST), LONGEST)
    limit = log["limit"].to_numpy(float)
    size = np.bincount(group, minlength=groups)
    order = np.lexsort((hours, group))
    start = np.concatenate([[0], size.cumsum()[:-1]])
    found = np.full((groups, len(FIGURES)), np.nan)
    found[:, 0] = size
    some = size > 0
    for column, share in ((1, 0.5), (2, 0.9)):
        at = start[some] + np.ceil(share * size[some]).astype(int) - 1
        found[some, column] = np.maximum(hours[order[at]], SHORTEST)
    found[some, 3] = np.bincount(group, hours <= WEEK_HOURS, minlength=groups)[some] / size[some]
    limited = np.bincount(group, ~np.isnan(limit), minlength=groups)
    kept = np.bincount(group, hours <= limit, minlength=groups)
    found[limited > 0, 4] = kept[limited > 0] / limited[limited > 0]
    return found


def as_log(cases: pd.DataFrame) -> pd.DataFrame:
    """The cases with two more columns: hours until closing (infinite where a case was never closed) and hours
    until the limit."""
    hours = hours_between(cases["opened"], cases["closed"])
    limit = hours_between(cases["opened"], cases["due"])
    return cases.assign(hours=np.where(np.isnan(hours), np.inf, hours), limit=limit)


def groups_of(key: pd.Series, names: pd.Index) -> NDArray[np.intp]:
    """Number of the group of each case among names; those of no group are in one of their own, the last."""
    found = names.get_indexer(pd.Index(key))
    return np.where(found < 0, len(names), found)
