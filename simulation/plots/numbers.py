"""A number as a reader of either language writes it; the files keep full precision in base units.

An amount climbs a ladder: 元, 万元, 亿元 in Chinese, yuan, thousand, million in English. Two significant
figures of the interval's half-width decide the decimals of a difference and of both its ends; a share
never shows more than one.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, inf, isfinite, log10
from typing import NamedTuple

from simulation.plots.words import LANGUAGES, Pair, same


class Step(NamedTuple):
    """Amounts below `below` are divided by `by` and followed by `word`."""

    below: float
    by: float
    word: str


@dataclass(frozen=True)
class Ladder:
    """The steps an amount climbs in each language, and the decimals it may show at most."""

    zh: tuple[Step, ...]
    en: tuple[Step, ...]
    decimals: int = 4

    def step(self, amount: float, language: str) -> Step:
        """The step on which the amount is written in one language."""
        return next(step for step in getattr(self, language) if abs(amount) < step.below or step.below == inf)


def _flat(by: float, zh: str, en: str, decimals: int) -> Ladder:
    return Ladder((Step(inf, by, zh),), (Step(inf, by, en),), decimals)


SHARE = _flat(0.01, "%", "%", 1)
POINTS = _flat(0.01, " 点", " pt", 1)
PLAIN = Ladder((Step(1e4, 1, ""), Step(1e8, 1e4, " 万"), Step(inf, 1e8, " 亿")),
               (Step(1e4, 1, ""), Step(1e6, 1e3, " thousand"), Step(inf, 1e6, " million")))
MONEY = Ladder((Step(1e4, 1, " 元"), Step(1e8, 1e4, " 万元"), Step(inf, 1e8, " 亿元")),
               (Step(1e4, 1, " yuan"), Step(1e6, 1e3, " thousand yuan"), Step(inf, 1e6, " million yuan")), 2)
MINUTES = Ladder((Step(90, 1, " 分钟"), Step(2880, 60, " 小时"), Step(inf, 1440, " 天")),
                 (Step(90, 1, " min"), Step(2880, 60, " h"), Step(inf, 1440, " d")), 2)
HOURS = Ladder((Step(1.5, 1 / 60, " 分钟"), Step(48, 1, " 小时"), Step(inf, 24, " 天")),
               (Step(1.5, 1 / 60, " min"), Step(48, 1, " h"), Step(inf, 24, " d")), 2)
LADDERS = {"share": SHARE, "yuan": MONEY, "min": MINUTES, "minutes": MINUTES, "h": HOURS}


def ladder(unit: str, difference: bool = False) -> Ladder:
    """How amounts of a unit are written; differences of shares are percentage points."""
    found = LADDERS.get(unit, MONEY if unit.startswith("yuan") else PLAIN)
    return POINTS if difference and found is SHARE else found


def level(value: float, unit: str) -> Pair:
    """A level with its unit, to three digits: 1,870 or 24.6% or 5.36 million yuan."""
    return _written(value, value, nan_spread, ladder(unit))


def amount(value: float, spread: float, unit: str) -> Pair:
    """The size of a difference without its sign, as a sentence says it."""
    return _written(abs(value), value, spread, ladder(unit, difference=True))


def signed(value: float, spread: float, unit: str) -> Pair:
    """A difference with its sign: −176 or +4.2 pt; `spread` is the half-width of its interval."""
    return _written(value, value, spread, ladder(unit, difference=True), sign=True)


def ends(low: float, high: float, unit: str, value: float, sign: bool = True) -> Pair:
    """The two ends of an interval on the step of its value: −203 至 −149 / −203 to −149."""
    rungs, spread = ladder(unit, difference=True), half(low, high)
    pair = [low, high] if sign else sorted((abs(low), abs(high)))
    first, last = (_written(end, value, spread, rungs, sign=sign, word=False) for end in pair)
    return Pair("{a} 至 {b}", "{a} to {b}").fill(a=first, b=last)


def difference(value: float, low: float, high: float, unit: str) -> Pair:
    """A difference with its interval: −176（−203 至 −149） / −176 (−203 to −149)."""
    if not (isfinite(low) and isfinite(high)):
        return signed(value, nan_spread, unit)
    both = {"d": signed(value, half(low, high), unit), "ends": ends(low, high, unit, value)}
    return Pair("{d}（{ends}）", "{d} ({ends})").fill(**both)


def half(low: float, high: float) -> float:
    """Half the width of an interval."""
    return abs(high - low) / 2


nan_spread = float("nan")
DASH = same("–")


def _written(value: float, on: float, spread: float, rungs: Ladder, sign: bool = False, word: bool = True) -> Pair:
    if not isfinite(value):
        return DASH
    return Pair(*(_in_one(value, rungs.step(on, tongue), spread, rungs.decimals, sign, word) for tongue in LANGUAGES))


def _in_one(value: float, step: Step, spread: float, most: int, sign: bool, word: bool) -> str:
    places = min(decimals(value / step.by, spread / step.by), most)
    return digits(value / step.by, places, sign) + (step.word if word else "")


def decimals(value: float, spread: float) -> int:
    """Decimals to show: two significant figures of the spread, or three of the value without one."""
    scale, figures = (spread, 2) if isfinite(spread) and spread > 0 else (abs(value), 3)
    return max(0, figures - 1 - floor(log10(scale))) if scale > 0 else 0


def digits(value: float, places: int, sign: bool = False) -> str:
    """A rounded number with separators, a true minus, and on request a plus; zero is plain."""
    text = f"{abs(value):,.{places}f}"
    if float(text.replace(",", "")) == 0:
        return text
    return ("−" if value < 0 else "+" if sign else "") + text


def ticks(low: float, high: float, unit: str, signs: bool = False, most: int = 6) -> tuple[list[float], list[Pair]]:
    """Round places on an axis and what is written there; places in base units, one set for both languages."""
    by = ladder(unit).step(max(abs(low), abs(high)), "en").by
    step = _round_step((high - low) / by / most) * by
    places = [round(k * step, 12) for k in range(ceil(low / step), floor(high / step) + 1)]
    top = max(abs(low), abs(high))
    return places, [_tick(place, top, step, ladder(unit, difference=signs), signs) for place in places]


def _round_step(rough: float) -> float:
    base = 10.0 ** floor(log10(rough))
    return next(base * nice for nice in (1, 2, 5, 10) if base * nice >= rough * 0.999)


def _tick(place: float, top: float, step: float, rungs: Ladder, signs: bool) -> Pair:
    def write(language: str) -> str:
        rung = rungs.step(top, language)
        return digits(place / rung.by, max(0, -floor(log10(step / rung.by) + 1e-9)), signs) + rung.word

    return Pair(*(write(language) for language in LANGUAGES))
