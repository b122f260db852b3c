"""`parameter_sets:` names a table of other numbers than the defaults: one row per set, one column per
parameter.

Numbers of the table are checked as those of a scenario file are. Lines that begin with `#` are for people,
and so is a column `set`. A column `luck` says which sets share their random draws.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from simulation.parameters import Parameter
from simulation.scenario.errors import Errors, Location
from simulation.scenario.sections.experiment import PARAMETER_SETS
from simulation.scenario.sections.layers import Layers
from simulation.scenario.sections.numbers import Setting, check_range, read_value
from simulation.scenario.sections.table_cells import Line, beside, check_table, read_lines
from simulation.scenario.settable import known_numbers
from simulation.scenario.settings import ParameterSets
from simulation.scenario.yaml.inheritance import shown
from simulation.scenario.yaml.nodes import Node
from simulation.scenario.yaml.values import as_text, as_whole

LABEL, LUCK = "set", "luck"
_NUMBER = Parameter(LUCK, 0, "number", 0, 10**6, "of a set's random draws", "the table")
_FORM = re.compile(r"(.+?)(?::(\d+))?")  # the path from this file; with a number, that set alone


def read_parameter_sets(
    node: Node, layers: Layers, beyond: Collection[str], errors: Errors
) -> ParameterSets | None:
    """The sets of the table that a node names, or None after noting errors."""
    named = as_text(node, f"experiment.{PARAMETER_SETS}", errors)
    found = _FORM.fullmatch(named.strip()) if named else None
    if not found:
        return None
    path, number = beside(node, found[1]), int(found[2]) if found[2] else None
    if not check_table(path, node.location, errors):
        return None
    before = len(errors)
    paths, rows, luck = _read(path, layers, beyond, errors)
    if number is not None and rows and not 1 <= number <= len(rows):
        errors.add(node.location, f"there is no set {number} in '{shown(path)}'", f"1 to {len(rows)}")
    if len(errors) > before:
        return None
    if number is not None:  # alone it has the seed that is asked for
        return ParameterSets(paths, (rows[number - 1],), (), shown(path), number)
    return ParameterSets(paths, rows, luck, shown(path))


def _read(
    path: Path, layers: Layers, beyond: Collection[str], errors: Errors
) -> tuple[tuple[str, ...], tuple[tuple[float | str, ...], ...], tuple[int, ...]]:
    """The parameters of a table, the values of its rows and the numbers of their luck, as far as they are
    sound."""
    header, *lines = read_lines(path, errors) or [[]]
    if not header or not lines:
        form = "a row of dotted paths, then a row of values for each set"
        errors.add(Location(shown(path)), "there is no parameter set in this file", form)
    columns = _columns(header, layers, errors)
    rows = [_row(line, len(header), columns, layers, beyond, errors) for line in lines]
    return tuple(columns), tuple(row for row in rows if row is not None), _luck(header, lines, errors)


def _luck(header: Line, lines: list[Line], errors: Errors) -> tuple[int, ...]:
    """The numbers of a column `luck`, one per row; none where there is no such column."""
    at = next((at for at, cell in enumerate(header) if cell.text == LUCK), None)
    if at is None:
        return ()
    found = [as_whole(line[at], LUCK, _NUMBER, errors) for line in lines if len(line) == len(header)]
    return tuple(each for each in found if each is not None)


def _columns(header: Line, layers: Layers, errors: Errors) -> dict[str, int]:
    """Where each parameter stands in a row."""
    columns: dict[str, int] = {}
    for at, cell in enumerate(header):
        if cell.text in columns:
            errors.add(cell.location, f"'{cell.text}' stands here twice")
        elif cell.text not in (LABEL, LUCK) and layers.is_parameter(cell.text, cell.location):
            columns[cell.text] = at
    return columns


def _row(
    line: Line, width: int, columns: dict[str, int], layers: Layers, beyond: Collection[str], errors: Errors
) -> tuple[float | str, ...] | None:
    if len(line) != width:
        return errors.add(line[0].location, f"this set has {len(line)} values, but the header {width}")
    values = []
    for path, at in columns.items():
        about = known_numbers()[path]
        value = read_value(line[at], path, about, errors)
        if value is not None:
            own = layers.settings[path].range if path in layers.settings else None
            check_range(path, Setting(value, line[at].location, own), about, beyond, errors)
            values.append(value)
    return tuple(values) if len(values) == len(columns) else None
