"""W3: what patrols find, and what is settled on the spot."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit, logit

from simulation.parameters import param, settings


@settings
class PatrolNumbers:
    """Numbers of W3. Methods work on arrays."""

    patrol_find: float = param(
        0.12, "1/hour", (0.02, 0.3),
        "chance that an hour on patrol finds a given need of shared space that nobody has noticed",
        "assumed",
        zh="网格员巡查 1 小时，发现一件无人留意的公共空间问题的几率",
    )  # fmt: skip
    fix_on_spot: float = param(
        0.15, "chance", (0.08, 0.25), "case solved on the spot by the worker",
        "[@huzhou2022]: .13 (2,543 of 19,117 in a month)",
    )  # fmt: skip
    fix_skill: float = param(
        0.8, "log odds per unit training", (0.2, 1.5), "training raises settling on the spot", "assumed"
    )
    fix_authority: float = param(
        1, "log odds", (0.3, 2), "how far the odds of settling on the spot rise once the grid has all powers",
        "assumed",
        zh="权限全部下放时，网格当场解决的几率提高多少",
    )  # fmt: skip
    authority0: float = param(
        0.4, "share", (0.2, 0.6), "authority of the street on which the constants were set (calm constant)",
        "assumed",
    )  # fmt: skip

    def finding_chance(self, patrol_hours: Any) -> Any:
        """W3: chance that a shared need which nobody has noticed is found today. patrol_hours: of the grid.
        Rises with hours."""
        return 1 - np.exp(-self.patrol_find * patrol_hours)

    def on_spot_chance(self, training: Any, authority: Any) -> Any:
        """W3: chance that a general need is settled on the spot. Rises with training of the grid's workers
        and authority."""
        odds = (
            logit(self.fix_on_spot)
            + self.fix_skill * training
            + self.fix_authority * (authority - self.authority0)
        )
        return expit(odds)
