"""Step of the day: shocks set the conditions of the day."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from simulation.conditions import Conditions
from simulation.model.state import Today, World
from simulation.scenario import DatedShock
from simulation.shocks import Onset


@dataclass
class Shocks:
    """The shocks of the scenario, on their dates. luck: of each shock and estate; working: who had work
    before any was lost."""

    world: World
    luck: list[NDArray[np.float64]] = field(init=False)
    working: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        self.working = self.world.residents.employed.astype(bool)
        self.expect()

    def expect(self) -> None:
        """Take up the shocks of the scenario; who had work before any stays as it is."""
        w = self.world
        estates = w.kinds.estates.every
        self.luck = [
            w.luck.draw("shock.estates", estates, each.start.toordinal()) for each in w.scenario.shocks
        ]

    def strike(self, today: Today) -> None:
        """Put the conditions to their default levels, and let each shock that is felt today change them."""
        w = self.world
        if not w.scenario.shocks:
            return
        before, w.levers.conditions = w.levers.conditions, Conditions()
        for dated, luck in zip(w.scenario.shocks, self.luck, strict=True):
            onset = self._onset(dated, luck, today)
            if onset:
                dated.shock.strike(w.levers.conditions, onset)
                if onset.age == 0:
                    self._tell(dated.name, dated.shock.title, today)
        self._keep_home(before, today)
        self._lose_jobs(before, today)

    def _onset(self, dated: DatedShock, luck: NDArray, today: Today) -> Onset | None:
        """How a shock stands today; which estates it strikes is each street's own luck."""
        heating = bool(self.world.calendar.heating[today.day])
        streets = luck.reshape(self.world.streets.count, -1)
        onsets = [each for mine in streets if (each := dated.onset(today.date, mine, heating))]
        if not onsets:
            return None
        return replace(onsets[0], estates=np.concatenate([each.estates for each in onsets]))

    def _keep_home(self, before: Conditions, today: Today) -> None:
        """X2: who is kept at home; the same residents are the first to be."""
        w, share = self.world, self.world.levers.conditions.kept_home
        if share != before.kept_home:
            w.residents.columns["kept_home"][:] = w.luck.draw("kept.home", w.residents.owners) < share

    def _lose_jobs(self, before: Conditions, today: Today) -> None:
        """Who of those that had work is without it today; those who lose it last find it first."""
        w, share = self.world, self.world.levers.conditions.jobless
        if share != before.jobless:
            lost = w.luck.draw("job.lost", w.residents.owners) < share
            w.residents.columns["employed"][:] = self.working & ~lost

    def _tell(self, name: str, title: dict[str, str], today: Today) -> None:
        said = {"en": f"A shock strikes: {title['en']}", "zh": f"冲击发生：{title['zh']}"}
        for log in self.world.logs:
            log.log_event(today.date, "shock", name, **said)
