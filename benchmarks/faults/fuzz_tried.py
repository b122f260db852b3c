"""Which harmed cases were tried so far, and what was not answered in words: a table that grows with every
call of `fuzz.py`, one call at a time. A seed stands for a batch of a kind: it always draws the same cases."""

from __future__ import annotations

import csv
from collections.abc import Collection
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path


@dataclass(frozen=True)
class Seeds:
    """Batches of a kind in a row. program: the commit that was asked; unanswered: cases that ended otherwise
    than in a sentence, or too late."""

    kind: str
    program: str
    first: int
    last: int
    cases: int
    unanswered: int


class Tried:
    """The table in `file`, which need not be there yet."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.rows: list[Seeds] = []
        if file.is_file():
            with file.open(encoding="utf-8", newline="") as text:
                self.rows = [_read(row) for row in csv.DictReader(text)]

    def total(self, kinds: Collection[str]) -> int:
        """Cases of these kinds."""
        return sum(row.cases for row in self.rows if row.kind in kinds)

    def next_seed(self, kind: str) -> int:
        """The first seed behind all that were tried."""
        return max((row.last + 1 for row in self.rows if row.kind == kind), default=0)

    def add(self, batch: Seeds) -> None:
        """Keep a batch of one seed, at once on the disk; a seed that is there already counts once."""
        if any(row.kind == batch.kind and row.first <= batch.first <= row.last for row in self.rows):
            return
        before = next((row for row in self.rows if _goes_on(row, batch)), None)
        if before:
            self.rows.remove(before)
        self.rows.append(_joined(before, batch) if before else batch)
        self.rows.sort(key=lambda row: (row.kind, row.first))
        self._write()

    def _write(self) -> None:
        beside = self.file.with_suffix(".new")
        with beside.open("w", encoding="utf-8", newline="") as out:
            rows = csv.DictWriter(out, [field.name for field in fields(Seeds)], lineterminator="\n")
            rows.writeheader()
            rows.writerows(asdict(row) for row in self.rows)
        beside.replace(self.file)


def _read(row: dict[str, str]) -> Seeds:
    numbers = {name: int(row[name]) for name in ("first", "last", "cases", "unanswered")}
    return Seeds(row["kind"], row["program"], **numbers)


def _goes_on(row: Seeds, batch: Seeds) -> bool:
    return (row.kind, row.program, row.last) == (batch.kind, batch.program, batch.first - 1)


def _joined(first: Seeds, last: Seeds) -> Seeds:
    cases, unanswered = first.cases + last.cases, first.unanswered + last.unanswered
    return replace(first, last=last.last, cases=cases, unanswered=unanswered)
