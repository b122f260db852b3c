"""In which encoding a text is written: UTF-8, GBK, or UTF-8 with lines in something else.

A line is read in its encoding or not at all. A text of strange signs would look like a type of its own.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from simulation.caselog.errors import LogError
from simulation.caselog.sources.bytes import opened

_VOTERS = 10_000
_CJK = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_PAIRS = re.compile(b"[\xa1-\xfe][\xa1-\xfe]")
_HIGH = re.compile(b"[\x80-\xff]")
_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass(frozen=True)
class Encoding:
    """The encoding of a file. name: as Python calls it; notes: what is to be said about it."""

    name: str
    notes: tuple[str, ...] = ()


def encoding_of(path: Path) -> Encoding:
    """The encoding of a text file, by its mark or by the lines that are no UTF-8."""
    with opened(path) as file:
        start = file.read(3)
    if start[:2] in _WIDE:
        return Encoding("utf-16", ("read as UTF-16",))
    if start == codecs.BOM_UTF8:
        return Encoding("utf-8-sig")
    utf8, gbk = _votes(path)
    return Encoding("gbk", ("read as GBK",)) if gbk > utf8 else Encoding("utf-8")


def _votes(path: Path) -> tuple[int, int]:
    """How many of the first lines with signs beyond ASCII are UTF-8, and how many are likely GBK."""
    utf8 = gbk = 0
    with opened(path) as file:
        for line in islice((line for line in file if not line.isascii()), _VOTERS):
            if _decoded(line, "utf-8") is not None:
                utf8 += 1
            else:
                gbk += _likely_gbk(line)
    return utf8, gbk


def _likely_gbk(line: bytes) -> bool:
    """Whether most signs beyond ASCII are pairs of common Chinese characters. In a Western encoding they
    stand alone."""
    high = len(_HIGH.findall(line))
    return 2 * len(_PAIRS.findall(line)) > high / 2 and _decoded(line, "gb18030") is not None


def lines_of(path: Path, encoding: Encoding) -> Iterator[str | None]:
    """The lines of a text with their ends; None for one that is not in the encoding."""
    if encoding.name == "utf-16":
        try:
            with opened(path) as file, io.TextIOWrapper(file, "utf-16", newline="") as text:
                yield from text
        except UnicodeError as error:
            raise LogError(f"{path}: no UTF-16, although it is marked as such; save it as UTF-8") from error
        return
    decode = _gbk if encoding.name == "gbk" else _utf8
    with opened(path) as file:
        for number, line in enumerate(file):
            if not number and encoding.name == "utf-8-sig":
                line = line.removeprefix(codecs.BOM_UTF8)
            yield decode(line)


def _utf8(line: bytes) -> str | None:
    return _decoded(line, "utf-8")


def _gbk(line: bytes) -> str | None:
    """A line of a GBK file; None also for one that is UTF-8, which would decode to other characters."""
    if line.isascii():
        return line.decode("ascii")
    other = _decoded(line, "utf-8")
    return None if other and _CJK.search(other) else _decoded(line, "gb18030")


def _decoded(line: bytes, encoding: str) -> str | None:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return None
