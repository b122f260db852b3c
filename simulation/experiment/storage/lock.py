"""One process at a time in a results folder: the second gets an error that names the first.

The lock is the system's own, so it is gone with its holder, however that ended.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from simulation.experiment.errors import ExperimentError

LOCK, HOLDER = ".lock", ".in-use"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Have the folder alone meanwhile. Raises ExperimentError where another process has it, OSError from a
    disk."""
    try:
        with FileLock(folder / LOCK, blocking=False):
            holder = folder / HOLDER
            now = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
            holder.write_text(f"process {os.getpid()} on {platform.node()} since {now}", encoding="utf-8")
            yield
            holder.unlink(missing_ok=True)
    except Timeout:
        who = holder_of(folder) or "another process"
        raise ExperimentError(
            f"{folder} is in use: {who} works in it; wait until it ends, or stop it"
        ) from None


def holder_of(folder: Path) -> str:
    """Who works in a folder now, as "process 4711 on host since ..."; empty where no process does, as in one
    that nobody here may write to."""
    if not (folder / LOCK).exists():
        return ""
    try:
        with FileLock(folder / LOCK, blocking=False):
            return ""
    except Timeout:
        note = folder / HOLDER
        return note.read_text("utf-8") if note.exists() else "another process"
    except OSError:
        return ""
