"""Step of the day, on the first of a month: the hotline ranks the street, and the rank moves the
appraisal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

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
    street against a reference that stays the same. pressure: what the last rank adds to the default level of
    the appraisal."""

    world: World
    rank: float = 0.5
    pressure: float = 0.0

    def publish(self, today: Today) -> float:
        """On the first of a month, rank the street by its last month; without a case the old rank stays.
        Returns what the rank adds to the default level of the appraisal."""
        w, n = self.world, self.world.numbers.service
        if today.date.day == 1:
            rates = self._rates(today)
            if rates is not None:
                self.rank = float(n.rank(np.mean(rates)))
                rest = w.scenario.lever_defaults.appraisal
                self.pressure = float(n.ranked_pressure(rest, self.rank)) - rest
        today.series["appraisal_rest"] = w.scenario.lever_defaults.appraisal + self.pressure
        return self.pressure

    def _rates(self, today: Today) -> tuple[float, float, float] | None:
        """The three rates that the hotline publishes, of its cases whose limit fell due in the last month:
        response within a working day, closed by the limit in force, scored satisfied."""
        w, needs = self.world, self.world.records.needs
        due = (needs["limit_at"] < today.minute) & (needs["limit_at"] >= today.minute - WINDOW * DAY)
        rows = np.flatnonzero(due & (needs["channel"] == Channel.HOTLINE) & (needs["duplicate_of"] < 0))
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
