"""Whose worker helps another grid: strategies of dispatch, and pools."""

from __future__ import annotations

from typing import ClassVar

from simulation.codes import DAYS_PER_MONTH
from simulation.interventions import intervention
from simulation.levers import HELP_STRATEGIES, Levers, When
from simulation.parameters import param, word


@intervention("help_between_grids")
class HelpBetweenGrids:
    """Free workers take up another grid's case by a rule (联动支援): first within the community, first
    anywhere in the district, where it is most needed, at random, or never. The whole street has one
    rule at a time."""

    title: ClassVar = {"en": "Workers help other grids", "zh": "网格间联动支援"}
    remedy: ClassVar = 2
    strategy: str = word(
        "cooperative", HELP_STRATEGIES, "whose worker helps", "assumed", zh="由谁的网格员支援"
    )
    minutes: float = param(
        20,
        "minutes/grid/month",
        (0, 240),
        "telling each other and handing over",
        "assumed",
        zh="互相通气、交接用时",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Choose the rule from the first day on which the policy acts anywhere; bill the messages."""
        if when.strength.any():
            levers.help_strategy = self.strategy
        levers.bill("help between grids", "running", minutes=self.minutes / DAYS_PER_MONTH * when.strength)
