"""manifest.json: what it takes to make a results folder again, and to see whether it came out the same."""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any


def manifest(folder: Path, seeds: Iterable[int], command: str) -> dict[str, Any]:
    """Describe a results folder as it stands: versions, platform, command, created, seeds, digests."""
    return {
        "versions": versions(),
        "platform": {"system": platform.platform(), "machine": platform.machine()},
        "command": command,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "seeds": list(seeds),
        "inputs": digests(folder, "study.json")
        | digests(folder, "scenarios/*.yaml")
        | digests(folder, "scenarios/*.py"),
        "tables": digests(folder, "*.csv"),
    }


def versions() -> dict[str, str]:
    """Versions of Python and of every installed distribution that this process has imported."""
    homes = metadata.packages_distributions()
    used = {name for module, names in homes.items() if module in sys.modules for name in names}
    return {"python": platform.python_version()} | {name: metadata.version(name) for name in sorted(used)}


def digests(folder: Path, pattern: str) -> dict[str, str]:
    """SHA-256 of the files that match, by their path in the folder."""
    return {path.relative_to(folder).as_posix(): _digest(path) for path in sorted(folder.glob(pattern))}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
