"""`sweep:` of a study, `--grid` and `--design`: the points at which its scenarios are run.

A grid gives values to some paths, and every combination of them is a point; a case is a point with a name; a
design is a table of points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product
from math import prod
from pathlib import Path

from simulation.scenario.errors import Errors, Location
from simulation.scenario.sections.table_cells import beside
from simulation.scenario.studies.design import DESIGN, read_design
from simulation.scenario.studies.points import MOST, Point, Sweep, Value
from simulation.scenario.studies.sweep_paths import Written, check_path, read_written, shown
from simulation.scenario.yaml.nodes import Block, Items, Node, Text, read_node
from simulation.scenario.yaml.values import as_block, as_both_languages, as_name, as_text, only

SWEEP = "sweep"
GRID = "--grid"
FORMS = ("grid", "cases", DESIGN)
DESIGN_OPTION = "--design"
_TITLE = "title"
_RANGE = re.compile(r"\s*[-+.\d]+\s*(:\s*[-+.\d]+\s*)+", re.ASCII)
_RANGE_FORM = "FROM:TO:STEP, as in 0:1:0.25"


def read_sweep(
    root: Block, grid: Sequence[str], errors: Errors, design: Path | str | None = None
) -> Sweep | None:
    """The sweep of a study, or of the command line; what is wrong with it is noted and left out."""
    node = root.entries.get(SWEEP)
    if not (grid or design):
        return None if node is None else _of_study(node, errors)
    option = GRID if grid else DESIGN_OPTION
    if node is not None:
        return errors.add(
            Location(option), "the study has a sweep already", f"one of them, sweep or {option}"
        )
    if grid and design:
        return errors.add(Location(GRID), "there is a design, too", f"one of them, {GRID} or {DESIGN_OPTION}")
    if design:
        return read_design(Path(design), Location(DESIGN_OPTION), errors)
    return _of_grid(_from_command_line(grid, errors), errors)


def _of_study(node: Node, errors: Errors) -> Sweep | None:
    block = as_block(node, SWEEP, errors)
    if block is None:
        return None
    only(block, FORMS, SWEEP, errors)
    given = [form for form in FORMS if form in block.entries]
    if len(given) != 1:
        said = f"a sweep has {' and '.join(given) or 'nothing'}"
        return errors.add(block.location, said, f"{', '.join(FORMS[:-1])} or {FORMS[-1]}")
    name = f"{SWEEP}.{given[0]}"
    if given[0] == DESIGN:
        text = as_text(block.entries[DESIGN], name, errors)
        return read_design(beside(node, text), block.entries[DESIGN].location, errors) if text else None
    inner = as_block(block.entries[given[0]], name, errors)
    if inner is not None and not inner.keys:
        return errors.add(inner.location, f"{name} is empty")
    return inner and (_of_grid if given[0] == "grid" else _of_cases)(inner, errors)


def _from_command_line(grid: Sequence[str], errors: Errors) -> Block:
    """What a file would say instead of `PATH=V1,V2,…`, once a path."""
    location = Location(GRID)
    block = Block({}, location)
    for given in grid:
        path, equals, text = (part.strip() for part in given.partition("="))
        if not equals or not path:
            errors.add(location, f"'{given}' is not a dotted path, '=' and values", "PATH=V1,V2,…")
        elif path in block.keys:
            errors.add(location, f"'{path}' is swept twice")
        else:
            block.entries[path] = Items(tuple(_listed(given, text, location, errors)), location)
            block.keys[path] = location
    return block


def _listed(given: str, text: str, location: Location, errors: Errors) -> Iterator[Node]:
    for each in text.split(",") if text else ():
        node = read_node(each.strip(), GRID, errors) if each.strip() else None
        if isinstance(node, Text):
            yield replace(node, location=location)
        elif not each.strip():
            errors.add(location, f"'{given}' has an empty value")
        elif node is not None:
            errors.add(location, f"'{each.strip()}' is {node.kind}, but must be a single value")


def _of_grid(block: Block, errors: Errors) -> Sweep:
    """Every combination of the values of all paths; the last path changes fastest."""
    axes = {
        path: _axis(path, block.entries[path], location, errors)
        for path, location in block.keys.items()
        if check_path(path, location, errors) and path in block.entries
    }
    axes = {path: values for path, values in axes.items() if values}
    asked = prod(len(values) for values in axes.values())
    if asked > MOST:
        errors.add(block.location, f"the grid has {asked:,} points", f"at most {MOST}")
        axes = {path: values[:1] for path, values in axes.items()}  # enough to read on
    points = tuple(Point(dict(zip(axes, values, strict=True))) for values in product(*axes.values()))
    return Sweep(block.location, {path: block.keys[path] for path in axes}, points if axes else ())


def _axis(path: str, node: Node, location: Location, errors: Errors) -> list[Value]:
    """The values of one path, each once."""
    nodes = [each for one in (node.items if isinstance(node, Items) else (node,))
             for each in _spread(one, path, errors)]  # fmt: skip
    if isinstance(node, Items) and not node.items:
        errors.add(location, f"the grid has no value for '{path}'")
    found: dict[Written, Value] = {}
    for each in nodes:
        said = read_written(path, each, errors)
        if said is not None and said in found:
            errors.add(each.location, f"{path} has the value {shown(said)} twice")
        elif said is not None:
            found[said] = Value(each, said)
    return list(found.values())


def _spread(node: Node, path: str, errors: Errors) -> list[Node]:
    """The values that a range stands for; a value that is none stands for itself."""
    if not isinstance(node, Text) or not _RANGE.fullmatch(node.text):
        return [node]
    try:
        first, last, step = (Decimal(part.strip()) for part in node.text.split(":"))
        steps = (last - first) / step
        count = int(steps) + 1 if steps >= 0 else 0
    except (ValueError, ArithmeticError):
        errors.add(node.location, f"{path} has '{node.text}', which is no range", _RANGE_FORM)
        return []
    if not 1 <= count <= MOST:
        errors.add(
            node.location, f"the range '{node.text}' of {path} has {max(count, 0):,} values", f"1 to {MOST}"
        )
        return []
    return [replace(node, text=f"{first + at * step:f}", plain=True) for at in range(count)]


def _of_cases(block: Block, errors: Errors) -> Sweep:
    """The points that have names."""
    paths: dict[str, Location] = {}
    points: dict[tuple[object, ...], Point] = {}
    for name, location in block.keys.items():
        point = _case(name, location, block.entries.get(name), paths, errors)
        if point is None:
            continue
        values = tuple(sorted(point.said.items()))
        if values in points:
            errors.add(location, f"the case '{name}' is the same as '{points[values].case}'")
        points[values] = point
    if len(points) > MOST:
        errors.add(block.location, f"the sweep has {len(points):,} cases", f"at most {MOST}")
    return Sweep(block.location, paths, tuple(points.values()))


def _case(
    name: str, location: Location, node: Node | None, paths: dict[str, Location], errors: Errors
) -> Point | None:
    """One case; its paths are added to those that were named before."""
    as_name(Text(name, True, location), "the name of a case", errors)
    block = None if node is None else as_block(node, f"the case '{name}'", errors)
    if block is None:
        return None
    title, values = block.entries.get(_TITLE), {}
    for path, at in block.keys.items():
        if path == _TITLE or not check_path(path, at, errors) or path not in block.entries:
            continue
        paths.setdefault(path, at)
        said = read_written(path, block.entries[path], errors)
        if said is not None:
            values[path] = Value(block.entries[path], said)
    return Point(values, name, as_both_languages(title, f"the title of '{name}'", errors) if title else None)
