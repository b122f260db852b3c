"""Pages of analyses that stand in a results folder, beside or below its report."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import quote

from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair

HEAD = 4000  # characters of a page in which its title stands
TITLE = re.compile(r'<title(?: data-en="(.*?)" data-zh="(.*?)">|>(.*?) · (.*?)</title>)', re.DOTALL)
"""The second is that of older pages, whose titles held both languages."""


def further_pages(folder: Path) -> list[tuple[str, str, Pair]]:
    """Of each page of an analysis in a folder or one below it: its address from the folder, its path as
    people read it, and its title. Reports, and pages without a title in both languages, are none."""
    found = sorted({*folder.glob("*.html"), *folder.glob("*/*.html")})
    told = [(path.relative_to(folder).as_posix(), _title(path)) for path in found]
    return [(quote(path), path, title) for path, title in told if title]


def _title(page: Path) -> Pair | None:
    with page.open(encoding="utf-8", errors="replace") as text:
        titled = TITLE.search(text.read(HEAD))
    if titled is None:
        return None
    en, zh = (each for each in titled.groups() if each is not None)
    return None if en == TEXT["brand"].zh else Pair(unescape(zh), unescape(en))
