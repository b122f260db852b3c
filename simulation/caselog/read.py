"""Read the case log of an office: one call, whatever the file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import pandas as pd

from simulation.caselog.checks import texts
from simulation.caselog.checks.reading import Reading
from simulation.caselog.checks.times import read_times
from simulation.caselog.errors import LogError
from simulation.caselog.log import CaseLog
from simulation.caselog.recognition.headings import recognise
from simulation.caselog.sources.bytes import kind_of, readable
from simulation.caselog.sources.delimited import read_delimited
from simulation.caselog.sources.events.ocel_cases import read_ocel_sqlite
from simulation.caselog.sources.events.xml_file import read_xml
from simulation.caselog.sources.excel import read_excel
from simulation.caselog.sources.json_file import read_json
from simulation.caselog.sources.parquet import read_parquet
from simulation.caselog.sources.rows import Rows
from simulation.caselog.table import texts_of

_READERS = {
    "text": read_delimited,
    "excel": read_excel,
    "parquet": read_parquet,
    "json": read_json,
    "xml": read_xml,
    "sqlite": read_ocel_sqlite,
}
_KINDS = "CSV (also .gz), Excel (.xlsx), Parquet, JSON of Open311, XES and OCEL 2.0"


def read_log(path: str | Path, mapping: Mapping[str, str] = {}, types: Collection[str] = ()) -> CaseLog:
    """The cases of a log, with every fault of every line.

    mapping: the heading of each field that is not recognised by itself, or is another one than that; an empty
    heading leaves a field out. types: the types that are known; others become `other`, with a fault.
    LogError, one sentence, where the file cannot be read at all, or where a column that is asked for tells
    who somebody is. Nothing leaves this machine, and nothing is written.
    """
    with readable(Path(path)):
        rows = _rows(Path(path), [heading for heading in mapping.values() if heading])
        columns = recognise(rows.where, rows.headings, mapping)
        headings = {name: rows.headings[place] for name, place in columns.places.items()}
        log = Reading(rows.where, texts_of(rows, columns.places), headings, rows.faults)
    cases = _cases(log, types)
    return CaseLog(cases, rows.faults.table(), headings, [*rows.notes, *columns.notes, *log.notes])


def _rows(path: Path, wanted: Iterable[str]) -> Rows:
    if not path.is_file():
        raise LogError(f"{path}: no such file")
    kind = kind_of(path)
    if kind == "xls":
        raise LogError(f"{path}: an Excel file of the old form (.xls); open it and save it as .xlsx or CSV")
    if kind not in _READERS:
        raise LogError(f"{path}: this is no log that can be read; allowed: {_KINDS}")
    return _READERS[kind](path, wanted)


def _cases(log: Reading, types: Collection[str]) -> pd.DataFrame:
    """The cases of the rows that are not rejected."""
    texts.refuse_personal(log)
    ids = texts.read_ids(log)
    times = read_times(log)
    kinds = texts.read_types(log, types)
    texts.check_duplicates(log, ids)
    table = pd.DataFrame(
        {
            "line": log.texts["line"],
            "case_id": ids,
            **times,
            "type": kinds,
            **{name: log.text(name) for name in ("unit", "area", "channel")},
            "staff": texts.read_staff(log),
            "outcome": log.text("outcome"),
            "on_time": texts.read_on_time(log),
            "previous": log.text("previous"),
        }
    )
    return table[~table["line"].isin(log.faults.rejected)].reset_index(drop=True)
