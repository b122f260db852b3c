"""Characters that no text has: controls, halves of characters, bytes of a file's name that are no UTF-8, and
signs that turn the direction of what follows, so that a reader sees another text than the program."""

from __future__ import annotations

import re
from contextlib import suppress

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
NO_TEXT = re.compile(f"[{_CONTROLS}{_TURNING}\ufeff\ufffe\uffff\ud800-\udfff]")
_BYTES = re.compile("[\udc80-\udcff]")
"""How Python writes bytes of a name that are no UTF-8."""


def in_letters(name: str) -> str:
    """A name that can be printed and written: bytes that are no UTF-8 are read as GBK, as archives from
    Chinese Windows have them, and whatever else no text has becomes a question mark."""
    with suppress(UnicodeError):
        raw = name.encode("utf-8", "surrogateescape")
        name = raw.decode("gbk") if _BYTES.search(name) else name
    return NO_TEXT.sub("?", name)
