"""The table of needs: a row from birth, silent ones too, and all that becomes of it.

Times are minutes from 00:00 of the first simulated day; NaN = not (yet).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from simulation.close_names import did_you_mean
from simulation.codes import CaseClass, Channel, Review, Track

CLASSES, CHANNELS = CaseClass.words(), Channel.words()
TRACKS, REVIEWS = Track.words(), Review.words()

BUILDING_STEP = 4096  # the owner of a need's luck: building * 4096 + (number of returns) * 512 + k
RETURN_STEP = 512
MOST_RETURNS = BUILDING_STEP // RETURN_STEP - 1


def root_id(need_id: NDArray[np.int64]) -> NDArray[np.int64]:
    """Id of the need that first arose: the id of a need without its number of returns."""
    return need_id - need_id % BUILDING_STEP // RETURN_STEP * RETURN_STEP


NEED_COLUMNS: dict[str, tuple[str, float]] = {
    "id": ("int64", 0),
    "day": ("int32", 0),
    "owner": ("int64", 0),
    "person": ("int32", -1),
    "firm": ("int32", -1),
    "grid": ("int32", 0),
    "category": ("int8", 0),
    "cls": ("int8", 2),
    "common": ("bool", 0),
    "solvable": ("bool", 1),
    "arose": ("float64", np.nan),
    "noticed": ("float64", np.nan),
    "act_at": ("float64", np.nan),
    "first_act": ("int8", -1),
    "channel": ("int8", 0),
    "silent": ("bool", 0),
    "ended": ("bool", 0),
    "recorded": ("bool", 0),
    "counted": ("bool", 0),
    "registered": ("float64", np.nan),
    "limit_at": ("float64", np.nan),
    "review_at": ("float64", np.nan),
    "due_at": ("float64", np.nan),
    "reviewed": ("int8", 0),
    "hops": ("int8", 0),
    "refused": ("bool", 0),
    "on_spot": ("bool", 0),
    "off_hours": ("bool", 0),
    "contracted": ("bool", 0),
    "known": ("int8", -1),
    "foreseen": ("bool", 0),
    "prevented": ("bool", 0),
    "struck": ("bool", 0),
    "reach": ("float64", 0),
    "dispatched": ("float64", np.nan),
    "started": ("float64", np.nan),
    "queued": ("float64", 0),
    "body_from": ("float64", np.nan),
    "body_until": ("float64", np.nan),
    "meeting_from": ("float64", np.nan),
    "meeting_until": ("float64", np.nan),
    "touch": ("float64", 0),
    "others": ("float64", 0),
    "escalated": ("float64", np.nan),
    "withdrawn": ("float64", np.nan),
    "true_closed": ("float64", np.nan),
    "reported_closed": ("float64", np.nan),
    "solved": ("float64", np.nan),
    "found_false": ("bool", 0),
    "track": ("int8", 0),
    "satisfied": ("int8", -1),
    "scored": ("int8", -1),
    "complaints": ("int16", 0),
    "duplicate_of": ("int64", -1),
    "return_of": ("int64", -1),
    "returns": ("int8", 0),
    "service_row": ("int64", -1),
}
"""Columns of the table of needs: dtype and the value of a need that is just born."""


SEARCH_COLUMNS: dict[str, tuple[str, float]] = {
    "grid": ("int32", 0),
    "listed": ("bool", 0),
    "stale": ("bool", 0),
    "ordered": ("float64", np.nan),
    "reached": ("float64", np.nan),
    "given_up": ("float64", np.nan),
}
"""Columns of a search for key households: a row each; was it on the list, was the list out of date, when was
the order given, when was the household reached, or when was the search for it given up."""


class Columns(dict[str, NDArray]):
    """Columns by name, which know what was probably meant by a name that none has."""

    def __missing__(self, name: str) -> NDArray:
        _no_column(name, self)


def _no_column(name: str, columns: Iterable[str]) -> NoReturn:
    hint = did_you_mean(name, columns := list(columns)) or f"; there are {', '.join(columns)}"
    raise KeyError(f"no column is called '{name}'{hint}") from None


GROWTH = 4
"""A table that is full grows by one part in so many: in a city its empty rows would fill a gigabyte."""


class Table:
    """Columns that grow: `table["grid"]` is an array over the rows so far, to read and to write in."""

    def __init__(self, columns: dict[str, tuple[str, float]]) -> None:
        self._start = columns
        self._columns = {name: np.full(1024, start, dtype) for name, (dtype, start) in columns.items()}
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, name: str) -> NDArray:
        try:
            return self._columns[name][: self._size]
        except KeyError:
            _no_column(name, self._columns)

    def append(self, count: int, **values: Any) -> NDArray[np.intp]:
        """Add rows; columns that are not given get their start value. Returns the new rows."""
        first, last = self._size, self._size + count
        if count:
            self._make_room(last)
            self._size = last
            for name, given in values.items():
                self._columns[name][first:last] = given
        return np.arange(first, last)

    def rows(self, which: NDArray, before: dict[str, int]) -> Table:
        """Some rows as a table of their own. before: what is taken off the numbers of a column, of those that
        have a number (from 0)."""
        part = Table(self._start)
        values = {name: self[name][which] for name in self._start}
        for name, shift in before.items():
            values[name] = np.where(values[name] < 0, values[name], values[name] - shift)
        part.append(len(values[next(iter(values))]), **values)
        return part

    def _make_room(self, size: int) -> None:
        have = len(next(iter(self._columns.values())))
        if size > have:
            room = max(size, have + have // GROWTH)
            for name, (dtype, start) in self._start.items():
                grown = np.full(room, start, dtype)
                grown[:have] = self._columns[name]
                self._columns[name] = grown
