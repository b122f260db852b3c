"""The files of a scenario: the one that was named, and all that it extends."""

from __future__ import annotations

import os
from dataclasses import dataclass
from os.path import normpath
from pathlib import Path

from simulation.close_names import nearest
from simulation.scenario.errors import Errors, Location
from simulation.scenario.yaml.nodes import Block, Items, Node, read_file
from simulation.scenario.yaml.values import as_both_languages, as_name, as_text, only
from simulation.user_files.borders import ASKS, is_outside

KEYS = ("schema", "name", "title", "why", "extends", "place", "model", "city", "parameters", "interventions",
        "shocks", "experiment", "beyond_range", "rules", "metrics", "strength", "claims")  # fmt: skip

EDITION = "1"
"""The edition of the format that is read. There has been no other yet, so none is brought up to it."""


@dataclass(frozen=True)
class Document:
    """One file that was read; `file` is its name in messages."""

    file: str
    root: Block


def shown(path: Path) -> str:
    """A path as messages show it: from the working folder if it lies below."""
    absolute = Path(normpath(Path(path).absolute()))
    here = Path.cwd()
    return absolute.relative_to(here).as_posix() if absolute.is_relative_to(here) else str(absolute)


def is_there(path: Path) -> bool:
    """Whether a file or folder exists; False for a name that no file can have."""
    try:
        return path.exists()
    except OSError:  # a name of thousands of characters
        return False


def open_document(path: Path, errors: Errors, at: Location | None = None) -> Document | None:
    """Read a file of any kind. at: where another file names it, to complain there if it does not exist."""
    file = shown(path)
    if is_outside(path):
        errors.add(at or Location(file), f"'{file}' lies outside a folder from another place; {ASKS}")
        return None
    if at and not is_there(path):
        near = nearest(path.name, _neighbours(path))
        there = [_written_in(at.file, path.with_name(near))] if near else ()
        errors.add(at, f"there is no file '{file}'", there, _written_in(at.file, path))
        return None
    root = read_file(path, file, errors)
    if root is None:
        return None
    check_schema(root, file, errors)
    return Document(file, root)


def _written_in(file: str, path: Path) -> str:
    """A path as a file beside it is written in another file: from that file's folder, if it lies below."""
    home, absolute = Path(file).absolute().parent, Path(normpath(path.absolute()))
    return absolute.relative_to(home).as_posix() if absolute.is_relative_to(home) else str(absolute)


def check_schema(root: Block, file: str, errors: Errors) -> None:
    """The first promise of a file: which edition of the format it is written in."""
    if "schema" not in root.keys:
        errors.add(Location(file), "no 'schema': which edition of the format is this?", f"schema: {EDITION}")
    elif "schema" in root.entries:
        text = as_text(root.entries["schema"], "schema", errors)
        if text not in (None, EDITION):
            newer = text.isdecimal() and int(text) > int(EDITION)
            why = ": this file needs a newer program than this one" if newer else ""
            errors.add(
                root.entries["schema"].location, f"schema {text} is not known{why}", f"schema: {EDITION}"
            )


def check_heading(root: Block, errors: Errors) -> None:
    """Name, title and why, where they are given."""
    for key, check in (("name", as_name), ("title", as_both_languages), ("why", as_both_languages)):
        if key in root.entries:
            check(root.entries[key], key, errors)


class Chain:
    """A scenario's documents, from the farthest ancestor to the file itself: later ones win.

    A file that is reached twice counts once, where it is met first.
    """

    def __init__(self, errors: Errors) -> None:
        self.errors = errors
        self.documents: list[Document] = []
        self.complete = True  # whether every file could be read
        self._known: set[Path] = set()

    def follow(self, path: Path, way: tuple[Path, ...] = (), at: Location | None = None) -> None:
        """Read a file after those that it extends."""
        real = Path(os.path.realpath(path))  # `resolve` of Python 3.12 fails where a link leads to itself
        if at and real in way:
            circle = " -> ".join(step.name for step in (*way[way.index(real) :], real))
            self.errors.add(at, f"extends goes in a circle: {circle}")
        elif real not in self._known:
            self._known.add(real)
            self._read(path, (*way, real), at)

    def _read(self, path: Path, way: tuple[Path, ...], at: Location | None) -> None:
        document = open_document(path, self.errors, at)
        self.complete &= document is not None and self._is_scenario(document, at)
        if document is None:
            return
        self.complete &= not _misspells_extends(document.root)
        for parent in named_files(document.root, "extends", self.errors):
            self.follow(path.parent / parent.text, way, parent.location)
        self.documents.append(document)

    def _is_scenario(self, document: Document, at: Location | None) -> bool:
        root = document.root
        if "study" in root.keys:
            location = at or root.keys["study"]
            self.errors.add(location, f"'{document.file}' is a study, but a scenario is needed here")
            return False
        only(root, KEYS, "a scenario", self.errors)
        check_heading(root, self.errors)
        return True


def _misspells_extends(root: Block) -> bool:
    """Whether a file probably names another one by a misspelt key, so that what it brings is not read."""
    return "extends" not in root.keys and bool(nearest("extends", set(root.keys) - set(KEYS)))


@dataclass(frozen=True)
class Named:
    """A file that another one names."""

    text: str
    location: Location


def named_files(root: Block, key: str, errors: Errors) -> list[Named]:
    """The files that a key names: one, or a list."""
    node = root.entries.get(key)
    if node is None:
        return []
    each: tuple[Node, ...] = node.items if isinstance(node, Items) else (node,)
    texts = [
        (as_text(one, f"an entry of {key}" if one is not node else key, errors), one.location) for one in each
    ]
    return [Named(text, location) for text, location in texts if text is not None]


def _neighbours(path: Path) -> list[str]:
    try:
        return [each.name for each in path.parent.iterdir() if each.suffix in (".yaml", ".yml")]
    except OSError:
        return []
