"""`read`: what is in the case log of an office, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulation.cli.options.log_options import mapping_of, mapping_option
from simulation.cli.options.param_types import FILE, NEW_FOLDER
from simulation.cli.telling import tell
from simulation.cli.user_errors import UsageError, as_user_errors
from simulation.text.aligned import aligned

if TYPE_CHECKING:
    import pandas as pd

    from simulation.caselog import CaseLog

_SHOWN = 20


@click.command(short_help="Read the case log of an office, and say what is wrong with it, line by line.")
@click.argument("log", type=FILE)
@mapping_option
@click.option(
    "-o", "folder", type=NEW_FOLDER,
    help="Write cases.csv and faults.csv to this folder.",
)  # fmt: skip
def read(log: Path, named: tuple[str, ...], folder: Path | None) -> None:
    """Print the columns of LOG that are recognised, how many cases were read, and every kind of fault.

    LOG is CSV (also .gz), Excel, Parquet, JSON of Open311, XES or OCEL 2.0, in Chinese or English.
    Columns that tell who or where somebody is are never kept. Nothing leaves this machine.

    \b
    Example:
      python run.py read tests/data/logs/bad_log.csv --map area=precinct -o results/log
    """
    from simulation.caselog import LogError, read_log

    if folder:
        _check_free(folder)
    with as_user_errors(LogError):
        found = read_log(log, mapping_of(named))
    for line in said_of(found):
        tell(line)
    if folder:
        _write(found, folder)
        tell(f"\nwritten: {folder / 'cases.csv'}, {folder / 'faults.csv'}")


def said_of(log: CaseLog) -> list[str]:
    """All that is printed about a log."""
    columns = ["columns:", *_indented(aligned(log.columns.items()))]
    notes = ["", "notes:", *_indented(log.notes)] if log.notes else []
    return [*columns, "", _counted(log), *_faults(log.faults), *notes]


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _counted(log: CaseLog) -> str:
    rejected = log.faults.loc[log.faults["treatment"] == "rejected", "line"].nunique()
    counts = f"{len(log.cases):,} cases read, {rejected:,} rows rejected"
    if log.cases.empty:
        return counts
    first, last = log.cases["opened"].min(), log.cases["opened"].max()
    still_open, staff = int(log.cases["closed"].isna().sum()), int(log.cases["staff"].sum())
    return (
        f"{counts}; opened {first:%Y-%m-%d} to {last:%Y-%m-%d}; {still_open:,} open, {staff:,} found by staff"
    )


def _faults(faults: pd.DataFrame) -> list[str]:
    """How often each fault was found, then the first of them line by line."""
    if faults.empty:
        return []
    counts = faults.value_counts(["fault", "treatment"], sort=False).reset_index()
    kinds = counts[["count", "fault", "treatment"]].astype("str").itertuples(index=False)
    first = [tuple(faults), *faults.head(_SHOWN).astype("str").itertuples(index=False)]
    more = len(faults) - _SHOWN
    rest = [f"  … {more:,} more: -o FOLDER writes all of them to faults.csv"] if more > 0 else []
    return ["", "faults:", *_indented(aligned(kinds)), "", *_indented(aligned(first)), *rest]


def _check_free(folder: Path) -> None:
    for name in ("cases.csv", "faults.csv"):
        if (folder / name).exists():
            raise UsageError(f"{folder / name} exists already and is not overwritten; name another folder")


def _write(log: CaseLog, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("cases", "faults"):
        with (folder / f"{name}.csv").open("x", encoding="utf-8", newline="") as file:
            getattr(log, name).to_csv(file, index=False)
