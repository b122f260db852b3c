"""What a scenario file comes to: frozen settings that a run needs, and nothing of the file's form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.codes import YEAR
from simulation.interventions import Intervention
from simulation.levers import Governance, LeverDefaults
from simulation.parameters import Parameter
from simulation.place import Place
from simulation.place.city import NO_CITY, City
from simulation.population import UserRule
from simulation.shocks import Onset, Shock
from simulation.user_files import UserObject, home_of

EXPERIMENT: Mapping[str, Parameter] = {
    each.name: each
    for each in (
        Parameter("warmup", 180, "days", 0, 3650, "days simulated before the first measured one", "chosen"),
        Parameter("days", 365, "days", 1, 36500, "measured days", "chosen"),
        Parameter("replications", 10, "runs", 1, 100000, "runs, each with its own random draws", "chosen"),
        Parameter("seed", 7, "number", 0, 2**53, "replication r has seed + r", "chosen"),
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
    """The plausible range that a place or model gives for a number, and its source."""

    low: float
    high: float
    source: str


@dataclass(frozen=True)
class Claim:
    """What a city reports of itself: the metric that counts it, its `value` in `unit`, the name of the
    `place` that it was reported of, the source, and what to know of it, in both languages."""

    metric: str
    value: float
    unit: str
    place: str
    source: str
    about: Mapping[str, str] | None = None


@dataclass(frozen=True)
class GridChoice:
    """Where a policy acts: in grids by `numbers` (from 1), in `percent` of them; with neither, in all."""

    numbers: tuple[int, ...] = ()
    percent: float | None = None

    def among(self, grids: int, luck: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which grids are meant (grids,). luck: a random number per grid; a share takes the lowest, at least
        one.

        So a larger share holds the smaller one, and the share is exact up to rounding.
        """
        chosen = np.zeros(grids, dtype=bool)
        if self.percent is not None:
            chosen[np.argsort(luck, kind="stable")[: max(round(grids * self.percent / 100), 1)]] = True
        else:
            chosen[np.array(self.numbers, dtype=int) - 1 if self.numbers else slice(None)] = True
        return chosen


@dataclass(frozen=True)
class Policy:
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

    def before(self, day: date) -> Policy:
        """The policy as it can be felt before a day: an end that has not come yet is none."""
        return replace(self, end=None) if self.end and self.end >= day - timedelta(1) else self


@dataclass(frozen=True)
class DatedShock:
    """A shock that strikes on `start`, in `percent` of the estates, chosen at random."""

    shock: Shock
    name: str
    start: date
    percent: float = 100.0

    def age(self, day: date) -> int | None:
        """Days since it struck, 0 on the first; None before, and once it is over."""
        age = (day - self.start).days
        return age if 0 <= age < self.shock.lasts else None

    def onset(self, day: date, luck: NDArray[np.float64], heating: bool) -> Onset | None:
        """How it stands on a day, None where it is not felt. luck: a random number per estate (estates,);
        those with the lowest are struck, at least one."""
        age = self.age(day)
        if age is None:
            return None
        where = np.zeros(len(luck))
        where[np.argsort(luck, kind="stable")[: max(round(len(luck) * self.percent / 100), 1)]] = 1.0
        return Onset(age, self.start, day, where, heating)


SEEDS_A_SET = 2  # with one nobody could tell luck from assumptions; more would leave time for fewer sets


def set_of(replication: int, sets: int, seeds: int = SEEDS_A_SET) -> int:
    """The parameter set of a replication, counted from 1: `seeds` replications in a row share one, then it is
    the next one's turn, and the first one's again after the last.

    It depends on nothing else, so more replications, parts of a study and single runs find the same set.
    """
    return replication // seeds % sets + 1


@dataclass(frozen=True)
class ParameterSets:
    """Numbers and words to run with instead of the defaults, by dotted `paths`, one of `rows` for every two
    replications, or for each where rows say their luck.

    luck: numbers of the rows' random draws, one per row: rows with one number share their seed; without any,
    every replication has a seed of its own. file: the table that they were read from; number: of the one row
    that was asked for, from 1.
    """

    paths: tuple[str, ...]
    rows: tuple[tuple[float | str, ...], ...]
    luck: tuple[int, ...] = ()
    file: str = field(default="", compare=False)
    number: int | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return self.file if self.number is None else f"{self.file}:{self.number}"

    @property
    def seeds(self) -> int:
        """Replications in a row that share a set: one where the rows say themselves which luck they have."""
        return 1 if self.luck else SEEDS_A_SET

    def number_of(self, replication: int) -> int:
        """The set of a replication, counted from 1: see `set_of`."""
        return set_of(replication, len(self.rows), self.seeds)

    def luck_of(self, replication: int) -> int:
        """What a replication's seed is above the first one: its number, or that of its row's luck. Once all
        rows had a turn, they come again with luck that none of them had."""
        if not self.luck:
            return replication
        turn, row = divmod(replication, len(self.rows))
        return self.luck[row] + turn * (max(self.luck) + 1)

    def values_of(self, replication: int) -> dict[str, float | str]:
        """The numbers of a replication by dotted path."""
        return dict(zip(self.paths, self.rows[self.number_of(replication) - 1], strict=True))


@dataclass(frozen=True)
class ExperimentSettings:
    """How long and how often: `start` is the first measured day, `warmup` days lie before it."""

    start: date
    warmup: int
    days: int
    replications: int
    seed: int
    parameter_sets: ParameterSets | None = None

    @property
    def whole_years(self) -> int:
        """Years of 365 measured days that are looked at one by one; 0 where there are not even two."""
        years = self.days // YEAR
        return years if years > 1 else 0

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

    numbers: those of every parameter group by its name; strength: how far all policies are carried out, 0 to
    1; ranges: those that a place or model gave to a number; beyond_range: numbers that may lie outside;
    rules: user-defined, by what they replace; metrics: user-defined, besides the program's; claims: of the
    city whose model it is, which no run reads; origins: where each value that is no default was written;
    files: what was read. The last two say nothing about the world, so scenarios are equal without them.
    """

    name: str
    title: Mapping[str, str]
    why: Mapping[str, str] | None
    place: Place
    lever_defaults: LeverDefaults
    governance: Governance
    numbers: Mapping[str, object]
    policies: tuple[Policy, ...]
    experiment: ExperimentSettings
    city: City = NO_CITY
    shocks: tuple[DatedShock, ...] = ()
    strength: float = 1.0
    beyond_range: tuple[str, ...] = ()
    rules: tuple[UserRule, ...] = ()
    metrics: tuple[UserObject, ...] = ()
    claims: tuple[Claim, ...] = ()
    ranges: Mapping[str, Range] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False)
    files: tuple[str, ...] = field(default=(), compare=False)

    @property
    def grids(self) -> int:
        """Number of grids, see `count_grids`."""
        return count_grids(self.place, self.governance)

    @property
    def user_files(self) -> tuple[UserObject, ...]:
        """Everything user-defined in it: rules, policies, shocks and metrics, with their files."""
        dated = [(each.intervention, each.name) for each in self.policies]
        dated += [(each.shock, each.name) for each in self.shocks]
        found = (home_of(*each) for each in dated)
        return (*self.rules, *(each for each in found if each), *self.metrics)

    @property
    def claims_here(self) -> tuple[Claim, ...]:
        """The claims about this scenario's own place."""
        return tuple(each for each in self.claims if each.place == self.place.name)

    @property
    def from_sets(self) -> tuple[str, ...]:
        """Parameters that the parameter sets give: a number that the scenario's files set is their own."""
        sets = self.experiment.parameter_sets
        return tuple(path for path in sets.paths if path not in self.origins) if sets else ()

    def past(self, day: date) -> Scenario:
        """All of the scenario that can be felt before `day`: without the policies and shocks of that day and
        later, ends of policies that are still to come, the words about it, and claims. Until then, scenarios
        with one past run the same."""
        policies = tuple(each.before(day) for each in self.policies if each.start < day)
        shocks = tuple(each for each in self.shocks if each.start < day)
        strength = self.strength if policies else 1.0
        silent = replace(self, name="", title={}, why=None, metrics=(), claims=(), origins={}, files=())
        return replace(silent, policies=policies, shocks=shocks, strength=strength)

    def in_replication(self, replication: int) -> Scenario:
        """The scenario with the parameter set of a replication; the same where there are no sets."""
        sets = self.experiment.parameter_sets
        if sets is None:
            return self
        values = sets.values_of(replication)
        alone = replace(self, experiment=replace(self.experiment, parameter_sets=None))
        return alone.with_parameters({path: values[path] for path in self.from_sets})

    def with_parameters(self, values: Mapping[str, float | str]) -> Scenario:
        """The scenario with other parameters, by dotted path."""
        by_group: dict[str, dict[str, Any]] = defaultdict(dict)
        for path, value in values.items():
            group, _, name = path.partition(".")
            by_group[group][name] = value
        changed = {group: replace(self.numbers[group], **given) for group, given in by_group.items()}  # type: ignore[type-var]
        return replace(self, numbers={**self.numbers, **changed})


@dataclass(frozen=True)
class Study:
    """Scenarios to compare with a baseline.

    packages: of what remedies a scenario is made, by its name, where the study asks for all combinations.
    sweep: where it has one, the unit of each of its `paths`, the titles of the scenarios that are swept
    (`of`) and of its `cases`; points: by name of a scenario, `of` which it is a point, the values by path
    (`point`), and its `case`; baselines: by name of a scenario, what it is compared with where that is not
    the baseline (itself: with nothing).
    """

    name: str
    title: Mapping[str, str]
    why: Mapping[str, str] | None
    baseline: Scenario
    scenarios: tuple[Scenario, ...]
    packages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sweep: Mapping[str, Any] = field(default_factory=dict)
    points: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    baselines: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        worlds = (self.baseline, *self.scenarios)
        metrics = tuple({(each.name, each.text): each for world in worlds for each in world.metrics}.values())
        object.__setattr__(self, "baseline", _with_metrics(self.baseline, metrics))
        object.__setattr__(self, "scenarios", tuple(_with_metrics(each, metrics) for each in self.scenarios))


def _with_metrics(world: Scenario, metrics: tuple[UserObject, ...]) -> Scenario:
    """A scenario with the metrics of a whole study: what one measures all do, else it could not be
    compared."""
    return world if world.metrics == metrics else replace(world, metrics=metrics)


def count_grids(place: Place, governance: Governance) -> int:
    """How many grids a model of governance draws in a place: residents by size of a grid, at least one."""
    return max(round(place.residents / governance.residents_per_grid), 1)
