"""Cases by group, seen and drawn: what a forecast is held to, figure by figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from simulation.fit.held.figures import group_figures, groups_of
from simulation.fit.office.spans import Numbers

ENOUGH = 30
"""Cases that a group needs before the cut and after it to be held to."""
BY = ("all", "type", "unit", "week")
WEEK = pd.Timedelta(weeks=1)
Key = Callable[[pd.DataFrame], pd.Series]


class Groups(NamedTuple):
    """The groups that are held to, their FIGURES as seen (groups, figures) and drawn (draws, groups,
    figures); NaN where a group has no case to tell."""

    names: pd.Index
    seen: Numbers
    draws: Numbers


def grouped(
    by: str, cut: pd.Timestamp, came: pd.DataFrame, known: pd.DataFrame, drawn: Sequence[pd.DataFrame]
) -> Groups:
    """Cases that came after a cut and draws of them, of the groups with cases enough. known: before it."""
    key = key_of(by, cut)
    names = _names(by, key(came), key(known))
    draws = np.array([figures_by(each, key, names) for each in drawn])
    return Groups(names, figures_by(came, key, names), draws)


def key_of(by: str, cut: pd.Timestamp) -> Key:
    """How the cases of a log are told apart; weeks by their first day, from the cut."""
    if by == "all":
        return lambda log: pd.Series("all", index=log.index)
    if by == "week":
        return lambda log: (cut + (log["opened"] - cut) // WEEK * WEEK).dt.strftime("%Y-%m-%d")
    return lambda log: log[by].astype(str)


def figures_by(log: pd.DataFrame, key: Key, names: pd.Index) -> Numbers:
    """The FIGURES of each of these groups (groups, figures)."""
    return group_figures(log, groups_of(key(log), names), len(names) + 1)[:-1]


def _names(by: str, came: pd.Series, known: pd.Series) -> pd.Index:
    """The groups with cases enough; of weeks, those that are whole."""
    after, before = came.value_counts(), known.value_counts()
    if by in ("all", "week"):
        return pd.Index(sorted(after.index[after >= ENOUGH]))
    return pd.Index(sorted(name for name in after.index if after[name] >= ENOUGH <= before.get(name, 0)))
