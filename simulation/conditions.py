"""Conditions: circumstances of one day that are not chosen. Shocks change them; without shocks all are calm.

They belong to the place: a need that a storm brings arises under every policy and every model of governance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(slots=True)
class Conditions:
    """The conditions of one day.

    needs, emergencies: more of them than usual, as multiples of the usual number (estates, categories), None
    where no estate has more; orders: minutes of a worker and working day that are ordered on top; routine:
    share of campaigns and patrols that go on; absence: added to the daily chance; alarm: added to the log
    rate of volunteers' sessions; kept_home: share of residents who stay at home; jobless: share of those at
    work who have lost it; business: level a month, added to the health of every firm; closing: so many of the
    largest firms close today; grant: factor on the fiscal grant; search: minutes of a worker and working day,
    of those ordered, that go into finding key households.
    """

    needs: NDArray[np.float64] | None = None
    emergencies: NDArray[np.float64] | None = None
    orders: float = 0.0
    routine: float = 1.0
    absence: float = 0.0
    alarm: float = 0.0
    kept_home: float = 0.0
    jobless: float = 0.0
    business: float = 0.0
    closing: int = 0
    grant: float = 1.0
    search: float = 0.0

    def raise_needs(
        self, where: NDArray[np.float64], needs: NDArray[np.float64], emergencies: Any = 0.0
    ) -> None:
        """More needs where a shock strikes; those of several shocks add up.

        where: how far each estate is struck, 0 to 1 (estates,); needs, emergencies: more than usual, as
        multiples of the usual number (categories,).
        """
        self.needs = _added(self.needs, where[:, None] * needs)
        self.emergencies = _added(
            self.emergencies, where[:, None] * np.broadcast_to(emergencies, needs.shape)
        )


def _added(have: NDArray[np.float64] | None, more: NDArray[np.float64]) -> NDArray[np.float64]:
    return more if have is None else have + more
