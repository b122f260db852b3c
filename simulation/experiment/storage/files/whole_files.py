"""Files that are written whole or not at all, and what the system says about a disk in one sentence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Literal

from simulation.experiment.errors import StorageError


@contextmanager
def replacing(path: Path, mode: Literal["w", "wb"] = "w") -> Iterator[IO[Any]]:
    """A file to write, texts or bytes, that takes the place of `path` only when it is whole."""
    draft = draft_of(path)
    encoding, newline = ("utf-8", "") if mode == "w" else (None, None)
    try:
        with draft.open(mode, encoding=encoding, newline=newline) as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def draft_of(path: Path) -> Path:
    """Where a file is written before it has its name."""
    return path.with_name(f".{path.name}.{os.getpid()}")


def names_onto_disk(folder: Path) -> None:
    """Wait until the names of files in a folder are on the disk, where the system can tell."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def storing(folder: Path) -> Iterator[None]:
    """Turn what the system says about a disk into one sentence."""
    try:
        yield
    except OSError as error:
        kept = "; what was finished before is kept" if any((folder / "runs").glob("[!.]*")) else ""
        raise StorageError(f"cannot write to {folder}: {error.strerror or error}{kept}") from error
