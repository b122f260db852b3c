"""Step of the day, on the first of a month: the hotline ranks the street, and the rank moves the
appraisal."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulation.codes import DAY, WINDOW, Channel
from simulation.columns import described_columns
from simulation.metrics.counting import working_minutes
from simulation.model.state import Today, World

described_columns(
    "daily.csv",
    {
        "appraisal_rest": "pressure of the appraisal before any policy, with what the rank adds [level]",
    },
)


@dataclass
class Ranking:
    """H1. The hotline lies outside the street: it looks at its own cases only, as reported, and ranks the
    street against a reference that stays the same. Arrays (streets,), rank: the last one; pressure: what it
    adds to the default level of the appraisal."""

    world: World
    rank: NDArray[np.float64] = field(init=False)
    pressure: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        self.rank, self.pressure = np.full(self.world.streets.count, 0.5), np.zeros(self.world.streets.count)

    def publish(self, today: Today) -> NDArray[np.float64]:
        """On the first of a month, rank each street by its last month; without a case the old rank stays.
        Returns what the rank adds to the default level of the appraisal (streets,)."""
        rest = self.world.scenario.lever_defaults.appraisal
        if today.date.day == 1:
            rows = self._due(today)
            street = self.world.street_of_needs(rows)
            for each in range(self.world.streets.count):
                self._rank(each, self._rates(rows[street == each], today))
        today.series["appraisal_rest"] = rest + self.pressure
        return self.pressure

    def _rank(self, street: int, rates: tuple[float, float, float] | None) -> None:
        n, rest = self.world.numbers.service, self.world.scenario.lever_defaults.appraisal
        if rates is not None:
            self.rank[street] = n.rank(np.mean(rates))
            self.pressure[street] = float(n.ranked_pressure(rest, float(self.rank[street]))) - rest

    def _due(self, today: Today) -> NDArray[np.intp]:
        """The hotline's cases whose limit fell due in the last month."""
        needs = self.world.records.needs
        due = (needs["limit_at"] < today.minute) & (needs["limit_at"] >= today.minute - WINDOW * DAY)
        return np.flatnonzero(due & (needs["channel"] == Channel.HOTLINE) & (needs["duplicate_of"] < 0))

    def _rates(self, rows: NDArray[np.intp], today: Today) -> tuple[float, float, float] | None:
        """The three rates that the hotline publishes, of its cases of a month: response within a working day,
        closed by the limit in force, scored satisfied."""
        w, needs = self.world, self.world.records.needs
        scored = rows[needs["scored"][rows] >= 0]
        if not len(scored):
            return None
        begun = np.fmin(
            w.service.cases["first_start"][needs["service_row"][rows]], needs["reported_closed"][rows]
        )
        working = w.calendar.working
        waited = working_minutes(working, np.nan_to_num(begun, nan=today.minute)) - working_minutes(
            working, needs["registered"][rows]
        )
        response = np.mean((waited <= DAY) & ~np.isnan(begun))
        closed = np.mean(needs["reported_closed"][rows] <= needs["due_at"][rows])
        return float(response), float(closed), float(np.mean(needs["scored"][scored] == 1))
