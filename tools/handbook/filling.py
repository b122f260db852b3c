"""A page of the handbook may leave a place to the program:

    <!-- made: program.metrics.entries -->

At build time the line gives way to the Markdown that `entries()` of `tools/handbook/program/metrics.py`
returns. What stands behind the name goes to the function as text.

    python -m tools.handbook.filling docs/odd.md

prints a page as it is when it is filled, for where there is no handbook: in the supplement of a paper. What
is made is made in the language that is spoken (`simulation.text.spoken`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

_PLACE = re.compile(r"^<!-- made: (?P<module>[\w.]+)\.(?P<name>\w+)(?: (?P<words>.*?))? -->$", re.MULTILINE)


def filled(text: str, page: Path) -> str:
    """The text of a page with all its places filled; ValueError names page and place of what is not there."""

    def made(place: re.Match[str]) -> str:
        return _made(place, page)

    return _PLACE.sub(made, text)


def places(text: str) -> Iterator[str]:
    """What a page leaves to the program, "module.name" each."""
    return (f"{place['module']}.{place['name']}" for place in _PLACE.finditer(text))


def _made(place: re.Match[str], page: Path) -> str:
    words = (place["words"] or "").split()
    try:
        maker = getattr(import_module(f"tools.handbook.{place['module']}"), place["name"])
    except (ImportError, AttributeError) as error:
        raise ValueError(f"{page}: '{place[0]}' asks for what is not there: {error}") from error
    return maker(*words)


if __name__ == "__main__":
    page = Path(sys.argv[1])
    sys.stdout.write(filled(page.read_text("utf-8"), page))
