"""Who is helped first in an epidemic: the search for key households, and the list it begins with (X4)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulation.metrics import metric
from simulation.metrics.counting import hours_until, ratio
from simulation.records import SEARCH_COLUMNS, Records


def _searched(records: Records) -> dict[str, NDArray]:
    """Columns of all searches that were ordered in the measured period, one after another."""
    low, high = records.window
    inside = [each for each in records.searches if low <= each["ordered"][0] < high]
    return {
        name: np.concatenate([each[name] for each in inside]) if inside else np.zeros(0, dtype)
        for name, (dtype, _) in SEARCH_COLUMNS.items()
    }


@metric(
    "key_help_median",
    unit="h",
    better="lower",
    role="outcome",
    en="hours until a key household is reached in an epidemic",
    zh="疫情中重点户获得联系的中位时长",
)
def key_help_median(records: Records) -> float:
    """Clock hours, nights too, from the order to look for key households until half of them are reached; NaN
    where no search was ordered. Source: definition, Kaplan & Meier 1958."""
    found = _searched(records)
    return hours_until(0.5, found["ordered"], found["reached"], records.window[1])


@metric(
    "key_help_last",
    unit="h",
    better="lower",
    role="outcome",
    en="hours until the last key household is reached in an epidemic",
    zh="疫情中最后一户重点户获得联系的时长",
)
def key_help_last(records: Records) -> float:
    """Hours from the order to look for them until the last key household of a grid is reached, mean of the
    grids; where one is not reached, until the search is given up, or the measured period ends. NaN where no
    search was ordered. Source: definition."""
    found, end = _searched(records), records.window[1]
    if not len(found["grid"]):
        return np.nan
    until = np.fmin(np.fmin(found["reached"], found["given_up"]), end)
    last = np.zeros(records.grids)
    np.maximum.at(last, found["grid"], until - found["ordered"])
    return float(last[np.unique(found["grid"])].mean() / 60)


@metric(
    "key_unreached_share",
    unit="share",
    better="lower",
    role="outcome",
    en="key households not reached in an epidemic",
    zh="疫情中未能联系到的重点户比例",
)
def key_unreached_share(records: Records) -> float:
    """Share of key households that are not reached before the search is given up or the measured period ends;
    NaN where no search was ordered. Source: definition."""
    found = _searched(records)
    return ratio(float((~(found["reached"] < records.window[1])).sum()), len(found["reached"]))


@metric(
    "key_missed_share",
    unit="share",
    better="lower",
    role="outcome",
    en="key households that the list missed",
    zh="名单遗漏的重点户比例",
)
def key_missed_share(records: Records) -> float:
    """Share of key households that were not on the list when the search was ordered, so that they were found
    last; NaN where none was ordered. Source: definition."""
    found = _searched(records)
    return ratio(float((~found["listed"]).sum()), len(found["listed"]))


@metric(
    "list_stale_share",
    unit="share",
    better="lower",
    role="outcome",
    en="entries of the list that were stale",
    zh="名单陈旧比例",
)
def list_stale_share(records: Records) -> float:
    """Share of the key households on the list that nobody had visited for 90 days when the search was
    ordered; NaN where none was ordered. Source: definition."""
    found = _searched(records)
    return ratio(found["stale"].sum(), found["listed"].sum())
