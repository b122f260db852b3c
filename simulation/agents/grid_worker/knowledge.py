"""D4: which key households a grid knows. Visits bring knowledge, time and moving away lose it."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit, logit

from simulation.codes import YEAR
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
        "assumed: set so that half of them are seen in 90 days",
    )  # fmt: skip
    visit_hours: float = param(
        2.27,
        "hours/grid/day",
        (1, 6),
        "patrol hours of a grid at which visit_key holds (calm constant)",
        "measured on Lijia at default levels (benchmarks/realism/default_levels.py)",
    )
    head_visit: float = param(
        0.02,
        "chance/day",
        (0.005, 0.05),
        "a building head looks in on a key household",
        "assumed",
    )
    head_find: float = param(
        0.1,
        "chance/day",
        (0, 0.3),
        "a building head tells of an unseen shared need",
        "assumed",
    )
    head_leave: float = param(0.1, "1/year", (0.03, 0.3), "heads who give up, mostly for age", "assumed")
    head_days: float = param(180, "days", (30, 365), "mean days until another is found", "assumed")
    help_visit: float = param(
        0.3, "share", (0, 1), "visits of helpers against those of patrols, where helper hours double",
        "assumed: most helper hours are company, events and patrols",
    )  # fmt: skip
    known_return: float = param(
        0.4, "log odds", (0, 1), "needs of a household that the grid knows return less", "assumed"
    )
    known_courtesy: float = param(
        0.1, "level", (0, 0.3), "courtesy that a household known to the grid meets besides", "assumed"
    )
    known_lost: float = param(
        0.5, "share", (0, 1),
        "of the households that a grid knows: those it knows no longer when its last worker leaves; when one "
        "of several leaves, as much less",
        "assumed",
    )  # fmt: skip
    record_visit: float = param(
        0.002, "chance/day", (0, 0.01), "data of other bodies tell of a key household, at full completeness",
        "assumed",
    )  # fmt: skip
    epi_search_min: float = param(
        25, "minutes/household", (10, 60), "time to find a household in need without a list", "assumed"
    )
    epi_search_cut: float = param(
        0.6, "share", (0.3, 0.8), "part saved at full completeness", "assumed (same size as form_cut)"
    )
    fresh_days: float = param(90, "days", (30, 180), "a visit is fresh for so long", "assumed: 90 days")
    disabled_share: float = param(0.06, "share", (0.02, 0.1), "households with a disabled member", "assumed")
    low_income_share: float = param(0.02, "share", (0.005, 0.06), "households on low income", "assumed")

    def visit_chance(self, patrol_hours: Any, more_help: Any) -> Any:
        """D4: chance that a key household is visited today. Rises with patrol hours of its grid and with
        more_help (helper hours of the month over usual, less 1)."""
        usual = patrol_hours / self.visit_hours + self.help_visit * np.maximum(more_help, 0)
        return np.minimum(self.visit_key * usual, 1.0)

    def returns_of_known(self, chance: Any, known: Any) -> Any:
        """W8: chance that a case comes back. chance: where the household is not known. Falls where known (0
        or 1)."""
        return expit(logit(chance) - self.known_return * known)

    def told_chance(self, complete: Any) -> Any:
        """D4: chance that data of other bodies tell today of a key household. Rises with completeness of the
        platform, 0 to 1. Nobody has seen the household by that."""
        return np.minimum(self.record_visit * complete, 1.0)

    def search_minutes(self, known: Any) -> Any:
        """X4: minutes to find one household. Falls with known (0 to 1: what the list tells of it)."""
        return self.epi_search_min * (1 - self.epi_search_cut * known)

    def head_leaves(self) -> float:
        """Chance that a building head gives up today."""
        return float(1 - np.exp(-self.head_leave / YEAR))

    def head_found(self) -> float:
        """Chance that a building without its head gets another today."""
        return float(1 - np.exp(-1 / self.head_days))

    def forgetting_chance(self) -> float:
        """D4: chance that what is known of a household is out of date tomorrow."""
        return float(1 - 0.5 ** (1 / self.known_halflife))
