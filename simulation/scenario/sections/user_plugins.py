"""User-defined policies, shocks and metrics, as a scenario names them: `my_policy.py:tea_hours`.

Their numbers and units are declared in the file, so reading the scenario runs it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FunctionType
from typing import Any

from simulation.registry import Registry
from simulation.scenario.errors import Errors, Location
from simulation.scenario.sections.user_objects import read_user_object
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
    lacks = list(_lacks(cls, known.promise))
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
    wrong = _wrong_inputs(metric.value, ("records",))
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


def _lacks(cls: Any, promise: Any) -> Iterator[str]:
    """What a user-defined class still needs, each as the end of a sentence."""
    for name in inspect.get_annotations(promise):
        if not hasattr(cls, name):
            yield f"has no {name}; write `{_EXAMPLES.get(name, name)}` below its `class` line"
    title = getattr(cls, "title", {})
    if not isinstance(title, dict) or title.keys() != {"en", "zh"}:
        yield f"needs its title in both languages; write `{_EXAMPLES['title']}`"
    if "remedy" in inspect.get_annotations(promise) and not _is_remedy(getattr(cls, "remedy", 0)):
        yield f"has the remedy {cls.remedy!r}; write one of 1 to 6, or 0 for none: `{_EXAMPLES['remedy']}`"
    for name, asked in vars(promise).items():
        if not name.startswith("_") and isinstance(asked, FunctionType | property):
            yield from _lacks_method(cls, name, asked)


_EXAMPLES = {"title": 'title = {"en": "...", "zh": "..."}', "remedy": "remedy = 0"}


def _is_remedy(remedy: Any) -> bool:
    several = remedy if isinstance(remedy, tuple) and remedy else (remedy,)
    return all(isinstance(each, int) and 0 <= each <= 6 for each in several)


def _lacks_method(cls: Any, name: str, asked: Any) -> Iterator[str]:
    """What is wrong with one method or property."""
    own = inspect.getattr_static(cls, name, None)
    if isinstance(asked, property):
        if own is None:
            yield f"has no {name}; write `{name} = 7`, or a property of that name"
        elif isinstance(own, FunctionType):
            yield f"has `{name}` as a method; write @property on the line above `def {name}(self):`"
        return
    inputs = tuple(inspect.signature(asked).parameters)
    if not isinstance(own, FunctionType):
        yield f"has no `{name}`; write `def {name}({', '.join(inputs)}):`"
    elif wrong := _wrong_inputs(own, inputs):
        yield wrong


def _wrong_inputs(own: Callable[..., Any], inputs: tuple[str, ...]) -> str:
    """What is wrong with the inputs of a function; empty where it can be asked with them."""
    try:
        inspect.signature(own).bind(*inputs)
    except TypeError:
        mine, asked = ", ".join(inspect.signature(own).parameters), ", ".join(inputs)
        name = getattr(own, "__name__", "it")
        return f"has `def {name}({mine}):`, but it is asked with ({asked}); write `def {name}({asked}):`"
    return ""
