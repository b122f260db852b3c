"""Named values, one group a case, as rows under one line of headings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from simulation.caselog.errors import LogError
from simulation.caselog.sources.rows import Rows


def rows_of(path: Path, records: Iterable[tuple[int, Mapping[str, str]]], notes: Sequence[str]) -> Rows:
    """Records with their lines as rows; a value that a record does not name is empty there."""
    known = list(records)
    headings = list(dict.fromkeys(name for _, record in known for name in record))
    if not headings:
        raise LogError(f"{path}: there is no case in it")
    body = ((line, [record.get(name, "") for name in headings]) for line, record in known)
    return Rows(str(path), headings, body, notes=list(notes))
