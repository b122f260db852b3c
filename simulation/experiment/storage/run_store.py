"""The results folder: made, had alone, and filled with finished runs and tables.

A run is finished when a pack holds it: packs are written under another name and renamed at the end, so a
crash, a full disk or a power cut never leaves half a run. With its tables stands what they should hash to, so
that a damaged one is noticed.
"""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import batched
from pathlib import Path

import pandas as pd
from pandas.api.types import union_categoricals

import simulation.experiment.storage.files.parquet as parquet
from simulation.experiment.errors import ExperimentError, StorageError
from simulation.experiment.runs import Run
from simulation.experiment.storage.files.csv_text import BOM, as_csv, as_csv_with_front, with_front
from simulation.experiment.storage.files.whole_files import replacing, storing
from simulation.experiment.storage.lock import HOLDER, LOCK, held
from simulation.experiment.storage.packs import FULL, new_pack
from simulation.experiment.storage.provenance import made_with
from simulation.experiment.storage.stored_runs import SEAL, StoredRuns, digests
from simulation.text.shell_command import our_command

PARTS = ("runs", "scenarios")
STUDY, PLAN_FILE = "study.json", "plan.json"
CHUNK = 20_000  # rows of a large table that are read at once
SETS = "parameter_sets.csv"  # as the scenarios of the folder name it
WHOSE = {
    "scenario": "name of the scenario",
    "replication": "number of the replication, from 0 [whole]",
    "seed": "seed of its random draws, the same in every scenario [whole]",
}
"""Columns in front of every table of runs, which say whose it is."""
SEEDED = "metric"  # tables with this column say the seed; others name the run by scenario and replication


@contextmanager
def new_folder(folder: Path) -> Iterator[None]:
    """Make an empty results folder and have it alone. Raises ExperimentError if it is in use, StorageError if
    it cannot be made."""
    _check_empty(folder)
    with storing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with alone(folder):
        _check_empty(folder)  # somebody may have begun a study in it since
        with storing(folder):
            for part in PARTS:
                (folder / part).mkdir(exist_ok=True)
        yield


def _check_empty(folder: Path) -> None:
    """Raises ExperimentError where a folder holds something, StorageError where that cannot be seen."""
    try:
        if folder.exists() and not folder.is_dir():
            raise ExperimentError(f"{folder} is a file, not a folder; choose a folder for the results")
        if folder.exists() and any(not _is_of_a_start(path) for path in folder.iterdir()):
            raise ExperimentError(f"{folder} exists and is not empty; {_instead(folder)}")
    except OSError as error:
        raise _unreadable(folder, error) from error


def _is_of_a_start(path: Path) -> bool:
    """Whether something in a folder was left by a start that ended before it had a plan: locks, drafts, and
    folders with nothing in them."""
    if path.name in PARTS:
        return path.is_dir() and not path.is_symlink() and not any(path.iterdir())
    return path.name in (LOCK, HOLDER) or path.name.startswith(f".{PLAN_FILE}.")


def existing(folder: Path | str) -> Path:
    """A folder that is there. Raises ExperimentError for one that is not."""
    if not Path(folder).is_dir():
        raise ExperimentError(f"{folder}: no such results folder")
    return Path(folder)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Have a results folder alone meanwhile. Raises ExperimentError if another process works in it."""
    with ExitStack() as until_done:
        with storing(folder):
            until_done.enter_context(held(folder))
        yield


def _instead(folder: Path) -> str:
    if (folder / STUDY).exists():
        return f"to go on with it: {our_command('resume', folder)}; else choose another folder"
    return "choose another folder for the results"


def discard(folder: Path, inputs: Iterable[str]) -> None:
    """Take away what stands in a results folder before the first run, and nothing else."""
    for path in inputs:
        (folder / path).unlink(missing_ok=True)
    for part in PARTS:
        shutil.rmtree(folder / part)
    for path in (LOCK, HOLDER):
        (folder / path).unlink(missing_ok=True)


def write_run(folder: Path, run: Run, tables: Mapping[str, pd.DataFrame]) -> None:
    """Store the tables of a finished run, all or nothing: as CSV, or one called NAME.parquet as Parquet."""
    write_runs(folder, [(run, files_of(run, tables))])


def files_of(run: Run, tables: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """The files of a finished run by name, as they are stored: its tables, and the seal, which says what they
    hash to and what computed them, so make them where they were computed."""
    files = dict(_file(run, name, table) for name, table in tables.items())
    return files | {SEAL: as_json({"made_with": made_with(), "tables": digests(files)}).encode()}


def write_runs(folder: Path, runs: Iterable[tuple[Run, Mapping[str, bytes]]]) -> None:
    """Store the files of some finished runs in one pack, all or nothing, and wait until they are on the
    disk."""
    with new_pack(folder) as add:
        for run, files in runs:
            add(run.name, files)


def copy_runs(folder: Path, runs: Sequence[tuple[Run, StoredRuns]]) -> None:
    """Store runs that other results folders have."""
    for some in batched(runs, FULL):
        write_runs(folder, ((run, source.files(run)) for run, source in some))


def _file(run: Run, name: str, table: pd.DataFrame) -> tuple[str, bytes]:
    """The name of a table's file, and its bytes, with columns in front that say whose it is."""
    whose: dict[str, object] = {"scenario": run.scenario.name, "replication": run.replication}
    if SEEDED in table:
        whose["seed"] = run.seed
    if name.endswith(parquet.SUFFIX):
        parquet.write(with_front(whose, table), out := io.BytesIO())
        return name, out.getvalue()
    return f"{name}.csv", as_csv_with_front(whose, table).encode()


def sweep(folder: Path) -> None:
    """Take away drafts that a process left when it was killed; no worker may be at work in the folder."""
    with storing(folder):
        for draft in (folder / "runs").glob(".*"):
            draft.unlink(missing_ok=True)
        for draft in [*folder.glob(".*"), *(folder / "scenarios").glob(".*")]:
            if draft.suffix[1:].isdigit():
                draft.unlink(missing_ok=True)


def has_bom(table: Path) -> bool:
    """Whether a CSV file begins with a byte order mark; False where there is no such file."""
    if not table.exists():
        return False
    with table.open(encoding="utf-8", errors="replace") as file:
        return file.read(1) == BOM


def write_text(path: Path, text: str) -> None:
    """Write a whole file or nothing."""
    with storing(path.parent), replacing(path) as out:
        out.write(text)


def as_json(content: object) -> str:
    """The text of a JSON file for people."""
    return json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n"


def write_json(path: Path, content: object) -> None:
    """Write a JSON file, readable and in UTF-8, or nothing."""
    write_text(path, as_json(content))


def write_table(path: Path, table: pd.DataFrame, bom: bool = False) -> None:
    """Write a CSV file, or nothing; bom: it begins with a byte order mark, by which Excel knows its UTF-8."""
    write_text(path, BOM * bom + as_csv(table))


def write_lines(path: Path, rows: Iterable[object]) -> None:
    """Write a JSON Lines file, one row per line, or nothing."""
    write_text(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def append_line(path: Path, row: object) -> None:
    """Add a row to a JSON Lines file at once."""
    with storing(path.parent), path.open("a", encoding="utf-8") as out:
        out.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_table(path: Path, compact: Sequence[str] = ()) -> pd.DataFrame:
    """Read a CSV file back: metric values to their last bit, scenario names as texts, even 'NA' or '007'.

    compact: columns of few different texts, of which each is kept once (as categories). Raises
    ExperimentError where it is no table.
    """
    exact = {"value": lambda text: float(text or "nan")}  # not every pandas reads a float to the last bit
    texts = dict.fromkeys(("scenario", *compact), str)
    with readable(path):
        read = partial(
            pd.read_csv,
            path,
            converters=exact,
            keep_default_na=False,
            na_values=[""],
            dtype=texts,
            encoding="utf-8-sig",
        )
        return _joined(read(chunksize=CHUNK), compact) if compact else read()


def _joined(chunks: Iterable[pd.DataFrame], compact: Sequence[str]) -> pd.DataFrame:
    """Parts of a table as one, with some columns as categories before the next part is read."""
    parts = [part.astype({name: "category" for name in compact if name in part}) for part in chunks]
    if len(parts) == 1:
        return parts[0]
    words = [name for name in compact if name in parts[0]]
    plain = pd.concat([part.drop(columns=words) for part in parts], ignore_index=True)
    of_words = {name: union_categoricals([part[name] for part in parts]) for name in words}
    return plain.assign(**of_words)[list(parts[0].columns)]


@contextmanager
def readable(table: Path) -> Iterator[None]:
    """Raises ExperimentError where what is read inside is not the table that a study writes."""
    try:
        yield
    except (ValueError, KeyError) as error:  # the errors of pandas are ValueErrors
        why = str(error).splitlines()[0][:80]
        raise ExperimentError(f"{table} is not a table that a study writes: {why}") from error


def _unreadable(folder: Path, error: OSError) -> StorageError:
    return StorageError(f"cannot use {folder}: {error.strerror or error}")
