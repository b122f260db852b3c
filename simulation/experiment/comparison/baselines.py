"""What each scenario of a study is held against: the study's baseline, or one of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulation.scenario import Scenario, Study


def pairs(study: Study) -> list[tuple[Scenario, Scenario]]:
    """The baseline of each scenario that is held against one, and the scenario."""
    by_name = {each.name: each for each in (study.baseline, *study.scenarios)}
    own = {name: study.baselines.get(name, study.baseline.name) for name in by_name}
    return [(by_name[own[name]], one) for name, one in by_name.items() if own[name] != name]


def baseline_of(study: Mapping[str, Any]) -> dict[str, str]:
    """The same of what study.json says: the name of a baseline by the name of the scenario, in their order.

    A scenario that is its own baseline is held against nothing.
    """
    own = {each["name"]: each.get("baseline", study["baseline"]) for each in study["scenarios"]}
    return {name: baseline for name, baseline in own.items() if name != baseline}
