"""Levers of a search: policies with the doses and the days from which they may begin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from simulation.close_names import did_you_mean
from simulation.experiment import ExperimentError
from simulation.interventions import interventions, remedies
from simulation.parameters import described
from simulation.scenario import Policy, Scenario

DOSES = (0.5, 1.0, 1.5)
"""Doses that are tried, in parts of what the scenario of a lever has; each number ends at its range."""

STARTS = (0, 90)
"""Days after the first measured one on which a policy may begin, where none are named."""


@dataclass(frozen=True)
class Lever:
    """A policy as some scenario has it, and those of its numbers that a dose multiplies."""

    policy: Policy
    scaled: tuple[str, ...]

    @property
    def name(self) -> str:
        """Of its policy."""
        return self.policy.name

    @property
    def remedies(self) -> tuple[int, ...]:
        """Which of the six remedies it may serve; 0: none."""
        return remedies([self.policy.intervention])

    @cached_property
    def doses(self) -> tuple[float, ...]:
        """Those of `DOSES` that differ: beyond the range of its numbers a larger dose is the same."""
        first = {tuple(self._numbers(dose).values()): dose for dose in reversed(DOSES)}
        return tuple(sorted(first.values()))

    def at(self, step: int, start: date) -> Policy:
        """The policy with its numbers times the dose of a step (from 1), within their ranges, from a day
        on."""
        numbers = self._numbers(self.doses[step - 1])
        intervention = replace(self.policy.intervention, **numbers)  # type: ignore[type-var]
        return replace(self.policy, intervention=intervention, start=start, end=None)

    @property
    def usual(self) -> int:
        """The step at which it is as its scenario has it."""
        return self.doses.index(1.0) + 1 if 1.0 in self.doses else len(self.doses)

    def _numbers(self, dose: float) -> dict[str, float]:
        about = described(type(self.policy.intervention))
        return {
            name: float(min(max(getattr(self.policy.intervention, name) * dose, each.low), each.high))
            for name in self.scaled
            if (each := about[name]).unit != "choice"
        }


def levers_of(scenarios: Iterable[Scenario]) -> tuple[Lever, ...]:
    """The policies of some scenarios, each once: a policy that two have counts as the first has it. A dose
    multiplies the numbers that its file sets."""
    found: dict[str, Lever] = {}
    for scenario in scenarios:
        for at, policy in enumerate(scenario.policies, start=1):
            prefix = f"interventions.{at}.{policy.name}."
            scaled = tuple(
                name for name in described(type(policy.intervention)) if prefix + name in scenario.origins
            )
            found.setdefault(policy.name, Lever(policy, scaled))
    return tuple(found.values())


def chosen(levers: Sequence[Lever], names: Sequence[str], start: date) -> tuple[Lever, ...]:
    """The levers of these names; all where there are none. A policy that no scenario has comes with its own
    defaults, and a dose multiplies its first number. Raises ExperimentError for a name that no policy has."""
    by_name, known = {each.name: each for each in levers}, interventions.all()
    for name in names:
        if name not in by_name and name not in known:
            allowed = ", ".join(sorted({*known, *by_name}))
            hint = did_you_mean(name, {**known, **by_name}, "\n  ")
            raise ExperimentError(f"--levers: there is no policy '{name}'\n  allowed: {allowed}{hint}")
    return tuple(by_name.get(each) or _by_default(each, start) for each in names) if names else tuple(levers)


def _by_default(name: str, start: date) -> Lever:
    kind = interventions[name]
    return Lever(Policy(kind(), name, start), tuple(described(kind))[:1])  # type: ignore[call-arg]


def days_to_begin(starts: Sequence[int], scenario: Scenario) -> tuple[date, ...]:
    """The days on which a policy may begin, counted from the first measured one; without any, those of
    `STARTS` in the measured days. Raises ExperimentError where one lies outside them."""
    last = scenario.experiment.days - 1
    starts = starts or [each for each in STARTS if each <= last]
    for each in starts:
        if not 0 <= each <= last:
            raise ExperimentError(
                f"--starts: day {each} lies outside the measured days; allowed: 0 to {last}"
            )
    return tuple(scenario.experiment.start + timedelta(each) for each in sorted(set(starts)))
