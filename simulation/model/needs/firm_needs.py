"""Step of the day: needs of the kind `enterprise` are those of firms, reported by a resident of the
building."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation import categories
from simulation.agents.enterprise import Enterprise
from simulation.model.state import Today, World

ENTERPRISE = categories.NAMES.index("enterprise")


@dataclass
class FirmNeeds:
    """E3, and the favour of E1."""

    world: World

    def give_to_firms(self, rows: NDArray[np.intp], today: Today) -> NDArray[np.intp]:
        """Let each new enterprise need fall on a firm of the place, the weaker the likelier, with the firm's
        grid. Returns the rows; nobody's if all firms are closed."""
        w, needs, firms = self.world, self.world.records.needs, self.world.firms
        each = firms.by_street.each
        theirs = rows[needs["category"][rows] == ENTERPRISE]
        weight = np.cumsum(firms.evaluate(Enterprise.trouble_weight).reshape(-1, each), axis=1)
        whole = weight[:, -1]
        theirs = theirs[whole[w.street_of_needs(theirs)] > 0]
        if not len(theirs):
            return theirs
        street = w.street_of_needs(theirs)
        luck = w.luck.draw("need.firm", needs["owner"][theirs], today.ordinal)
        nth = w.streets.search(weight, luck * whole[street], street).clip(max=each - 1)
        firm = street * each + nth
        needs["firm"][theirs], needs["grid"][theirs] = firm, firms.grid[firm]
        return theirs

    def heard(self, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Which needs are told to the grid on a visit of this month."""
        return self._of_firms(rows, Enterprise.is_heard) > 0

    def favour(self, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        """E1, W10: which needs are served as if they were counted, for their firm is a giver."""
        needs = self.world.records.needs
        luck = self.world.luck.draw("firm.favour", needs["owner"][rows], needs["day"][rows])
        return luck < self._of_firms(rows, Enterprise.favour_chance)

    def _of_firms(self, rows: NDArray[np.intp], rule: Callable[..., Any]) -> NDArray[np.float64]:
        """What a rule answers for the firm of each need; 0 for residents' needs."""
        firm = self.world.records.needs["firm"][rows]
        answer = np.zeros(len(rows))
        answer[firm >= 0] = self.world.firms.part(firm[firm >= 0].astype(np.intp)).evaluate(rule)
        return answer
