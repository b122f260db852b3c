"""The columns of the tables in a results folder, from the code that writes them."""

from __future__ import annotations

from simulation.columns import Described, description, known_tables
from simulation.experiment.tables.data_dictionary import OF_RUNS
from simulation.plugins.registry import import_all
from tools.handbook.markdown import heads, plain, table

WRITING = ("simulation.experiment", "simulation.fit", "simulation.analysis", "simulation.cli")
"""Packages that write tables, and describe them."""


def names() -> list[str]:
    """Of all tables, whatever was imported before."""
    for package in WRITING:
        import_all(package)
    return known_tables()


def every() -> str:
    """A heading and a table for each table that a run or study may write."""
    return "\n".join(_one(name, description(name)) for name in names() if name != OF_RUNS)


def of_runs() -> str:
    """The columns in front of every table of runs."""
    return _columns(description(OF_RUNS))


def _one(name: str, known: Described) -> str:
    return "\n".join([f"## {name}\n", f"{plain(known.about)}\n", _columns(known)])


def _columns(known: Described) -> str:
    rows = (
        (f"`{name}`", each.kind, plain(each.unit), plain(each.meaning))
        for name, each in known.columns.items()
    )
    return table(heads("column|kind|unit|meaning", "列|类型|单位|含义"), rows)
