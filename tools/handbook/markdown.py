"""Markdown from what the program knows of itself."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from simulation.text.bilingual import Pair
from simulation.text.spoken import language, spoken

ROOT = Path(__file__).resolve().parents[2]


def side(texts: Mapping[str, str]) -> str:
    """The text in the language of the handbook that is made now, of `en` and `zh`."""
    return texts[language()]


def said(en: str, zh: str, **parts: object) -> str:
    """A text of which both languages are written here, in that of the handbook; `{name}` is filled in."""
    return spoken(Pair(zh, en).fill(**parts))


def heads(en: str, zh: str) -> list[str]:
    """The heads of a table, written with `|` between them."""
    return said(en, zh).split("|")


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table; signs that would end a cell or a row early are escaped."""
    lines = [tuple(heads), *(tuple(map(_cell, row)) for row in rows)]
    lines.insert(1, ("---",) * len(lines[0]))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


def cited(text: str) -> str:
    """Keys of publications, `[@gallus2017]`, as links to their entries on the page of references."""
    return re.sub(r"\[@(\w+)\]", r"[@\1](#ref-\1)", text)


def docstring(thing: object) -> str:
    """The docstring of something, without indentation; empty if it has none."""
    return plain(inspect.getdoc(thing) or "")


def plain(text: str) -> str:
    """Text of a docstring as Markdown: what looks like HTML or emphasis stays what it is."""
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(part if part.startswith("`") else re.sub(r"([<>*_$])", r"\\\1", part) for part in parts)


def first_sentence(text: str) -> str:
    """The first paragraph of a docstring, in one line."""
    return " ".join(text.partition("\n\n")[0].split())


def whereabouts(thing: object) -> str:
    """The file of a class, function or module, from the root of the repository."""
    file = inspect.getsourcefile(thing)  # type: ignore[arg-type]
    assert file is not None  # everything described here stands in a file
    return Path(file).resolve().relative_to(ROOT).as_posix()


def anchor(name: str) -> str:
    """A target for links, in front of what it names."""
    return f"({name})=\n"
