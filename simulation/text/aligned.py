"""Rows of words as lines whose columns stand under each other, in Chinese too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width

from simulation.text.bilingual import LANGUAGES, Pair


def aligned(rows: Iterable[Sequence[str]]) -> list[str]:
    """A line a row; each column is as wide as its widest word, with two spaces between them."""
    several = [[word.replace("\n", " ") for word in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*several, strict=True)]
    return [
        "  ".join(word + " " * (wide - width(word)) for word, wide in zip(row, widths, strict=True)).rstrip()
        for row in several
    ]


def aligned_pairs(rows: Iterable[Sequence[Pair]]) -> list[Pair]:
    """The same in both languages, each with columns of its own width."""
    several = list(rows)
    sides = (aligned([each.side(language) for each in row] for row in several) for language in LANGUAGES)
    return [Pair(*both) for both in zip(*sides, strict=True)]


def width(word: str) -> int:
    """The places that a word takes in a terminal, where a Chinese character takes two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in word)
