"""Which parameter sets a study runs over where it names none: assumptions vary by default."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from simulation.shipped import SCENARIOS

if TYPE_CHECKING:
    from simulation.scenario import ParameterSets, Scenario, Study

STREET = SCENARIOS / "lijia.yaml"
PLAUSIBLE = SCENARIOS / "parameter-sets" / "plausible.csv"


def over_assumptions(study: Study) -> Study:
    """The study over the plausible sets of its street, where it names no sets; as it is where there are none
    of its place. They were drawn about one street, and kept for what that street shows."""
    if any(each.experiment.parameter_sets for each in _worlds(study)) or not PLAUSIBLE.exists():
        return study
    if any(each.city.several or each.place.name != STREET.stem for each in _worlds(study)):
        return study
    sets = _plausible()
    return _each(study, lambda world: _with(world, sets))


def by_luck_alone(study: Study) -> Study:
    """The study with the scenarios' own numbers, also where it names sets."""
    return _each(study, lambda world: _with(world, None))


def _plausible() -> ParameterSets | None:
    from simulation.scenario import load

    return load(STREET, [f"experiment.parameter_sets={PLAUSIBLE.as_posix()}"]).experiment.parameter_sets


def _worlds(study: Study) -> tuple[Scenario, ...]:
    return (study.baseline, *study.scenarios)


def _each(study: Study, change: Callable[[Scenario], Scenario]) -> Study:
    made = {each.name: change(each) for each in _worlds(study)}
    others = tuple(made[each.name] for each in study.scenarios)
    return replace(study, baseline=made[study.baseline.name], scenarios=others)


def _with(world: Scenario, sets: ParameterSets | None) -> Scenario:
    return replace(world, experiment=replace(world.experiment, parameter_sets=sets))
