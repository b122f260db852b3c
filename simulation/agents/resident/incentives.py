"""R7: what points for help do: they draw, wear off, and leave less than there was when they stop."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulation.parameters import param, settings


@settings
class IncentiveNumbers:
    """Numbers of R7, points. All methods work on arrays (grids,)."""

    points_gain: float = param(
        1, "log rate", (0.3, 1.6), "ceiling of the points effect as value grows",
        "assumed; sign Lu et al. 2024 (time bank, +1.37 h/week at 12 months)",
    )  # fmt: skip
    points_v50: float = param(5, "yuan/hour", (2, 15), "points value giving half the ceiling", "assumed")
    points_aware_days: float = param(30, "days", (10, 90), "time to become known", "assumed")
    points_novelty_floor: float = param(
        0.5, "share", (0.2, 0.9), "part of the effect left after novelty",
        "assumed; novelty fade: Hanus & Fox 2015; Koivisto & Hamari 2014",
    )  # fmt: skip
    points_novelty_days: float = param(120, "days", (45, 300), "decay time of novelty", "assumed")
    points_residue: float = param(
        0.3, "log rate", (0, 0.6), "loss below the old level when points stop",
        "assumed; sign Meier 2007, Deci, Koestner & Ryan 1999",
    )  # fmt: skip
    points_residue_build: float = param(180, "days", (60, 365), "build-up time of the residue", "assumed")
    points_residue_fade: float = param(
        240, "days", (60, 720), "fade time of the residue",
        "assumed; Goswami & Urminsky (2017) find it short: low end",
    )  # fmt: skip

    def points_pull(self, value: Any, known: Any, days_on: Any, residue: Any) -> Any:
        """R7: what points add to the log rate of sessions. Up: value (yuan/hour), being known. Down: days on,
        residue after a stop.

        known, residue: 0 to 1; days_on: days since points began.
        """
        novelty = self.points_novelty_floor + (1 - self.points_novelty_floor) * np.exp(
            -days_on / self.points_novelty_days
        )
        drawn = self.points_gain * value / (value + self.points_v50) * known * novelty
        return np.where(value > 0, drawn, -self.points_residue * residue)

    def points_known(self, known: Any, value: Any) -> Any:
        """R7: how far the scheme is known tomorrow, 0 to 1."""
        return known + ((value > 0) - known) / self.points_aware_days

    def points_habit(self, residue: Any, value: Any) -> Any:
        """R7: how far helping has come to mean points, 0 to 1: builds up while they run, fades after."""
        days = np.where(value > 0, self.points_residue_build, self.points_residue_fade)
        return residue + ((value > 0) - residue) / days
