"""W7: a matter may be sent the wrong way; each wrong hop costs days."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulation.parameters import param, settings


@settings
class DispatchNumbers:
    """Numbers of dispatching (W7). Methods work on arrays."""

    misdispatch_base: float = param(0.3, "chance", (0.073, 0.738), "case sent to the wrong office", "assumed")
    misdispatch_platform: float = param(
        0.08, "chance", (0.05, 0.146), "case sent to the wrong office at full automatic dispatch",
        "[@wuhan2025]: 92.7 % dispatched rightly; range assumed",
    )  # fmt: skip
    misdispatch_major: float = param(1.5, "odds ratio", (1, 2), "major cases against general", "assumed")
    return_days: float = param(1.5, "days", (0.5, 3), "delay of each wrong hop", "assumed")

    def wrong_chance(self, automatic: Any, major: Any) -> Any:
        """W7: chance of a wrong hop. automatic: share dispatched by a platform that sees the records, 0 to 1;
        major: 0 or 1.

        Falls with automatic dispatch. Rises with major matters.
        """
        chance = self.misdispatch_base ** (1 - automatic) * self.misdispatch_platform**automatic
        odds = chance / (1 - chance) * np.where(major, self.misdispatch_major, 1.0)
        return odds / (1 + odds)
