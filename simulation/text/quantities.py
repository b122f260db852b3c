"""Numbers as people read them, in English and Chinese.

A text never shows more than what is known: two significant figures of the interval's half-width decide the
decimals, and one scale (minutes, hours or days; yuan or millions) serves all the numbers that stand together.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from simulation.units import unit_word

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
MINUS = "\N{MINUS SIGN}"
ROUNDING = 1e-9  # an interval narrower than this part of its numbers comes of sums in binary, not of luck
MOST_FIGURES = 4
OFF_ZERO = 3  # decimals at most for an end of an interval not to look like zero
IN_PERCENT = ("share", "load")
"""Units written in per cent, their differences in points; a load may exceed 100 %."""


@dataclass(frozen=True)
class Figures:
    """How numbers of one unit that stand together are written: divided by `size`, with so many decimals."""

    size: float
    decimals: int
    word: str  # what follows the number, with its space

    def plain(self, value: float) -> str:
        """The bare number: '3.1', '1,870', '−0.4'."""
        rounded = round(value / self.size, self.decimals) + 0.0  # no minus zero
        return f"{rounded:,.{self.decimals}f}".replace("-", MINUS)

    def signed(self, value: float) -> str:
        """The number of a difference: '+3.1', '−0.4', plain where it rounds to zero."""
        text = self.plain(value)
        return f"+{text}" if value > 0 and text.strip("0.") else text

    def amount(self, value: float) -> str:
        """The number with its unit: '3.1 h', '22%', '1.20 万元'."""
        return self.plain(value) + self.word


def round_step(rough: float) -> float:
    """The next step that is easy to count in: 1, 2 or 5 times a power of ten, at least `rough` (above 0)."""
    base = 10.0 ** math.floor(math.log10(rough))
    return next(base * nice for nice in (1, 2, 5, 10) if base * nice >= rough * 0.999)


# steps of a unit: (up to this many of the unit, size of what is shown, its word)
_Steps = tuple[tuple[float, float, str], ...]
_MINUTES: dict[Language, _Steps] = {
    "en": ((90, 1, " min"), (48 * 60, 60, " h"), (math.inf, 1440, " d")),
    "zh": ((90, 1, " 分钟"), (48 * 60, 60, " 小时"), (math.inf, 1440, " 天")),
}
_YUAN: dict[Language, _Steps] = {
    "en": ((1e4, 1, " yuan"), (1e6, 1e3, " thousand yuan"), (math.inf, 1e6, " million yuan")),
    "zh": ((1e4, 1, " 元"), (1e8, 1e4, " 万元"), (math.inf, 1e8, " 亿元")),
}
_COUNTS: dict[Language, _Steps] = {
    "en": ((1e4, 1, ""), (1e6, 1e3, " thousand"), (math.inf, 1e6, " million")),
    "zh": ((1e4, 1, ""), (1e8, 1e4, " 万"), (math.inf, 1e8, " 亿")),
}
_MINUTES_IN = {"minute": 1, "min": 1, "hour": 60, "h": 60, "day": 1440, "d": 1440}


def figures(
    unit: str,
    language: Language,
    shown: Sequence[float],
    half_width: float = math.nan,
    difference: bool = False,
) -> Figures:
    """How to write the numbers `shown`, all in `unit`, beside one another.

    half_width: of the interval, in `unit`; NaN, or 0 but for rounding (nothing uncertain): three significant
    figures of the largest. Never more than four. difference: shares become points, not per cent. Times are
    written in minutes up to 90, hours up to 48, else days.
    """
    largest = max((abs(each) for each in shown if math.isfinite(each)), default=0.0)
    size, word = _scale(unit, language, largest, difference)
    uncertain = half_width > ROUNDING * largest
    digits = _decimals(half_width / size, 2) if uncertain else _decimals(largest / size, 3)
    most = 1 if unit in IN_PERCENT else _decimals(largest / size, MOST_FIGURES)
    least = _decimals_off_zero([each / size for each in shown]) if difference else 0
    return Figures(size, max(min(digits, most), least), word)


def _decimals_off_zero(shown: Sequence[float]) -> int:
    """Decimals with which an interval that leaves zero out seems to do so: 0.0 to 0.1 is 0.04 to 0.12."""
    one_side = all(math.isfinite(each) for each in shown) and (min(shown) > 0 or max(shown) < 0)
    near = min(map(abs, shown)) if one_side else 0.0
    enough = (each for each in range(OFF_ZERO + 1) if round(near, each))
    return next(enough, 0)


def _scale(unit: str, language: Language, largest: float, difference: bool) -> tuple[float, str]:
    """Size of what is shown, in `unit`, and the word that follows the number."""
    if unit in IN_PERCENT:
        points = {"en": " points", "zh": " 个百分点"}
        return 0.01, points[language] if difference else "%"
    if unit in _MINUTES_IN:
        size, word = _step(_MINUTES[language], largest * _MINUTES_IN[unit])
        return size / _MINUTES_IN[unit], word
    if unit == "yuan":
        return _step(_YUAN[language], largest)
    size, word = _step(_COUNTS[language], largest)
    return size, word + unit_word(unit, language)


def _step(steps: _Steps, largest: float) -> tuple[float, str]:
    return next((size, word) for upto, size, word in steps if largest < upto)


def _decimals(size: float, significant: int) -> int:
    """Decimals that show so many significant figures of a number of this size."""
    if not (size > 0 and math.isfinite(size)):
        return 0
    return max(0, significant - 1 - math.floor(math.log10(size)))
