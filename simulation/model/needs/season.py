"""R1: how the rate of needs goes up and down over a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from simulation.agents.resident import ResidentNumbers
from simulation.codes import YEAR
from simulation.place import Place
from simulation.place.calendar import heated
from simulation.place.rhythm import profile_of


def season_of_days(days: Sequence[date], place: Place, numbers: ResidentNumbers) -> NDArray[np.float64]:
    """Factor of each day on the need rate, with mean 1 over the first year of them: by the months of the
    place where it has such, else by the yearly wave and the heating season of the parameters.

    days: one after the other, a year of them or more (days,).
    """
    months = profile_of(place.need_months)
    if months is None:
        factors = [numbers.season(day.timetuple().tm_yday, heated(day, place)) for day in days]
    else:
        factors = [float(months[day.month - 1]) for day in days]
    return np.array(factors) / np.mean(factors[:YEAR])
