"""Needs grid by grid: what arose, what of it is on record, and which grids are silent."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.codes import DAY, WEEK
from simulation.columns import described_table
from simulation.records.run_log import RunLog

HEARD_AT_LEAST = 0.4
"""Share of its needs on record, below which a grid of much need is silent."""

described_table(
    "grids.csv",
    "One row per run and grid: true needs that arose in the measured days, silent ones too. Grids of the "
    "same number are other places in other replications.",
    {
        "grid": "number of the grid, from 1 [whole]",
        "community": "number of its community, from 1 [whole]",
        "residents": "who live there [whole: residents]",
        "arose": "true needs [whole: needs]",
        "recorded": "those of them that came on record by the end [whole: needs]",
        "unsolved": "those of them that are not solved at the end [whole: needs]",
        "silent": f"more needs than the median grid, less than {HEARD_AT_LEAST:.0%} on record [flag]",
    },
)
described_table(
    "grid_weeks.csv",
    "One row per grid and whole week of the first replication: true needs that arose in it, silent ones too.",
    {
        "week": "first of its seven days [date]",
        "grid": "number of the grid, from 1 [whole]",
        "arose": "true needs [whole: needs]",
        "recorded": "those of them that came on record by the end of the run [whole: needs]",
    },
)


def silent(arose: NDArray, recorded: NDArray) -> NDArray[np.bool_]:
    """Which grids have much need of which little is heard; needs that arose, and those on record (grids,)."""
    return (arose > np.median(arose)) & (recorded < HEARD_AT_LEAST * arose)


def heard(records: RunLog) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """True needs that arose in the measured period, and those of them on record; two arrays (grids,)."""
    rows = records.born_inside()
    return _count(records, rows), _count(records, rows[records.needs["recorded"][rows]])


def grids(records: RunLog) -> pd.DataFrame:
    """One row per grid: needs that arose, that are on record, that are unsolved, and whether it is silent."""
    arose, recorded = heard(records)
    rows = records.born_inside()
    return pd.DataFrame(
        {
            "grid": np.arange(records.grids) + 1,
            "community": records.communities + 1,
            "residents": records.people,
            "arose": arose,
            "recorded": recorded,
            "unsolved": _count(records, rows[np.isnan(records.needs["solved"][rows])]),
            "silent": silent(arose, recorded).astype(int),
        }
    )


def _count(records: RunLog, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    return np.bincount(records.needs["grid"][rows], minlength=records.grids)


def grid_weeks(records: RunLog) -> pd.DataFrame:
    """One row per whole week and grid: needs that arose in it, and those of them that are on record."""
    rows, needs = records.born_inside(), records.needs
    week = ((needs["arose"][rows] - records.window[0]) // (WEEK * DAY)).astype(np.intp)
    weeks = records.days // WEEK
    rows, week = rows[week < weeks], week[week < weeks]
    cell, size = week * records.grids + needs["grid"][rows], weeks * records.grids
    first = [records.first + timedelta(records.start + WEEK * k) for k in range(weeks)]
    return pd.DataFrame(
        {
            "week": np.repeat([f"{day:%Y-%m-%d}" for day in first], records.grids),
            "grid": np.tile(np.arange(records.grids) + 1, weeks),
            "arose": np.bincount(cell, minlength=size),
            "recorded": np.bincount(cell[needs["recorded"][rows]], minlength=size),
        }
    )
