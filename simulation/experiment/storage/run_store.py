"""The results folder: finished runs, one folder each, and the tidy tables made of them.

A run is finished when its folder exists: it is written under another name and renamed at the end, so a crash,
a full disk or a power cut never leaves half a run. With its tables stands what they should hash to, so that a
damaged one is noticed. Tables list runs in the order of the plan, whichever finished first.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, Literal

import pandas as pd

import simulation.experiment.storage.parquet as parquet
from simulation.experiment.errors import ExperimentError, StorageError
from simulation.experiment.runs import Run
from simulation.experiment.storage.lock import HOLDER, LOCK, held
from simulation.experiment.storage.provenance import file_digest, made_with
from simulation.text.shell_command import typed

PARTS = ("runs", "scenarios")
STUDY = "study.json"
SETS = "parameter_sets.csv"  # as the scenarios of the folder name it
SEAL = "run.json"  # in each run: digests of its tables, and what computed it
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # at its head, a table opens in Excel with its Chinese characters
WHOSE = {
    "scenario": "name of the scenario",
    "replication": "number of the replication, from 0 [whole]",
    "seed": "seed of its random draws, the same in every scenario [whole]",
}
"""Columns in front of every table of runs, which say whose it is."""
SEEDED = "metric"  # tables with this column say the seed; others name the run by scenario and replication


@contextmanager
def new_folder(folder: Path) -> Iterator[None]:
    """Make an empty results folder and have it alone; ExperimentError if it is in use, StorageError if it
    cannot be made."""
    try:
        if folder.exists() and not folder.is_dir():
            raise ExperimentError(f"{folder} is a file, not a folder; choose a folder for the results")
        if folder.exists() and any(folder.iterdir()):
            raise ExperimentError(f"{folder} exists and is not empty; {_instead(folder)}")
    except OSError as error:
        raise _unreadable(folder, error) from error
    with _storing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with alone(folder):
        with _storing(folder):
            for part in PARTS:
                (folder / part).mkdir()
        yield


def existing(folder: Path | str) -> Path:
    """A folder that is there; ExperimentError for one that is not."""
    if not Path(folder).is_dir():
        raise ExperimentError(f"{folder}: no such results folder")
    return Path(folder)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Have a results folder alone meanwhile; ExperimentError if another process works in it."""
    with ExitStack() as until_done:
        with _storing(folder):
            until_done.enter_context(held(folder))
        yield


def _instead(folder: Path) -> str:
    if (folder / STUDY).exists():
        return f"to go on with it: {typed('python', 'run.py', 'resume', folder)}; else choose another folder"
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
    write_packed(folder, run, pack(run, tables))


def pack(run: Run, tables: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """The files of a finished run by name, as they are stored: its tables, and the seal, which says what they
    hash to and what computed them, so pack where they were computed."""
    files = dict(_file(name, _identified(run, table)) for name, table in tables.items())
    digests = {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}
    return files | {SEAL: as_json({"made_with": made_with(), "tables": digests}).encode()}


def write_packed(folder: Path, run: Run, files: Mapping[str, bytes]) -> None:
    """Store the files of a finished run, all or nothing, and wait until all of it is on the disk."""
    draft = folder / "runs" / f".{run.name}.{os.getpid()}"
    try:
        with _storing(folder):
            draft.mkdir()
            for name, content in files.items():
                (draft / name).write_bytes(content)
            for name in files:
                _onto_disk(draft / name)
            draft.rename(draft.with_name(run.name))
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _onto_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _file(name: str, table: pd.DataFrame) -> tuple[str, bytes]:
    """The name of a table's file, and its bytes."""
    if name.endswith(parquet.SUFFIX):
        parquet.write(table, out := io.BytesIO())
        return name, out.getvalue()
    return f"{name}.csv", as_csv(table).encode()


def _identified(run: Run, table: pd.DataFrame) -> pd.DataFrame:
    """The table with columns in front that say whose it is."""
    whose: dict[str, Any] = {"scenario": run.scenario.name, "replication": run.replication}
    if SEEDED in table:
        whose["seed"] = run.seed
    return pd.concat([pd.DataFrame(whose, index=table.index), table], axis=1)


def is_finished(folder: Path, run: Run) -> bool:
    """Whether the run is stored."""
    return (folder / "runs" / run.name).is_dir()


def is_whole(folder: Path, run: Run) -> bool:
    """Whether the run is stored with the very tables that it was stored with."""
    home = folder / "runs" / run.name
    try:
        sealed = json.loads((home / SEAL).read_text("utf-8"))["tables"]
        return {path.name: file_digest(path) for path in home.iterdir() if path.name != SEAL} == sealed
    except (OSError, ValueError, KeyError, TypeError):
        return False


def remove_run(folder: Path, run: Run) -> None:
    """Take a stored run away, so that it counts as not done."""
    with _storing(folder):
        gone = folder / "runs" / f".{run.name}.{os.getpid()}"
        (folder / "runs" / run.name).rename(gone)
        shutil.rmtree(gone)


def copy_run(folder: Path, run: Run, source: Path) -> None:
    """Store a run that another results folder has, all or nothing."""
    draft = folder / "runs" / f".{run.name}.{os.getpid()}"
    with _storing(folder):
        shutil.copytree(source / "runs" / run.name, draft)
        draft.rename(draft.with_name(run.name))


def sealed(folder: Path, run: Run) -> dict[str, Any]:
    """What stands beside the tables of a stored run: `made_with` and the digests of its `tables`."""
    return json.loads((folder / "runs" / run.name / SEAL).read_text("utf-8"))


def collect(folder: Path, finished: Sequence[Run], bom: bool = False) -> None:
    """Make the tidy tables of finished runs, in the order given; others may be at work in the folder.

    bom: CSV tables begin with a byte order mark, see `write_table`; those of the single runs never do.
    """
    with _storing(folder):
        homes = [folder / "runs" / run.name for run in finished]
        for name in sorted({table.name for each in homes for table in each.iterdir()}):
            parts = [each / name for each in homes if (each / name).exists()]
            if name.endswith(parquet.SUFFIX):
                with _replacing(folder / name, "wb") as out:
                    parquet.join(parts, out)
            else:
                _concatenate(parts, folder / name, bom)


def sweep(folder: Path) -> None:
    """Take away drafts that a process left when it was killed; no worker may be at work in the folder."""
    with _storing(folder):
        for draft in (folder / "runs").glob(".*"):
            shutil.rmtree(draft, ignore_errors=True)
        for draft in [*folder.glob(".*"), *(folder / "scenarios").glob(".*")]:
            if draft.suffix[1:].isdigit():
                draft.unlink(missing_ok=True)


def _concatenate(parts: list[Path], whole: Path, bom: bool) -> None:
    """One table out of many, text untouched; a column that a part lacks is empty there."""
    headers = [_header(part) for part in parts]
    columns = list(dict.fromkeys(name for header in headers for name in header))
    with _replacing(whole) as out:
        out.write(BOM * bom)
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


def has_bom(table: Path) -> bool:
    """Whether a CSV file begins with a byte order mark; False where there is no such file."""
    if not table.exists():
        return False
    with table.open(encoding="utf-8") as file:
        return file.read(1) == BOM


def write_text(path: Path, text: str) -> None:
    """Write a whole file or nothing."""
    with _storing(path.parent), _replacing(path) as out:
        out.write(text)


def as_json(content: object) -> str:
    """The text of a JSON file for people."""
    return json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n"


def as_csv(table: pd.DataFrame) -> str:
    """The text of a CSV file whose numbers read back as the same numbers."""
    return table.to_csv(index=False, lineterminator="\n")


def write_json(path: Path, content: object) -> None:
    """Write a JSON file, readable and in UTF-8, or nothing."""
    write_text(path, as_json(content))


def write_table(path: Path, table: pd.DataFrame, bom: bool = False) -> None:
    """Write a CSV file, or nothing; bom: it begins with a byte order mark, by which Excel knows its UTF-8."""
    write_text(path, BOM * bom + as_csv(table))


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
    texts = {"scenario": str}
    return pd.read_csv(
        path, converters=exact, keep_default_na=False, na_values=[""], dtype=texts, encoding="utf-8-sig"
    )


@contextmanager
def _replacing(path: Path, mode: Literal["w", "wb"] = "w") -> Iterator[IO[Any]]:
    """A file to write, texts or bytes, that takes the place of `path` only when it is whole."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    encoding, newline = ("utf-8", "") if mode == "w" else (None, None)
    try:
        with draft.open(mode, encoding=encoding, newline=newline) as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
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
