"""What packages came to in a study of the engine: differences from doing nothing, pair by pair."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from simulation.codes import YEAR
from simulation.experiment import load_results
from simulation.funding_channels import CHANNELS
from simulation.metrics.street.money import NOT_SPENT

COST, MINUTES, NEED_DAYS = "cost_street", "bill_minutes", "need_days"
PAID_BY, WORSE = "paid by ", "worse off: "
WAGES = "district"
PAYERS = (WAGES, *(each.name for each in CHANNELS))
"""Who pays: the district its wages, and the channels of the communities."""
GROUPS = {"grid": "grids", "age_group": "unheard"}
"""The table that counts unsolved needs by each kind of group."""


@dataclass(frozen=True)
class Limit:
    """How much more of something than today a package may bring; of: a metric, or a column that is made
    here."""

    of: str
    most: float

    def broken(self, change: float) -> float:
        """By how much a change breaks it, in parts of the limit where there is a size; 0 or below: it does
        not."""
        return (change - self.most) / (abs(self.most) or 1.0)


def paid_by(payer: str) -> str:
    """The column of what one of `PAYERS` pays a year."""
    return PAID_BY + payer


NOBODY_WORSE = tuple(Limit(WORSE + group, 0.0) for group in GROUPS)


def changes(folder: Path) -> pd.DataFrame:
    """Change of every metric from the baseline, one row per scenario and replication (its index).

    Besides metrics: yuan a year `paid by` each payer, and how many grids and age groups are `worse off`.
    """
    results = load_results(folder)
    study, baseline = results.study, results.study["baseline"]
    paid = yearly_paid(results["ledger"], str(study["start"]), study["days"])
    values = pd.concat([results.metrics(), paid], axis=1)
    others = values.drop(index=baseline, level=0)
    today = values.loc[baseline].reindex(others.index.get_level_values(1)).to_numpy()
    worse = [worse_off(results[table], group, baseline) for group, table in GROUPS.items()]
    return (others - today).join(worse)


def yearly_paid(ledger: pd.DataFrame, start: str, days: int) -> pd.DataFrame:
    """Yuan a year that leaves each payer in the measured months, one column per payer; what a channel hands
    to another or gives back is not spent. start: the first measured day, YYYY-MM-DD."""
    measured = ledger[ledger["month"].astype(str) >= start[:7]]
    spent = measured[measured["debit"].isin(PAYERS) & ~measured["credit"].isin([*PAYERS, *NOT_SPENT])]
    by = spent.pivot_table(index=["scenario", "replication"], columns="debit", values="yuan", aggfunc="sum")
    rows = pd.MultiIndex.from_frame(ledger[["scenario", "replication"]].drop_duplicates())
    every = by.reindex(index=rows, columns=list(PAYERS)).fillna(0.0) * (YEAR / days)
    return every.rename(columns=paid_by)


def worse_off(table: pd.DataFrame, group: str, baseline: str) -> pd.Series:
    """How many groups are worse off than in the baseline, by scenario and replication: those whose unsolved
    needs rise by more than chance alone moves a count (two standard deviations, and one need)."""
    counts = table.pivot_table(
        index=["scenario", "replication"], columns=group, values="unsolved", aggfunc="sum"
    ).astype(float)
    after = counts.drop(index=baseline, level=0)
    before = counts.loc[baseline].reindex(after.index.get_level_values(1)).to_numpy()
    worse = (after.to_numpy() - before > 2 * np.sqrt(before) + 1).sum(axis=1)
    return pd.Series(worse.astype(float), after.index, name=WORSE + group)
