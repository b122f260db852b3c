"""Words of a log that mean a fact: found by staff, closed in time, closed at all (words.csv)."""

from __future__ import annotations

import csv
from importlib.resources import files

import pandas as pd

from simulation.caselog.recognition.headings import plain


def _known() -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = {}
    with files(__package__).joinpath("words.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            known.setdefault(row["field"], {})[plain(row["word"])] = row["means"]
    return known


_KNOWN = _known()


def meanings(field: str, values: pd.Series) -> pd.Series:
    """What each text of a field means, empty where that is not known."""
    each = {text: _KNOWN[field].get(plain(text), "") for text in values.unique()}
    return values.map(each)
