"""What each kind of file is turned into: rows of texts, with the line where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from simulation.caselog.faults import Faults
from simulation.caselog.recognition.headings import plain, score

Row = tuple[int, Sequence[str]]
LOOKED_AT = 10  # rows at the top among which the headings are looked for: exports put a title above them


@dataclass
class Rows:
    """A file as rows of texts.

    where: the file, and the sheet where it has several; headings: the row of names; body: the rows below it,
    with their lines. even: whether a row of another length than the headings is a fault. What is found while
    the body is read comes into faults and notes.
    """

    where: str
    headings: Sequence[str]
    body: Iterator[Row]
    even: bool = False
    faults: Faults = field(default_factory=Faults)
    notes: list[str] = field(default_factory=list)


def below_headings(
    rows: Iterable[Row], wanted: Iterable[str]
) -> tuple[Sequence[str], Iterator[Row], list[str]]:
    """The row of headings, the rows below it, and what was passed over above it.

    wanted: headings that were given, which count as known ones.
    """
    rest = iter(rows)
    top = [(line, row) for line, row in islice(rest, LOOKED_AT)]
    given = {plain(heading) for heading in wanted}
    points = [score(row) + len({plain(cell) for cell in row} & given) for _, row in top]
    best = points.index(max(points)) if points else 0
    while not max(points, default=1) and best < len(top) - 1 and not any(top[best][1]):
        best += 1
    above = [line for line, row in top[:best] if any(cell.strip() for cell in row)]
    notes = [f"the headings stand in line {top[best][0]}; what is above them was left aside"] if above else []
    headings = [cell.strip() for cell in top[best][1]] if top else []
    return headings, chain(top[best + 1 :], rest), notes
