"""What a study will run: every scenario with every seed, in the order of the study file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from simulation.experiment.errors import ExperimentError

if TYPE_CHECKING:
    from simulation.scenario import Scenario, Study


T = TypeVar("T")


@dataclass(frozen=True)
class Run:
    """One scenario with one seed; the seed of a replication is the same in every scenario."""

    scenario: Scenario
    replication: int
    seed: int
    parameter_set: int = 0  # its number from 1; 0: the scenario's own numbers

    @property
    def name(self) -> str:
        """Its folder below `runs/`."""
        return f"{self.scenario.name}-{self.replication}"


@dataclass(frozen=True)
class Shard:
    """Part `number` (from 1) of `count` parts of a plan, for machines that share nothing: a block of runs, so
    that a part has whole pairs."""

    number: int = 1
    count: int = 1

    @classmethod
    def read(cls, text: str) -> Shard:
        """A shard written as k/n; ValueError says what is wrong with another text."""
        number, slash, count = text.partition("/")
        if not (slash and number.isascii() and number.isdigit() and count.isascii() and count.isdigit()):
            raise ValueError(f"'{text}' is no shard; write k/n, such as 2/5 for the second of five parts")
        if not 1 <= int(number) <= int(count):
            raise ValueError(
                f"there is no part {int(number)} of {int(count)}; allowed: 1/{count} to {count}/{count}"
            )
        return cls(int(number), int(count))

    def of(self, runs: tuple[T, ...]) -> tuple[T, ...]:
        """The runs of this part."""
        first, after = (len(runs) * edge // self.count for edge in (self.number - 1, self.number))
        return runs[first:after]

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


WHOLE = Shard()


def arms(study: Study) -> tuple[Scenario, ...]:
    """The scenarios of a study, the baseline first."""
    return (study.baseline, *(each for each in study.scenarios if each is not study.baseline))


def plan(study: Study) -> tuple[Run, ...]:
    """Every run of a study: replication by replication, so that a stopped study has whole pairs.

    A replication has one parameter set in all scenarios, so that pairs differ by policy alone; runs of a
    scenario that share their set share the scenario, so that they may be simulated side by side. Raises
    ExperimentError where two scenarios share a name or do not measure the same days with the same seeds and
    sets.
    """
    scenarios = arms(study)
    _check_names(scenarios)
    _check_same_days(scenarios)
    settings = study.baseline.experiment
    sets = settings.parameter_sets
    worlds: dict[tuple[str, int], Scenario] = {}
    found = []
    for replication in range(settings.replications):
        number = sets.number_of(replication) if sets else 0
        seed = settings.seed + (sets.luck_of(replication) if sets else replication)
        for scenario in scenarios:
            if (scenario.name, number) not in worlds:
                worlds[scenario.name, number] = scenario.in_replication(replication) if sets else scenario
            found.append(Run(worlds[scenario.name, number], replication, seed, number))
    return tuple(found)


def in_table_order(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Runs as tables list them: scenario by scenario in the order of the study, then by replication."""
    place = {name: at for at, name in enumerate(dict.fromkeys(run.scenario.name for run in runs))}
    return tuple(sorted(runs, key=lambda run: (place[run.scenario.name], run.replication)))


def _check_names(scenarios: tuple[Scenario, ...]) -> None:
    twice = [name for name, count in Counter(each.name for each in scenarios).items() if count > 1]
    if twice:
        raise ExperimentError(
            f"more than one scenario of the study is called {', '.join(twice)}; give each a name of its own"
        )


def _check_same_days(scenarios: tuple[Scenario, ...]) -> None:
    baseline = scenarios[0]
    for each in scenarios[1:]:
        if each.experiment != baseline.experiment:
            raise ExperimentError(
                f"'{each.name}' cannot be compared with '{baseline.name}': their experiments differ in "
                f"{_differences(baseline.experiment, each.experiment)}; "
                "a comparison needs the same days, seeds and parameter sets"
            )


def check_same_place(scenarios: tuple[Scenario, ...]) -> None:
    """Raises ExperimentError where two scenarios are of different places, or of different numbers of
    residents."""
    baseline = scenarios[0]
    for each in scenarios[1:]:
        if _people(each) != _people(baseline):
            raise ExperimentError(
                f"'{each.name}' cannot be compared with '{baseline.name}': they are in different places, "
                f"{_people(each)} and {_people(baseline)}; common random numbers need the same people"
            )


def check_one_cause(scenarios: tuple[Scenario, ...]) -> None:
    """Raises ExperimentError where a scenario differs from the baseline in its shocks and in its policies:
    nobody could say which of them made the difference."""
    baseline = scenarios[0]
    for each in scenarios[1:]:
        if each.shocks != baseline.shocks and each.policies != baseline.policies:
            raise ExperimentError(
                f"'{each.name}' cannot be compared with '{baseline.name}': it differs in its shocks and in "
                "its policies; give the baseline the same shocks"
            )


def check_user_files(scenarios: tuple[Scenario, ...]) -> None:
    """Raises ExperimentError where two user files share a name, as each gets a copy beside the scenarios, or
    two metrics do."""
    texts: dict[str, str] = {}
    for own in (own for each in scenarios for own in each.user_files):
        if texts.setdefault(own.file_name, own.text) != own.text:
            raise ExperimentError(
                f"two different user files are called {own.file_name}; give one of them another name"
            )
    names = [each.name for each in scenarios[0].metrics]
    for name in names:
        if names.count(name) > 1:
            raise ExperimentError(
                f"two user-defined metrics are called {name}; give one of them another name"
            )


def _people(scenario: Scenario) -> str:
    streets = f" in each of {scenario.city.streets:g} streets" if scenario.city.several else ""
    return f"{scenario.place.name} ({scenario.place.residents:,.0f} residents{streets})"


def _differences(one: object, other: object) -> str:
    pairs = ((name, value, getattr(other, name)) for name, value in vars(one).items())
    return ", ".join(f"{name} ({value} and {theirs})" for name, value, theirs in pairs if value != theirs)
