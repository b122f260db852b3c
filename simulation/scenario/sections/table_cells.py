"""The cells of a CSV table that a scenario or study names, each with its place in the file."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from simulation.close_names import nearest
from simulation.scenario.errors import Errors, Location
from simulation.scenario.yaml.inheritance import is_there, shown
from simulation.scenario.yaml.nodes import Node, Text
from simulation.user_files.borders import ASKS, is_outside

Line = list[Text]


def check_table(path: Path, location: Location, errors: Errors) -> bool:
    """Whether there is such a table; if not, that is noted where it is named."""
    if is_outside(path):
        said = f"'{shown(path)}' lies outside a folder from another place; {ASKS}"
        errors.add(location, said)
        return False
    if is_there(path) and path.is_file():
        return True
    near = nearest(path.name, [each.name for each in path.parent.glob("*.csv")])
    errors.add(location, f"there is no file '{shown(path)}'", [near] if near else (), path.name)
    return False


def beside(node: Node, name: str) -> Path:
    """A file that a node names, by its path from the file that holds the node."""
    return Path(node.location.file).parent / name


def read_lines(path: Path, errors: Errors) -> list[Line]:
    """The cells of each line, without comments (lines that begin with `#`) and empty lines."""
    file = shown(path)
    try:
        numbered = enumerate(path.read_text("utf-8-sig").splitlines(), start=1)
        return [
            list(_cells(line, file, at)) for at, line in numbered if line.strip() and not line.startswith("#")
        ]
    except (OSError, ValueError, csv.Error) as error:
        errors.add(Location(file), f"cannot be read as a table: {getattr(error, 'strerror', None) or error}")
        return []


def _cells(line: str, file: str, at: int) -> Iterable[Text]:
    column = 1
    for cell in next(csv.reader([line])):
        yield Text(cell.strip(), True, Location(file, at, column))
        column += len(cell) + 1
