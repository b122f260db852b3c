"""What a scenario file comes to: frozen settings that a run needs, and nothing of the file's form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from simulation.interventions import Intervention
from simulation.levers import Dials, Governance
from simulation.parameters import Parameter
from simulation.place import Place
from simulation.population import OwnRule

EXPERIMENT: Mapping[str, Parameter] = {
    each.name: each
    for each in (
        Parameter("warmup", 180, "days", 0, 3650, "days lived before the first measured one", "chosen"),
        Parameter("days", 365, "days", 1, 36500, "measured days", "chosen"),
        Parameter("replications", 10, "runs", 1, 100000, "runs, each with luck of its own", "chosen"),
        Parameter("seed", 7, "number", 0, 2**53, "replication r has the luck of seed + r", "chosen"),
    )
}


@dataclass(frozen=True)
class Origin:
    """Where a value was written: a file and its line from 1, or "--set" and line 0."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True)
class Range:
    """The plausible range that a place or model gives to a number of its own, and the source."""

    low: float
    high: float
    source: str


@dataclass(frozen=True)
class GridChoice:
    """Where a policy acts: in grids by `numbers` (from 1), in `percent` of them; with neither, in all."""

    numbers: tuple[int, ...] = ()
    percent: float | None = None

    def among(self, grids: int, luck: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which grids are meant (grids,). luck: a number a grid; a share takes the lowest, at least one.

        So a larger share holds the smaller one, and the share is exact up to rounding.
        """
        chosen = np.zeros(grids, dtype=bool)
        if self.percent is not None:
            chosen[np.argsort(luck, kind="stable")[: max(round(grids * self.percent / 100), 1)]] = True
        else:
            chosen[np.array(self.numbers, dtype=int) - 1 if self.numbers else slice(None)] = True
        return chosen


@dataclass(frozen=True)
class Measure:
    """A policy from `start` 00:00 to `end`, inclusive (None: to the last day), rising over `ramp` days."""

    intervention: Intervention
    name: str
    start: date
    end: date | None = None
    ramp: int = 0
    grids: GridChoice = GridChoice()

    def strength(self, day: date) -> float:
        """How far the policy is in force on a day: linear from 0 at `start` to 1 after `ramp` days."""
        if day < self.start or (self.end is not None and day > self.end):
            return 0.0
        return min((day - self.start).days / self.ramp, 1.0) if self.ramp else 1.0


@dataclass(frozen=True)
class ExperimentSettings:
    """How long and how often: `start` is the first measured day, `warmup` days lie before it."""

    start: date
    warmup: int
    days: int
    replications: int
    seed: int

    @property
    def first(self) -> date:
        """The first simulated day."""
        return self.start - timedelta(self.warmup)

    @property
    def last(self) -> date:
        """The last simulated day."""
        return self.start + timedelta(self.days - 1)


@dataclass(frozen=True)
class Scenario:
    """All that a run needs, besides its seed.

    numbers: those of every room by its name; ranges: those that a place or model gave to a number;
    beyond_range: numbers that may lie outside; rules: of somebody's own, by what they replace; origins:
    where each value that is no default was written; files: what was read. The last two say nothing about the
    world, so scenarios are equal without them.
    """

    name: str
    title: Mapping[str, str]
    why: Mapping[str, str] | None
    place: Place
    dials: Dials
    governance: Governance
    numbers: Mapping[str, object]
    measures: tuple[Measure, ...]
    experiment: ExperimentSettings
    beyond_range: tuple[str, ...] = ()
    rules: tuple[OwnRule, ...] = ()
    ranges: Mapping[str, Range] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False)
    files: tuple[str, ...] = field(default=(), compare=False)

    @property
    def grids(self) -> int:
        """Number of grids, see `count_grids`."""
        return count_grids(self.place, self.governance)


@dataclass(frozen=True)
class Study:
    """Scenarios to hold against a baseline."""

    name: str
    title: Mapping[str, str]
    why: Mapping[str, str] | None
    baseline: Scenario
    scenarios: tuple[Scenario, ...]


def count_grids(place: Place, governance: Governance) -> int:
    """How many grids a model of governance draws in a place: residents by size of a grid, at least one."""
    return max(round(place.residents / governance.residents_per_grid), 1)
