"""D2, D3: which grids the records point to, and what is done there before a report."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulation.parameters import param, settings

HOT = 0.1  # of the grids are flagged at most: the share for which `recall_max` is given


@settings
class ForesightNumbers:
    """Numbers of D2 and D3. Methods work on arrays (grids,)."""

    recall_max: float = param(
        0.45, "share", (0.2, 0.7), "recall at full completeness with 10 % of grids flagged", "assumed"
    )
    complete_scale: float = param(0.35, "level", (0.15, 0.6), "completeness scale of recall", "assumed")
    lift_model: float = param(
        1.8, "ratio", (1.4, 2.2), "recall of the model against the worker's own map",
        "[@mohler2015]: 1.4-2.2 (crime)",
    )  # fmt: skip
    report_bias: float = param(
        1, "power", (0, 1), "how far flags follow reports, not needs",
        "assumed; sign [@kontokosta2021]",
    )  # fmt: skip
    prevent_eff: float = param(
        0.2, "share", (0, 0.4), "shared needs of a flagged grid prevented when visited in time",
        "assumed: about .04 of shared needs at completeness .72; 7.4 % [@mohler2015]; none [@hunt2014] "
        "(low end)",
    )  # fmt: skip
    plan_visit_minutes: float = param(
        30, "minutes", (15, 90), "a preventive visit to a flagged grid", "assumed"
    )
    plan_cut: float = param(
        0.25, "share", (0, 0.4), "waiting time cut for a foreseen case with a preventive plan", "assumed"
    )

    def recall(self, complete: Any) -> Any:
        """D2: share of all needs that a tenth of the grids, flagged, would hold. Rises with completeness of
        the data, 0 to 1, with falling returns."""
        return self.recall_max * (1 - np.exp(-complete / self.complete_scale))

    def lift(self, recall: Any, usual: Any) -> Any:
        """D2: recall against that of the worker's own map, a ratio. The map is worth what the model would be
        if every system were joined and saw the `usual` share of needs, divided by `lift_model`. Its use lies
        in what patrols find anyway (W3)."""
        own = self.recall(usual) / self.lift_model
        return np.divide(recall, own, out=np.zeros_like(recall), where=own > 0)

    def heat(self, told: Any, needs: Any) -> Any:
        """D2: figure by which grids are ranked, needs a day. It lies between the cases on record and the
        true needs; with `report_bias` 1 it is what is on record."""
        return told**self.report_bias * needs ** (1 - self.report_bias)

    def flagged_grids(self, share: Any, covered: Any) -> Any:
        """D2: how many grids are flagged. Rises with the share of forecasting (the lever) and of grids that
        it covers."""
        return HOT * share * covered

    def foreseen_chance(self, recall: Any, held: Any) -> Any:
        """D2: chance that a need of a flagged grid is foreseen. Rises with recall. Falls with share of the
        records that the flagged grids hold (0 to 1): the same recall over more cases."""
        return np.minimum(1, recall / np.maximum(held, 1e-9))

    def visit_hours(self, expected: Any, planned: Any) -> Any:
        """D3: patrol hours that preventive visits ask for in a day. Rises with needs expected in a day and
        the share of them with a preventive plan."""
        return self.plan_visit_minutes / 60 * expected * planned

    def prevented_chance(self, visited: Any) -> Any:
        """D3: chance that a foreseen shared need never arises. Rises with share of the grid's needs that
        visits met, 0 to 1."""
        return self.prevent_eff * visited

    def wait_factor(self, planned: Any) -> Any:
        """D3: factor on the waiting of a case. Falls where it was foreseen and a preventive plan covers it
        (0 to 1)."""
        return 1 - self.plan_cut * planned
