"""What the columns of tables mean, declared beside the code that writes them. A results folder gets all of it
as its data dictionary.

    described_table("intervals.csv", "one row per scenario and metric", {
        "scenario": "name of the scenario",
        "mean": "mean over the replications [number: the metric's unit]",
        "pairs": "pairs that share a seed [whole]",
    })

A meaning may end with its kind in brackets: `[whole]`, `[number]`, `[date]`, `[flag]` (1 or 0), each with its
unit behind a colon; a unit alone, `[yuan]`, is of a number. Without brackets it is text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

KINDS = ("text", "whole", "number", "date", "flag")
_MEANING = re.compile(r"(?P<meaning>.*?)(?: \[(?P<kind>[^\]]+)\])?", re.DOTALL)


@dataclass(frozen=True)
class Column:
    """What is known of a column: its meaning, one of KINDS, and the unit of its numbers."""

    meaning: str
    kind: str
    unit: str


@dataclass
class Described:
    """A table: what a row is, and its columns by name."""

    about: str = ""
    columns: dict[str, Column] = field(default_factory=dict)


_TABLES: dict[str, Described] = {}


def described_table(file: str, about: str, columns: Mapping[str, str]) -> dict[str, str]:
    """Declare what a table holds and what its columns mean; returns the columns."""
    _TABLES.setdefault(_stem(file), Described()).about = about
    return described_columns(file, columns)


def described_columns(file: str, columns: Mapping[str, str]) -> dict[str, str]:
    """Declare what some columns of a table mean, where several packages write into it; returns them."""
    known = _TABLES.setdefault(_stem(file), Described()).columns
    known.update({name: _column(meaning) for name, meaning in columns.items()})
    return dict(columns)


def description(file: str) -> Described:
    """What is known of a table, empty if nothing is; `cases.csv` and `cases.parquet` are one table."""
    return _TABLES.get(_stem(file), Described())


def known_tables() -> list[str]:
    """The names of all declared tables, in order, without their endings."""
    return sorted(_TABLES)


def _stem(file: str) -> str:
    return PurePath(file).stem


def _column(text: str) -> Column:
    found = _MEANING.fullmatch(text)
    assert found is not None  # it matches every text
    kind, _, unit = (found["kind"] or "text").partition(": ")
    return Column(found["meaning"], kind, unit) if kind in KINDS else Column(found["meaning"], "number", kind)
