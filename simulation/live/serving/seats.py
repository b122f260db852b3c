"""The seats of a class: who comes with its key may watch, so many at a time."""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another on a projector
LENGTH = 6  # letters that thirty people type; there are 900 million such keys
KEPT = re.compile("[a-z0-9]{4,20}")
"""A key that a teacher chooses, so that the address of the class stays the same."""


def short_key() -> str:
    """A key that can be typed from a projector."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


@dataclass
class Seats:
    """count: how many may watch at a time; taken: how many do."""

    count: int
    key: str = field(default_factory=short_key)
    taken: int = 0

    def typed(self, path: str, query: str) -> bool:
        """Whether somebody typed the key behind the address: in capitals, with signs of a Chinese keyboard,
        with blanks, with or without `key=`, in the path or behind the question mark."""
        text = unicodedata.normalize("NFKC", f"{path} {unquote_plus(query)}").lower()
        words = set(re.split("[^a-z0-9]+", text)) - {"", "key"}
        return len(words) == 1 and secrets.compare_digest(words.pop(), self.key)

    @property
    def full(self) -> bool:
        """Whether nobody else may come in."""
        return self.taken >= self.count

    @property
    def refusal(self) -> bytes:
        """What is answered where no seat is left, as at the door in Chinese first."""
        return (
            f"{self.count} 个座位都已占用。请关掉别的同一网页，或者问老师。\n"
            f"Every seat of this class ({self.count}) is taken. Close another page, or ask the teacher.\n"
        ).encode()
