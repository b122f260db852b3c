"""Modules of `simulation/` import each other in one direction, also where only a type is meant."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.worlds import ROOT


def imports_of(file: Path, known: set[str]) -> Iterator[str]:
    """Modules that a file names in its imports, at its top, under TYPE_CHECKING or inside a function."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{each.name}" for each in node.names]
            yield from (one if one in known else node.module for one in inner)


def graph(root: Path, package: str = "") -> dict[str, set[str]]:
    """Each module of a package (a folder in the root) with those of the package that it imports."""
    found = {each.relative_to(root).with_suffix("").parts: each for each in (root / package).rglob("*.py")}
    names = {".".join(parts).removesuffix(".__init__"): file for parts, file in found.items()}
    return {name: set(imports_of(file, set(names))) & names.keys() - {name} for name, file in names.items()}


def test_no_module_imports_itself_by_a_detour():
    try:
        TopologicalSorter(graph(ROOT, "simulation")).prepare()
    except CycleError as circle:
        pytest.fail(" <- ".join(circle.args[1]))


def test_a_circle_of_types_is_found(tmp_path):
    (tmp_path / "one.py").write_text("from two import Two\n", "utf-8")
    (tmp_path / "two.py").write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import one\n", "utf-8"
    )
    with pytest.raises(CycleError):
        TopologicalSorter(graph(tmp_path)).prepare()
