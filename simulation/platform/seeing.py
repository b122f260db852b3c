"""D1: what the data platform sees. The model knows true needs; the platform knows what was recorded."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulation.parameters import param, settings


@settings
class SeeingNumbers:
    """Numbers of adoption and completeness (D1). Methods work on arrays (grids,)."""

    platform_authority: float = param(
        0.5, "share", (0.3, 0.9), "ceiling of systems that a street can join", "assumed"
    )
    adopt_days: float = param(90, "days", (30, 240), "half-adoption time (logistic)", "assumed")
    complete_days: float = param(60, "days", (20, 180), "response time of completeness", "assumed")
    seen_start: float = param(
        0.72, "share", (0.3, 1), "recorded against true needs before any need", "derived: R1, R2, W3"
    )

    def joined(self, platform_share: Any) -> Any:
        """Share of systems that are joined: a street cannot join those of others."""
        return np.minimum(platform_share, self.platform_authority)

    def adoption(self, days_on: Any) -> Any:
        """How far workers use what is joined, 0 to 1. Rises with days since the lever was turned."""
        return 1 / (1 + np.exp(-(days_on - self.adopt_days) / (self.adopt_days / 4)))

    def remembered(self, mean: Any, today: Any) -> Any:
        """Running mean over `complete_days`."""
        return mean + (today - mean) / self.complete_days

    def seen(self, recorded: Any, needs: Any) -> Any:
        """Share of needs that the platform sees, from running means of recorded cases and of true needs."""
        return np.where(needs > 0, recorded / np.maximum(needs, 1e-9), self.seen_start)

    def completeness(self, joined: Any, recorded: Any, needs: Any) -> Any:
        """D1: how complete the data are, 0 to 1: systems in use, times the share of needs that they see.
        Rises with joined and logging. Falls with silence."""
        return joined * np.minimum(self.seen(recorded, needs), 1)
