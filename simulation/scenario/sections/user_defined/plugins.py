"""User-defined policies, shocks and metrics, as a scenario names them: `my_policy.py:tea_hours`.

Their numbers and units are declared in the file, so reading the scenario runs it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simulation.plugins.checks import wrong_inputs
from simulation.plugins.registry import Registry
from simulation.scenario.errors import Errors, Location
from simulation.scenario.sections.user_defined.objects import read_user_object
from simulation.scenario.yaml.inheritance import Document
from simulation.scenario.yaml.values import as_items, as_text
from simulation.user_files import UserFileError, UserObject, found_in

METRICS = "metrics"
_KIND_OF_METRICS = "metric"


def is_user_defined(name: str) -> bool:
    """Whether a name is that of something in a file."""
    return ".py:" in name or name.endswith(".py")


def read_user_plugin(
    text: str, known: Registry[Any], location: Location, folder: Path, errors: Errors
) -> tuple[str, type] | None:
    """A user-defined policy or shock with its registered name, or None after noting errors."""
    found = _read(text, known.kind, location, folder, errors)
    if found is None:
        return None
    thing, cls = found
    lacks = list(known.lacks(cls))
    for each in lacks:
        errors.add(location, f"{thing.file}: the {known.kind} '{thing.name}' {each}")
    return None if lacks else (thing.name, cls)


def read_user_metrics(documents: list[Document], errors: Errors) -> dict[str, tuple[UserObject, Location]]:
    """The user-defined metrics of all documents, by name; later documents win."""
    found: dict[str, tuple[UserObject, Location]] = {}
    for document in documents:
        node = document.root.entries.get(METRICS)
        items = as_items(node, METRICS, errors) if node else None
        for each in items.items if items else ():
            text = as_text(each, f"an entry of {METRICS}", errors)
            folder = Path(document.file).parent
            metric = _metric(text, each.location, folder, errors) if text else None
            found |= {metric.name: (metric, each.location)} if metric else {}
    return found


def _metric(text: str, location: Location, folder: Path, errors: Errors) -> UserObject | None:
    read = _read(text, _KIND_OF_METRICS, location, folder, errors)
    if read is None:
        return None
    thing, metric = read
    wrong = wrong_inputs(metric.value, ("records",))
    return errors.add(location, f"{thing.file}: the metric '{thing.name}' {wrong}") if wrong else thing


def _read(
    text: str, kind: str, location: Location, folder: Path, errors: Errors
) -> tuple[UserObject, Any] | None:
    """A plug-in of a file, and the file; None after noting an error."""
    thing = read_user_object(text, f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}", location, folder, errors)
    if thing is None:
        return None
    try:
        found = found_in(thing.text, thing.file, kind)
    except UserFileError as error:
        return errors.add(location, str(error))
    if thing.name in found:
        return thing, found[thing.name]
    if found:
        return errors.add(location, f"there is no {kind} '{thing.name}' in {thing.file}", found, thing.name)
    decorator = f'@{kind}("{thing.name}"' + (", unit=..., ...)" if kind == _KIND_OF_METRICS else ")")
    return errors.add(location, f"there is no {kind} in {thing.file}; write {decorator} on the line above it")
