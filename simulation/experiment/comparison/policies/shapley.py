"""What each of several remedies contributes to a whole that is more, or less, than the sum of its parts."""

from __future__ import annotations

from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray


def shapley(worth: ArrayLike) -> NDArray[np.float64]:
    """Shapley shares: what a player adds on joining, averaged over all orders in which all can join.

    worth: (2**players, ...) of every company; bit i of its place says whether player i belongs to it.
    Returns (players, ...) in the same unit; they sum to the worth of all players minus that of none.
    Source: Shapley 1953, A value for n-person games.
    """
    worth = np.asarray(worth, float)
    players = worth.shape[0].bit_length() - 1
    return np.stack([_share(worth, player, players) for player in range(players)])


def _share(worth: NDArray[np.float64], player: int, players: int) -> NDArray[np.float64]:
    others = [company for company in range(2**players) if not company >> player & 1]
    weights = [1 / (players * comb(players - 1, company.bit_count())) for company in others]
    joined = [company | 1 << player for company in others]
    return np.tensordot(weights, worth[joined] - worth[others], axes=1)
