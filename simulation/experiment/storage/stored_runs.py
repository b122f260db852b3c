"""The finished runs of a results folder, to be read: which there are, their files, and if they are whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from zipfile import ZipFile

from simulation.experiment.runs import Run
from simulation.experiment.storage.packs import UNREADABLE, files_of, homes, read_run

SEAL = "run.json"  # in each run: digests of its tables, and what computed it


class StoredRuns:
    """The finished runs of a folder, as they were when this was made. Reading them keeps one pack open, which
    `with` closes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.homes = homes(folder)
        self._archive: ZipFile | None = None
        self._files: dict[str, list[str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def __contains__(self, run: Run) -> bool:
        return run.name in self.homes

    def tables(self, run: Run) -> list[str]:
        """The names of a run's tables."""
        self._open(run)
        return [file for file in self._files[run.name] if file != SEAL]

    def read(self, run: Run, file: str) -> bytes:
        """A table of a run."""
        return self._open(run).read(f"{run.name}/{file}")

    def head(self, run: Run, table: str) -> bytes:
        """The first line of a table of a run."""
        with self._open(run).open(f"{run.name}/{table}") as rows:
            return rows.readline()

    def files(self, run: Run) -> dict[str, bytes]:
        """All files of a run, the seal among them."""
        archive = self._open(run)
        return read_run(archive, run.name, self._files[run.name])

    def sealed(self, run: Run) -> dict[str, Any]:
        """What stands beside the tables of a run: `made_with` and the digests of its `tables`."""
        return json.loads(self.read(run, SEAL))

    def is_whole(self, run: Run) -> bool:
        """Whether a run is stored with the very tables that it was stored with."""
        try:
            return is_whole(self.files(run))
        except (OSError, *UNREADABLE):
            return False

    def _open(self, run: Run) -> ZipFile:
        if run.name not in self._files or not self._archive:
            self._close()
            try:
                self._archive = ZipFile(self.homes[run.name])
            except FileNotFoundError:  # its pack was put together with others
                self.homes = homes(self.folder)
                self._archive = ZipFile(self.homes[run.name])
            self._files = files_of(self._archive)
        return self._archive

    def _close(self) -> None:
        if self._archive:
            self._archive.close()
        self._archive, self._files = None, {}


def is_whole(files: Mapping[str, bytes]) -> bool:
    """Whether the files of a run are what its seal says."""
    try:
        sealed = json.loads(files[SEAL])["tables"]
        return digests(files) == sealed
    except (ValueError, KeyError, TypeError):
        return False


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 of the tables of a run, by the names of their files."""
    tables = (name for name in sorted(files) if name != SEAL)
    return {name: hashlib.sha256(files[name]).hexdigest() for name in tables}
