"""Who somebody is has no place here: columns are refused by name, values by their look."""

from __future__ import annotations

import csv
import re
from importlib.resources import files

import numpy as np
import pandas as pd


def _headings(match: str) -> list[str]:
    with files(__package__).joinpath("personal.csv").open(encoding="utf-8") as file:
        return [row["heading"] for row in csv.DictReader(file) if row["match"] == match]


_WHOLE = frozenset(_headings("whole"))
_BY_NAME = re.compile(f"{'|'.join(_headings('part'))}|(?:^| )(?:{'|'.join(_headings('words'))})(?: |$)")

_MOBILE = r"(?:^|[^0-9])(?:\+?86[- ]?)?1[3-9][0-9]{9}(?:[^0-9]|$)"
_MAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2}"
_PRECISE = r"^\(?-?[0-9]{1,3}\.[0-9]{4,}(?:[, ]+-?[0-9]{1,3}\.[0-9]{4,})?\)?$"
_PLAIN = f"{_MOBILE}|{_MAIL}|{_PRECISE}"
_IDENTITY = r"(?:^|[^0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}[01][0-9][0-3][0-9]{4}[0-9Xx](?:[^0-9]|$)"
_IDENTITY_NUMBER = re.compile(r"(?<![0-9])([0-9]{17})([0-9Xx])(?![0-9])")
_CHECK_DIGITS = "10X98765432"
_SERIES, _ALIKE = 5, 4
"""Rows, and first digits that they share, from which numbers are a series: a mobile number has three digits
of its network, then four of its district."""


def personal_name(heading: str) -> bool:
    """Whether a heading names what tells who or where somebody is."""
    words = re.sub(r"([a-z])([A-Z])", r"\1 \2", heading)
    words = re.sub(r"[\W_]+", " ", words).strip().lower()
    return words in _WHOLE or bool(_BY_NAME.search(words))


def looks_personal(values: pd.Series) -> np.ndarray:
    """Which texts hold a mobile number of the mainland, an identity number whose check digit is right, an
    e-mail address, or a place to ten metres: flags (values,)."""
    found = values.str.contains(_PLAIN, regex=True).to_numpy(bool, copy=True)
    likely = np.flatnonzero(values.str.contains(_IDENTITY, regex=True).to_numpy(bool))
    found[likely] |= np.array([_holds_identity(text) for text in values.iloc[likely]], bool)
    return found


def serial_numbers(values: pd.Series) -> bool:
    """Whether texts of eleven digits are the numbers of cases, though one alone looks like a mobile number:
    each is there once, and all begin alike, as the numbers of many callers do not."""
    given = values[values != ""]
    return (
        len(given) >= _SERIES
        and given.is_unique
        and bool(given.str.fullmatch(r"[0-9]{11}").all())
        and given.str[:_ALIKE].nunique() == 1
    )


def _holds_identity(text: str) -> bool:
    return any(_check_digit(head) == last.upper() for head, last in _IDENTITY_NUMBER.findall(text))


def _check_digit(head: str) -> str:
    """The last place of an identity number (GB 11643, by ISO 7064 MOD 11-2) from its first 17."""
    return _CHECK_DIGITS[sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(head)) % 11]
