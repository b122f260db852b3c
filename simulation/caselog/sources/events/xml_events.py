"""The elements of an XML file one after the other, without what its head could make of it.

Entities are defined in the declaration of a document type: a file that has one is refused, so that neither
a few lines that unfold to gigabytes nor a name of another file is ever followed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from simulation.caselog.errors import LogError
from simulation.caselog.sources.bytes import opened

_AT_ONCE = 1 << 16

Start = Callable[[int, str, dict[str, str]], None]
"""Called with the line, the name and the attributes of an element that begins."""


def parse(path: Path, start: Start, end: Callable[[str], None], text: Callable[[str], None]) -> None:
    """Call for each element and text of the file. Raises LogError where it is no XML or declares a type."""
    parser = expat.ParserCreate(namespace_separator=None)
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise LogError(f"{path}: it declares a document type, which no log needs; take that line out")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(
        parser.CurrentLineNumber, name.rpartition(":")[2], attributes
    )
    parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    parser.CharacterDataHandler = text
    try:
        with opened(path) as file:
            _feed(parser, file)
    except (expat.ExpatError, EOFError, OSError) as error:
        raise LogError(f"{path}: no XML that can be read ({error})") from error


def _feed(parser: expat.XMLParserType, file: BinaryIO) -> None:
    while part := file.read(_AT_ONCE):
        parser.Parse(part, False)
    parser.Parse(b"", True)
