"""Worlds, the parameter sets of a study, as numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulation.scenario import ParameterSets


def numbers_of(sets: ParameterSets, worlds: Sequence[int]) -> tuple[NDArray[np.float64], list[str]]:
    """The numbers of some worlds (worlds, numbers), and their paths: those that are numbers and differ.

    worlds: of each row, its place among the sets.
    """
    rows = [sets.rows[world] for world in worlds]
    columns = [
        at for at in range(len(sets.paths)) if all(isinstance(row[at], (int, float)) for row in rows)
        and len({row[at] for row in rows}) > 1
    ]  # fmt: skip
    values = np.array([[float(row[at]) for at in columns] for row in rows]).reshape(len(rows), len(columns))
    return values, [sets.paths[at] for at in columns]
