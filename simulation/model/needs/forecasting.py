"""Step of the day: the records are looked at; what they point to is flagged, planned for and visited."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulation.codes import WEEK
from simulation.columns import described_columns
from simulation.model.state import Today, World

described_columns(
    "daily.csv",
    {
        "systems_joined": "share of records that are joined across systems, mean over grids [share]",
        "places_flagged": "places that the forecast flags [whole: places]",
        "forecast_lift": "lift of the forecast, summed over the places flagged [ratio]",
        "foresight_hours": "hours of patrols spent on what was foreseen [hours]",
        "records_used": "new records of places with a plan, by the share of matters planned for [records]",
    },
)


@dataclass
class Foresight:
    """D1, D2, D3. Arrays (grids,).

    flagged: places at which the forecast points today; chance: that a need there is foreseen; visited: share
    of a place's expected matters that the last round of preventive visits met.
    """

    world: World
    flagged: NDArray[np.bool_] = field(init=False)
    chance: NDArray[np.float64] = field(init=False)
    visited: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        size = self.world.grids.size
        self.flagged, self.chance, self.visited = np.zeros(size, bool), np.zeros(size), np.zeros(size)

    # line 3: the records are looked at

    def look_at_records(self, today: Today) -> None:
        """D1, D2: what the platform sees, where it points, and for how much of that a plan is made."""
        self._see(today)
        told = today.joined * self.world.grids.recorded
        self.flagged = self._flag(told, today)
        self.chance = self._foreseen_chance(told, today)
        today.planned = self.world.levers.plan_share * self.flagged

    def _see(self, today: Today) -> None:
        """D1: how far joined data systems are in use, what they see, and what follows for forms, logging,
        dispatch."""
        w, n, g, rest = (
            self.world,
            self.world.numbers.platform,
            self.world.grids,
            self.world.scenario.lever_defaults,
        )
        share = w.levers.platform_share
        turned = (share > rest.platform_share) | (w.levers.dispatch_share > rest.dispatch_share)
        g.platform_on = np.where(turned, g.platform_on + 1, 0)
        adopted = np.where(turned, n.adoption(g.platform_on), 1.0)
        today.joined = (
            n.joined(rest.platform_share) + (n.joined(share) - n.joined(rest.platform_share)) * adopted
        )
        today.series["systems_joined"] = float(today.joined.mean())
        new = turned & (g.platform_on < w.numbers.workers.double_entry_days)
        today.double_entry = new | (share > np.maximum(n.platform_authority, rest.platform_share))
        today.log_share = w.numbers.residents.log_share(today.joined)
        seen = n.seen(g.recorded, g.needs) / n.seen_start
        today.automatic = w.levers.dispatch_share * adopted * np.minimum(1, seen)

    def _flag(self, told: NDArray, today: Today) -> NDArray[np.bool_]:
        """D2: the hottest tenth of the places that the forecast covers; none of which nothing is on record.

        The number of places is seldom whole: luck decides about the last one, for a week at a time.
        """
        w, n = self.world, self.world.numbers.platform
        share = w.levers.forecast_share
        covered = share > 0
        heat = np.where(covered, n.heat(told, w.grids.needs), -1.0)
        rank = np.empty(w.grids.size)
        rank[np.argsort(-heat, kind="stable")] = np.arange(w.grids.size)
        last = w.luck.draw("forecast.last_place", 0, today.ordinal - today.ordinal % WEEK)
        return covered & (told > 0) & (rank + last < n.places(share, covered.sum()))

    def _foreseen_chance(self, told: NDArray, today: Today) -> NDArray[np.float64]:
        """D2: chance that a need of each place is foreseen; nothing where no flag is."""
        w, n, g = self.world, self.world.numbers.platform, self.world.grids
        recall = n.recall(n.completeness(today.joined, g.recorded, g.needs))
        all_told = told[w.levers.forecast_share > 0].sum()
        held = told[self.flagged].sum() / all_told if all_told > 0 else 1.0
        today.series["places_flagged"] = float(self.flagged.sum())
        today.series["forecast_lift"] = float(n.lift(recall, n.seen_start)[self.flagged].sum())
        return self.flagged * n.foreseen_chance(recall, held)

    # line 4: needs arise

    def prevent(self, rows: NDArray[np.intp], today: Today) -> NDArray[np.bool_]:
        """D2, D3: note which of the new needs were foreseen; returns which of them never arise, because the
        last round of visits met them."""
        w, needs = self.world, self.world.records.needs
        owner, born, grid = needs["owner"][rows], needs["day"][rows], needs["grid"][rows]
        foreseen = w.luck.draw("forecast.foresee", owner, born) < self.chance[grid]
        chance = w.numbers.platform.prevented_chance(self.visited)[grid]
        met = w.luck.draw("forecast.prevent", owner, born) < chance
        needs["foreseen"][rows] = foreseen
        prevented = needs["prevented"][rows] = foreseen & needs["common"][rows] & met
        return prevented

    # line 5: patrols

    def visit(self, today: Today) -> None:
        """D3: on working days patrols go to the flagged places first, as far as plans ask and hours reach;
        these hours are lost to looking around."""
        n, g = self.world.numbers.platform, self.world.grids
        wanted = n.visit_hours(g.recorded, today.planned)
        hours = np.minimum(wanted, g.patrol_hours)
        if today.working:  # over rest days the last round stands
            reached = np.divide(hours, wanted, out=np.zeros_like(hours), where=wanted > 0)
            self.visited = today.planned * reached
        g.patrol_hours = g.patrol_hours - hours
        today.series["foresight_hours"] = float(hours.sum())

    # line 11: records

    def remember(self, rows: NDArray[np.intp], today: Today) -> None:
        """D1: what today's cases add to the memory of records, and how many of them lie where a plan is made
        of it."""
        w, needs = self.world, self.world.records.needs
        recorded = w.by_grid(needs["grid"][rows], needs["recorded"][rows])
        w.grids.recorded = w.numbers.platform.remembered(w.grids.recorded, recorded)
        today.series["records_used"] = float(recorded @ today.planned)
