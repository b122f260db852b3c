"""Intervals widened by what earlier ones missed: conformal calibration.

An earlier forecast scores by how many half-widths of its interval the seen lay from its middle: at most 1
where it was held. Where the errors to come are like the earlier ones, an interval that is stretched to the
score which a share of them kept, one more counted for the night itself, holds that share. They need not be
like them: over a season errors grow, and weeks of overlapping forecasts are less than as many witnesses. So
intervals are only ever widened. Source: Romano, Patterson & Candes 2019; Vovk, Gammerman & Shafer 2005.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from simulation.fit.office.office import LEAST_CASES, LEAST_DAYS
from simulation.fit.office.spans import Numbers

SHARES = (0.5, 0.9)
"""Intervals that are widened."""
COUNTS, OTHERS = 0.5, 0.01
"""Half-widths of an interval of no width: of whole numbers, and of shares and logarithms of what thirty cases
or more say, of which half a case is more than a hundredth."""
FEWEST = 9
"""Errors below which nothing is learnt: the fewest of which the largest keeps nine tenths."""


class Told(NamedTuple):
    """Forecasts of one figure, from one night: draws (draws, forecasts) and seen (forecasts,)."""

    draws: Numbers
    seen: Numbers


class Widening(NamedTuple):
    """By what intervals of SHARES are to be multiplied, and from how many errors that is learnt; 0: these
    were too few, and nothing is widened."""

    errors: int
    factors: tuple[float, ...]

    def of(self, draws: Numbers, least: float = -np.inf, most: float = np.inf) -> Numbers:
        """Draws stretched about their middle so that each interval is multiplied by its factor; what lies
        between them in between. draws: (draws, forecasts); least, most: what no figure can lie beyond."""
        if max(self.factors) == 1:
            return draws
        order = draws.argsort(axis=0, kind="stable").argsort(axis=0)
        part = np.abs(2 * (order + 0.5) / len(draws) - 1)
        by = np.interp(part, [0.0, *SHARES, 1.0], [self.factors[0], *self.factors, self.factors[-1]])
        middle = np.median(draws, axis=0)
        return np.clip(middle + by * (draws - middle), least, most)


NOTHING = Widening(0, (1.0,) * len(SHARES))


def learnt(nights: Sequence[Told], narrowest: float = COUNTS) -> Widening:
    """By what forecasts of a figure are to be widened, from those of earlier nights."""
    errors = sum(len(each.seen) for each in nights)
    if errors < FEWEST:
        return NOTHING
    earlier = {
        share: np.concatenate([scores(*each, share, narrowest) for each in nights]) for share in SHARES
    }
    return Widening(errors, tuple(factor(earlier[share], share) for share in SHARES))


def scores(draws: Numbers, seen: Numbers, share: float, narrowest: float = COUNTS) -> Numbers:
    """Half-widths of the interval of `share` from the middle of each forecast to what was seen (forecasts,).

    draws: (draws, forecasts); seen: (forecasts,)."""
    low, middle, high = np.quantile(draws, [(1 - share) / 2, 0.5, (1 + share) / 2], axis=0)
    away = seen - middle
    return np.abs(away) / np.maximum(np.where(away < 0, middle - low, high - middle), narrowest)


def factor(earlier: Numbers, share: float) -> float:
    """By what an interval of `share` is to be multiplied, by the scores of earlier ones (scores,); 1 where
    they say that it may be narrower."""
    rank = int(np.ceil((len(earlier) + 1) * share))
    return max(1.0, float(np.sort(earlier)[rank - 1]))


def nights_before(
    cases: pd.DataFrame, until: pd.Timestamp, span: pd.Timedelta, step: pd.Timedelta, most: int
) -> list[pd.Timestamp]:
    """Nights whose forecasts of so long a span were over at `until`, the latest first, one every `step`, as
    far back as a log can be fitted."""
    opened = cases["opened"]
    first = opened.min().normalize() + pd.Timedelta(days=LEAST_DAYS)
    every = (until - span - number * step for number in range(most))
    return [night for night in every if night >= first and (opened < night).sum() >= LEAST_CASES]
