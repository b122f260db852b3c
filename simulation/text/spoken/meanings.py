"""The Chinese of what a number of the model means, from the catalogue of the handbook.

A meaning is written once, in English, beside its number; the handbook has its Chinese already.
"""

from __future__ import annotations

import re
from functools import cache

from simulation.shipped import HOME

HANDBOOK = HOME / "docs" / "locale" / "zh_CN" / "LC_MESSAGES" / "handbook.po"


def meaning_in_chinese(english: str) -> str | None:
    """The Chinese of a meaning; None where the handbook has none, or is not there."""
    return _meanings().get(_plain(english))


@cache
def _meanings() -> dict[str, str]:
    import polib  # read only where Chinese is spoken

    if not HANDBOOK.is_file():
        return {}
    lines = HANDBOOK.read_text("utf-8").splitlines()  # remarks are left out: some are broken over lines
    found = polib.pofile("\n".join(each for each in lines if not each.startswith("#")))
    return {_plain(each.msgid): _plain(each.msgstr) for each in found if each.msgstr}


def _plain(text: str) -> str:
    """A text without the handbook's marks: names of other numbers are code and links there."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"[`\\]", "", text))
