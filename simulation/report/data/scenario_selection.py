"""Which scenarios a page shows one by one: of many packages or points it shows those that stand for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulation.experiment.comparison.baselines import baseline_of

MOST = 9  # beside the baseline: as many as there are colours


def shown(study: Mapping[str, Any]) -> list[str]:
    """Names of scenarios, the baseline first, the others in the order of the study.

    Of packages only the single remedies and the whole: what the others are for stands in packages.csv. Of a
    sweep those that are compared with the study's baseline; of too many the first and the last point of each
    scenario that is swept.
    """
    listed = {each["name"]: each for each in study.get("scenarios", [])}
    size = {name: len(each.get("package", ())) for name, each in listed.items()}
    whole = [name for name in listed if size[name] in (0, 1, max(size.values()))]
    names = [name for name in whole if name != study["baseline"]]
    if "sweep" in study:
        against = baseline_of(study)
        names = [name for name in names if against.get(name) == study["baseline"]]
        names = names if len(names) <= MOST else _ends(names, listed)
    return [study["baseline"], *names]


def all_shown(study: Mapping[str, Any]) -> bool:
    """Whether every scenario of a sweep is shown one by one."""
    return len(shown(study)) == len(study["scenarios"])


def are_choices(study: Mapping[str, Any]) -> bool:
    """Whether the points of a sweep are policies to choose among, all of them on the page."""
    return are_policies(study) and all_shown(study)


def are_policies(study: Mapping[str, Any]) -> bool:
    """Whether the points of a sweep differ in policies alone, and not in the world they are run in."""
    return all(path.startswith("interventions.") or path == "strength" for path in study["sweep"]["paths"])


def _ends(names: list[str], listed: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The first and the last point of each scenario that is swept, and what is not swept."""
    points: dict[str, list[str]] = {}
    for name in names:
        points.setdefault(listed[name].get("of", name), []).append(name)
    kept = {name for each in points.values() for name in (each[0], each[-1])}
    return [name for name in names if name in kept]
