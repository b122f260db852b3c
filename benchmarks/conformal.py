"""Intervals widened by what earlier ones missed: conformal calibration.

An earlier forecast scores by how many half-widths of its interval the seen lay from its middle: at most 1
where it was held. Where the errors to come are like the earlier ones, an interval that is stretched to the
score which a share of them kept, one more counted for the night itself, holds that share. They need not be
like them: over a season errors grow, and weeks of overlapping forecasts are less than as many witnesses. So
intervals are only ever widened. Source: Romano, Patterson & Candes 2019; Vovk, Gammerman & Shafer 2005.
"""

from __future__ import annotations

import numpy as np

from simulation.fit.office.spans import Numbers

SHARES = (0.5, 0.9)
"""Intervals that are widened."""
NARROWEST = 0.5
"""Half-width of an interval of no width, in the unit of the figure: counts are whole."""

FEWEST = 9
"""Scores below which nothing is widened: the fewest of which the largest keeps nine tenths."""


def scores(draws: Numbers, seen: Numbers, share: float, narrowest: float = NARROWEST) -> Numbers:
    """Half-widths of the interval of `share` from the middle of each forecast to what was seen (forecasts,).

    draws: (draws, forecasts); seen: (forecasts,)."""
    low, middle, high = np.quantile(draws, [(1 - share) / 2, 0.5, (1 + share) / 2], axis=0)
    away = seen - middle
    return np.abs(away) / np.maximum(np.where(away < 0, middle - low, high - middle), narrowest)


def factor(earlier: Numbers, share: float) -> float:
    """By what an interval of `share` is to be multiplied, by the scores of earlier ones (scores,); 1 where
    these are too few to say, or where they say that it may be narrower."""
    rank = int(np.ceil((len(earlier) + 1) * share))
    return max(1.0, float(np.sort(earlier)[rank - 1])) if FEWEST <= len(earlier) >= rank else 1.0


def widened(draws: Numbers, factors: tuple[float, ...], least: float = 0.0) -> Numbers:
    """Draws stretched about their middle so that each interval of SHARES is multiplied by its factor; what
    lies between them in between. draws: (draws, forecasts); least: below which no figure can lie."""
    if max(factors) == 1:
        return draws
    order = draws.argsort(axis=0, kind="stable").argsort(axis=0)
    part = np.abs(2 * (order + 0.5) / len(draws) - 1)
    by = np.interp(part, [0.0, *SHARES, 1.0], [factors[0], *factors, factors[-1]])
    middle = np.median(draws, axis=0)
    return np.maximum(middle + by * (draws - middle), least)
