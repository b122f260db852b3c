"""Texts that are much alike, such as the resolved scenarios of a study, with each line stored once.

A page packs them with gzip, which looks back 32 KB: less than one scenario is long, so it finds nothing that
two of them share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LINES, TEXTS = "lines", "texts"


def shared(texts: Mapping[str, str]) -> dict[str, Any]:
    """Texts by name as `lines`, each line once, and `texts`, which lines each is made of."""
    places: dict[str, int] = {}
    made_of = {
        name: [places.setdefault(line, len(places)) for line in text.split("\n")]
        for name, text in texts.items()
    }
    return {LINES: list(places), TEXTS: made_of}


def apart(stored: Mapping[str, Any], most: int) -> dict[str, str]:
    """The texts by name again. Raises ValueError where this is not what `shared` writes, or where they have
    more than `most` characters."""
    try:
        lines, made_of = stored[LINES], stored[TEXTS]
        length = sum(len(lines[place]) + 1 for places in made_of.values() for place in places)
        if length > most:
            raise ValueError(f"{length} characters")
        return {name: "\n".join(lines[place] for place in places) for name, places in made_of.items()}
    except (AttributeError, KeyError, IndexError, TypeError) as error:
        raise ValueError(str(error)) from error
