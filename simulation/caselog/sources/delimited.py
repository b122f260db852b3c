"""Text with separators: CSV and its relatives."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from simulation.caselog.errors import LogError
from simulation.caselog.faults import Faults
from simulation.caselog.recognition.headings import score
from simulation.caselog.sources.encoding import Encoding, encoding_of, lines_of
from simulation.caselog.sources.rows import Row, Rows, below_headings

_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_TOP = 10
_SHOWN = 5
_NAMES = {"gbk": "GBK", "utf-16": "UTF-16"}


def read_delimited(path: Path, wanted: Iterable[str]) -> Rows:
    """A text file with separators as rows. Raises LogError where it has no line."""
    encoding = encoding_of(path)
    separator = _separator([line for line in islice(lines_of(path, encoding), _TOP) if line])
    faults, notes = Faults(), list(encoding.notes)
    if separator != ",":
        notes.append(f"the columns are separated by {_SEPARATORS[separator]}")
    rows = _records(path, encoding, separator, faults, notes)
    headings, body, said = below_headings(rows, wanted)
    if not headings:
        raise LogError(f"{path}: the file is empty; a log has a line of headings and one line per case")
    return Rows(str(path), headings, body, True, faults, [*notes, *said])


def _separator(lines: list[str]) -> str:
    """The separator by which most headings are known; else the one that makes most columns."""

    def found(separator: str) -> tuple[int, int]:
        rows = [_alone(line, separator) for line in lines]
        return max(map(score, rows), default=0), max(map(len, rows), default=0)

    return max(_SEPARATORS, key=found)


class _Lines:
    """Lines for the csv reader, which takes several for one record where a quotation mark is open.

    record: the lines of the record that is being read, with their numbers. torn: whether one of them could
    not be decoded.
    """

    def __init__(self, path: Path, encoding: Encoding, faults: Faults) -> None:
        self._lines = enumerate(lines_of(path, encoding), start=1)
        self._again: list[tuple[int, str]] = []
        self._faults = faults
        self._fault = f"not_{encoding.name.removesuffix('-sig').replace('-', '')}"
        self.unreadable: list[int] = []
        self.record: list[tuple[int, str]] = []
        self.torn = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        while True:
            number, line = self._again.pop() if self._again else next(self._lines)
            if line is not None:
                self.record.append((number, line))
                return line
            self._faults.add_line(number, self._fault)
            self.unreadable.append(number)
            self.torn = bool(self.record)

    def begin(self) -> None:
        """The next line begins a record."""
        self.record = []
        self.torn = False

    def give_back(self) -> tuple[int, str]:
        """Read the record's lines but the first again; the number and the text of the first."""
        self._again.extend(reversed(self.record[1:]))
        return self.record[0]

    def broken(self, cells: int, width: int, separator: str) -> bool:
        """Whether a record of several lines cannot be one: it has not as many cells as there are headings, a
        line of it is lost, or a line in it would be a case by itself."""
        rest = self.record[1:]
        return self.torn or cells != width or any(len(_alone(line, separator)) == width for _, line in rest)


def _alone(line: str, separator: str) -> list[str]:
    """The cells of a line by itself, whatever its quotation marks; the whole line where it cannot be one, as
    with a carriage return in its middle."""
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return [line]


def _records(
    path: Path, encoding: Encoding, separator: str, faults: Faults, notes: list[str]
) -> Iterator[Row]:
    """Records with the line where each begins. A quotation mark that is never closed costs its line alone."""
    lines = _Lines(path, encoding, faults)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    width = 0
    while True:
        lines.begin()
        try:
            row = next(reader)
            good = len(lines.record) == 1 or not lines.broken(len(row), width, separator)
        except StopIteration:
            break
        except csv.Error:  # a mark inside a cell, or one that is never closed
            row, good = [], False
        number, text = lines.record[0] if good else lines.give_back()
        if not good and text.count('"') % 2:
            faults.add_line(number, "open_quote")
            continue
        row = row if good else _alone(text, separator)
        width = width or (len(row) if sum(map(bool, row)) > 1 else 0)
        yield number, row
    if lines.unreadable:
        notes.append(_said_of(path, encoding, lines.unreadable))


def _said_of(path: Path, encoding: Encoding, lines: list[int]) -> str:
    name = _NAMES.get(encoding.name, "UTF-8")
    shown = ", ".join(map(str, lines[:_SHOWN])) + (f" … ({len(lines)} in all)" if len(lines) > _SHOWN else "")
    what = f"line {shown} is" if len(lines) == 1 else f"lines {shown} are"
    return f"{path.name}: {what} not {name}, as the rest is, and rejected; save the file in one encoding"
