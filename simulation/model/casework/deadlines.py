"""Near its limit a case may get more time: extended while it waits on others, or by another label (A2)."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulation.codes import DAY, CaseClass
from simulation.model.casework.case_plans import CasePlans
from simulation.model.state import Today, World


@dataclass
class Deadlines:
    """Extension and A2. asked: rows of the records that were looked at today."""

    world: World
    plans: CasePlans
    asked: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))

    def look_ahead(self, open_rows: NDArray[np.intp], today: Today) -> None:
        """Before the service: which recorded cases whose time runs short today will get more of it.
        open_rows: of the records, not reported closed."""
        w, needs, n = self.world, self.world.records.needs, self.world.numbers.service
        at = needs["review_at"][open_rows]
        rows = open_rows[(at >= today.minute) & (at < today.minute + DAY)]
        on_paper = np.isfinite(w.service.cases["paper_close_at"][needs["service_row"][rows]])  # needs no time
        rows = rows[needs["recorded"][rows] & ~on_paper]
        cls, grid, luck = needs["cls"][rows], needs["grid"][rows], self._luck
        label = (cls == CaseClass.GENERAL) & (
            luck("relabel", rows) < n.relabel_chance(w.levers.appraisal)[grid]
        )
        extend = (cls != CaseClass.EMERGENCY) & ~label & (luck("extension", rows) < n.extension_chance)
        self._ask(rows[label], "relabel", self.plans.complex_limits(rows[label]))
        longer = self.plans.limits(rows[extend], needs["registered"][rows[extend]], 1 + n.extension_length)
        self._ask(rows[extend], "extend", longer)
        self.asked = rows[label | extend]

    def _luck(self, purpose: str, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        needs = self.world.records.needs
        return self.world.luck.draw(purpose, needs["owner"][rows], needs["day"][rows])

    def _ask(self, rows: NDArray[np.intp], kind: str, limit_at: NDArray[np.float64]) -> None:
        """No limit grows shorter by a review."""
        needs = self.world.records.needs
        limit_at = np.maximum(limit_at, needs["due_at"][rows])
        self.world.service.set_review(needs["service_row"][rows], kind, needs["review_at"][rows], limit_at)

    def write_down(self) -> None:
        """After the service: who got more time, and until when."""
        needs, cases = self.world.records.needs, self.world.service.cases
        row = needs["service_row"][self.asked]
        needs["reviewed"][self.asked], needs["due_at"][self.asked] = (
            cases["reviewed"][row],
            cases["limit_at"][row],
        )
