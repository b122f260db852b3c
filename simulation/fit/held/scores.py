"""How good a forecast was: what of the seen its intervals hold, and its distance from the seen (CRPS)."""

from __future__ import annotations

import numpy as np

from simulation.fit.office.spans import Numbers


def crps(draws: Numbers, seen: Numbers) -> Numbers:
    """Continuous ranked probability score of each forecast, in the unit of what was forecast; 0 is perfect.

    draws: (draws, forecasts); seen: (forecasts,). Of a forecast that is one number it is the distance.
    Source: Gneiting & Raftery 2007.
    """
    ordered, count = np.sort(draws, axis=0), len(draws)
    rank = 2 * np.arange(1, count + 1) - count - 1
    return np.abs(ordered - seen).mean(axis=0) - rank @ ordered / count**2


def held(draws: Numbers, seen: Numbers, share: float) -> np.ndarray:
    """Whether the middle `share` of the draws holds what was seen (forecasts,)."""
    low, high = np.quantile(draws, [(1 - share) / 2, (1 + share) / 2], axis=0)
    return (low <= seen) & (seen <= high)
