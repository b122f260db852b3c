"""The git commit that the program sits in, and whether its text differs from it."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

from simulation.experiment.storage.provenance import PACKAGE

PATIENCE = 10.0  # seconds


@cache
def checkout(package: Path = PACKAGE) -> dict[str, str | bool]:
    """`commit`, and whether the package is `dirty`: a file of it was changed, added or removed since. Empty
    where there is no git, or the package is no part of a checkout (as in an environment inside one)."""
    if not _git(package, "ls-files", "__init__.py"):
        return {}
    commit, changed = _git(package, "rev-parse", "HEAD"), _git(package, "status", "--porcelain", "--", ".")
    return {"commit": commit, "dirty": changed != ""} if commit and changed is not None else {}


def _git(folder: Path, *words: str) -> str | None:
    """What git says; None where it fails, or there is none."""
    call = ["git", "-C", str(folder), "--no-optional-locks", *words]
    try:
        done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return None if done.returncode else done.stdout.strip()
