"""The points at which a sensitivity study runs, as parameter sets, one row per point.

Morris: trajectories on a grid of four levels; from a point to the next, the numbers of one group move by two
thirds of their drawn range, each up or down, and the draws stay the same. All trajectories are run again with
other draws. Source: Morris 1991; Campolongo et al. 2007.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from simulation.analysis.inputs import Number, hypercube, stretched

Design = Literal["morris", "random"]
By = Literal["rule", "group", "number"]
LEVELS = 4
STEP = LEVELS / 2 / (LEVELS - 1)
"""How far a number moves in a step, of the range that is drawn from."""
LUCK = "luck"
LUCKS = 5
"""How often a point is run, each time with other luck. Several seeds of a point cost little more than one, as
they are simulated side by side, and show what is chance."""


def labels(paths: Sequence[str], by: By) -> dict[str, str]:
    """The group of each number (or word of a switch, `path=word`): the rules that it belongs to, the
    parameter group, or itself."""
    from simulation.analysis.inputs import rules_of

    of = {"rule": rules_of, "group": lambda path: path.partition(".")[0], "number": str}[by]
    return {path: of(path.partition("=")[0]) for path in paths}


def morris_points(
    among: Sequence[Number], by: By, trajectories: int, width: float, seed: int
) -> pd.DataFrame:
    """Trajectories through the ranges, each with luck of its own. width: part of each range that is drawn
    from."""
    from SALib.sample.morris import sample

    of = labels([each.path for each in among], by)
    problem = {
        "num_vars": len(among),
        "names": list(of),
        "groups": list(of.values()),
        "bounds": [[0, 1]] * len(among),
    }
    unit = sample(problem, trajectories, num_levels=LEVELS, seed=seed)
    points = stretched(unit, list(among), width)
    points.insert(0, LUCK, np.repeat(np.arange(trajectories), len(unit) // trajectories))
    return points


def random_points(among: Sequence[Number], count: int, width: float, seed: int) -> pd.DataFrame:
    """A Latin hypercube; each point has draws of its own, as each real street has, and is looked at by the
    means over them."""
    points = stretched(hypercube(count, list(among), seed), list(among), width)
    points.insert(0, LUCK, np.arange(count))  # a point a replication
    return points
