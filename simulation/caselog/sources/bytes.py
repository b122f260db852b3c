"""The bytes of a file, unpacked where it is packed, and what kind of file they are of."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from simulation.caselog.errors import LogError

_GZIP = b"\x1f\x8b"
_KINDS = {
    b"PK\x03\x04": "excel",
    b"PAR1": "parquet",
    b"SQLite format 3": "sqlite",
    b"\xd0\xcf\x11\xe0": "xls",
}
_BLANK = b" \t\r\n\xef\xbb\xbf"


def opened(path: Path) -> BinaryIO:
    """A file for reading, unpacked while it is read if it is packed by gzip."""
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
    return cast(BinaryIO, gzip.open(path)) if packed else path.open("rb")


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Inside, a file that cannot be read, or is packed and damaged, is a LogError."""
    try:
        yield
    except (EOFError, OSError, zlib.error) as error:
        raise LogError(f"{path}: it cannot be read, or is damaged or cut off ({error})") from error


def kind_of(path: Path) -> str:
    """The kind of a file by its first bytes: excel, parquet, sqlite, xls, json, xml, binary or text."""
    with opened(path) as file:
        start = file.read(4096)
    for mark, kind in _KINDS.items():
        if start.startswith(mark):
            return kind
    first = start.lstrip(_BLANK)[:1]
    if first in (b"{", b"["):
        return "json"
    if first == b"<":
        return "xml"
    return "binary" if b"\0" in start and start[:2] not in (b"\xff\xfe", b"\xfe\xff") else "text"
