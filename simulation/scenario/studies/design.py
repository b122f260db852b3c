"""A design: the points of a sweep in a CSV table, one row per point, one column per dotted path.

A column `name` names the points; an empty cell leaves a path as the files have it. Lines that begin with `#`
are for people.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from simulation.scenario.errors import Errors, Location
from simulation.scenario.sections.table_cells import Line, check_table, read_lines
from simulation.scenario.studies.points import Point, Sweep, Value
from simulation.scenario.studies.sweep_paths import check_path, read_written
from simulation.scenario.yaml.inheritance import shown
from simulation.scenario.yaml.values import as_name

DESIGN = "design"
NAME = "name"
MOST = 10_000  # scenarios of a design
_FORM = "a row of dotted paths, then a row of values for each point"


def read_design(path: Path, location: Location, errors: Errors) -> Sweep | None:
    """The points of a table, or None after noting errors. location: where the table is named."""
    if not check_table(path, location, errors):
        return None
    before = len(errors)
    header, *lines = read_lines(path, errors) or [[]]
    columns = _columns(header, errors)
    if not errors_since(before, errors) and not (columns and lines):
        errors.add(Location(shown(path)), "there is no point in this file", _FORM)
    points = [point for line in lines if (point := _point(line, header, columns, errors)) is not None]
    _check_apart(points, lines, errors)
    if len(points) > MOST:
        errors.add(location, f"the design has {len(points):,} points", f"at most {MOST:,}")
    if errors_since(before, errors):
        return None
    return Sweep(location, {header[at].text: header[at].location for at in columns}, tuple(points), MOST)


def errors_since(before: int, errors: Errors) -> int:
    """How many errors were noted since there were so many."""
    return len(errors) - before


def _columns(header: Line, errors: Errors) -> list[int]:
    """Where paths stand in a row."""
    found: dict[str, int] = {}
    for at, cell in enumerate(header):
        if cell.text in found:
            errors.add(cell.location, f"'{cell.text}' stands here twice")
        elif cell.text != NAME and check_path(cell.text, cell.location, errors):
            found[cell.text] = at
    return list(found.values())


def _point(line: Line, header: Line, columns: list[int], errors: Errors) -> Point | None:
    if len(line) != len(header):
        said = f"this point has {len(line)} values, but the header {len(header)}"
        return errors.add(line[0].location, said)
    before = len(errors)
    values = dict(_values(line, header, columns, errors))
    names = [cell for cell, head in zip(line, header, strict=True) if head.text == NAME]
    name = as_name(names[0], "the name of a point", errors) if names else ""
    if not values and columns and not errors_since(before, errors):
        errors.add(line[0].location, "this point has no value")
    return None if errors_since(before, errors) else Point(values, name or "")


def _values(line: Line, header: Line, columns: list[int], errors: Errors) -> Iterator[tuple[str, Value]]:
    for at in columns:
        if line[at].text:
            said = read_written(header[at].text, line[at], errors)
            if said is not None:
                yield header[at].text, Value(line[at], said)


def _check_apart(points: list[Point], lines: list[Line], errors: Errors) -> None:
    """No two points have one name or the same values."""
    if len(points) < len(lines):  # of which some are wrong in themselves
        return
    names: dict[str, Location] = {}
    values: dict[tuple[object, ...], Location] = {}
    for point, line in zip(points, lines, strict=True):
        location, key = line[0].location, tuple(sorted(point.said.items()))
        if point.case and point.case in names:
            errors.add(
                location, f"two points are called '{point.case}', first in line {names[point.case].line}"
            )
        elif key in values:
            errors.add(location, f"this point is the same as that of line {values[key].line}")
        names.setdefault(point.case, location)
        values.setdefault(key, location)
