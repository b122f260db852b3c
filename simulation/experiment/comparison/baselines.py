"""What each scenario of a study is compared with: the study's baseline, or another one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulation.scenario import Scenario, Study


def pairs(study: Study) -> list[tuple[Scenario, Scenario]]:
    """Pairs of a baseline and a scenario that is compared with it."""
    by_name = {each.name: each for each in (study.baseline, *study.scenarios)}
    own = {name: study.baselines.get(name, study.baseline.name) for name in by_name}
    return [(by_name[own[name]], one) for name, one in by_name.items() if own[name] != name]


def baseline_of(study: Mapping[str, Any]) -> dict[str, str]:
    """The same pairs from study.json: the name of the baseline by the name of the scenario, in order.

    A scenario that is its own baseline is left out.
    """
    own = {each["name"]: each.get("baseline", study["baseline"]) for each in study["scenarios"]}
    return {name: baseline for name, baseline in own.items() if name != baseline}
