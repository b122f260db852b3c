"""`--set` pairs, `dotted.path=value`: read as one more file that comes last, so they are checked like one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from simulation.scenario.errors import Errors, Location
from simulation.scenario.sections.dated_entries import Entry
from simulation.scenario.sections.strength import STRENGTH
from simulation.scenario.settable import PLUGINS, known_numbers
from simulation.scenario.yaml.inheritance import Document
from simulation.scenario.yaml.nodes import Block, Items, Node, read_node

FILE = "--set"
_LOCATION = Location(FILE)
_WORDS = {"interventions": ("policy", "policies"), "shocks": ("shock", "shocks")}
_SECTIONS = ("place", "model", "city", "experiment")


@dataclass(frozen=True)
class Placed:
    """A value for a dotted path that stands elsewhere than after `--set`."""

    path: str
    node: Node


class Overrides:
    """What was set on the command line: a document, and settings of policies and shocks that the scenario
    has."""

    def __init__(self, pairs: Iterable[str | Placed], errors: Errors) -> None:
        self.errors = errors
        self.document = Document(FILE, Block({}, _LOCATION))
        self._plugins: dict[str, dict[str, dict[str, Node]]] = {section: {} for section in PLUGINS}
        for pair in pairs:
            if isinstance(pair, Placed):
                self._put(pair.path, pair.node)
            else:
                self._take(pair)

    def _take(self, pair: str) -> None:
        path, equals, text = (part.strip() for part in pair.partition("="))
        if not equals or not text or ("." not in path and path != STRENGTH):
            near = [each for each in known_numbers() if each.endswith("." + path)]
            self.errors.add(
                _LOCATION, f"'{pair}' is not a dotted path, '=' and a value", near or "model.workers=3", path
            )
            return
        node = read_node(text, FILE, self.errors)
        if node is not None:
            self._put(path, _moved(node))

    def _put(self, path: str, node: Node) -> None:
        first, _, inner = path.partition(".")
        plugin, _, name = inner.partition(".")
        if first in PLUGINS and name:
            self._plugins[first].setdefault(plugin, {})[name] = node
        elif first == path == STRENGTH:
            _set(self.document.root, path, node)
        elif first in _SECTIONS:
            _set(self._section(first), inner, node)
        else:
            _set(self._section("parameters"), path, node)

    def _section(self, name: str) -> Block:
        root = self.document.root
        if name not in root.entries:
            _set(root, name, Block({}, _LOCATION))
        section = root.entries[name]
        assert isinstance(section, Block)
        return section

    def on(self, section: str, entries: list[Entry]) -> list[Entry]:
        """The policies or the shocks of a scenario with what was set for all of a name."""
        names, given = {entry.name for entry in entries}, self._plugins[section]
        one, several = _WORDS[section]
        for name in sorted(given.keys() - names):
            self.errors.add(
                _LOCATION, f"the scenario has no {one} '{name}'", names or f"none: it has no {several}", name
            )
        return [replace(entry, block=_with(entry.block, given.get(entry.name, {}))) for entry in entries]


def _set(block: Block, key: str, node: Node) -> None:
    block.entries[key] = node
    block.keys[key] = node.location


def _with(block: Block, more: dict[str, Node]) -> Block:
    locations = {key: node.location for key, node in more.items()}
    return Block(block.entries | more, block.location, block.keys | locations)


def _moved(node: Node) -> Node:
    """The same node, standing on the command line."""
    if isinstance(node, Items):
        return Items(tuple(map(_moved, node.items)), _LOCATION)
    if isinstance(node, Block):
        entries = {key: _moved(value) for key, value in node.entries.items()}
        return Block(entries, _LOCATION, dict.fromkeys(node.keys, _LOCATION))
    return replace(node, location=_LOCATION)
