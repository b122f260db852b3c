"""manifest.json: what it takes to make a results folder again, and to see whether it came out the same."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from simulation.experiment.errors import ExperimentError
from simulation.experiment.storage.checkout import checkout
from simulation.experiment.storage.files.json_files import ANY, read_json
from simulation.experiment.storage.provenance import (
    declared_versions,
    file_digest,
    imported_versions,
    program,
    source,
)
from simulation.experiment.storage.run_store import write_json
from simulation.text.shell_command import our_command

MANIFEST = "manifest.json"
FORM = {"command?": str, "created?": str, "versions?": {ANY: str}, "tables?": {ANY: str}}
FORM |= {"platform?": {ANY: str}, "inputs?": {ANY: str}, "source?": str}
COPIES = "copies.csv"
"""Models at places, side by side: a table that the report writes."""
TRACES = "traces.csv"
"""By which causal links policies act: a table that `explain` writes."""


def manifest(folder: Path, seeds: Iterable[int], command: str) -> dict[str, Any]:
    """Describe a results folder as it stands: versions, platform, commit, command, date, seeds, digests."""
    versions = dict(sorted((declared_versions() | imported_versions()).items()))
    return {
        "versions": versions,
        "platform": {"system": platform.platform(), "machine": platform.machine()},
        "program": program(),
        "source": source(),
        "checkout": checkout(),
        "command": command,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "seeds": list(seeds),
        "inputs": digests(folder, "study.json")
        | digests(folder, "scenarios/*.yaml")
        | digests(folder, "scenarios/*.py"),
        "tables": tables(folder),
    }


def refresh(folder: Path, before: dict[str, str]) -> None:
    """Write the digests of those tables again that were made again since they were `before`; of others the
    digest stays that of what was written."""
    path = folder / MANIFEST
    if path.exists():
        stored = read_json(path, FORM)
        made = {name: digest for name, digest in tables(folder).items() if before.get(name) != digest}
        write_json(path, stored | {"tables": stored.get("tables", {}) | made})


def check_tables(folder: Path, *only: str) -> None:
    """Raises ExperimentError where a table (of those named, or any) is not as it was written: what it says
    may not be what the runs said.

    A folder without a manifest, or with one that tells of no tables, has nothing to compare with.
    """
    try:
        written = read_json(folder / MANIFEST, FORM).get("tables", {})
    except FileNotFoundError:
        return
    except ExperimentError as error:
        raise ExperimentError(f"{error}; {_repair(folder)}") from error
    asked = {name: digest for name, digest in written.items() if not only or name in only}
    changed = [name for name, digest in asked.items() if digest_of(folder / name) != digest]
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise ExperimentError(
            f"{folder / changed[0]}{more} is not as it was written (its digest is not the one in "
            f"{MANIFEST}); {_repair(folder)}"
        )


def digest_of(path: Path) -> str:
    """SHA-256 of a file; empty where there is none: a harmed manifest may name anything."""
    return file_digest(path) if path.is_file() else ""


def _repair(folder: Path) -> str:
    return f"to make the tables again from the runs: {our_command('resume', folder)}"


def tables(folder: Path) -> dict[str, str]:
    """SHA-256 of the tables of a folder that are made of its runs."""
    found = digests(folder, "*.csv") | digests(folder, "*.parquet")
    return {name: digest for name, digest in found.items() if name not in (COPIES, TRACES)}


def digests(folder: Path, pattern: str) -> dict[str, str]:
    """SHA-256 of the files that match, by their path in the folder."""
    return {path.relative_to(folder).as_posix(): file_digest(path) for path in sorted(folder.glob(pattern))}
