"""Policies, shocks and metrics of one's own, as a scenario names them: `my_policy.py:tea_hours`.

Their numbers and units are declared in the file, so reading the scenario runs it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simulation.plugin_checks import wrong_inputs
from simulation.registry import Registry
from simulation.scenario.errors import Faults, Spot
from simulation.scenario.sections.user_objects import read_own_thing
from simulation.scenario.yaml.inheritance import Document
from simulation.scenario.yaml.values import as_items, as_text
from simulation.user_files import UserFileError, UserObject, found_in

METRICS = "metrics"
_KIND_OF_METRICS = "metric"


def is_user_defined(name: str) -> bool:
    """Whether a name is that of something in a file."""
    return ".py:" in name or name.endswith(".py")


def read_user_plugin(
    text: str, known: Registry[Any], spot: Spot, folder: Path, faults: Faults
) -> tuple[str, type] | None:
    """A policy or shock of one's own with the name that it gave itself, or None after noting faults."""
    found = _read(text, known.kind, spot, folder, faults)
    if found is None:
        return None
    thing, cls = found
    lacks = list(known.lacks(cls))
    for each in lacks:
        faults.add(spot, f"{thing.file}: the {known.kind} '{thing.name}' {each}")
    return None if lacks else (thing.name, cls)


def read_own_metrics(documents: list[Document], faults: Faults) -> dict[str, tuple[UserObject, Spot]]:
    """The metrics of one's own in all documents, by name; later documents win."""
    found: dict[str, tuple[UserObject, Spot]] = {}
    for document in documents:
        node = document.root.entries.get(METRICS)
        items = as_items(node, METRICS, faults) if node else None
        for each in items.items if items else ():
            text = as_text(each, f"an entry of {METRICS}", faults)
            folder = Path(document.file).parent
            metric = _metric(text, each.spot, folder, faults) if text else None
            found |= {metric.name: (metric, each.spot)} if metric else {}
    return found


def _metric(text: str, spot: Spot, folder: Path, faults: Faults) -> UserObject | None:
    read = _read(text, _KIND_OF_METRICS, spot, folder, faults)
    if read is None:
        return None
    thing, metric = read
    wrong = wrong_inputs(metric.value, ("records",))
    return faults.add(spot, f"{thing.file}: the metric '{thing.name}' {wrong}") if wrong else thing


def _read(text: str, kind: str, spot: Spot, folder: Path, faults: Faults) -> tuple[UserObject, Any] | None:
    """A plug-in of a file, and the file; None after noting a fault."""
    thing = read_own_thing(text, f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}", spot, folder, faults)
    if thing is None:
        return None
    try:
        found = found_in(thing.text, thing.file, kind)
    except UserFileError as error:
        return faults.add(spot, str(error))
    if thing.name in found:
        return thing, found[thing.name]
    if found:
        return faults.add(spot, f"there is no {kind} '{thing.name}' in {thing.file}", found, thing.name)
    decorator = f'@{kind}("{thing.name}"' + (", unit=..., ...)" if kind == _KIND_OF_METRICS else ")")
    return faults.add(spot, f"there is no {kind} in {thing.file}; write {decorator} on the line above it")
