"""Copies of a running street that share nothing with it that either can change."""

from __future__ import annotations

import io
import pickle
from types import FunctionType
from typing import Any, TypeVar

S = TypeVar("S")


def copied(whole: S) -> S:
    """Another object like this one, with a copy of all that can be reached from it.

    Classes and functions are the same ones in both: they hold no state, and those of user-defined rules
    cannot be found by name.
    """
    written = _Writer()
    written.dump(whole)
    return _Reader(written).load()


class _Writer(pickle.Pickler):
    """Bytes of an object, and the classes and functions in it, which stay as they are."""

    def __init__(self) -> None:
        self.out = io.BytesIO()
        self.shared: list[Any] = []
        self.places: dict[int, int] = {}
        super().__init__(self.out, pickle.HIGHEST_PROTOCOL)

    def persistent_id(self, obj: Any) -> int | None:
        """The place among what is shared; None for what is copied."""
        if not isinstance(obj, type | FunctionType):
            return None
        if id(obj) not in self.places:
            self.places[id(obj)] = len(self.shared)
            self.shared.append(obj)
        return self.places[id(obj)]


class _Reader(pickle.Unpickler):
    """The object of such bytes; they come from this process alone."""

    def __init__(self, written: _Writer) -> None:
        super().__init__(io.BytesIO(written.out.getbuffer()))
        self.shared = written.shared

    def persistent_load(self, pid: Any) -> Any:
        """A class or function by its place."""
        return self.shared[pid]
