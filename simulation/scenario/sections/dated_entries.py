"""Dated things of a scenario, policies and shocks: which, with which numbers, and from when."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from simulation.parameters import described
from simulation.plugins.registry import Registry
from simulation.scenario.errors import Errors, Location
from simulation.scenario.sections.numbers import Setting, check_range, read_value
from simulation.scenario.sections.user_defined.plugins import is_user_defined, read_user_plugin
from simulation.scenario.settable import INTERVENTIONS, PLUGINS, plugin_path
from simulation.scenario.settings import ExperimentSettings
from simulation.scenario.yaml.inheritance import Document
from simulation.scenario.yaml.nodes import Block, Node
from simulation.scenario.yaml.values import as_block, as_date, as_items, only


@dataclass(frozen=True)
class Entry:
    """One policy or shock as it is written: under which key, its name, its settings, where, and its class."""

    section: str
    name: str
    block: Block
    location: Location
    kind: type


@dataclass(frozen=True)
class ValidationContext:
    """What an entry is checked against; grids and experiment are None where they are wrong themselves."""

    grids: int | None
    experiment: ExperimentSettings | None
    beyond: Collection[str]


def read_entries(document: Document, section: str, errors: Errors) -> list[Entry]:
    """The policies or the shocks in a document."""
    node = document.root.entries.get(section)
    items = None if node is None else as_items(node, section, errors)
    folder = Path(document.file).parent
    return [
        entry for each in (items.items if items else ()) if (entry := _entry(each, section, folder, errors))
    ]


def _entry(node: Node, section: str, folder: Path, errors: Errors) -> Entry | None:
    known, kind = PLUGINS[section], PLUGINS[section].kind
    called = "a policy" if section == INTERVENTIONS else f"a {kind}"
    block = as_block(node, called, errors)
    if block is None:
        return None
    if len(block.keys) != 1:
        return errors.add(
            block.location, f"{called} is one name with its settings, but here are {len(block.keys)} names"
        )
    ((said, location),) = block.keys.items()
    found = _named(said, known, location, folder, errors)
    value = block.entries.get(said)
    settings = None if value is None else as_block(value, said, errors)
    return Entry(section, found[0], settings, location, found[1]) if found and settings else None


def _named(
    said: str, known: Registry[Any], location: Location, folder: Path, errors: Errors
) -> tuple[str, type] | None:
    """The name and class of a policy or shock, of the program or of a user file."""
    if is_user_defined(said):
        return read_user_plugin(said, known, location, folder, errors)
    if said not in known.all():
        return errors.add(location, f"there is no {known.kind} '{said}'", known, said)
    return said, known[said]


def read_numbers(
    entry: Entry, more: Iterable[str], around: ValidationContext, errors: Errors
) -> dict[str, float | str]:
    """The numbers of its own that an entry sets; `more`: the other keys that it may have."""
    numbers, found = described(entry.kind), {}
    only(entry.block, [*numbers, *more], entry.name, errors)
    for name, about in numbers.items():
        node, path = entry.block.entries.get(name), plugin_path(entry.section, entry.name, name)
        value = None if node is None else read_value(node, path, about, errors)
        if node is not None and value is not None:
            check_range(path, Setting(value, node.location), about, around.beyond, errors)
            found[name] = value
    return found


def read_date(entry: Entry, key: str, errors: Errors) -> date | None:
    """One of its dates, None where it has none."""
    node = entry.block.entries.get(key)
    return None if node is None else as_date(node, f"{entry.name}.{key}", errors)


def read_start(entry: Entry, what: str, errors: Errors) -> date | None:
    """The date that no entry can do without. what: which day it is, for the complaint."""
    if "from" not in entry.block.keys:
        errors.add(entry.location, f"{entry.name} has no 'from': {what}", "from: YYYY-MM-DD")
    return read_date(entry, "from", errors)
