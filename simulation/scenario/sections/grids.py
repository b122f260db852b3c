"""Where a policy acts: `all`, a list with ranges `[1, 5-8]`, or a share `30 %`; and how many estates a shock
strikes."""

from __future__ import annotations

import re

from simulation.scenario.errors import Errors, Location, shortly
from simulation.scenario.settings import GridChoice
from simulation.scenario.yaml.nodes import Items, Node, Text
from simulation.scenario.yaml.values import as_text

_ONE_OR_RANGE = re.compile(r"(\d{1,9})(?:\s*-\s*(\d{1,9}))?", re.ASCII)
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%", re.ASCII)
_FORMS = "all, a list of numbers and ranges [1, 5-8], or a share 30 %"


def read_grids(node: Node, name: str, grids: int | None, errors: Errors) -> GridChoice | None:
    """The choice of grids. grids: how many there are, None where that is not known."""
    if isinstance(node, Items):
        return _listed(node, name, grids, errors)
    text = as_text(node, name, errors)
    if text is None or text == "all":
        return None if text is None else GridChoice()
    percent = _percent(text)
    if percent:
        return GridChoice(percent=percent)
    return errors.add(node.location, f"{name} cannot be '{shortly(text)}'", _FORMS)


def read_share(node: Node, name: str, errors: Errors) -> float | None:
    """A random choice, in per cent: `all`, or a share `30 %`."""
    text = as_text(node, name, errors)
    if text is None or text == "all":
        return None if text is None else 100.0
    percent = _percent(text)
    return percent or errors.add(node.location, f"{name} cannot be '{shortly(text)}'", "all, or a share 30 %")


def _percent(text: str) -> float | None:
    """The number of a share above 0 and up to 100 %, None of anything else."""
    found = _PERCENT.fullmatch(text)
    return float(found[1]) if found and 0 < float(found[1]) <= 100 else None


def _listed(items: Items, name: str, grids: int | None, errors: Errors) -> GridChoice | None:
    if not items.items:
        return errors.add(items.location, f"{name} is an empty list", _FORMS)
    if grids is not None and len(items.items) > grids:
        said = f"{name} has {len(items.items)} entries"
        return errors.add(items.location, said, f"as many as there are grids, {grids}")
    ranges = [_range(each, name, grids, errors) for each in items.items]
    return GridChoice(tuple(sorted({number for each in ranges for number in each})))


def _range(node: Node, name: str, grids: int | None, errors: Errors) -> range:
    found = _ONE_OR_RANGE.fullmatch(node.text) if isinstance(node, Text) else None
    if not found:
        said = f"has an entry '{shortly(node.text)}'" if isinstance(node, Text) else f"has {node.kind} in it"
        return _error(node.location, f"{name} {said}", "numbers and ranges, [1, 5-8]", errors)
    first, last = int(found[1]), int(found[2] or found[1])
    if first > last:
        return _error(
            node.location, f"{name} has a range from {first} down to {last}", f"{last}-{first}", errors
        )
    if first < 1 or (grids is not None and last > grids):
        said = f"{name} names grid {first if first < 1 else last}"
        return _error(node.location, said, f"1 to {grids}" if grids else "numbers from 1", errors)
    return range(first, last + 1) if grids else range(0)


def _error(location: Location, sentence: str, allowed: str, errors: Errors) -> range:
    errors.add(location, sentence, allowed)
    return range(0)
