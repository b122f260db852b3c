"""A policy that costs and does nothing: the yardstick for all others."""

from __future__ import annotations

from typing import ClassVar

from simulation.codes import YEAR
from simulation.interventions import intervention
from simulation.levers import Levers, When
from simulation.parameters import param


@intervention("placebo")
class Placebo:
    """Money and workers' minutes are taken, and nothing is done with them. With both at 0 it must not change
    one byte of a result."""

    title: ClassVar = {"en": "Placebo", "zh": "安慰剂政策"}
    remedy: ClassVar = 0
    yuan: float = param(
        2000, "yuan/grid/year", (0, 100000), "money that it takes", "chosen: a yardstick", zh="占用的资金"
    )
    minutes: float = param(
        30,
        "minutes/grid/day",
        (0, 480),
        "workers' minutes that it takes",
        "chosen: a yardstick",
        zh="占用的网格员工时",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Bill, and nothing else."""
        if self.yuan or self.minutes:
            levers.bill(
                "placebo", "programme", self.yuan / YEAR * when.strength, self.minutes * when.strength
            )
