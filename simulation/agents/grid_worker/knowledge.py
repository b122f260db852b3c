"""D4: which key households a grid knows. Visits bring knowledge, time and moving away lose it."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulation.parameters import param, settings


@settings
class KnowledgeNumbers:
    """Numbers of D4. Methods work on arrays."""

    known_start: float = param(
        0.5, "share", (0.3, 0.9), "key households whose state is known at the start", "assumed"
    )
    known_halflife: float = param(
        270, "days", (120, 720), "half-life of knowledge without a visit", "assumed"
    )
    visit_key: float = param(
        0.008, "chance/day", (0.002, 0.03), "a key household is visited, at full patrol hours",
        "assumed: half of them seen in 90 days",
    )  # fmt: skip
    visit_hours: float = param(
        2.27,
        "hours/grid/day",
        (1, 6),
        "patrol hours of a grid at which visit_key holds (calm constant)",
        "measured on Lijia at rest (benchmarks/rest.py)",
    )
    disabled_share: float = param(0.06, "share", (0.02, 0.1), "households with a disabled member", "assumed")
    low_income_share: float = param(0.02, "share", (0.005, 0.06), "households on low income", "assumed")

    def visit_chance(self, patrol_hours: Any) -> Any:
        """D4: chance that a key household is visited today. Up: patrol hours of its grid."""
        return np.minimum(self.visit_key * patrol_hours / self.visit_hours, 1.0)

    def forgetting_chance(self) -> float:
        """D4: chance that what is known of a household is out of date tomorrow."""
        return float(1 - 0.5 ** (1 / self.known_halflife))
