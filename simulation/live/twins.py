"""Two streets under one luck: one as its scenario has it, the other under policies that are turned as it
lives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from threading import Lock

import mesa

from simulation.experiment.warm_up import WarmStreets
from simulation.interventions import interventions
from simulation.live.counts import SERIES, Series
from simulation.live.drawn import steps_around
from simulation.model import Street
from simulation.scenario import Measure, Scenario

SIDES = ("today", "other")
_WARM, _ONE_AT_A_TIME = WarmStreets(), Lock()


class Twins(mesa.Model):
    """A street as it is (`streets["today"]`), and the same with policies (`streets["other"]`), on the first
    measured day. What a scenario's own file brings from that day on belongs to the other alone.

    `step()` lives a day in both; `turn` changes a policy of the other from the coming day on. datacollector:
    every series of `counts` for each side, "today unsolved", a row an evening.
    """

    def __init__(self, scenario: Scenario, seed: int | None = None) -> None:
        seed = scenario.experiment.seed if seed is None else seed
        super().__init__(rng=seed)
        self.luck = seed
        plain = replace(scenario, measures=scenario.past(scenario.experiment.start).measures)
        self.streets = {side: _warm(each, seed) for side, each in zip(SIDES, (plain, scenario), strict=True)}
        self.datacollector = mesa.DataCollector(
            {f"{side} {name}": _reporter(side, name) for side in SIDES for name in SERIES}
        )
        self.datacollector.collect(self)
        self.borders = {name: self._borders(each) for name, each in SERIES.items()}

    def step(self) -> None:
        """Live one day in both streets; nothing happens once they have lived all of theirs."""
        for street in self.streets.values():
            if street.running:
                street.step()
        self.running = all(street.running for street in self.streets.values())
        self.datacollector.collect(self)

    def live(self, days: int) -> None:
        """Live some days, or as many as are left."""
        for _ in range(days):
            if self.running:
                self.step()

    def _borders(self, series: Series) -> list[float]:
        """Where the colours of a plan change, on every day."""
        return steps_around(series.by_grid(self.streets["today"]), series.mean)

    @property
    def lived(self) -> int:
        """How many of the measured days have been lived."""
        today = self.streets["today"]
        return today.day - today.records.start

    @property
    def first_evening(self) -> date:
        """The one before the first measured day, from which on there are numbers."""
        return self.evening - timedelta(self.lived)

    @property
    def evening(self) -> date:
        """The day that was lived last."""
        return self.morning - timedelta(1)

    @property
    def morning(self) -> date:
        """The day that comes next."""
        today = self.streets["today"]
        return today.world.calendar.first + timedelta(today.day)

    # policies

    def turn(self, name: str, numbers: Mapping[str, float | str] | None) -> None:
        """Have a policy in force with these numbers from the coming day on, in all grids; None ends it."""
        measures = [left for each in self.measures if (left := self._left_of(each, name))]
        if numbers is not None:
            measures.append(Measure(interventions[name](**numbers), name, self.morning))
        other = self.streets["other"]
        other.under(replace(other.world.scenario, measures=tuple(measures)))

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Every policy of the other street, those that have ended too."""
        return self.streets["other"].world.scenario.measures

    def in_force(self) -> dict[str, Measure]:
        """The policies of the coming day by name."""
        return {each.name: each for each in self.measures if not each.end or each.end >= self.morning}

    def _left_of(self, measure: Measure, name: str) -> Measure | None:
        """A policy, cut off if it is the one that is turned: what was lived of it stays."""
        if measure.name != name or (measure.end and measure.end < self.morning):
            return measure
        return replace(measure, end=self.evening) if measure.start < self.morning else None


def _warm(scenario: Scenario, seed: int) -> Street:
    """A street on its first measured day; the warm-up is lived once for both, and for the next Twins."""
    with _ONE_AT_A_TIME:
        street = _WARM.street(scenario, seed)
    while street.day < scenario.experiment.warmup:  # one with rules of somebody's own begins at the beginning
        street.step()
    return street


def _reporter(side: str, name: str):
    return lambda twins: SERIES[name].of(twins.streets[side])
