"""Two streets with common random numbers: one as its scenario has it, the other under policies that are
turned as it runs."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from threading import Lock
from typing import Any

import mesa
import numpy as np

from simulation.experiment.execution.warm_up import WarmStreets
from simulation.interventions import interventions
from simulation.live.counts import BRIEF, SERIES, Series
from simulation.live.drawn import steps_around
from simulation.model import Street
from simulation.population import SlowRuleWarning, UserRule
from simulation.scenario import Policy, Scenario

SIDES = ("today", "other")
_WARM, _ONE_AT_A_TIME = WarmStreets(), Lock()
_SLOW: set[UserRule] = set()
"""Rules that were found to be slow: it is found, and said, once a process."""


class Twins(mesa.Model):
    """A street as it is (`streets["today"]`), and the same with policies (`streets["other"]`), on the first
    measured day. The policies that a scenario begins from that day on, and user-defined rules from the
    first day of the warm-up on, belong to the other alone; a shock strikes both.

    `step()` simulates a day in both; `turn` changes a policy of the other from the coming day on.
    datacollector: every series of `counts` for each side, "today unsolved", one row per evening. slow:
    user-defined rules that are asked agent by agent.
    """

    def __init__(self, scenario: Scenario, seed: int | None = None) -> None:
        seed = scenario.experiment.seed if seed is None else seed
        super().__init__(rng=seed)
        self.luck = seed
        plain = replace(scenario, policies=scenario.past(scenario.experiment.start).policies, rules=())
        self.streets = {side: _warm(each, seed) for side, each in zip(SIDES, (plain, scenario), strict=True)}
        self.slow = tuple(each for each in scenario.rules if each in _SLOW)
        self.datacollector = mesa.DataCollector(
            {f"{side} {name}": _reporter(side, name) for side in SIDES for name in SERIES}
        )
        self.datacollector.collect(self)
        self.borders = {name: self._borders(each) for name, each in SERIES.items()}

    def step(self) -> None:
        """Simulate one day in both streets; nothing happens after their last day.

        The street that may have user-defined rules goes first: where one is wrong, neither goes on.
        """
        for street in reversed(self.streets.values()):
            if street.running:
                street.step()
        self.running = all(street.running for street in self.streets.values())
        self.datacollector.collect(self)

    def run_days(self, days: int) -> None:
        """Simulate some days, or as many as are left."""
        for _ in range(days):
            if self.running:
                self.step()

    def _borders(self, series: Series) -> list[float]:
        """Where the colours of a map change, on every day."""
        return steps_around(series.by_grid(self.streets["today"]), series.mean)

    @property
    def days_done(self) -> int:
        """How many of the measured days have been simulated."""
        today = self.streets["today"]
        return today.day - today.records.start

    @property
    def first_evening(self) -> date:
        """The one before the first measured day, from which on there are numbers."""
        return self.evening - timedelta(self.days_done)

    @property
    def evening(self) -> date:
        """The day that was simulated last."""
        return self.morning - timedelta(1)

    @property
    def morning(self) -> date:
        """The day that comes next."""
        today = self.streets["today"]
        return today.world.calendar.first + timedelta(today.day)

    def seem_alike(self) -> bool:
        """Whether both streets have shown the same numbers on every evening, in all charts, and show the same
        on the maps now."""
        table, streets = self.datacollector.model_vars, self.streets.values()
        return all(
            _equal([table[f"{side} {name}"] for side in SIDES], series.digits)
            and _equal([series.by_grid(each) for each in streets], min(series.digits, BRIEF))
            for name, series in SERIES.items()
        )

    # policies

    def turn(self, name: str, numbers: Mapping[str, float | str] | None) -> None:
        """Have a policy in force with these numbers from the coming day on, in all grids; None ends it."""
        new = [] if numbers is None else [Policy(interventions[name](**numbers), name, self.morning)]
        left = [remains for each in self.policies if (remains := self._left_of(each, name))]
        at = next((at for at, each in enumerate(self.policies) if each.name == name), len(left))
        other = self.streets["other"]
        other.continue_with(replace(other.world.scenario, policies=(*left[:at], *new, *left[at:])))

    @property
    def policies(self) -> tuple[Policy, ...]:
        """Every policy of the other street, those that have ended too."""
        return self.streets["other"].world.scenario.policies

    def in_force(self) -> dict[str, Policy]:
        """The policies that still act on the coming day or later, by name, in the order in which they were
        first turned on."""
        return {each.name: each for each in self.policies if not each.end or each.end >= self.morning}

    def _left_of(self, policy: Policy, name: str) -> Policy | None:
        """A policy, cut off if it is the one that is turned: what has passed of it stays."""
        if policy.name != name or (policy.end and policy.end < self.morning):
            return policy
        return replace(policy, end=self.evening) if policy.start < self.morning else None


def _warm(scenario: Scenario, seed: int) -> Street:
    """A street on its first measured day; the warm-up is simulated once for both, and for the next Twins."""
    with _ONE_AT_A_TIME, warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", SlowRuleWarning)
        street = _WARM.street(scenario, seed)
        while street.day < scenario.experiment.warmup:  # with user-defined rules it is at the beginning
            street.step()
    slow = [str(each.message) for each in said if issubclass(each.category, SlowRuleWarning)]
    _SLOW.update(each for each in scenario.rules if any(each.name in text for text in slow))
    return street


def _equal(both: Sequence[Any], digits: int) -> bool:
    """Whether two rows of numbers look the same with so many digits after the point."""
    one, other = (np.round(each, digits) for each in both)
    return np.array_equal(one, other, equal_nan=True)


def _reporter(side: str, name: str):
    return lambda twins: SERIES[name].of(twins.streets[side])
