"""A number of the model in words: what it means, and a value of it with its unit."""

from __future__ import annotations

from math import exp

from simulation.scenario.settable import known_numbers
from simulation.text.bilingual import Pair
from simulation.text.quantities import figures
from simulation.text.spoken.meanings import meaning_in_chinese
from simulation.units import unit_word

_LANGUAGES = ("zh", "en")


def meaning(path: str, with_path: bool = True) -> Pair:
    """What a number means, with its path or without; the path alone where no meaning is known in a
    language."""
    about = known_numbers().get(path)
    if about is None:
        return Pair(path, path)
    zh = about.zh or meaning_in_chinese(about.meaning)
    if not with_path:
        return Pair(zh or path, about.meaning)
    return Pair(f"{zh}（{path}）" if zh else path, f"{about.meaning} ({path})")


def amount(path: str, value: float) -> Pair:
    """A value of a number with its unit; of a share, also as one in so many where that is easy to see; of log
    odds, what they do to odds."""
    about = known_numbers().get(path)
    unit = about.unit if about else ""
    zh, en = (figures(unit, language, [value]).amount(value) for language in _LANGUAGES)
    if unit == "log odds":
        return Pair(f"{zh}（几率的 {exp(value):.3g} 倍）", f"{en}, or odds times {exp(value):.3g}")
    if unit != "share" or not (near := _one_in(value)):
        return Pair(zh, en)
    return Pair(f"{zh}（约 {near} 分之一）", f"{en}, about one in {_WORDS[near]}")


def unit_said(unit: str) -> Pair:
    """A unit by itself, as words; nothing for a bare number."""
    return Pair(unit_word(unit, "zh").strip(), unit_word(unit, "en").strip())


def word_said(path: str, word: str) -> Pair:
    """A word that a structural switch may be set to, as a sentence has it."""
    about = known_numbers().get(path)
    chinese = dict(zip(about.allowed, about.words_zh, strict=True)) if about and about.words_zh else {}
    return Pair(chinese.get(word, word), word.replace("_", " "))


_WORDS = {
    2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten",
    20: "twenty", 50: "fifty", 100: "a hundred",
}  # fmt: skip


def _one_in(share: float) -> int:
    """The count of which the share is one, where it is near one; else 0."""
    return next((each for each in _WORDS if abs(share * each - 1) < 0.05), 0)
