"""The metrics as their functions tell of themselves."""

from __future__ import annotations

import sys

from simulation.metrics import METRICS, Metric
from tools.handbook.markdown import first_sentence, plain, table, told

_HEADS = ("metric", "English", "中文", "unit", "better", "role", "problem", "definition and source")


def tables() -> str:
    """A heading and a table for each file of metrics, in the order of their names."""
    files: dict[str, list[Metric]] = {}
    for each in METRICS.all().values():
        files.setdefault(each.value.__module__, []).append(each)
    return "\n".join(_file(module, files[module]) for module in sorted(files))


def _file(module: str, found: list[Metric]) -> str:
    heading = f"## {module.rpartition('.')[2].capitalize()}\n"
    about = f"{first_sentence(told(sys.modules[module]))}\n"
    return "\n".join([heading, about, table(_HEADS, map(_row, found))])


def _row(each: Metric) -> tuple[str, ...]:
    problem = "" if each.problem is None else str(each.problem)
    label = (plain(each.label["en"]), plain(each.label["zh"]))
    return (f"`{each.name}`", *label, each.unit, each.better, each.role, problem, told(each.value))
