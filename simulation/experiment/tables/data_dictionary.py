"""The data dictionary of a results folder: what stands in its tables, for people and for programs.

It is made of what the packages say of the columns that they write, and of the metrics that there are;
columns.json and columns.md say the same of the tables in the folder, and of nothing else.
"""

from __future__ import annotations

import csv
import inspect
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import simulation.experiment.storage.files.parquet as parquet
from simulation.columns import Column, Described, described_table, description
from simulation.experiment.comparison.compare import WORDS, metrics_of, read_study, units_of
from simulation.experiment.comparison.finding import UNKNOWN, Metrics
from simulation.experiment.comparison.policies.sweep_table import TABLE as SWEEP
from simulation.experiment.storage.run_store import SETS, WHOSE, read_table, write_json, write_text
from simulation.plugins.registry import import_all

UNDESCRIBED = Column("not described: a user-defined run wrote it", "text", "")
OF_RUNS = "columns in front of every table of runs"

described_table(OF_RUNS, "", WHOSE)


def write_dictionary(folder: Path, metrics: Metrics | None = None) -> None:
    """Write columns.json and columns.md of a folder's tables. Raises StorageError where that cannot be done.

    metrics: what is known of them by name (default: every metric there is).
    """
    found = dictionary(folder, metrics)
    write_json(folder / "columns.json", found)
    write_text(folder / "columns.md", _page(found))


def dictionary(folder: Path, metrics: Metrics | None = None) -> dict[str, Any]:
    """`tables` by file, each with `about` and `columns` (meaning, kind, unit), and `metrics`, by name."""
    import_described()
    files = sorted([*folder.glob("*.csv"), *folder.glob(f"*{parquet.SUFFIX}")])
    return {"tables": {file.name: _table(file) for file in files}, "metrics": _metrics(folder, metrics)}


def columns_of(file: str) -> dict[str, Column]:
    """The columns of a table as this version writes it, by name; the front ones of a table of runs first."""
    import_described()
    found = description(file).columns
    if {"scenario", "remedy", "choice"} & set(found):  # a table of comparisons says itself whose a row is
        return found
    front = description(OF_RUNS).columns
    return {name: front[name] for name in front if name != "seed" or file == "runs.csv"} | found


@cache  # every column of every table asks
def import_described() -> None:
    """Import whatever describes a table: it stands beside the code that writes the table, which a study
    imports."""
    import_all("simulation.experiment")


def columns_in(file: Path) -> dict[str, Column]:
    """What is known of each column that a table of a results folder has, in its order."""
    import_described()
    known = description(file.name)
    return {name: _column(file, name, known) for name in _columns(file)}


def _table(file: Path) -> dict[str, Any]:
    described = {name: asdict(column) for name, column in columns_in(file).items()}
    return {"about": description(file.name).about, "columns": described}


def _columns(file: Path) -> list[str]:
    """The names of its columns, in their order."""
    if file.suffix == parquet.SUFFIX:
        return parquet.columns(file)
    with file.open(encoding="utf-8-sig", newline="") as rows:
        return next(csv.reader(rows), [])


def _column(file: Path, name: str, known: Described) -> Column:
    if file.name == SETS and name not in known.columns:
        return _parameter(name)
    if file.name == SWEEP and name not in known.columns:
        return _swept(file.parent, name)
    return known.columns.get(name) or description(OF_RUNS).columns.get(name) or UNDESCRIBED


def _parameter(path: str) -> Column:
    """A parameter as a column, by its dotted path."""
    from simulation.scenario.settable import known_numbers

    about = known_numbers()[path]
    return Column(about.meaning, "text" if about.allowed else "number", about.unit)


def _swept(folder: Path, path: str) -> Column:
    """What was swept as a column, by its dotted path."""
    unit = read_study(folder)["sweep"]["paths"].get(path, "")
    return Column("value that was set; empty where the point leaves it", "number" if unit else "text", unit)


def _metrics(folder: Path, metrics: Metrics | None) -> dict[str, Any]:
    """What is known of each metric of runs.csv."""
    known = metrics_of(read_study(folder)) if metrics is None else metrics
    units = units_of(read_table(folder / "runs.csv", compact=WORDS))
    return {str(name): _metric(str(name), str(unit), known) for name, unit in units.items()}


def _metric(name: str, unit: str, metrics: Metrics) -> dict[str, Any]:
    known = metrics[name] if name in metrics else UNKNOWN  # noqa: SIM401 (a registry has no `get`)
    text = " ".join(inspect.cleandoc(getattr(known, "meaning", "")).split())
    meaning, _, source = text.partition(" Source: ")
    return {
        "label": dict(known.label),
        "unit": unit,
        "better": known.better,
        "role": known.role,
        "problem": getattr(known, "problem", None),
        "meaning": meaning,
        "source": source.removesuffix("."),
    }


def _page(found: dict[str, Any]) -> str:
    """The dictionary as Markdown."""
    parts = [
        "# What the columns mean · 各列含义\n",
        "Made from the program itself; `columns.json` says the same for programs.\n",
    ]
    for file, table in found["tables"].items():
        rows = ((f"`{name}`", c["kind"], c["unit"], c["meaning"]) for name, c in table["columns"].items())
        parts += [f"## {file}\n", f"{table['about']}\n", _lines(("column", "kind", "unit", "meaning"), rows)]
    parts += ["## Metrics · 指标\n", _lines(_HEADS, map(_line, found["metrics"].items()))]
    return "\n".join(parts)


_HEADS = ("metric", "English", "中文", "unit", "better", "role", "meaning", "source")


def _line(named: tuple[str, dict[str, Any]]) -> tuple[str, ...]:
    name, about = named
    label = about["label"]
    cells = (about[key] for key in _HEADS[3:])
    return f"`{name}`", label.get("en", ""), label.get("zh", ""), *cells


def _lines(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    table = [tuple(heads), *map(tuple, rows)]
    table.insert(1, ("---",) * len(table[0]))
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |\n" for row in table)
