"""Which numbers to try one by one: those that go most with a lead over worlds in which all differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def leading(worlds: Numbers, margins: Sequence[Numbers], most: int) -> list[int]:
    """Columns of worlds (worlds, numbers) that go most with the margins, each (worlds,); the rivals take
    turns."""
    turns = zip_longest(*(list(selected(worlds, each, most)) for each in margins))
    return list(dict.fromkeys(at for turn in turns for at in turn if at is not None))[:most]


def selected(worlds: Numbers, margin: Numbers, most: int) -> Iterator[int]:
    """Columns one after another, each the one that goes most with what the ones before leave unexplained.

    Forward selection: Efroymson 1960. Among hundreds of numbers some go with anything by chance; this only
    says which to try first. A number that alone could turn the margin explains much of its variance, unless
    that is turned by many.
    """
    there = np.isfinite(margin)
    columns = _standard(worlds[there])
    rest = margin[there] - margin[there].mean()
    taken: list[int] = []
    for _ in range(min(most, columns.shape[1], max(len(rest) - 2, 0))):
        with_rest = np.abs(columns.T @ rest)
        with_rest[taken] = -1.0
        taken.append(int(np.argmax(with_rest)))
        yield taken[-1]
        chosen = columns[:, taken]
        fit, *_ = np.linalg.lstsq(chosen, margin[there] - margin[there].mean(), rcond=None)
        rest = margin[there] - margin[there].mean() - chosen @ fit


def _standard(worlds: Numbers) -> Numbers:
    spread = worlds.std(axis=0)
    return (worlds - worlds.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
