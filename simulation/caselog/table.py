"""The wanted columns of a file as texts, and faults of whole rows: blank, too short, too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import batched

import pandas as pd

from simulation.caselog.faults import SKIPPED
from simulation.caselog.sources.rows import Row, Rows

_AT_ONCE = 50_000  # rows that are held as lists


def texts_of(rows: Rows, places: dict[str, int]) -> pd.DataFrame:
    """The fields of all rows that have the right length, stripped, with their `line`."""
    parts = [_part(several, places) for several in batched(_whole(rows), _AT_ONCE)]
    names = ["line", *places]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=names, dtype="str")
    return table.astype({"line": "int64"})


def _part(rows: Sequence[Row], places: dict[str, int]) -> pd.DataFrame:
    columns = {
        name: pd.Series([row[place].strip() for _, row in rows], dtype="str")
        for name, place in places.items()
    }
    return pd.DataFrame({"line": [line for line, _ in rows], **columns})


def _whole(rows: Rows) -> Iterator[Row]:
    """The rows that have as many cells as there are headings; the others become faults."""
    width, blank = len(rows.headings), []
    for line, row in rows.body:
        if not any(row) or not any(map(str.strip, row)):
            blank.append(line)
            continue
        for each in blank:  # those at the end of a sheet are no lines of it
            rows.faults.add_line(each, "blank_line", treatment=SKIPPED)
        blank.clear()
        if len(row) == width:
            yield line, row
        elif rows.even:
            fault = "too_few_columns" if len(row) < width else "extra_columns"
            rows.faults.add_line(line, fault, f"{len(row)} columns instead of {width}")
        else:
            yield line, [*row[:width], *[""] * (width - len(row))]
