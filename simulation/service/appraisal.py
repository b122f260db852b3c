"""A1, W10, H1: what appraisal does to the order of work and to the reported state of a case."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit, ndtr

from simulation.parameters import param, settings


@settings
class AppraisalNumbers:
    """Numbers of false closing (A1) and of the order of work (W10). Methods work on arrays."""

    false_c0: float = param(
        0.2, "log odds", (-2, 2), "false closing of a case late or unsolved at its limit, at appraisal .5",
        "calibrated: pressure .8 hides ~.8 of lateness; England A&E 2004/05 reported .96 vs survey .77 "
        "[@bevan2006]",
    )  # fmt: skip
    false_press: float = param(
        4, "log odds", (0, 6), "pressure",
        "calibrated as false_c0; zero allowed: no gaming found [@kelman2009]",
    )  # fmt: skip
    false_audit: float = param(
        6, "log odds per unit", (2, 12), "audit share above .05 deters", "assumed; form [@becker1968]"
    )
    false_callback: float = param(
        2, "log odds per unit", (0.5, 4), "call-back share above .30 deters", "assumed"
    )
    audit_share: float = param(
        0.05, "share", (0, 0.3), "closed cases inspected on the spot (default level of the lever)", "assumed"
    )
    callback_share: float = param(
        0.3, "share", (0, 1), "closed cases whose resident is called back (default level)", "assumed"
    )
    unlogged_press: float = param(
        0.5, "share", (0, 1), "extra in-person requests left unrecorded per unit of appraisal above .5",
        "assumed; sign [@gao2015], [@fisman2017]",
    )  # fmt: skip
    coax_press: float = param(
        0.3, "share", (0, 0.6),
        "unsatisfied residents talked into a 'satisfied' call-back score per unit of appraisal above .5",
        "assumed",
    )  # fmt: skip
    measured_shift: float = param(
        0.3, "share", (0, 0.5), "time moved from uncounted to counted cases per unit of appraisal above .5",
        "assumed; form [@holmstrom1991]",
    )  # fmt: skip
    rank_gain: float = param(
        0.3, "level", (0, 0.6), "appraisal pressure added from best to worst rank", "assumed"
    )
    rank_mean: float = param(
        0.80, "share", (0.6, 0.95), "mean over streets of the three rates that the hotline ranks by (fixed)",
        "assumed",
    )  # fmt: skip
    rank_sd: float = param(0.06, "share", (0.02, 0.15), "spread of the same over streets", "assumed")
    prio_class: float = param(3, "score per class step", (1, 6), "class weight", "assumed")
    prio_age: float = param(1, "score", (0.5, 3), "weight of elapsed time / limit", "assumed")
    prio_count: float = param(
        1, "score at full pressure", (0, 3), "extra weight of cases whose closing is counted (hotline)",
        "assumed; sign [@holmstrom1991]",
    )  # fmt: skip

    false_checker: float = param(
        2, "log odds", (0, 4), "a checker who does not handle deters false closing", "assumed"
    )

    def rank(self, rates: Any) -> Any:
        """H1: place of a street among others, 0 (best) to 1 (worst). Falls with its mean reported rate
        (response, closing, satisfaction)."""
        return ndtr((self.rank_mean - rates) / self.rank_sd)

    def ranked_pressure(self, default: Any, rank: Any) -> Any:
        """H1: appraisal of the next month, 0 to 1. default: level of the lever. Rises with rank, a bad one
        being near 1."""
        return np.clip(default + self.rank_gain * (rank - 0.5), 0, 1)

    def false_closing_chance(self, appraisal: Any, audit: Any, callback: Any, checks_self: float = 1) -> Any:
        """A1: chance that a case which is not done at its limit is reported closed on time. Rises with
        appraisal and checks_self (0 or 1: whether the handler checks). Falls with audit and call-back."""
        odds = (
            self.false_c0
            + self.false_press * (appraisal - 0.5)
            - self.false_audit * (audit - self.audit_share)
            - self.false_checker * (1 - checks_self)
        )
        return expit(odds - self.false_callback * (callback - self.callback_share))

    def coax_chance(self, appraisal: Any) -> Any:
        """A2: chance that an unsatisfied resident who is called back is talked into a good score. Rises with
        appraisal above .5."""
        return self.coax_press * (appraisal - 0.5).clip(0)

    def found_false_chance(self, audit: Any, callback: Any, coaxed: Any = 0.0) -> Any:
        """A1: chance that a false closing is found. Rises with audit (closings seen again) and call-back
        (hotline cases only, else 0). Falls with coaxed (share of those called back who are talked round)."""
        return 1 - (1 - audit) * (1 - callback * (1 - coaxed))

    def unlogged_factor(self, appraisal: Any) -> Any:
        """A2: factor on the share of in-person requests that are not recorded; 1 at appraisal .5. Rises with
        appraisal, below .5 too."""
        return 1 + self.unlogged_press * (appraisal - 0.5)

    def uncounted_cut(self, appraisal: Any, weight: Any = 1.0) -> Any:
        """A2: share of the minutes for cases that is kept from cases which the appraisal does not count.
        Rises with appraisal above .5, and with weight (of counted cases: 1 as today, 0 to 2)."""
        return self.measured_shift * (appraisal - 0.5).clip(0) * weight
