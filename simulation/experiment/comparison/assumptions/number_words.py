"""A number of the model in words: what it means, and a value of it with its unit."""

from __future__ import annotations

from simulation.scenario.settable import known_numbers
from simulation.text.bilingual import Pair
from simulation.text.quantities import figures

_LANGUAGES = ("zh", "en")


def meaning(path: str) -> Pair:
    """What a number means, with its path; in Chinese the path alone where no Chinese meaning is declared."""
    about = known_numbers().get(path)
    if about is None:
        return Pair(path, path)
    return Pair(f"{about.zh}（{path}）" if about.zh else path, f"{about.meaning} ({path})")


def amount(path: str, value: float) -> Pair:
    """A value of a number with its unit; of a share, also as one in so many where that is easy to see."""
    about = known_numbers().get(path)
    unit = about.unit if about else ""
    zh, en = (figures(unit, language, [value]).amount(value) for language in _LANGUAGES)
    if unit != "share" or not (near := _one_in(value)):
        return Pair(zh, en)
    return Pair(f"{zh}（约 {near} 分之一）", f"{en}, about one in {_WORDS[near]}")


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
