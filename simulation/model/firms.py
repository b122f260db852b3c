"""Diary line 10: on the first of a month, firms give or do not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.agents.enterprise import Enterprise
from simulation.model.world import Today, World

GIFT_SPREAD = float(np.sqrt(np.log(2)))  # log sd of a lognormal with coefficient of variation 1


@dataclass
class Firms:
    """E1, E3, and the visits that ask."""

    world: World

    def live(self, today: Today) -> None:
        """Count visits every day; on the first of a month draw gifts, which the community's account
        receives."""
        self._visit(today)
        if today.date.day != 1:
            return
        w, firms = self.world, self.world.firms
        who = np.arange(len(firms))
        street = w.luck.normal("firm.street", 0, today.ordinal)
        own = w.luck.normal("firm.health", who, today.ordinal)
        firms.columns["health"][:] = firms.evaluate(Enterprise.health_next, float(street), own)
        gives = w.luck.draw("firm.gives", who, today.ordinal) < firms.evaluate(
            Enterprise.giving_chance, w.grids.giving
        )
        amount = firms.evaluate(Enterprise.usual_gift) * np.exp(
            GIFT_SPREAD * w.luck.normal("firm.gift", who, today.ordinal)
        )
        firms.columns["gave"][:] = gives
        if today.day >= w.records.start:
            firms.columns["gave_this_year"][:] |= gives
        w.grids.giving = w.grid_mean(firms.grid, gives, 0.0)
        community = w.community[firms.grid]
        yuan = np.bincount(community[gives], amount[gives], w.treasury.size)
        w.treasury.receive(today.date, "gifts", yuan)

    def _visit(self, today: Today) -> None:
        """Who is visited today; visits fade over 90 days, asks over 30."""
        w, firms = self.world, self.world.firms.columns
        who = np.arange(len(self.world.firms))
        chance = 1 - np.exp(-w.levers.firm_visits / 30.4)
        visited = w.luck.draw("firm.visit", who, today.ordinal) < chance[firms["grid"]]
        firms["visits_90d"][:] += visited - firms["visits_90d"] / 90
        firms["asks_30d"][:] += visited - firms["asks_30d"] / 30
