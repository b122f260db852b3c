"""Step of the day: the records are looked at; what they point to is flagged, gets a preventive plan, and is
visited."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulation.codes import WEEK
from simulation.columns import described_columns
from simulation.model.state import Sight, Today, World

described_columns(
    "daily.csv",
    {
        "systems_joined": "share of records that are joined across systems, mean over grids [share]",
        "places_flagged": "grids that the forecast flags [whole: grids]",
        "forecast_lift": "lift of the forecast, summed over the places flagged [ratio]",
        "foresight_hours": "hours of patrols spent on what was foreseen [hours]",
        "records_used": "new cases on record in grids with a preventive plan, times the share that it "
        "covers [records]",
    },
)


@dataclass
class Forecasting:
    """D1, D2, D3. Arrays (grids,).

    recorded, needed: running means a day of what is recorded and of what is needed; flagged: places at which
    the forecast points today; chance: that a need there is foreseen; visited: share of a place's expected
    matters that the last round of preventive visits met; days_on: days for which a policy has turned a lever
    of data systems up; what was learned fades as slowly as it came.
    """

    world: World
    recorded: NDArray[np.float64] = field(init=False)
    needed: NDArray[np.float64] = field(init=False)
    flagged: NDArray[np.bool_] = field(init=False)
    chance: NDArray[np.float64] = field(init=False)
    visited: NDArray[np.float64] = field(init=False)
    days_on: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        size = self.world.grids
        self.flagged = np.zeros(size, bool)
        self.recorded, self.needed, self.chance, self.visited, self.days_on = np.zeros((5, size))

    # the records are looked at

    def look_at_records(self, load: NDArray, today: Today) -> Sight:
        """D1, D2: what the platform sees, where it points, and for how much of that there is a preventive
        plan. load (grids,): of workers, on the last working day."""
        w, n = self.world, self.world.numbers
        adopted = self._adopt()
        joined = self._joined(adopted)
        today.series["systems_joined"] = w.streets.mean(joined)
        told = joined * self.recorded
        self.flagged = self._flag(told, today)
        self.chance = self._foreseen_chance(told, joined, today)
        seen = n.platform.seen(self.recorded, self.needed) / n.platform.seen_start
        return Sight(
            joined=joined,
            log_share=self._log_share(joined, load),
            automatic=w.levers.dispatch_share * adopted * np.minimum(1, seen),
            double_entry=self._double_entry(),
            planned=w.levers.plan_share * self.flagged,
        )

    def _log_share(self, joined: NDArray, load: NDArray) -> NDArray[np.float64]:
        """W3: share of what is told in person that is put on record, by data systems and by who is told."""
        w, n = self.world, self.world.numbers
        staff = w.workers.part(w.workers.filled)
        habit = w.grid_mean(staff.grid, staff.record_trait, 0.0)
        return n.workers.recorded_share(n.residents.log_share(joined), habit, load - n.workers.load0)

    def _adopt(self) -> NDArray[np.float64]:
        """D1: how far what policies joined has come into use."""
        turned = self._turned()
        self.days_on = np.where(turned, self.days_on + 1, np.maximum(self.days_on - 1, 0))
        return np.where(turned, self.world.numbers.platform.adoption(self.days_on), 1.0)

    def _turned(self) -> NDArray[np.bool_]:
        """Where a policy has turned a lever of data systems up."""
        levers, default = self.world.levers, self.world.scenario.lever_defaults
        return (levers.platform_share > default.platform_share) | (
            levers.dispatch_share > default.dispatch_share
        )

    def _joined(self, adopted: NDArray) -> NDArray[np.float64]:
        """D1: data systems in use."""
        n = self.world.numbers.platform
        usual = n.joined(self.world.scenario.lever_defaults.platform_share)
        return usual + (n.joined(self.world.levers.platform_share) - usual) * adopted

    def _double_entry(self) -> NDArray[np.bool_]:
        """D1: where old and new forms are kept side by side: at first, and beyond what powers allow."""
        w, n, share = self.world, self.world.numbers, self.world.levers.platform_share
        new = self._turned() & (self.days_on < n.workers.double_entry_days)
        usual = w.scenario.lever_defaults.platform_share
        return new | (share > np.maximum(n.platform.platform_authority, usual))

    def _flag(self, told: NDArray, today: Today) -> NDArray[np.bool_]:
        """D2: the hottest tenth of the grids that the forecast covers; none of which nothing is on record.

        Their number is seldom whole: luck decides about the last one, for a week at a time.
        """
        w, n, street = self.world, self.world.numbers.platform, self.world.kinds.grids.street
        share = w.levers.forecast_share
        covered = share > 0
        heat = np.where(covered, n.heat(told, self.needed), -1.0).reshape(w.streets.count, -1)
        rank = np.empty(heat.shape)
        order = np.argsort(-heat, axis=1, kind="stable")
        np.put_along_axis(rank, order, np.arange(heat.shape[1], dtype=float)[None], axis=1)
        last = w.luck.draw("forecast.last_place", w.kinds.street.every, today.ordinal - today.ordinal % WEEK)
        most = n.flagged_grids(share, w.streets.total(covered)[street])
        return covered & (told > 0) & (rank.ravel() + last[street] < most)

    def _foreseen_chance(self, told: NDArray, joined: NDArray, today: Today) -> NDArray[np.float64]:
        """D2: chance that a need of each grid is foreseen; nothing where no flag is."""
        w, n = self.world, self.world.numbers.platform
        recall = n.recall(self.completeness(joined))
        street, covered = w.kinds.grids.street, w.levers.forecast_share > 0
        whole = w.streets.sums(told[covered], street[covered])
        flagged = w.streets.sums(told[self.flagged], street[self.flagged])
        held = np.where(whole > 0, flagged / np.where(whole > 0, whole, 1.0), 1.0)
        today.series["places_flagged"] = w.streets.total(self.flagged)
        lift = n.lift(recall, n.seen_start)[self.flagged]
        today.series["forecast_lift"] = w.streets.sums(lift, street[self.flagged])
        return self.flagged * n.foreseen_chance(recall, held[street])

    def completeness(self, joined: NDArray) -> NDArray[np.float64]:
        """D1: share of what is needed in each grid that data systems can see (grids,)."""
        return self.world.numbers.platform.completeness(joined, self.recorded, self.needed)

    # needs arise

    def remember_needs(self, arose: NDArray[np.intp]) -> None:
        """D1: add today's needs to the running mean of needs of each grid. arose: rows of the needs."""
        w = self.world
        today = w.by_grid(w.records.needs["grid"][arose])
        self.needed = w.numbers.platform.remembered(self.needed, today)

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

    # patrols

    def visit(self, patrol_hours: NDArray, sight: Sight, today: Today) -> NDArray[np.float64]:
        """D3: on working days patrols go to the flagged grids first, as far as preventive plans ask and
        hours reach. Returns the hours of patrol that are left for looking around; all arrays (grids,)."""
        wanted = self.world.numbers.platform.visit_hours(self.recorded, sight.planned)
        hours = np.minimum(wanted, patrol_hours)
        if today.working:  # over rest days the last round stands
            reached = np.divide(hours, wanted, out=np.zeros_like(hours), where=wanted > 0)
            self.visited = sight.planned * reached
        today.series["foresight_hours"] = self.world.streets.total(hours)
        return patrol_hours - hours

    # records

    def remember(self, rows: NDArray[np.intp], sight: Sight, today: Today) -> None:
        """D1: add today's cases to the running mean of matters on record of each grid, and count how many of
        them lie where there is a preventive plan."""
        w, needs = self.world, self.world.records.needs
        recorded = w.by_grid(needs["grid"][rows], needs["recorded"][rows])
        self.recorded = w.numbers.platform.remembered(self.recorded, recorded)
        today.series["records_used"] = w.streets.dot(recorded, sight.planned)
