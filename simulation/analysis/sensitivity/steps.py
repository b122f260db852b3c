"""The steps of a screening, found again in the points that were run: who moved, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.analysis.points import Points
from simulation.analysis.sensitivity.design import By, labels

Values = NDArray[np.float64]
FINEST_FIRST: tuple[By, ...] = ("number", "rule", "group")


@dataclass(frozen=True)
class Steps:
    """Steps between neighbouring points that share their luck.

    groups: the numbers of each group; then by step: its group, the rows of its ends, its trajectory, which of
    the runs of one step with several lucks it is (turn, from 0), and whether its first number rises.
    """

    groups: Mapping[str, list[str]]
    group: list[str]
    first: NDArray[np.int64]
    then: NDArray[np.int64]
    trajectory: NDArray[np.int64]
    turn: NDArray[np.int64]
    up: NDArray[np.bool_]


def find_steps(points: Points) -> Steps | None:
    """The steps of a screening, by the finest grouping in which every step moves one group; None where the
    points are no trajectories."""
    values, seeds = points.sets.to_numpy(float), points.seeds
    first = np.flatnonzero((seeds[1:] == seeds[:-1]) & (seeds[1:] >= 0))
    moved = values[first + 1] != values[first]
    first, moved = first[moved.any(axis=1)], moved[moved.any(axis=1)]
    if not len(first):
        return None
    for by in FINEST_FIRST:
        of = labels([str(path) for path in points.sets], by)
        names = [{label for label, moves in zip(of.values(), row, strict=True) if moves} for row in moved]
        if all(len(each) == 1 for each in names):
            found = [next(iter(each)) for each in names]
            groups = {label: [path for path in of if of[path] == label] for label in dict.fromkeys(found)}
            start = moved.argmax(axis=1)
            up = values[first + 1, start] > values[first, start]
            return Steps(groups, found, first, first + 1, *_turns(points, first), up)
    return None


def _turns(points: Points, first: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The trajectory of each step, by the first seed that it had, and how often it was run before."""
    alike = points.sets.groupby(list(points.sets), sort=False).ngroup().to_numpy()
    step = pd.Series(list(zip(alike[first], alike[first + 1], strict=True)))
    seeds = pd.Series(points.seeds[first])
    turn = step.groupby(step).cumcount().to_numpy()
    return seeds.groupby(step).transform("first").to_numpy(), turn.astype(np.int64)


def effects(steps: Steps, outcome: Values, step: float) -> pd.DataFrame:
    """Elementary effects, over the whole drawn range, by trajectory and turn (index) and group (columns); NaN
    where a run is missing. Of one number with its sign, of more signed by the first of them."""
    change = (outcome[steps.then] - outcome[steps.first]) / step * np.where(steps.up, 1, -1)
    about = {"trajectory": steps.trajectory, "turn": steps.turn, "group": steps.group, "effect": change}
    table = pd.DataFrame(about).pivot(index=["trajectory", "turn"], columns="group", values="effect")
    return table[list(steps.groups)]
