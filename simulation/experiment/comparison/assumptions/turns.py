"""Which replications of a results folder share a parameter set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from simulation.experiment.comparison.assumptions.two_levels import (
    TwoLevels,
    over_sets,
    ratio_over_sets,
    two_levels,
)
from simulation.statistics import PairedDifference, anytime, paired_difference, paired_ratio

Turns = NDArray[np.int_]


def turns_of(study: Mapping[str, Any]) -> Turns | None:
    """The parameter set of each replication, from 1, as study.json says; None where there is only one set."""
    each = sets_of(study)
    return each if len(np.unique(each)) > 1 else None


def sets_of(study: Mapping[str, Any]) -> Turns:
    """The parameter set of each replication, from 1, also where there is only one set.

    Old folders do not store how many replications share a set; there each replication has the next set. So it
    has where the table of sets has a column `luck`.
    """
    about = study.get("parameter_sets") or {"sets": 1}
    return np.arange(study.get("replications") or 0) // about.get("seeds", 1) % about["sets"] + 1


FEWEST_SETS = 3  # at a first look, where every look counts


def difference_over(
    before: pd.Series, after: pd.Series, turns: Turns | None, level: float = 0.95, first: int | None = None
) -> tuple[PairedDifference, TwoLevels | None]:
    """The paired difference of two arms, one value per replication (index), and what sets say of it; the
    interval is over both levels where the pairs are of more than one set.

    first: pairs at the first look, where interval and p are to hold at every look.
    """
    found = paired_difference(before.to_numpy(), after.to_numpy(), level)
    levels = None
    if turns is not None and found.pairs:
        levels = two_levels((after - before).to_numpy(float), turns[before.index.to_numpy(int)], level)
        found = over_sets(found, levels) if levels.sets > 1 else found
    return (found if first is None else at_every_look(found, levels, first, level)), levels


def mean_over(values: ArrayLike, turns: Turns | None, level: float = 0.95) -> PairedDifference:
    """The mean of paired differences, one value per pair, as a difference from nothing; over both levels
    where the pairs are of more than one set. turns: the set of each pair, None where all have the same
    numbers."""
    changes = np.asarray(values, float)
    found = paired_difference(np.zeros_like(changes), changes, level)
    if turns is None or not found.pairs:
        return found
    levels = two_levels(changes, turns, level)
    return over_sets(found, levels) if levels.sets > 1 else found


def ratio_over(
    above: ArrayLike, below: ArrayLike, turns: Turns | None, level: float = 0.95
) -> tuple[float, float, float]:
    """Ratio of two means over the same pairs, and its interval; turns: as in `mean_over`."""
    if turns is None or len(np.unique(turns)) < 2:
        return paired_ratio(above, below, level)
    return ratio_over_sets(above, below, turns, level)


def at_every_look(
    found: PairedDifference, levels: TwoLevels | None, first: int, level: float = 0.95
) -> PairedDifference:
    """The same difference, with an interval and p that hold at every look. With several sets, one set counts
    as
    one observation: the first look is after three sets, or after all where there are fewer."""
    if levels is None or levels.sets < 2:
        return anytime(found, first, level)
    looked = anytime(replace(found, pairs=levels.sets), min(FEWEST_SETS, levels.sets), level)
    return replace(found, low=looked.low, high=looked.high, p=looked.p)
