"""Sheets of Excel, through openpyxl of the extra `office`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from simulation.caselog.errors import LogError
from simulation.caselog.recognition.headings import score
from simulation.caselog.sources.cells import text_of
from simulation.caselog.sources.rows import LOOKED_AT, Row, Rows, below_headings

_LARGEST = 4 << 30  # bytes of an unpacked file: more of them are a trap, not a log
_BROKEN = (BadZipFile, KeyError, ValueError, TypeError, OSError, SyntaxError)
"""What openpyxl raises for a file that is none of its own; a parse error of XML is a SyntaxError."""


def read_excel(path: Path, wanted: Iterable[str]) -> Rows:
    """The sheet whose top has most known headings, as rows. Raises LogError where openpyxl is not
    installed."""
    if find_spec("openpyxl") is None:
        raise LogError(
            f"{path}: Excel needs openpyxl, which is not installed: pip install -e '.[office]', or save the "
            "sheet as CSV"
        )
    from openpyxl import load_workbook

    try:
        _check_size(path)
        sheets = load_workbook(BytesIO(path.read_bytes()), read_only=True, data_only=True).worksheets
        tops = [max([score(row) for _, row in islice(_rows(each), LOOKED_AT)], default=0) for each in sheets]
    except _BROKEN as error:
        raise _unreadable(path) from error
    if not sheets:
        raise _unreadable(path)
    sheet = sheets[tops.index(max(tops))]
    notes = _other_sheets(sheet.title, [each.title for each in sheets])
    headings, body, said = below_headings(_guarded(path, sheet), wanted)
    if not headings:
        raise LogError(f"{path}: the sheet '{sheet.title}' is empty; a log has headings and one row per case")
    return Rows(f"{path}, sheet '{sheet.title}'", headings, body, notes=[*notes, *said])


def _check_size(path: Path) -> None:
    with ZipFile(path) as packed:
        if sum(each.file_size for each in packed.infolist()) > _LARGEST:
            raise LogError(f"{path}: more than {_LARGEST >> 30} GB when unpacked; save the sheet as CSV")


def _rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # some programs write a wrong size, and rows would be cut to it
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        yield number, [text_of(value) for value in row]


def _guarded(path: Path, sheet: Any) -> Iterator[Row]:
    try:
        yield from _rows(sheet)
    except _BROKEN as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> LogError:
    return LogError(f"{path}: no Excel file that can be read; open it and save it as .xlsx or CSV")


def _other_sheets(taken: str, all_of_them: list[str]) -> list[str]:
    rest = ", ".join(f"'{title}'" for title in all_of_them if title != taken)
    return [f"the sheet '{taken}' was read; left aside: {rest}"] if rest else []
