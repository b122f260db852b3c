"""Numbers in both languages, written as the comparison's sentences write them, short enough for a cell.

Files keep full precision in base units; the page rounds the same values. Which step (min, h, d) and how many
decimals is decided in one place, `simulation.text.quantities.figures`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import ceil, floor, isfinite, log10, nan

from simulation.text.bilingual import Pair, same
from simulation.text.quantities import IN_PERCENT, LANGUAGES, Figures, Language, figures, round_step
from simulation.units import unit_word

DASH = same("–")
CARRIED = (*IN_PERCENT, "yuan", "minute", "min", "hour", "h", "day", "d")
POINTS: dict[Language, tuple[str, str]] = {"en": (" points", " pt"), "zh": (" 个百分点", " 个百分点")}


def level(value: float, unit: str) -> Pair:
    """A level to three digits: 1,870 or 24.6% or 5.36 million yuan; a compound unit is said elsewhere."""
    if not isfinite(value):
        return DASH
    return _pair(lambda language: _short(unit, language, (value,), nan, False).amount(value))


def before_a_word(said: Pair) -> Pair:
    """A number as it stands before its word, which Chinese joins to 万: 2.28 万件, but 633 件."""
    return Pair(said.zh if said.zh.endswith(("万", "亿")) else f"{said.zh} ", said.en)


def signed(value: float, low: float, high: float, unit: str) -> Pair:
    """A difference with its sign: −176 or +4.2 pt; its interval decides the decimals."""
    if not isfinite(value):
        return DASH
    return _pair(lambda language: _signed(value, _cell(unit, language, value, low, high)))


def _signed(value: float, shown: Figures) -> str:
    return shown.signed(value) + shown.word


def amount(value: float, low: float, high: float, unit: str) -> Pair:
    """The size of a difference without its sign, as a sentence says it."""
    return _pair(
        lambda language: _short(unit, language, (value, low, high), half(low, high), True).amount(abs(value))
    )


def ends(value: float, low: float, high: float, unit: str, sign: bool = True) -> Pair:
    """The two ends of a difference's interval: −203 至 −149; without signs the smaller first: 149 至 203."""
    first, last = (low, high) if sign else sorted((abs(low), abs(high)))

    def write(language: Language) -> str:
        shown = _cell(unit, language, value, low, high)
        one, two = (
            (shown.signed(first), shown.signed(last)) if sign else (shown.plain(first), shown.plain(last))
        )
        return f"{one} 至 {two}" if language == "zh" else f"{one} to {two}"

    return _pair(write)


def difference(value: float, low: float, high: float, unit: str) -> Pair:
    """A difference with its interval: −176（−203 至 −149） / −176 (−203 to −149)."""
    said = signed(value, low, high, unit)
    if not (isfinite(low) and isfinite(high)):
        return said
    return Pair("{d}（{ends}）", "{d} ({ends})").fill(d=said, ends=ends(value, low, high, unit))


def end(value: float, row: tuple[float, float, float], unit: str) -> Pair:
    """One number of a row (difference, low, high), with as many digits as the others of the row. A dash where
    it is not finite."""
    if not isfinite(value):
        return DASH
    return _pair(lambda language: _signed(value, _cell(unit, language, *row)))


def written_alike(value: float, difference: float, low: float, high: float, unit: str) -> bool:
    """Whether a level and a difference with its interval are written in the same step: both in 万, or
    neither; where the level is not finite, they are."""
    if not isfinite(value):
        return True
    return all(
        _short(unit, language, (value,), nan, False).size == _cell(unit, language, difference, low, high).size
        for language in LANGUAGES
    )


def half(low: float, high: float) -> float:
    """Half the width of an interval."""
    return abs(high - low) / 2


def carried(unit: str) -> bool:
    """Whether numbers carry the unit along (24.6%, 30 h), so that it need not be said beside them."""
    return unit in CARRIED


def ticks(
    low: float, high: float, unit: str, signs: bool = False, most: int = 6
) -> tuple[list[float], list[Pair]]:
    """Round places on an axis and what is written there; places in base units, one set for both languages."""
    top = max(abs(low), abs(high))
    size = _cell(unit, "en", top, nan, nan, signs).size
    step = round_step((high - low) / size / most) * size
    places = [round(k * step, 12) for k in range(ceil(low / step), floor(high / step) + 1)]
    return places, [
        _pair(lambda language, at=place: _tick(at, step, top, unit, language, signs)) for place in places
    ]


def _tick(place: float, step: float, top: float, unit: str, language: Language, signs: bool) -> str:
    if not place:
        return "0"
    shown = _cell(unit, language, top, nan, nan, signs)
    shown = replace(shown, decimals=max(0, -floor(log10(step / shown.size) + 1e-9)))
    word = "" if shown.word == POINTS[language][1] else shown.word
    return (shown.signed(place) if signs else shown.plain(place)) + word


def _cell(
    unit: str, language: Language, value: float, low: float, high: float, difference: bool = True
) -> Figures:
    """As in a sentence, with points shortened."""
    shown = _short(unit, language, (value, low, high), half(low, high), difference)
    long, short = POINTS[language]
    return replace(shown, word=short) if shown.word == long else shown


def _short(
    unit: str, language: Language, shown: tuple[float, ...], spread: float, difference: bool
) -> Figures:
    """Without a compound unit (days per 1,000 residents and year), which the heading says once."""
    found = figures(unit, language, shown, spread, difference)
    found = replace(found, decimals=min(found.decimals, _most_decimals(shown, found.size)))
    return found if carried(unit) else replace(found, word=found.word.removesuffix(unit_word(unit, language)))


def _most_decimals(shown: tuple[float, ...], size: float) -> int:
    """Decimals of three significant figures of the largest number: a narrower interval asks for no more."""
    largest = max(abs(each) for each in shown if isfinite(each)) / size
    return max(0, 2 - floor(log10(largest))) if largest > 0 else 0


def _pair(write: Callable[[Language], str]) -> Pair:
    texts = {language: write(language) for language in LANGUAGES}
    return Pair(texts["zh"], texts["en"])
