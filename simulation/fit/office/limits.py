"""Within what limit cases should be closed, and how many of those that end near it end just before it.

Hands hurry before a limit and none hurries behind it, so that more cases end on its near side than a smooth
curve of waits says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.fit.office.spans import WIDTH, Numbers, hours_between

LATEST = 200
"""Cases of a type whose limits are taken for those in force."""
SURE = 20.0
"""Cases for which the share of all types counts in that of one (assumed)."""


@dataclass(frozen=True)
class Limits:
    """Hours from opening to the limit of the latest cases of each type (NaN: none had one), and the share of
    cases that end before it among those that end near it."""

    hours: Mapping[str, Numbers]
    before: Mapping[str, float]

    def draw(self, types: NDArray, rng: np.random.Generator) -> Numbers:
        """A limit for each case (cases,), NaN where it has none."""
        found = np.full(len(types), np.nan)
        for name, here in _rows(types):
            found[here] = rng.choice(self.hours[name], len(here))
        return found

    def hurried(self, types: NDArray, hours: Numbers, limit: Numbers, rng: np.random.Generator) -> Numbers:
        """The same waits, those near their limit as often before it as they were."""
        found, away = hours.copy(), np.abs(_ratio(hours, limit))
        near = away < WIDTH
        share = np.zeros(len(types))
        for name, here in _rows(types):
            share[here] = self.before[name]
        side = np.where(rng.random(len(types)) < share, -1.0, 1.0)
        found[near] = limit[near] * np.exp(side[near] * away[near])
        return found


def fit_limits(cases: pd.DataFrame, until: pd.Timestamp) -> Limits:
    """Limits of the cases that were opened before `until`, as far as they were known then."""
    limit = hours_between(cases["opened"], cases["due"])
    closed = cases["closed"].where(cases["closed"] < until)
    hours = hours_between(cases["opened"], closed)
    away = _ratio(hours, limit)
    near = pd.DataFrame({"type": cases["type"], "before": away <= 0})[np.abs(away) < WIDTH]
    usual = float(near["before"].mean()) if len(near) else 0.5
    counted = near.groupby("type")["before"].agg(["sum", "size"])
    share = ((counted["sum"] + SURE * usual) / (counted["size"] + SURE)).to_dict()
    types = pd.Series(limit).groupby(cases["type"].to_numpy(), sort=True)
    latest = {str(name): each.to_numpy()[-LATEST:] for name, each in types}
    return Limits(latest, {name: share.get(name, usual) for name in latest})


def _ratio(hours: Numbers, limit: Numbers) -> Numbers:
    """Logarithm of a wait over its limit; far where there is none of either."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(np.log(hours / limit), nan=np.inf)


def _rows(types: NDArray) -> list[tuple[str, NDArray[np.intp]]]:
    """The rows of each type."""
    if not len(types):  # a quiet week
        return []
    at, names = pd.factorize(types, sort=True)
    order = np.argsort(at, kind="stable")
    return list(zip(names, np.split(order, np.bincount(at).cumsum()[:-1]), strict=True))
