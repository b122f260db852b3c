"""Numbers and words as a file sets them: bare, or with their own range and source."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from simulation.parameters import Parameter
from simulation.scenario.errors import Errors, Location
from simulation.scenario.settings import Range
from simulation.scenario.yaml.nodes import Block, Node
from simulation.scenario.yaml.values import as_form, as_number, as_text, as_word, only

FORM = ("value", "low", "high", "source")
SHARES = ("share", "chance")


@dataclass(frozen=True)
class Setting:
    """A value with the location where it was written, and the range that came with it."""

    value: float | str
    location: Location
    range: Range | None = None


def read_setting(node: Node, path: str, about: Parameter, errors: Errors) -> Setting | None:
    """A value, bare or as `{value, low, high, source}`."""
    if isinstance(node, Block):
        return _read_form(node, path, about, errors)
    value = read_value(node, path, about, errors)
    return None if value is None else Setting(value, node.location)


def read_value(node: Node, path: str, about: Parameter, errors: Errors) -> float | str | None:
    """A number in the declared unit, one of the declared words, or a text."""
    if about.allowed:
        return as_word(node, path, about.allowed, errors)
    if about.unit == "choice":
        return as_form(node, path, about.name, errors)
    return as_number(node, path, about.unit, errors)


def _read_form(block: Block, path: str, about: Parameter, errors: Errors) -> Setting | None:
    only(block, FORM, path, errors)
    if "value" not in block.keys:
        errors.add(block.location, f"{path} has no 'value'", FORM)
    if "value" not in block.entries:
        return None
    value = read_value(block.entries["value"], f"{path}.value", about, errors)
    own = _read_range(block, path, about, errors)
    return None if value is None else Setting(value, block.location, own)


def _read_range(block: Block, path: str, about: Parameter, errors: Errors) -> Range | None:
    """The range of a number; a range needs a source."""
    given = [key for key in FORM[1:3] if key in block.keys]
    source = as_text(block.entries["source"], f"{path}.source", errors) if "source" in block.entries else None
    if not given:
        return None
    missing = [key for key in FORM[1:] if key not in block.keys]
    if missing:
        return errors.add(
            block.location, f"{path} has a range without '{missing[0]}'", "low, high and source together"
        )
    low, high = (_limit(block, key, path, about, errors) for key in ("low", "high"))
    if low is None or high is None or source is None:
        return None
    if low > high:
        return errors.add(
            block.location, f"{path} has a range from {low:.12g} to {high:.12g}", "low not above high"
        )
    return Range(low, high, source)


def _limit(block: Block, key: str, path: str, about: Parameter, errors: Errors) -> float | None:
    node = block.entries.get(key)
    return None if node is None else as_number(node, f"{path}.{key}", about.unit, errors)


def check_range(
    path: str, setting: Setting, about: Parameter, beyond: Collection[str], errors: Errors
) -> None:
    """A number lies in its range unless named under `beyond_range`; a share lies in 0 to 1 in any case."""
    value = setting.value
    if isinstance(value, str):
        return
    low, high = (setting.range.low, setting.range.high) if setting.range else (about.low, about.high)
    if about.unit in SHARES and not 0 <= value <= 1:
        errors.add(setting.location, f"{path} is {value:.12g}, but a {about.unit} lies between 0 and 1")
    elif not low <= value <= high and path not in beyond:
        allowed = f"{low:.12g} to {high:.12g} {about.unit}; or name {path} under beyond_range"
        errors.add(setting.location, f"{path} is {value:.12g} {about.unit}, outside its range", allowed)
