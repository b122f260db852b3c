"""Every source of a number, wherever it stands, and the keys of works in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
import yaml

from benchmarks.realism.target_table import TARGETS
from simulation.parameters import KEY
from simulation.scenario.settable import numbers_of_the_program
from tools.handbook.markdown import ROOT

BIB = ROOT / "docs" / "references.bib"


def keys() -> list[str]:
    """The keys of all entries, in the order of the file."""
    return re.findall(r"^@\w+\{(\w+),", BIB.read_text("utf-8"), re.MULTILINE)


def sources() -> Iterator[tuple[str, str]]:
    """What has a source, and the source: numbers of the program, of scenario files, of the tables."""
    for path, about in numbers_of_the_program().items():
        yield f"`{path}`", about.source
    for file in sorted((ROOT / "scenarios").rglob("*.yaml")):
        name = file.relative_to(ROOT).as_posix()
        for number, source in of_file(yaml.safe_load(file.read_text("utf-8"))):
            yield f"`{number}` in `{name}`", source
    for target in TARGETS:
        yield f"the target *{target.name[2:]}*", target.source
    table = ROOT / "simulation" / "categories.csv"
    for category, source in pd.read_csv(table)[["category", "source"]].itertuples(index=False):
        yield f"`{category}` in `simulation/categories.csv`", source


def of_file(part: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every number with a source in a part of a scenario file; a claim has the name of its metric."""
    if isinstance(part, dict):
        if isinstance(part.get("source"), str):
            yield part.get("metric", name), part["source"]
        for key, below in part.items():
            yield from of_file(below, key)
    elif isinstance(part, list):
        for each in part:
            yield from of_file(each, name)


def citing() -> dict[str, list[str]]:
    """What cites each work, by key."""
    found: dict[str, list[str]] = {}
    for where, source in sources():
        for key in KEY.findall(source):
            found.setdefault(key, []).append(where)
    return found
