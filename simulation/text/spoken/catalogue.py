"""Sentences of the catalogue, found again in what the program says, with all that was filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

CATALOGUE = Path(__file__).with_name("zh.po")
HOLE = re.compile(r"\{\w*\}")
BLANK = re.compile("(?<=[^\0][，。；：、）”])\0|\0(?=[“（][^\0])|(?<=[一-鿿])\0(?=[一-鿿])")
"""A blank beside a hole (here the sign 0) that is none where the hole was filled with Chinese, but for a sign
alone, of which the sentence speaks."""
SEAMS = (("; ", "；"), (": ", "："))
"""Where a sentence is put together of two that the catalogue knows each."""
CODE = "  | "
"""What a line of a user's file begins with, below the sentence about it."""
ENGLISH, IN_CODE = re.compile(r"[a-z]{2,} (?=[a-z]{2,})|, not "), re.compile("`[^`]*`")


ANYTHING = r"((?:(?!\n\S).)*?)"
"""What may fill a hole: no second message, which begins at the margin of a new line."""


@dataclass(frozen=True)
class Template:
    """A sentence with holes, `{0} has no '{1}'`, and its Chinese."""

    english: str
    zh: str

    @cached_property
    def parts(self) -> list[str]:
        """The words between the holes."""
        return [part for part in HOLE.split(self.english) if part]

    @cached_property
    def _form(self) -> re.Pattern[str]:
        return re.compile(ANYTHING.join(map(re.escape, HOLE.split(self.english))), self._lines)

    @property
    def _lines(self) -> re.RegexFlag:
        """Whether a hole may hold several lines. One that ends the English alone may not: what is allowed, in
        the next line, would go into the middle of the Chinese."""
        last = HOLE.findall(self.english)[-1]
        moved = self.english.endswith(last) and not self.zh.endswith(last)
        return re.NOFLAG if moved else re.DOTALL

    def fill(self, text: str) -> str | None:
        """The Chinese of a text that has this form, holes and all; None if it has not."""
        if not all(part in text for part in self.parts):
            return None
        found = self._form.fullmatch(text)
        if found is None:
            return None
        filled = dict(zip(HOLE.findall(self.english), map(chinese, found.groups()), strict=True))
        zh = HOLE.sub(lambda hole: filled[hole[0]], re.sub(r" (?=\{)|(?<=\}) ", "\0", self.zh))
        return BLANK.sub("", zh).replace("\0", " ")


def chinese(text: str) -> str:
    """A text in Chinese, as far as the catalogue knows it; where not as a whole, its first line by itself."""
    text, code, below = text.partition(f"\n{CODE}")
    if code:
        line, end, rest = below.partition("\n")
        return f"{chinese(text)}{code}{line}{end}{chinese(rest)}"
    known = _known(text)
    if known is not None or "\n" not in text:
        return text if known is None else known
    first, rest = text.split("\n", 1)
    return f"{chinese(first)}\n{chinese(rest)}"


@lru_cache(maxsize=4096)
def _known(text: str) -> str | None:
    """The Chinese of a text; None if the catalogue knows neither it nor what it is put together of. Of two
    readings, one whole and one put together, the one that leaves less English."""
    whole = _as_a_whole(text)
    if whole is not None and not _english(whole):
        return whole
    return _least_english(whole, _at_seam(text))


def _least_english(*readings: str | None) -> str | None:
    """The reading that leaves least English; of equals the first."""
    return min((each for each in readings if each is not None), key=_english, default=None)


def _english(zh: str) -> int:
    """How much English a reading leaves: words that stand beside each other, outside of code."""
    return len(ENGLISH.findall(IN_CODE.sub("", zh)))


def _as_a_whole(text: str) -> str | None:
    """The Chinese of a text that is one sentence of the catalogue, perhaps with a remark in brackets."""
    exact, templates = _catalogue()
    bare = text.strip(" ")
    if text in exact or bare in exact:
        return exact.get(text) or text.replace(bare, exact[bare])
    if not re.search(r"[A-Za-z]{2}|\d [a-z]$", text):
        return None
    return _in_brackets(text) or _least_english(*(template.fill(text) for template in templates))


def _in_brackets(text: str) -> str | None:
    """The Chinese of a text with a remark in brackets at its end that the catalogue knows."""
    found = re.fullmatch(r"(.+) \(([^()]+)\)", text, re.DOTALL)
    both = (_known(found[1]), _known(found[2])) if found else (None,)
    return "{}（{}）".format(*both) if all(both) else None


def _at_seam(text: str) -> str | None:
    """The Chinese of a text of several sentences, or of a sentence behind the place that it is about; of
    several seams, the one that leaves least English."""
    found = (_joined(text, at, zh, len(seam)) for seam, zh in SEAMS for at in _places(text, seam))
    return _least_english(*found)


def _places(text: str, seam: str) -> Iterator[int]:
    """Where a seam may be, in the first line."""
    first = text.split("\n", 1)[0]
    yield from (at.start() for at in re.finditer(re.escape(seam), first) if at.start() > 0)


def _joined(text: str, at: int, zh: str, length: int) -> str | None:
    """The two sides of a seam; None if the catalogue does not know what stands behind it."""
    behind = _known(text[at + length :])
    rest = _least_english(None if behind is None else zh + behind, _as_a_whole(text[at:]))
    return None if rest is None else chinese(text[:at]) + rest


@cache
def _catalogue() -> tuple[dict[str, str], list[Template]]:
    """Sentences without holes, and those with holes, of which the one with most words is tried first."""
    import polib  # read only where Chinese is spoken

    entries = [each for each in polib.pofile(str(CATALOGUE)) if each.msgstr]
    holed = [Template(each.msgid, each.msgstr) for each in entries if HOLE.search(each.msgid)]
    exact = {each.msgid: each.msgstr for each in entries if not HOLE.search(each.msgid)}
    return exact, sorted(holed, key=lambda one: -sum(map(len, one.parts)))
