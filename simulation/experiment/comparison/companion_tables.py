"""Tables that stand beside comparison.csv and change nothing in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

import simulation.experiment.comparison.paired_intervals as paired_intervals
import simulation.experiment.comparison.standardised_times as standardised_times
import simulation.experiment.comparison.warm_up_check as warm_up_check
from simulation.experiment.comparison.assumptions.turns import Turns
from simulation.experiment.comparison.closing_times import NEEDED, ClosingTimes
from simulation.experiment.storage.run_store import has_bom, readable, write_table

if TYPE_CHECKING:
    from pandas.io.parsers import TextFileReader

_CHUNK = 20_000  # rows of a table that may be larger than the memory


def write_companion_tables(
    folder: Path,
    against: Mapping[str, str],
    values: Mapping[str, pd.DataFrame],
    units: pd.Series,
    turns: Turns | None = None,
) -> None:
    """Write intervals.csv; from closing_times.csv and daily.csv, where there are such, standardised.csv and
    warmup.csv.

    against: each scenario's baseline by its name; values: by scenario, one row per planned replication, one
    column per metric; units: by metric; turns: the parameter set of each replication, where there are
    several.
    """
    write = partial(write_table, bom=has_bom(folder / "runs.csv"))
    write(folder / paired_intervals.TABLE, paired_intervals.interval_table(against, values, units, turns))
    if against and _header(folder / "closing_times.csv") >= set(NEEDED):
        with readable(folder / "closing_times.csv"):
            times = ClosingTimes(folder / "closing_times.csv")
            table = standardised_times.standardised_table(against, times.by_replication(), times.kinds, turns)
        write(folder / standardised_times.TABLE, table)
    if _header(folder / "daily.csv"):
        baselines = list(dict.fromkeys(against.values())) or list(values)
        with readable(folder / "daily.csv"), _parts(folder / "daily.csv") as daily:
            days = _shortest(folder / "daily.csv", baselines)
            write(folder / warm_up_check.TABLE, warm_up_check.warmup_table(daily, days))


def _header(path: Path) -> set[str]:
    """The columns of a table; none where there is no such table."""
    with readable(path):
        return {str(name) for name in pd.read_csv(path, nrows=0)} if path.exists() else set()


def _shortest(path: Path, scenarios: list[str]) -> dict[str, int]:
    """The rows of the shortest run of each scenario."""
    lengths: Counter[tuple[str, int]] = Counter()
    with _parts(path, ["scenario", "replication"]) as parts:
        for part in parts:
            lengths.update(zip(part["scenario"], part["replication"], strict=True))
    of_each = {name: [days for (its, _), days in lengths.items() if its == name] for name in scenarios}
    return {name: min(days, default=0) for name, days in of_each.items()}


def _parts(path: Path, columns: list[str] | None = None) -> TextFileReader:
    """Some thousand rows of a table at a time."""
    return pd.read_csv(
        path,
        keep_default_na=False,
        na_values=[""],
        dtype={"scenario": str},
        usecols=columns,
        chunksize=_CHUNK,
        encoding="utf-8-sig",
    )
