"""The name that was probably meant by one that does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

CLOSE = 0.6
"""How much of two names is alike, at least, from 0 to 1."""


def nearest(said: str | None, names: Iterable[str], close: float = CLOSE) -> str:
    """The name that looks most like what was said, or nothing. Letters that changed places come before a
    letter that is another one or missing: `mien` means `mine`, and not `min`."""
    said, names = said or "", list(map(str, names))
    swapped = [each for each in names if each != said and sorted(each) == sorted(said)]
    return next(iter(swapped or get_close_matches(said, names, n=1, cutoff=close)), "")


def did_you_mean(said: str, names: Iterable[str], before: str = "; ", close: float = CLOSE) -> str:
    """The same as a question that ends a sentence, or nothing."""
    near = nearest(said, (each for each in names if each != said), close)
    return f"{before}did you mean '{near}'?" if near else ""
