"""The tidy tables of a results folder: those of its runs, one after another, in the order of the plan.

No more than one table of one run is in memory at a time, however many there are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing
from typing import IO, Protocol

import simulation.experiment.storage.files.parquet as parquet
from simulation.experiment.runs import Run
from simulation.experiment.storage.files.csv_text import BOM
from simulation.experiment.storage.files.whole_files import replacing, storing
from simulation.experiment.storage.stored_runs import StoredRuns


class _Joined(Protocol):
    """A table to which those of runs are added."""

    def add(self, part: bytes) -> None: ...
    def close(self) -> None: ...


def collect(stored: StoredRuns, finished: Sequence[Run], bom: bool = False) -> None:
    """Make the tidy tables of finished runs, in the order given; others may be at work in the folder.

    bom: CSV tables begin with a byte order mark, see `write_table`; those of the single runs never do.
    """
    heads = _heads(stored, finished)
    with storing(stored.folder), ExitStack() as until_done:
        whole: dict[str, _Joined] = {}
        for name in sorted(heads):
            out = until_done.enter_context(replacing(stored.folder / name, "wb"))
            one = parquet.Joined(out) if name.endswith(parquet.SUFFIX) else _Csv(out, heads[name], bom)
            whole[name] = until_done.enter_context(closing(one))
        for run in finished:
            for name in stored.tables(run):
                whole[name].add(stored.read(run, name))


def _heads(stored: StoredRuns, finished: Sequence[Run]) -> dict[str, list[bytes]]:
    """The first lines that the CSV table of each name has in some run, in the order of the runs; of a Parquet
    table, whose types do not depend on the run, none."""
    found: dict[str, dict[bytes, None]] = {}
    for run in finished:
        for name in stored.tables(run):
            heads = found.setdefault(name, {})
            if not name.endswith(parquet.SUFFIX):
                heads[stored.head(run, name)] = None
    return {name: list(heads) for name, heads in found.items()}


class _Csv:
    """One CSV table out of many, text untouched; a column that a part lacks is empty there."""

    def __init__(self, out: IO[bytes], heads: Sequence[bytes], bom: bool) -> None:
        self.out = out
        self.columns = list(dict.fromkeys(name for head in heads for name in _names(head)))
        out.write((BOM * bom + _lines([self.columns])).encode())

    def add(self, part: bytes) -> None:
        """Add the rows of a run."""
        head, _, rows = part.partition(b"\n")
        if _names(head) == self.columns:
            self.out.write(rows)
        else:
            cells = csv.DictReader(io.StringIO(part.decode(), newline=""))
            self.out.write(_lines([row.get(name, "") for name in self.columns] for row in cells).encode())

    def close(self) -> None:
        """Nothing is left to be written."""


def _names(head: bytes) -> list[str]:
    """The columns that the first line of a table names."""
    return next(csv.reader([head.decode()]), [])


def _lines(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
