"""JSON: a list of cases as Open311 hands it out, or an object-centric event log (OCEL 2.0)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from simulation.caselog.errors import LogError
from simulation.caselog.sources.bytes import opened
from simulation.caselog.sources.cells import text_of
from simulation.caselog.sources.events.ocel import ocel_of_json
from simulation.caselog.sources.events.ocel_cases import rows_of_ocel
from simulation.caselog.sources.records import rows_of
from simulation.caselog.sources.rows import Rows

_ALLOWED = "a list of cases (Open311 GeoReport v2), or OCEL 2.0"


def read_json(path: Path, wanted: Iterable[str]) -> Rows:
    """The cases of a JSON file as rows. Raises LogError where it is none, or holds something else."""
    try:
        with opened(path) as file:
            found = json.loads(file.read().decode("utf-8-sig"))
    except (ValueError, RecursionError, EOFError, OSError) as error:
        raise LogError(f"{path}: no JSON in UTF-8 that can be read ({_short(error)})") from error
    if isinstance(found, dict) and "objects" in found and "events" in found:
        return rows_of_ocel(path, ocel_of_json(path, found), wanted)
    return _listed(path, found)


def _listed(path: Path, found: Any) -> Rows:
    """A list of cases, or the first list that a service put around it."""
    several = found if isinstance(found, list) else next(filter(_is_list, found.values()), [])
    cases = [each.get("properties", each) for each in several if isinstance(each, Mapping)]
    cases = [each for each in cases if isinstance(each, Mapping)]
    if not cases or len(cases) < len(several):
        raise LogError(f"{path}: this JSON is no log; allowed: {_ALLOWED}")
    records = (
        (number, {name: text_of(value) for name, value in case.items()})
        for number, case in enumerate(cases, start=2)
    )
    return rows_of(path, records, ["line: the first case of the list is line 2"])


def _is_list(value: object) -> bool:
    return isinstance(value, list)


def _short(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
