"""R1: troubles arise in households."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulation.agents.resident.ages import by_age
from simulation.codes import YEAR
from simulation.parameters import AgeGroups, param, param_by_age, settings
from simulation.population import ArrayAgent

MOST_EMERGENCIES = 0.95  # of the needs that a shock brings


@settings
class NeedNumbers:
    """Numbers of R1."""

    need_rate_true: float = param(
        0.00066, "needs/resident/day", (0.0003, 0.0031),
        "needs that arise, voiced or not: .6 cases a grid and day / (1,200 residents x .70 recorded x 1.09 "
        "returns), to be derived again when R2 or W3 changes",
        "derived: set so that .6 cases per grid and day are on record (assumed)",
    )  # fmt: skip
    need_age: AgeGroups = param_by_age(
        "multiplier",
        {
            "0_14": (0.2, (0, 0.6)),
            "15_29": (0.7, (0.4, 1.1)),
            "30_59": (1.1, (0.8, 1.4)),
            "60plus": (1.4, (1, 2.5)),
        },
        "need weight (below 15 parents voice), age", "assumed",
    )  # fmt: skip
    need_grid_sd: float = param(
        0.4, "log sd", (0, 0.8), "spread of grid condition (old estates), lognormal mean 1",
        "assumed; concentration of problems in few places, crime [@weisburd2015]",
    )  # fmt: skip
    need_building_share: float = param(
        0.5, "share", (0.2, 0.8),
        "part of the variance of need_grid_sd that lies between buildings of an estate",
        "assumed",
    )  # fmt: skip
    need_season_amp: float = param(0.1, "share", (0, 0.25), "height of the yearly cosine", "assumed")
    need_season_peak: float = param(200, "day of year", (150, 240), "day of the yearly peak", "assumed")
    need_heating_mult: float = param(
        1.15, "multiplier", (1, 1.5), "extra needs, November-March (northern heating season)", "assumed"
    )
    class_general: float = param(0.85, "share", (0.8, 0.9), "general needs", "assumed")
    class_major: float = param(0.14, "share", (0.1, 0.15), "major (joint) needs", "assumed")
    class_emergency: float = param(0.01, "share", (0.003, 0.03), "emergency needs", "assumed")
    emergency_odds_60plus: float = param(
        2.5, "odds ratio", (1, 5), "emergency odds of a 60+ need against others", "assumed"
    )
    duplicate_share: float = param(
        0.045, "share", (0.02, 0.1),
        "extra reports of a shared need already open (merged, not recorded again)",
        "[@boston311]: .045 of all cases",
    )  # fmt: skip
    open_when_told0: float = param(
        0.49, "share", (0.2, 0.9),
        "shared needs still open when another resident would report them, at default levels; turns "
        "duplicate_share into the chance of a second report",
        "measured on Lijia at default levels (benchmarks/realism/default_levels.py)",
    )  # fmt: skip
    unsolvable_share: float = param(
        0.06, "share", (0.02, 0.15), "needs that nobody can ever truly close",
        "assumed; .063 of all cases never closed [@boston311]",
    )  # fmt: skip

    estates_per_grid: float = param(2, "estates/grid", (1, 5), "estates in a grid of usual size", "assumed")

    def second_report_chance(self, shared: float) -> float:
        """R1: chance that another resident will report a shared need too, so that at default levels
        `duplicate_share` of all reports are second ones that find the case open.

        shared: share of needs that are shared. Falls with shared.
        """
        seconds = self.duplicate_share / (1 - self.duplicate_share)  # for each first report
        return min(seconds / (shared * self.open_when_told0), 1.0)

    def condition_spread(self, buildings_per_estate: float) -> tuple[float, float]:
        """Log spread of condition between estates, and between the buildings of one, so that the mean
        condition of a grid of usual size spreads by `need_grid_sd`. They belong to the place: other grids
        change no building."""
        estates, share = self.estates_per_grid, self.need_building_share
        averaged = (1 - share) / estates + share / (estates * buildings_per_estate)
        total = self.need_grid_sd / np.sqrt(averaged)
        return float(total * np.sqrt(1 - share)), float(total * np.sqrt(share))

    def season(self, day_of_year: int, heating: bool) -> float:
        """Factor on the need rate: a yearly wave, and more in the heating season; not yet divided by its
        mean.

        Higher near the peak, and while heating is on.
        """
        wave = 1 + self.need_season_amp * np.cos(2 * np.pi * (day_of_year - self.need_season_peak) / YEAR)
        return float(wave * (self.need_heating_mult if heating else 1.0))

    def class_shares(
        self, emergencies_possible: Any, share_possible: float, elder: Any, more: Any = 1.0
    ) -> Any:
        """Shares of emergency, major and general (needs, 3).

        emergencies_possible: whether the category knows emergencies; share_possible: share of needs in such
        categories, so that emergencies keep their share of all needs; elder: 60 or older; more: factor on
        the share of emergencies, of needs that a shock brings. Up (emergency): age.
        """
        usual = np.minimum(self.class_emergency / share_possible * more, MOST_EMERGENCIES)
        odds = usual / (1 - usual) * np.where(elder, self.emergency_odds_60plus, 1.0) * emergencies_possible
        emergency = odds / (1 + odds)
        calm = (1 - emergency) / (self.class_major + self.class_general)
        return np.stack([emergency, self.class_major * calm, self.class_general * calm], axis=-1)


class NeedRules(ArrayAgent):
    """How often a resident meets a trouble."""

    age: Any
    numbers: Any

    def need_weight(self) -> Any:
        """R1: needs against those of a mean resident, before dividing by the street's mean. Rises with
        age."""
        return by_age(self.age, self.numbers.need_age, borders=(15, 30, 60))
