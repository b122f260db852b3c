"""Units of numbers: `30 %`, `1 worker/grid`, `2 years`, `0.6 thousand yuan`, and what turns into what."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from simulation.codes import DAY, WEEK, YEAR

_SHARE = ("", Fraction(1))
# in minutes; a month is a twelfth of a year
_SCALES: dict[str, tuple[str, Fraction]] = {
    "minute": ("time", Fraction(1)),
    "hour": ("time", Fraction(60)),
    "day": ("time", Fraction(DAY)),
    "week": ("time", Fraction(WEEK * DAY)),
    "month": ("time", Fraction(YEAR * DAY, 12)),
    "year": ("time", Fraction(YEAR * DAY)),
    "yuan": ("yuan", Fraction(1)),
    "thousand yuan": ("yuan", Fraction(1000)),
    "share": _SHARE,
    "chance": _SHARE,
    "ratio": _SHARE,
    "%": ("", Fraction(1, 100)),
}
_PART = re.compile(r"\s*(\d{0,9})\s*(.*?)\s*")


def convert(value: float, written: str, declared: str) -> float | None:
    """A value in the declared unit, or None where the written unit is of another kind."""
    factor = _factor(written, declared)
    return None if factor is None else value * factor.numerator / factor.denominator


@lru_cache(maxsize=4096)  # a table of parameter sets asks for the same few tens of thousands of times
def _factor(written: str, declared: str) -> Fraction | None:
    """How many of the declared unit are one of the written."""
    (kind, scale), (wanted, unit) = _measured(written), _measured(declared)
    return scale / unit if kind == wanted else None


def _measured(unit: str) -> tuple[tuple[str, ...], Fraction]:
    """The kind of a unit (numerator, then what it is per), and its size."""
    parts = [_part(part) for part in unit.split("/")]
    size = parts[0][1]
    for _, scale in parts[1:]:
        size /= scale
    return (parts[0][0], *sorted(kind for kind, _ in parts[1:])), size


def _part(text: str) -> tuple[str, Fraction]:
    """Kind and size of one part of a unit: `1000 residents` is a thousand of the kind `resident`."""
    found = _PART.fullmatch(text)
    count, name = found.groups() if found else ("", text)
    kind, scale = _SCALES.get(_singular(name), (_singular(name), Fraction(1)))
    return kind, scale * (int(count or 1) or 1)


def _singular(name: str) -> str:
    if name.startswith("share of "):
        return "share"
    return re.sub(r"(?<=\w)ies$", "y", name) if name.endswith("ies") else name.removesuffix("s")
