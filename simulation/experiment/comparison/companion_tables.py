"""Tables that stand beside comparison.csv and change nothing in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pandas as pd

import simulation.experiment.comparison.paired_intervals as paired_intervals
import simulation.experiment.comparison.standardised_times as standardised_times
import simulation.experiment.comparison.warm_up_check as warm_up_check
from simulation.experiment.storage.run_store import has_bom, read_table, write_table

_CHUNK = 100_000  # rows of a table that may be larger than the memory


def write_companion_tables(
    folder: Path, against: Mapping[str, str], values: Mapping[str, pd.DataFrame], units: pd.Series
) -> None:
    """Write intervals.csv; from closing_times.csv and daily.csv, where there are such, standardised.csv and
    warmup.csv.

    against: each scenario's baseline by its name; values: by scenario, a row a planned replication, a column
    a metric; units: by metric.
    """
    write = partial(write_table, bom=has_bom(folder / "runs.csv"))
    write(folder / paired_intervals.TABLE, paired_intervals.interval_table(against, values, units))
    if against and _header(folder / "closing_times.csv") >= set(standardised_times.NEEDED):
        times = read_table(folder / "closing_times.csv")
        write(folder / standardised_times.TABLE, standardised_times.standardised_table(against, times))
    if _header(folder / "daily.csv"):
        baselines = list(dict.fromkeys(against.values())) or list(values)
        daily = _of(folder / "daily.csv", baselines)
        write(folder / warm_up_check.TABLE, warm_up_check.warmup_table(daily, baselines))


def _header(path: Path) -> set[str]:
    """The columns of a table; none where there is no such table."""
    return {str(name) for name in pd.read_csv(path, nrows=0)} if path.exists() else set()


def _of(path: Path, scenarios: list[str]) -> pd.DataFrame:
    """The rows of some scenarios."""
    parts = pd.read_csv(
        path, keep_default_na=False, na_values=[""], dtype={"scenario": str}, chunksize=_CHUNK
    )
    return pd.concat([part[part["scenario"].isin(scenarios)] for part in parts], ignore_index=True)
