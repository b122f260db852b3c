"""A YAML file as nodes that know where they stand.

Values stay the text that was written: the caller asks for a number, a date or a word, so `no` is never
a truth value. Read strictly: no key twice, nothing empty, no anchors, no tags, one document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, zip_longest
from pathlib import Path
from warnings import catch_warnings

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, ReusedAnchorWarning, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.nodes import Node as Composed

from simulation.scenario.errors import Errors, Location
from simulation.scenario.yaml.chinese_signs import chinese_signs
from simulation.scenario.yaml.not_yaml import why_not_yaml
from simulation.text.no_text import NO_TEXT

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_LARGEST = 1_000_000  # bytes; a scenario is a page
_MOST = 20_000  # lines and values; a scenario with all its defaults has two thousand
_DEEPEST = 50  # brackets in brackets, which cost a reader the square of their number
_MARK, _BRACKET = re.compile(r"[\n,\[{]|: "), re.compile(r"[\[\]{}]")
_KINDS = ["str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value"]
_PLAIN_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in _KINDS}
_NOTHING = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True)
class Text:
    """A single value as it was written; plain: without quotation marks."""

    text: str
    plain: bool
    location: Location
    kind = "a single value"


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    location: Location
    kind = "a list"


@dataclass(frozen=True)
class Block:
    """A map; keys: where each key stands."""

    entries: dict[str, Node]
    location: Location
    keys: dict[str, Location] = field(default_factory=dict)
    kind = "a map"


Node = Text | Items | Block


def read_file(path: Path, file: str, errors: Errors) -> Block | None:
    """The map that a file holds, or None after noting why there is none. file: its name in messages."""
    text = _text_of(path, file, errors)
    return None if text is None else read_text(text, file, errors)


def read_text(text: str, file: str, errors: Errors) -> Block | None:
    """The map that a text holds, or None after noting why there is none."""
    for at, sentence in chinese_signs(text):
        errors.suspect(_location_in(text[:at], file), sentence)
    node = read_node(text, file, errors)
    if node is None or isinstance(node, Block):
        return node
    errors.add(node.location, f"a scenario is a map of keys and values, not {node.kind}")
    return None


def read_node(text: str, file: str, errors: Errors) -> Node | None:
    """Whatever a text holds, or None after noting errors."""
    before = len(errors)
    if _unreadable(text, file, errors):
        return None
    composed = _composed(text, file, errors)
    node = None if composed is None else _Reader(file, errors).node(composed)
    if composed is None and len(errors) == before:
        errors.add(Location(file), "the file is empty")
    return node


def _text_of(path: Path, file: str, errors: Errors) -> str | None:
    try:
        return _decoded(path, file, errors)
    except (OSError, ValueError) as error:
        errors.add(Location(file), f"cannot be read: {getattr(error, 'strerror', None) or error}")
    return None


def _decoded(path: Path, file: str, errors: Errors) -> str | None:
    what = _no_file(path)
    if what:
        errors.add(Location(file), what)
        return None
    raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    if raw.startswith(UTF_16):
        errors.add(Location(file), "the file is UTF-16; save it as UTF-8")
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        errors.add(
            _location_in(raw[: error.start].decode("utf-8"), file),
            f"byte 0x{raw[error.start]:02x} is no UTF-8 text; save the file as UTF-8",
        )
    return None


def _no_file(path: Path) -> str:
    if path.is_dir():
        return "this is a folder, not a file"
    if not path.exists():
        return "there is no such file"
    if not path.is_file():
        return "this is not a regular file"
    if path.suffix == ".py":
        beside = path.with_suffix(".yaml")
        return "this is Python; name a scenario that uses it" + (
            f"; did you mean '{beside}'?" if beside.exists() else ""
        )
    return "larger than 1 MB, so hardly a scenario" if path.stat().st_size > _LARGEST else ""


def _location_in(before: str, file: str) -> Location:
    """The location that follows a text."""
    line = before.rfind("\n") + 1
    return Location(file, before.count("\n") + 1, len(before) - line + 1)


def _unreadable(text: str, file: str, errors: Errors) -> bool:
    """Note what would confuse a YAML reader: characters that are no text, tabs as indents, directives."""
    odd = NO_TEXT.search(text)
    if odd:
        location = _location_in(text[: odd.start()], file)
        errors.add(location, f"character U+{ord(odd.group()):04X} does not belong in a text file")
    tab = re.search(r"^ *\t", text, re.MULTILINE)
    if tab:
        errors.add(_location_in(text[: tab.end() - 1], file), "a tab; indent with spaces")
    directive = re.search(r"^%", text, re.MULTILINE)
    if directive:
        errors.add(_location_in(text[: directive.start()], file), "a YAML directive (%) is not read here")
    much = _too_much(text)
    if much:
        errors.add(Location(file), much)
    return bool(odd or tab or directive or much)


def _too_much(text: str) -> str:
    """What would take a reader very long, in words; nothing otherwise."""
    if sum(1 for _ in _MARK.finditer(text)) > _MOST:
        return f"more than {_MOST:,} lines and values, so hardly a scenario"
    depth = accumulate(1 if each in "[{" else -1 for each in _BRACKET.findall(text))
    return "nested too deeply" if max(depth, default=0) > _DEEPEST else ""


@lru_cache(maxsize=64)  # the points of a sweep read the same few files again and again
def _compose(text: str) -> Composed | None:
    with catch_warnings(action="ignore", category=ReusedAnchorWarning):  # anchors are errors in any case
        return YAML(typ="safe", pure=True).compose(text)


def _composed(text: str, file: str, errors: Errors) -> Composed | None:
    try:
        return _compose(text)
    except MarkedYAMLError as error:
        mark, why = why_not_yaml(error)
        location = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file)
        errors.add(location, f"this is not YAML: {why}")
    except RecursionError:
        errors.add(Location(file), "nested too deeply")
    except (YAMLError, ValueError) as error:
        errors.add(Location(file), f"this is not YAML: {str(error).splitlines()[0]}")
    return None


def _no_value(name: str, below: Composed | None) -> str:
    """What is said of a key without a value; a name with a dot belongs to a key above it that has none."""
    if isinstance(below, ScalarNode) and "." in below.value and "." not in name:
        return f"{name} has no value; put two spaces before {below.value}, so that it belongs to it"
    return f"{name} has no value"


class _Reader:
    """Turns composed YAML into nodes with locations."""

    def __init__(self, file: str, errors: Errors) -> None:
        self.file = file
        self.errors = errors

    def location(self, composed: Composed) -> Location:
        mark = composed.start_mark
        return Location(self.file, mark.line + 1, mark.column + 1)

    def node(self, composed: Composed) -> Node | None:
        """A node, or None after noting why not."""
        location = self.location(composed)
        if composed.anchor is not None:
            self.errors.add(location, "anchors and aliases (& and *) are not read here")
        elif str(composed.tag) not in _PLAIN_TAGS:
            self.errors.add(location, f"the tag {composed.tag} is not read here")
        elif isinstance(composed, MappingNode):
            return self.block(composed, location)
        elif isinstance(composed, SequenceNode):
            return Items(tuple(filter(None, map(self.value, composed.value))), location)
        elif isinstance(composed, ScalarNode):
            return self.text(composed, location)
        return None

    def text(self, composed: ScalarNode, location: Location) -> Text | None:
        """A single value, or None where an escape in it stands for what no text holds."""
        odd = NO_TEXT.search(composed.value)
        if odd:
            self.errors.add(location, f"holds the character U+{ord(odd.group()):04X}, which no text has")
            return None
        return Text(composed.value, composed.style is None, location)

    def value(
        self,
        composed: Composed,
        name: str = "an entry",
        at: Location | None = None,
        below: Composed | None = None,
    ) -> Node | None:
        """A node that is not empty. at: where to complain that it is; below: the key in the next line."""
        node = self.node(composed)
        if isinstance(node, Text) and node.plain and node.text in _NOTHING:
            self.errors.add(at or node.location, _no_value(name, below))
            return None
        return node

    def block(self, composed: MappingNode, location: Location) -> Block:
        """A map; a key with an error is left out."""
        block = Block({}, location)
        belows = [key for key, _ in composed.value[1:]]
        for (key, value), below in zip_longest(composed.value, belows):
            name = self.key(key, block)
            node = self.value(value, f"'{name}'", self.location(key), below)
            if name is not None and node is not None:
                block.entries[name] = node
        return block

    def key(self, composed: Composed, block: Block) -> str | None:
        """The text of a key that is not there yet."""
        node = self.node(composed)
        if not isinstance(node, Text):
            if node is not None:
                self.errors.add(node.location, f"a key must be a word, not {node.kind}")
            return None
        if node.text in block.keys:
            self.errors.add(
                node.location, f"'{node.text}' stands here twice, first in line {block.keys[node.text].line}"
            )
            return None
        block.keys[node.text] = node.location
        return node.text
