"""While a folder from elsewhere is read, nothing outside it is opened, and no user file is run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from simulation.user_files.errors import UserFileError

_BORDER: ContextVar[Path | None] = ContextVar("border", default=None)
ASKS = "read it, and if you trust it, say so with --trust"


@contextmanager
def within(folder: Path) -> Iterator[None]:
    """Read a folder that nobody has vouched for yet."""
    before = _BORDER.set(Path(os.path.realpath(folder)))
    try:
        yield
    finally:
        _BORDER.reset(before)


def is_outside(path: Path) -> bool:
    """Whether a file lies outside the folder that is being read; False where no folder is."""
    border = _BORDER.get()
    return border is not None and not Path(os.path.realpath(path)).is_relative_to(border)


def check_may_run(file: str) -> None:
    """UserFileError while a folder is being read that nobody has vouched for."""
    if _BORDER.get() is not None:
        raise UserFileError(f"{file}: is a file of a folder from another place, so it is not run; {ASKS}")
