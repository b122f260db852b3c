"""What a sweep can turn: the dotted paths that `--set` takes, but for the experiment."""

from __future__ import annotations

from contextlib import suppress
from math import isfinite

from simulation.parameters import Parameter, described
from simulation.scenario.errors import Errors, Location
from simulation.scenario.sections.numbers import read_value
from simulation.scenario.sections.strength import ABOUT, STRENGTH
from simulation.scenario.settable import INTERVENTIONS, PLUGINS, SHOCKS, known_numbers
from simulation.scenario.yaml.nodes import Node, Text
from simulation.scenario.yaml.values import as_text

Written = float | str
_WHEN_AND_WHERE = {INTERVENTIONS: ("from", "to", "ramp", "grids"), SHOCKS: ("from", "estates")}


def check_path(path: str, location: Location, errors: Errors) -> bool:
    """Whether there is something to turn at a path; if not, that is noted."""
    before, first = len(errors), path.partition(".")[0]
    if first in PLUGINS:
        _check_plugin(path, location, errors)
    elif first == "experiment":
        said = f"'{path}' cannot be swept: scenarios are compared over the same days, seeds and sets"
        errors.add(location, said, "paths of place, model, parameters, interventions, shocks; strength")
    elif about(path) is None:
        known = [STRENGTH, *known_numbers()]
        near = [each for each in known if each.endswith("." + path.rpartition(".")[2])]
        errors.add(location, f"there is nothing to set at '{path}'", near or known, path)
    return len(errors) == before


def _check_plugin(path: str, location: Location, errors: Errors) -> None:
    section, _, inner = path.partition(".")
    plugin, _, name = inner.partition(".")
    known = PLUGINS[section]
    if plugin not in known:
        errors.add(location, f"there is no {known.kind} '{plugin}'", known, plugin)
    elif not name:
        errors.add(location, f"'{path}' names no number, but a whole {known.kind}", f"{path}.NAME")
    elif name not in (names := [*described(known[plugin]), *_WHEN_AND_WHERE[section]]):
        errors.add(location, f"{plugin} has no key '{name}'", names, name)


def about(path: str) -> Parameter | None:
    """What is declared of a path; None for dates and grids of a policy, and where there is nothing."""
    return ABOUT if path == STRENGTH else known_numbers().get(path)


def read_written(path: str, node: Node, errors: Errors) -> Written | None:
    """A value as tables and names say it: a number in the declared unit, or a word."""
    if not isinstance(node, Text):
        return errors.add(node.location, f"a value of {path} is {node.kind}, but must be a single value")
    declared = about(path)
    if declared is not None:
        return read_value(node, path, declared, errors)
    text = as_text(node, path, errors)
    with suppress(ValueError):
        if text is not None and isfinite(float(text)):
            return float(text)
    return text


def unit_of(path: str) -> str:
    """The unit of a path's values; nothing for words, dates and grids."""
    declared = about(path)
    return "" if declared is None or declared.allowed or declared.unit == "choice" else declared.unit


def shown(value: Written) -> str:
    """A value as names and titles say it."""
    return value if isinstance(value, str) else f"{value:.12g}"
