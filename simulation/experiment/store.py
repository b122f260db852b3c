"""The results folder: finished runs, one folder each, and the tidy tables made of them.

A run is finished when its folder exists: it is written under another name and renamed at the end, so a crash,
a full disk or a power cut never leaves half a run. Tables list runs in the order of the plan, whichever
finished first.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import pandas as pd

from simulation.experiment.errors import ExperimentError, StorageError
from simulation.experiment.plan import Run

PARTS = ("runs", "scenarios")
STUDY = "study.json"
SETS = "parameter_sets.csv"  # as the scenarios of the folder name it
SEEDED = "metric"  # tables with this column say the seed; others name the run by scenario and replication


def create(folder: Path) -> None:
    """Make an empty results folder; ExperimentError if it is in use, StorageError if it cannot be made."""
    try:
        if folder.exists() and not folder.is_dir():
            raise ExperimentError(f"{folder} is a file, not a folder; choose a folder for the results")
        if folder.exists() and any(folder.iterdir()):
            raise ExperimentError(f"{folder} exists and is not empty; choose another folder for the results")
    except OSError as error:
        raise _unreadable(folder, error) from error
    with _storing(folder):
        for part in PARTS:
            (folder / part).mkdir(parents=True, exist_ok=True)


def discard(folder: Path) -> None:
    """Take away what stands in a results folder before the first run, and nothing else."""
    for part in PARTS:
        shutil.rmtree(folder / part)
    (folder / STUDY).unlink()
    (folder / SETS).unlink(missing_ok=True)


def write_run(folder: Path, run: Run, tables: Mapping[str, pd.DataFrame]) -> None:
    """Store the tables of a finished run, all or nothing."""
    draft = folder / "runs" / f".{run.name}.{os.getpid()}"
    try:
        with _storing(folder):
            draft.mkdir()
            for name, table in tables.items():
                _identified(run, table).to_csv(draft / f"{name}.csv", index=False, lineterminator="\n")
            draft.rename(draft.with_name(run.name))
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _identified(run: Run, table: pd.DataFrame) -> pd.DataFrame:
    """The table with columns in front that say whose it is."""
    whose: dict[str, Any] = {"scenario": run.scenario.name, "replication": run.replication}
    if SEEDED in table:
        whose["seed"] = run.seed
    return pd.concat([pd.DataFrame(whose, index=table.index), table], axis=1)


def is_finished(folder: Path, run: Run) -> bool:
    """Whether the run is stored whole."""
    return (folder / "runs" / run.name).is_dir()


def collect(folder: Path, finished: Sequence[Run]) -> None:
    """Make the tidy tables of finished runs, in the order given; sweep away what dead workers left."""
    with _storing(folder):
        for draft in (folder / "runs").glob(".*"):
            shutil.rmtree(draft, ignore_errors=True)
        homes = [folder / "runs" / run.name for run in finished]
        for name in sorted({table.name for each in homes for table in each.glob("*.csv")}):
            _concatenate([each / name for each in homes if (each / name).exists()], folder / name)


def _concatenate(parts: list[Path], whole: Path) -> None:
    """One table out of many, text untouched; a column that a part lacks is empty there."""
    headers = [_header(part) for part in parts]
    columns = list(dict.fromkeys(name for header in headers for name in header))
    with _replacing(whole) as out:
        csv.writer(out, lineterminator="\n").writerow(columns)
        for part, header in zip(parts, headers, strict=True):
            with part.open(encoding="utf-8", newline="") as rows:
                if header == columns:
                    next(csv.reader(rows))
                    shutil.copyfileobj(rows, out)
                else:
                    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
                    writer.writerows(csv.DictReader(rows))


def _header(part: Path) -> list[str]:
    with part.open(encoding="utf-8", newline="") as rows:
        return next(csv.reader(rows), [])


def write_text(path: Path, text: str) -> None:
    """Write a whole file or nothing."""
    with _storing(path.parent), _replacing(path) as out:
        out.write(text)


def write_json(path: Path, content: object) -> None:
    """Write a JSON file, readable and in UTF-8, or nothing."""
    write_text(path, json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n")


def write_table(path: Path, table: pd.DataFrame) -> None:
    """Write a CSV file whose numbers read back as the same numbers, or nothing."""
    write_text(path, table.to_csv(index=False, lineterminator="\n"))


def write_lines(path: Path, rows: Iterable[object]) -> None:
    """Write a JSON Lines file, one row a line, or nothing."""
    write_text(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def append_line(path: Path, row: object) -> None:
    """Add a row to a JSON Lines file at once."""
    with _storing(path.parent), path.open("a", encoding="utf-8") as out:
        out.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_table(path: Path) -> pd.DataFrame:
    """Read a CSV file back: metric values to their last bit, scenario names as texts, even 'NA' or '007'."""
    exact = {"value": lambda text: float(text or "nan")}  # not every pandas reads a float to the last bit
    return pd.read_csv(path, converters=exact, keep_default_na=False, na_values=[""], dtype={"scenario": str})


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    """A file to write that takes the place of `path` only when it is whole."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("w", encoding="utf-8", newline="") as out:
            yield out
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _storing(folder: Path) -> Iterator[None]:
    """Turn what the system says about a disk into one sentence."""
    try:
        yield
    except OSError as error:
        kept = "; what was finished before is kept" if any((folder / "runs").glob("[!.]*")) else ""
        raise StorageError(f"cannot write to {folder}: {error.strerror or error}{kept}") from error


def _unreadable(folder: Path, error: OSError) -> StorageError:
    return StorageError(f"cannot use {folder}: {error.strerror or error}")
