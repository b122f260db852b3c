"""Which part of an outcome's variance hangs on each number, from points that were drawn at random.

First-order shares from given data by RBD-FAST (Tarantola et al. 2006, bias as in Tissot & Prieur 2012). What
chance reaches is seen by giving the outcomes to other points. Interactions are not seen.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from simulation.analysis.sensitivity.steps import Values

HARMONICS = 6
LEVEL, SHUFFLED, RESAMPLED = 0.95, 40, 200


def shares(sets: pd.DataFrame, outcome: Values, seed: int = 0) -> pd.DataFrame:
    """One row per number: its first-order share of the variance, an interval, and what the largest share of
    so many numbers reaches by chance. outcome: (points,), NaN where there is none."""
    from SALib.analyze import rbd_fast

    there = np.isfinite(outcome)
    values, told = sets.to_numpy(float)[there], outcome[there]
    problem = {"num_vars": values.shape[1], "names": list(sets)}
    found = rbd_fast.analyze(problem, values, told, HARMONICS, RESAMPLED, LEVEL, seed=seed)
    size, half = (np.array(found[name], float) for name in ("S1", "S1_conf"))
    noise = _reached_by_chance(values.shape[1], told, seed)
    return pd.DataFrame(
        {
            "input": list(sets),
            "numbers": 1,
            "size": size,
            "low": size - half,
            "high": size + half,
            "sigma": np.nan,
            "noise": noise,
            "share": np.maximum(size, 0),
        }
    )


def _reached_by_chance(numbers: int, told: Values, seed: int) -> float:
    """What the largest of so many shares reaches in one study of twenty where no number does anything: for a
    number without effect the outcomes come in any order."""
    from SALib.analyze.rbd_fast import compute_first_order, unskew_S1

    luck = np.random.default_rng(seed)
    orders = ((luck.permutation(told) for _ in range(numbers)) for _ in range(SHUFFLED))
    alone = [max(compute_first_order(order, HARMONICS) for order in each) for each in orders]
    return float(np.quantile([unskew_S1(each, HARMONICS, len(told)) for each in alone], LEVEL))
