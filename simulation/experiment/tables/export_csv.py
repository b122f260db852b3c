"""The tables of a results folder as CSV files for an office: headings in its language, names beside ids."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from simulation.experiment.errors import ExperimentError
from simulation.experiment.storage.files.csv_text import BOM
from simulation.experiment.storage.files.whole_files import replacing, storing
from simulation.experiment.storage.manifest import check_tables
from simulation.experiment.tables.export import check_new
from simulation.experiment.tables.headings import headings, unit_in
from simulation.experiment.tables.results import Results, load_results

Labels = dict[str, dict[str, str]]
ID = {"zh": "{}（代号）", "en": "{} (id)"}


def export_csv(
    folder: Path | str, out: Path | str, language: str | None = None, bom: bool = False
) -> list[Path]:
    """Write each CSV table of a results folder into another folder; the files, by name.

    language: `zh` or `en`, for headings and units in it, what scenarios and metrics are called beside their
    ids, and texts that no spreadsheet takes for a formula; None: as the folder has them. bom: they begin with
    a byte order mark, as all with headings do. Raises ExperimentError where the folder is none, a table is
    not as it was written, or `out` has files; StorageError from the disk.
    """
    results, out = load_results(folder), Path(out)
    tables = {name: file for name, file in results.files.items() if file.suffix == ".csv"}
    if not tables:
        raise ExperimentError(f"{folder} has no tables yet, because no run is finished")
    check_new(out)
    check_tables(results.folder)
    labels = _labels(results, language) if language else {}
    with storing(out):
        out.mkdir(parents=True, exist_ok=True)
        return [
            _export(file, out / file.name, labels, language, bom or language is not None)
            for file in tables.values()
        ]


def _export(table: Path, file: Path, labels: Labels, language: str | None, bom: bool) -> Path:
    with table.open(encoding="utf-8-sig", newline="") as source, replacing(file) as target:
        rows = csv.reader(source)
        names = next(rows, [])
        target.write(BOM * bom)
        write = csv.writer(target, lineterminator="\r\n" if language else "\n")
        write.writerow(_heads(table, names, labels, language) if language else names)
        write.writerows(_named(names, rows, labels, language) if language else rows)
    return file


def _heads(table: Path, names: list[str], labels: Labels, language: str) -> list[str]:
    known = headings(table, language)
    pairs = ((ID[language].format(known[n]), known[n]) if n in labels else (known[n],) for n in names)
    return [head for pair in pairs for head in pair]


def _named(names: list[str], rows: Iterator[list[str]], labels: Labels, language: str) -> Iterator[list[str]]:
    """Rows with what a scenario or metric is called beside its id, and units in the language."""
    for row in rows:
        cells: list[str] = []
        for name, cell in zip(names, row, strict=False):
            cells.append(unit_in(cell, language) if name == "unit" else cell)
            cells += [labels[name].get(cell, cell)] if name in labels else []
        yield [_harmless(cell) for cell in cells]


def _harmless(cell: str) -> str:
    """A text that begins like a formula with an apostrophe in front; numbers as they are."""
    if not cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


def _labels(results: Results, language: str) -> Labels:
    """What scenarios and metrics are called, by the column that names them."""
    from simulation.metrics import known_metrics

    study = results.study
    scenarios = {
        each["name"]: _said(each.get("title"), each["name"], language) for each in study["scenarios"]
    }
    known = known_metrics(study.get("metrics", ()))
    metrics = {name: _said(dict(about.label), name, language) for name, about in known.items()}
    return {"scenario": scenarios, "metric": metrics}


def _said(label: Any, name: str, language: str) -> str:
    return str((label or {}).get(language) or name)
