"""manifest.json: what it takes to make a results folder again, and to see whether it came out the same."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from simulation.experiment.storage.provenance import file_digest, program, versions
from simulation.experiment.storage.run_store import write_json

MANIFEST = "manifest.json"


def manifest(folder: Path, seeds: Iterable[int], command: str) -> dict[str, Any]:
    """Describe a results folder as it stands: versions, platform, command, created, seeds, digests."""
    return {
        "versions": versions(),
        "platform": {"system": platform.platform(), "machine": platform.machine()},
        "program": program(),
        "command": command,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "seeds": list(seeds),
        "inputs": digests(folder, "study.json")
        | digests(folder, "scenarios/*.yaml")
        | digests(folder, "scenarios/*.py"),
        "tables": tables(folder),
    }


def refresh(folder: Path) -> None:
    """Write the digests of the tables of a folder again, after the tables were made again; the other entries
    stay."""
    path = folder / MANIFEST
    if path.exists():
        stored = json.loads(path.read_text("utf-8"))
        write_json(path, stored | {"tables": tables(folder)})


def tables(folder: Path) -> dict[str, str]:
    """SHA-256 of the tables of a folder."""
    return digests(folder, "*.csv") | digests(folder, "*.parquet")


def digests(folder: Path, pattern: str) -> dict[str, str]:
    """SHA-256 of the files that match, by their path in the folder."""
    return {path.relative_to(folder).as_posix(): file_digest(path) for path in sorted(folder.glob(pattern))}
