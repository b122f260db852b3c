"""The name that was probably meant by one that does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(said: str | None, names: Iterable[str]) -> str:
    """The name that looks most like what was said, or nothing."""
    return next(iter(get_close_matches(said or "", list(names), n=1)), "")


def did_you_mean(said: str, names: Iterable[str], before: str = "; ") -> str:
    """The same as a question that ends a sentence, or nothing."""
    near = nearest(said, names)
    return f"{before}did you mean '{near}'?" if near else ""
