"""A text in both languages: every word a reader sees is a pair, Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from markupsafe import escape

LANGUAGES = ("zh", "en")
_CHINESE, _LATIN = r"[\u4e00-\u9fff]", r"[A-Za-z0-9%]"
_JOINED = re.compile(rf"(?<={_CHINESE})(?={_LATIN})|(?<={_LATIN})(?={_CHINESE})")


@dataclass(frozen=True)
class Pair:
    """The same text in Chinese and English; either may be markup, then what is filled in is escaped."""

    zh: str
    en: str

    def fill(self, **parts: Any) -> Pair:
        """The pair with `{name}` replaced, in each language by that language's side of the part. Raises
        ValueError for a name that no part has."""
        try:
            zh, en = (self.side(language).format(**sides(parts, language)) for language in LANGUAGES)
            return Pair(spaced(zh), en)
        except KeyError as missing:
            name = missing.args[0]
            raise ValueError(
                f"the text '{self.en}' has a place for '{name}', which nothing fills; write fill({name}=...)"
            ) from missing

    def side(self, language: str) -> str:
        """The text in one language."""
        return getattr(self, language)

    def each(self, change: Callable[[str], str]) -> Pair:
        """Both sides changed by one function."""
        return Pair(change(self.zh), change(self.en))

    def quoted(self) -> Pair:
        """The pair in quotation marks, as a sentence holds a name."""
        return self.each("“{}”".format)

    def for_plotly(self) -> Pair:
        """The pair with `<` and `&` harmless, since plotly reads a little HTML in its texts."""
        return self.each(lambda text: str(escape(text)))

    def __add__(self, other: Pair) -> Pair:
        return Pair(self.zh + other.zh, self.en + other.en)


def spaced(chinese: str) -> str:
    """A Chinese text with a space between its characters and letters or figures, where a name was filled in:
    my_rule 与课堂街道."""
    return type(chinese)(_JOINED.sub(" ", chinese))


def sides(parts: dict[str, Any], language: str) -> dict[str, Any]:
    """The parts of a sentence in one language; a part that is no pair is the same in both."""
    return {name: part.side(language) if isinstance(part, Pair) else part for name, part in parts.items()}


def same(text: str) -> Pair:
    """A text that both languages share, as a name or a command."""
    return Pair(text, text)


def counted(n: int, zh: str, one: str, many: str = "") -> Pair:
    """A number with what it counts: English tells one (1 pair) from many (2 pairs); many: default one + s."""
    return Pair(f"{n} {zh}", f"{n} {one}" if n == 1 else f"{n} {many or one + 's'}")


def listed(pairs: Iterable[Pair]) -> Pair:
    """Names in a row: 甲、乙 and 丙 / A, B and C."""
    everyone = list(pairs)
    return Pair(_row([p.zh for p in everyone], "、", "和"), _row([p.en for p in everyone], ", ", " and "))


def _row(names: list[str], comma: str, last: str) -> str:
    return last.join([comma.join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def as_json(thing: object) -> object:
    """What `json.dumps` should write for a pair: an object with the two languages."""
    if isinstance(thing, Pair):
        return {language: str(text) for language, text in asdict(thing).items()}
    raise TypeError(f"cannot write {type(thing).__name__} as JSON")
