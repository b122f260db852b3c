"""Which column is what: headings by the synonyms of headings.csv, or as they were given.

The order of the synonyms of a field is the order in which they are taken where a log has several.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files

import pandas as pd

from simulation.caselog.errors import LogError
from simulation.caselog.log import FIELDS
from simulation.caselog.recognition.personal import looks_personal, personal_name
from simulation.close_names import did_you_mean

_SHOWN, _CUT = 30, 40
_NEEDED = {"opened": ("opened",), "closed": ("closed", "hours"), "type": ("type",)}


def plain(text: str) -> str:
    """A heading or word without case, spaces and punctuation, and with letters of ordinary width."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def _synonyms() -> dict[str, list[str]]:
    with files(__package__).joinpath("headings.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    several = {name: [plain(row["heading"]) for row in rows if row["field"] == name] for name in FIELDS}
    return {name: list(dict.fromkeys(headings)) for name, headings in several.items()}


_SYNONYMS = _synonyms()
_KNOWN = {heading for several in _SYNONYMS.values() for heading in several}


@dataclass(frozen=True)
class Columns:
    """The place of each field in a row, and what is to be said about the columns."""

    places: dict[str, int]
    notes: list[str] = field(default_factory=list)


def score(row: Sequence[str]) -> int:
    """How many cells of a row are headings that are known."""
    return len({plain(cell) for cell in row} & _KNOWN)


def recognise(where: str, row: Sequence[str], mapping: Mapping[str, str]) -> Columns:
    """The columns of a log from its headings. Raises LogError where one that is needed is not there."""
    _check_fields(where, mapping)
    given = {name: _given(where, name, row, said) for name, said in mapping.items() if said}
    taken = set(given.values())
    found = {name: _fitting(name, row, taken) for name in FIELDS if name not in mapping}
    places = {
        name: given[name] if name in given else found[name][0]
        for name in FIELDS
        if given.get(name, -1) >= 0 or found.get(name)
    }
    _check_needed(where, row, places)
    return Columns(places, [*_choices(row, found), *_left_aside(row, places)])


def _check_fields(where: str, mapping: Mapping[str, str]) -> None:
    for name in mapping:
        if name not in FIELDS:
            allowed = f"allowed: {', '.join(FIELDS)}{did_you_mean(name, FIELDS)}"
            raise LogError(f"{where}: '{name}' is no field of a log; {allowed}")


def _given(where: str, name: str, row: Sequence[str], said: str) -> int:
    """The place of a heading that was given for a field."""
    fitting = [place for place, cell in enumerate(row) if cell.strip() == said.strip()]
    fitting = fitting or [place for place, cell in enumerate(row) if plain(cell) == plain(said)]
    if not fitting:
        raise LogError(
            f"{where}: no heading '{said}' for the field {name}; "
            f"the log has {_listed(row)}{did_you_mean(said, row)}"
        )
    if personal_name(said):
        raise LogError(
            f"{where}: the column '{said}' cannot be the field {name}: it tells who or where somebody is, "
            "and such columns are never read; take another column or leave the field out"
        )
    return fitting[0]


def _fitting(name: str, row: Sequence[str], taken: set[int]) -> list[int]:
    """The places whose heading fits a field, the one to take first."""
    cells = [plain(cell) for cell in row]
    return [
        place
        for heading in _SYNONYMS[name]
        for place, cell in enumerate(cells)
        if cell == heading and place not in taken
    ]


def _check_needed(where: str, row: Sequence[str], places: Mapping[str, int]) -> None:
    for name, either in _NEEDED.items():
        if not any(each in places for each in either):
            raise LogError(
                f"{where}: no column is known as the field {name}; the log has {_listed(row)}; "
                f"say which one it is: --map {name}=HEADING"
            )


def _listed(row: Sequence[str]) -> str:
    """The headings as they are said; where a log has none, its first case is not repeated."""
    cells = pd.Series([cell.strip()[:_CUT] for cell in row if cell.strip()], dtype="str")
    shown = [f"'{cell}'" for cell in cells[~looks_personal(cells)][:_SHOWN]]
    more = len(cells) - len(shown)
    return ", ".join(shown or ["no headings"]) + (f" and {more} more" if more else "")


def _choices(row: Sequence[str], found: Mapping[str, list[int]]) -> list[str]:
    return [
        f"{name}: the column '{row[several[0]].strip()}' was taken, before "
        f"{_listed([row[place] for place in several[1:]])}; --map {name}=HEADING takes another"
        for name, several in found.items()
        if len(several) > 1
    ]


def _left_aside(row: Sequence[str], places: Mapping[str, int]) -> list[str]:
    rest = [cell for place, cell in enumerate(row) if place not in places.values() and cell.strip()]
    personal = [cell for cell in rest if personal_name(cell)]
    others = [cell for cell in rest if not personal_name(cell)]
    notes = [f"personal columns, refused: {_listed(personal)}"] if personal else []
    return notes + ([f"columns left aside: {_listed(others)}"] if others else [])
