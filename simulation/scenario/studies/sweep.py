"""`sweep:` of a study, and `--grid`: the points that its scenarios are lived at.

A grid gives values to some paths, and every combination of them is a point; a case is a point with a name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from math import prod

from simulation.scenario.errors import Faults, Spot
from simulation.scenario.studies.sweep_paths import Said, check_path, read_said, shown
from simulation.scenario.yaml.nodes import Block, Items, Node, Text, read_node
from simulation.scenario.yaml.values import as_block, as_both_languages, as_name, only

SWEEP = "sweep"
GRID = "--grid"
MOST = 300  # scenarios of a sweep
_FORMS = ("grid", "cases")
_TITLE = "title"
_RANGE = re.compile(r"\s*[-+.\d]+\s*(:\s*[-+.\d]+\s*)+", re.ASCII)
_RANGE_FORM = "FROM:TO:STEP, as in 0:1:0.25"


@dataclass(frozen=True)
class Value:
    """A value of a path, as it was written and as tables say it."""

    node: Node
    said: Said


@dataclass(frozen=True)
class Point:
    """One combination: values by path, and the name and titles of a case that has them."""

    values: Mapping[str, Value]
    case: str = ""
    title: Mapping[str, str] | None = None

    def only(self, paths: Collection[str]) -> Point:
        """The point as far as it concerns some paths."""
        return replace(self, values={path: each for path, each in self.values.items() if path in paths})

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from others."""
        return self.case, *((path, each.said) for path, each in self.values.items())

    @property
    def said(self) -> dict[str, Said]:
        """Its values as tables say them."""
        return {path: each.said for path, each in self.values.items()}


@dataclass(frozen=True)
class Sweep:
    """The points that are asked for, the spot that asks, and where each path is named first."""

    spot: Spot
    paths: Mapping[str, Spot]
    points: tuple[Point, ...]


def read_sweep(root: Block, grid: Sequence[str], faults: Faults) -> Sweep | None:
    """The sweep of a study, or of the command line; what is wrong with it is noted and left out."""
    node = root.entries.get(SWEEP)
    if not grid:
        return None if node is None else _of_study(node, faults)
    if node is not None:
        return faults.add(Spot(GRID), "the study has a sweep of its own", "one of them, sweep or --grid")
    return _of_grid(_from_command_line(grid, faults), faults)


def _of_study(node: Node, faults: Faults) -> Sweep | None:
    block = as_block(node, SWEEP, faults)
    if block is None:
        return None
    only(block, _FORMS, SWEEP, faults)
    given = [form for form in _FORMS if form in block.entries]
    if len(given) != 1:
        return faults.add(block.spot, f"a sweep has {' and '.join(given) or 'nothing'}", "grid or cases")
    name = f"{SWEEP}.{given[0]}"
    inner = as_block(block.entries[given[0]], name, faults)
    if inner is not None and not inner.keys:
        return faults.add(inner.spot, f"{name} is empty")
    return inner and (_of_grid if given[0] == "grid" else _of_cases)(inner, faults)


def _from_command_line(grid: Sequence[str], faults: Faults) -> Block:
    """What a file would say instead of `PATH=V1,V2,…`, once a path."""
    spot = Spot(GRID)
    block = Block({}, spot)
    for given in grid:
        path, equals, text = (part.strip() for part in given.partition("="))
        if not equals or not path:
            faults.add(spot, f"'{given}' is not a dotted path, '=' and values", "PATH=V1,V2,…")
        elif path in block.keys:
            faults.add(spot, f"'{path}' is swept twice")
        else:
            block.entries[path] = Items(tuple(_listed(given, text, spot, faults)), spot)
            block.keys[path] = spot
    return block


def _listed(given: str, text: str, spot: Spot, faults: Faults) -> Iterator[Node]:
    for each in text.split(",") if text else ():
        node = read_node(each.strip(), GRID, faults) if each.strip() else None
        if isinstance(node, Text):
            yield replace(node, spot=spot)
        elif not each.strip():
            faults.add(spot, f"'{given}' has an empty value")
        elif node is not None:
            faults.add(spot, f"'{each.strip()}' is {node.kind}, but must be a single value")


def _of_grid(block: Block, faults: Faults) -> Sweep:
    """Every combination of the values of all paths; the last path changes fastest."""
    axes = {
        path: _axis(path, block.entries[path], spot, faults)
        for path, spot in block.keys.items()
        if check_path(path, spot, faults) and path in block.entries
    }
    axes = {path: values for path, values in axes.items() if values}
    asked = prod(len(values) for values in axes.values())
    if asked > MOST:
        faults.add(block.spot, f"the grid has {asked:,} points", f"at most {MOST}")
        axes = {path: values[:1] for path, values in axes.items()}  # enough to read on
    points = tuple(Point(dict(zip(axes, values, strict=True))) for values in product(*axes.values()))
    return Sweep(block.spot, {path: block.keys[path] for path in axes}, points if axes else ())


def _axis(path: str, node: Node, spot: Spot, faults: Faults) -> list[Value]:
    """The values of one path, each once."""
    nodes = [each for one in (node.items if isinstance(node, Items) else (node,))
             for each in _spread(one, path, faults)]  # fmt: skip
    if isinstance(node, Items) and not node.items:
        faults.add(spot, f"the grid has no value for '{path}'")
    found: dict[Said, Value] = {}
    for each in nodes:
        said = read_said(path, each, faults)
        if said is not None and said in found:
            faults.add(each.spot, f"{path} has the value {shown(said)} twice")
        elif said is not None:
            found[said] = Value(each, said)
    return list(found.values())


def _spread(node: Node, path: str, faults: Faults) -> list[Node]:
    """The values that a range stands for; a value that is none stands for itself."""
    if not isinstance(node, Text) or not _RANGE.fullmatch(node.text):
        return [node]
    try:
        first, last, step = (Decimal(part.strip()) for part in node.text.split(":"))
        count = int((last - first) / step) + 1
    except (ValueError, ArithmeticError):
        faults.add(node.spot, f"{path} has '{node.text}', which is no range", _RANGE_FORM)
        return []
    if not 1 <= count <= MOST:
        faults.add(
            node.spot, f"the range '{node.text}' of {path} has {max(count, 0):,} values", f"1 to {MOST}"
        )
        return []
    return [replace(node, text=f"{first + at * step:f}", plain=True) for at in range(count)]


def _of_cases(block: Block, faults: Faults) -> Sweep:
    """The points that have names."""
    paths: dict[str, Spot] = {}
    points: dict[tuple[object, ...], Point] = {}
    for name, spot in block.keys.items():
        point = _case(name, spot, block.entries.get(name), paths, faults)
        if point is None:
            continue
        values = tuple(sorted(point.said.items()))
        if values in points:
            faults.add(spot, f"the case '{name}' is the same as '{points[values].case}'")
        points[values] = point
    if len(points) > MOST:
        faults.add(block.spot, f"the sweep has {len(points):,} cases", f"at most {MOST}")
    return Sweep(block.spot, paths, tuple(points.values()))


def _case(name: str, spot: Spot, node: Node | None, paths: dict[str, Spot], faults: Faults) -> Point | None:
    """One case; its paths are added to those that were named before."""
    as_name(Text(name, True, spot), "the name of a case", faults)
    block = None if node is None else as_block(node, f"the case '{name}'", faults)
    if block is None:
        return None
    title, values = block.entries.get(_TITLE), {}
    for path, at in block.keys.items():
        if path == _TITLE or not check_path(path, at, faults) or path not in block.entries:
            continue
        paths.setdefault(path, at)
        said = read_said(path, block.entries[path], faults)
        if said is not None:
            values[path] = Value(block.entries[path], said)
    return Point(values, name, as_both_languages(title, f"the title of '{name}'", faults) if title else None)
