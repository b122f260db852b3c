"""What knowing some numbers would be worth (partial perfect information), by regression with cross-fitting.

The gain of each policy over the choice of now is regressed on the numbers; where another policy is expected
to be better, it would be chosen. The points that a regression learnt from do not judge it: a choice is made
for points left out, and valued by what was simulated there. So noise earns nothing, and what is found is a
lower bound. Source: Strong, Oakley & Brennan 2014; cross-fitting as in Chernozhukov et al. 2018.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm

from simulation.analysis.knowing.decision import Decision, Values

FOLDS, KNOTS, LEVEL = 5, 5, 0.95
DRAWS = 2000
PENALTIES = np.logspace(-2, 4, 13)


@dataclass(frozen=True)
class Known:
    """What it is worth to know some numbers: value with interval, in the unit of the decision; noise: what
    any of so many values reaches by chance once in twenty; wrong: chance to choose wrongly all the same;
    expected: gains as left-out points are expected to have them (points, scenarios)."""

    value: float
    low: float
    high: float
    noise: float
    wrong: float
    expected: Values


def known(numbers: pd.DataFrame, decision: Decision, tried: int = 1, seed: int = 0) -> Known:
    """What it is worth to know `numbers` at the points of a decision. tried: how many such values are looked
    at together."""
    gains = decision.worth - decision.worth[:, [decision.now]]
    expected = cross_fitted(numbers.to_numpy(float), gains, seed)
    chosen = expected.argmax(axis=1)
    won = gains[np.arange(len(gains)), chosen]
    error = won.std(ddof=1) / np.sqrt(len(won))
    low, high = _interval(won, seed)
    return Known(
        float(won.mean()),
        low,
        high,
        float(norm.ppf(1 - (1 - LEVEL) / tried) * error),
        float((decision.worth.argmax(axis=1) != chosen).mean()),
        expected,
    )


def cross_fitted(numbers: Values, gains: Values, seed: int) -> Values:
    """What each point's gains are expected to be by smooth curves through the other points (points,
    scenarios): one curve a number, added up, as smooth as the points ask for."""
    from sklearn.linear_model import RidgeCV
    from sklearn.model_selection import KFold
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import SplineTransformer, StandardScaler

    expected = np.zeros_like(gains)
    for learnt, left_out in KFold(FOLDS, shuffle=True, random_state=seed).split(numbers):
        curves = make_pipeline(
            SplineTransformer(n_knots=KNOTS, degree=3, knots="quantile", extrapolation="linear"),
            StandardScaler(),
            RidgeCV(PENALTIES),
        )
        curves.fit(numbers[learnt], gains[learnt])
        expected[left_out] = curves.predict(numbers[left_out]).reshape(len(left_out), -1)
    return expected


def _interval(won: Values, seed: int) -> tuple[float, float]:
    """The interval of the mean, over points drawn again (bootstrap)."""
    rows: NDArray[np.int64] = np.random.default_rng(seed).integers(len(won), size=(DRAWS, len(won)))
    low, high = np.quantile(won[rows].mean(axis=1), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
