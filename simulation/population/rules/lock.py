"""While a user-defined rule answers, nothing that it can reach may be changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray


@contextmanager
def locked(columns: Mapping[str, NDArray], inputs: Iterable[Any]) -> Iterator[None]:
    """Arrays of states and of inputs cannot be written to inside."""
    open_ones = [each for each in (*columns.values(), *_arrays(inputs)) if each.flags.writeable]
    for each in open_ones:
        each.flags.writeable = False
    try:
        yield
    finally:
        for each in open_ones:
            each.flags.writeable = True


def _arrays(things: Iterable[Any]) -> Iterator[NDArray]:
    """Arrays among things, and those that they hold, such as the levers of levers."""
    for thing in things:
        if isinstance(thing, np.ndarray):
            yield thing
        elif isinstance(thing, Mapping):
            yield from _arrays(thing.values())
        elif hasattr(thing, "__dict__"):
            yield from (each for held in vars(thing).values() for each in _held(held))


def _held(thing: Any) -> Iterator[NDArray]:
    yield from _arrays([thing] if isinstance(thing, np.ndarray | Mapping) else ())
