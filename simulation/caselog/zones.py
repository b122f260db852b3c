"""Times of several offsets from Greenwich on one clock, that of the place."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simulation.caselog.dates import Dates

_SUMMER_TIME = 60  # minutes by which a place's own offset may change within a year


def on_one_clock(found: Mapping[str, Dates]) -> tuple[dict[str, np.ndarray], list[str]]:
    """The values of each column in local time, and what is to be said about it.

    Local is the commonest offset other than zero. A time keeps the clock that it shows where its offset is
    that one, or an hour from it (summer time); any other is moved.
    """
    written = np.concatenate([each.offset for each in found.values()])
    offsets, counts = np.unique(written[~np.isnan(written)], return_counts=True)
    if not len(offsets):
        return {name: each.values for name, each in found.items()}, []
    local = offsets[np.argmax(np.where(offsets == 0, 0, counts))] if offsets.any() else 0.0
    moved = {name: each.values + _minutes(each.offset, local) for name, each in found.items()}
    far = int(counts[np.abs(offsets - local) > _SUMMER_TIME].sum())
    return moved, [f"times carry an offset; they are read as local time at {_shown(local)}", *_said_of(far)]


def _minutes(offset: np.ndarray, local: float) -> np.ndarray:
    away = np.nan_to_num(local - offset)
    return np.where(np.abs(away) > _SUMMER_TIME, away * 60, 0).astype("timedelta64[s]")


def _said_of(moved: int) -> list[str]:
    return [f"{moved} times of other offsets were moved to that clock"] if moved else []


def _shown(offset: float) -> str:
    hours, minutes = divmod(int(abs(offset)), 60)
    return f"{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}"
