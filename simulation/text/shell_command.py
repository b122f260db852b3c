"""Commands as they are typed on this machine: names with spaces stand in quotes."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

_COPY = Path(__file__).parents[2] / "run.py"
_INSTALLED = ("grid-governance",)


def program() -> tuple[str, ...]:
    """How the program is called on this machine: in a copy of the project, or where it was installed."""
    if not _COPY.exists():
        return _INSTALLED
    python = next((name for name in ("python", "python3", "py") if shutil.which(name)), "python")
    return python, "run.py"


def typed(*words: str | Path) -> str:
    """A command line that means these words."""
    texts = list(map(str, words))
    return subprocess.list2cmdline(texts) if os.name == "nt" else shlex.join(texts)


def our_command(*words: str | Path) -> str:
    """A command line that calls the program with these words from the folder that one is in."""
    called = program()
    if called == _INSTALLED:
        return typed(*called, *words)
    return typed(called[0], _near(_COPY), *words)


def _near(file: Path) -> str:
    """A file as one types it from here, where that is shorter."""
    try:
        return min(os.path.relpath(file), str(file), key=len)
    except (ValueError, OSError):  # Windows knows no way to another drive; the folder may be gone
        return str(file)
