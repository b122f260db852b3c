"""What packages came to in a study of the engine: differences from doing nothing, pair by pair."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from simulation.codes import YEAR
from simulation.experiment import load_results
from simulation.funding_channels import CHANNELS

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
    """Change of every metric from the baseline, a row a scenario and replication (its index).

    Besides metrics: yuan a year `paid by` each payer, and how many grids and age groups are `worse off`: of
    one whose unsolved needs rise by more than chance alone moves a count (two standard deviations).
    """
    results = load_results(folder)
    baseline = results.study["baseline"]
    values = pd.concat([results.metrics(), _paid(results.study, results["ledger"])], axis=1)
    found = values.drop(index=baseline, level=0) - values.loc[baseline].reindex(
        values.drop(index=baseline, level=0).index, level=1
    )
    worse = [_worse(results[table], group, baseline) for group, table in GROUPS.items()]
    return found.join(worse)


def _paid(study: dict, ledger: pd.DataFrame) -> pd.DataFrame:
    """Yuan a year that leaves each payer in the measured months, a column a payer."""
    measured = ledger[ledger["month"].astype(str) >= str(study["start"])[:7]]
    moved = measured[measured["debit"].isin(PAYERS) & ~measured["credit"].isin([*PAYERS, "returned"])]
    by = moved.groupby(["scenario", "replication", "debit"], sort=False)["yuan"].sum().unstack(fill_value=0.0)
    return by.reindex(columns=list(PAYERS), fill_value=0.0).rename(columns=paid_by) * (YEAR / study["days"])


def _worse(table: pd.DataFrame, group: str, baseline: str) -> pd.Series:
    counts = table.groupby(["scenario", "replication", group])["unsolved"].sum().astype(float)
    before = counts.loc[baseline]
    after = counts.drop(index=baseline, level=0)
    known = before.reindex(after.index.droplevel(0)).to_numpy()
    worse = after - known > 2 * np.sqrt(known) + 1
    return worse.groupby(level=["scenario", "replication"]).sum().rename(WORSE + group)
