"""The choice among policies at each point: what each is worth there, and what the best on average loses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.analysis.points import FEWEST_RANDOM, Points
from simulation.experiment import ExperimentError

Values = NDArray[np.float64]
YUAN, RESIDENTS = "yuan/1,000 residents/year", 1000
COST = "cost"
"""The metric of what a scenario costs, in yuan a resident and year."""


@dataclass(frozen=True)
class Decision:
    """names: what can be chosen; worth: of each at each point (points, scenarios), more is better; rows: the
    points that are there, of all; unit: of the worth."""

    names: tuple[str, ...]
    worth: Values
    rows: NDArray[np.int64]
    unit: str

    @property
    def now(self) -> int:
        """What is chosen when nothing more is known: the best on average."""
        return int(self.worth.mean(axis=0).argmax())

    @property
    def wrong(self) -> NDArray[np.bool_]:
        """Where that is not the best."""
        return self.worth.argmax(axis=1) != self.now

    @property
    def losses(self) -> Values:
        """What the choice of now loses at each point against the best one there."""
        return self.worth.max(axis=1) - self.worth[:, self.now]


def decision_of(points: Points, metric: str, price: float | None) -> Decision:
    """The choice among the scenarios of a folder by one metric, or in money.

    price: yuan that one unit of the metric is worth for 1,000 residents in a year; then what a scenario costs
    counts, too. Raises ExperimentError where there is nothing to choose, or nobody says what is better.
    """
    about = points.check(metric, FEWEST_RANDOM)
    if about.better == "none":
        raise ExperimentError(
            f"more of {metric} is neither better nor worse, so nothing can be chosen by it; name an outcome"
        )
    if len(points.values) < 2:
        raise ExperimentError(
            "the folder has one scenario alone, so there is nothing to choose; run a baseline and at least "
            "one other scenario over parameter sets"
        )
    if (baselines := len(set(points.against.values()))) != 1:
        raise ExperimentError(
            f"the folder has {baselines} baselines, so there is no one choice; run a baseline and other "
            "scenarios of one street over parameter sets"
        )
    sign = 1.0 if about.better == "higher" else -1.0
    worth = np.column_stack([sign * points.level(name, metric) for name in points.values])
    if price is not None:
        if COST not in next(iter(points.values.values())):
            raise ExperimentError(
                f"the runs have no metric '{COST}', so --price has nothing to weigh against"
            )
        spent = np.column_stack([points.level(name, COST) for name in points.values])
        worth = price * worth - RESIDENTS * spent
    rows = np.flatnonzero(np.isfinite(worth).all(axis=1))
    return Decision(tuple(points.values), worth[rows], rows, about.unit if price is None else YUAN)
