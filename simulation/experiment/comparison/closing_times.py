"""closing_times.csv, read one replication of all scenarios after the other: it has a thousand rows a run, and
is never in memory as a whole."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.records.tables import BINS

NEEDED = ["scenario", "replication", "class", "category", "upto_minutes", "closed", "censored"]
CHUNK = 20_000  # rows that are read at once
BLOCK = 1 << 20  # bytes
_TEXTS = dict.fromkeys(("scenario", "class", "category"), "category")
_KINDS: dict[str, Any] = {
    "usecols": NEEDED,
    "dtype": _TEXTS | {"replication": np.int32, "closed": np.float32, "censored": np.float32},
    "keep_default_na": False,
    "na_values": [""],
}


@dataclass
class Kinds:
    """What there is in all runs together. classes: of cases, as they appear; categories: in alphabetical
    order; ends: of the bins, in minutes."""

    classes: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    ends: NDArray[np.float64] = field(default_factory=lambda: BINS)

    def add(self, times: pd.DataFrame) -> None:
        """Take some rows into account."""
        self.classes = list(dict.fromkeys([*self.classes, *map(str, times["class"].unique())]))
        self.categories = sorted({*self.categories, *times["category"].dropna().unique()})
        self.ends = np.union1d(self.ends, times["upto_minutes"])


class ClosingTimes:
    """The table of a results folder: its kinds, and the rows of each replication when they are asked for.

    What is kept of a run is where its rows begin.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.kinds = path, Kinds()
        begins, whose = self._stretches()
        offsets = [*_offsets(path, np.array(begins, int)), path.stat().st_size]
        self.places: dict[int, list[tuple[int, int]]] = {}
        for replication, place in zip(whose, pairwise(offsets), strict=True):
            self.places.setdefault(replication, []).append(place)

    def by_replication(self) -> Iterator[pd.DataFrame]:
        """The rows of each replication, the lowest number first."""
        with self.path.open("rb") as file:
            head = file.readline()
            for replication in sorted(self.places):
                text = head + b"".join(_between(file, *place) for place in self.places[replication])
                rows = pd.read_csv(io.BytesIO(text), encoding="utf-8-sig", **_KINDS)
                if (rows["replication"] != replication).any():
                    raise ValueError(f"a row of replication {replication} is broken into lines")
                yield rows

    def _stretches(self) -> tuple[list[int], list[int]]:
        """Rows at which another replication begins, and its number; notes the kinds on the way."""
        begins: list[int] = []
        whose: list[int] = []
        row = 0
        with pd.read_csv(self.path, encoding="utf-8-sig", chunksize=CHUNK, **_KINDS) as parts:
            for part in parts:
                self.kinds.add(part)
                numbers = part["replication"].to_numpy()
                changes = np.flatnonzero(np.diff(numbers, prepend=whose[-1:] or numbers[:1] - 1))
                begins += (row + changes).tolist()
                whose += numbers[changes].tolist()
                row += len(part)
        return begins, whose


def _between(file: io.BufferedReader, begin: int, end: int) -> bytes:
    file.seek(begin)
    return file.read(end - begin)


def _offsets(path: Path, rows: NDArray[np.intp]) -> Iterable[int]:
    """The bytes at which rows begin, row 0 below the head. rows: in increasing order."""
    found: list[int] = []
    lines, begin = 0, 0
    with path.open("rb") as file:
        for block in iter(partial(file.read, BLOCK), b""):
            ends = np.flatnonzero(np.frombuffer(block, np.uint8) == ord("\n"))
            here = rows[len(found) : np.searchsorted(rows, lines + len(ends))]
            found += (begin + ends[here - lines] + 1).tolist()
            lines, begin = lines + len(ends), begin + len(block)
    return found
