"""How much of its chance to be closed a case has used up by some age, by kind: the cumulated hazard."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from simulation.fit.office.spans import AT_ONCE, CENTRES, FIRST, NEVER, WIDTH, Numbers

AGES = np.geomspace(AT_ONCE, 24 * 365 * 40.0, 240)
"""Hours at which the hazard is kept; between them it is a line over the logarithm."""
_FIRST, _STEP = np.log(AGES[0]), np.log(AGES[1] / AGES[0])
_LEAST = 1e-12  # of a share, so that its logarithm is a number


@dataclass(frozen=True)
class Hazard:
    """Cumulated hazard of each kind at AGES (kinds, AGES), of cases that are not closed at once."""

    table: Numbers

    @classmethod
    def of(cls, weights: Numbers) -> Hazard:
        """That of mixtures whose spans have these weights (kinds, SPANS)."""
        still = np.ones((len(weights[0]), len(AGES)))
        still[FIRST] = 0.0
        still[FIRST + 1 : NEVER] = ndtr((CENTRES[:, None] - np.log(AGES)) / WIDTH)
        share = weights @ still / np.maximum(1 - weights[:, [FIRST]], _LEAST)
        table = -np.log(np.clip(share, _LEAST, 1.0))
        table[:, 0] = 0.0
        return cls(np.maximum.accumulate(table, axis=1))

    def at(self, kind: NDArray[np.intp], hours: Numbers) -> Numbers:
        """Of cases of these kinds at these ages (cases,), infinite where the age is."""
        place = (np.log(np.maximum(hours, AGES[0])) - _FIRST) / _STEP
        place = np.minimum(place, len(AGES) - 1.001)
        low = place.astype(np.intp)
        left, right = self.table[kind, low], self.table[kind, low + 1]
        return np.where(np.isinf(hours), np.inf, left + (place - low) * (right - left))

    def age(self, kind: NDArray[np.intp], used: Numbers) -> Numbers:
        """The hours by which so much is used up (cases,), infinite where it never is."""
        low, high = np.zeros(len(kind), np.intp), np.full(len(kind), len(AGES) - 1)
        while (high - low).max(initial=0) > 1:
            middle = (low + high) // 2
            reached = self.table[kind, middle] <= used
            low, high = np.where(reached, middle, low), np.where(reached, high, middle)
        left, right = self.table[kind, low], self.table[kind, low + 1]
        place = low + np.clip((used - left) / np.maximum(right - left, _LEAST), 0, 1)
        return np.where(used > self.table[kind, -1], np.inf, np.exp(_FIRST + _STEP * place))
