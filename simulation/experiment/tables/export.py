"""The tables of a results folder as Parquet files that describe themselves: types, meanings and units."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import simulation.experiment.storage.files.parquet as parquet
from simulation.columns import Column
from simulation.experiment.errors import ExperimentError
from simulation.experiment.storage.files.whole_files import replacing, storing
from simulation.experiment.storage.manifest import check_tables
from simulation.experiment.tables.data_dictionary import columns_in
from simulation.experiment.tables.results import load_results
from simulation.experiment.tables.typed_table import typed_parts

if TYPE_CHECKING:
    import pyarrow as pa


def export_parquet(folder: Path | str, out: Path | str) -> list[Path]:
    """Write each table of a results folder as a Parquet file, in another folder; the files, by name.

    A column has the type of what is declared of it, whatever the table holds, and carries its `meaning` and
    `unit`. Tables are read and written in parts, so their size does not matter. Raises ExperimentError where
    the folder is none, a table is not as it was written, or `out` has files; StorageError from the disk.
    """
    parquet.check_installed()
    results, out = load_results(folder), Path(out)
    if not results:
        raise ExperimentError(f"{folder} has no tables yet, because no run is finished")
    check_new(out)
    check_tables(results.folder)
    with storing(out):
        out.mkdir(parents=True, exist_ok=True)
        return [_export(file, out / f"{name}{parquet.SUFFIX}") for name, file in results.files.items()]


def check_new(out: Path) -> None:
    """Raises ExperimentError where a folder for tables is a file, or has files already."""
    if out.exists() and not out.is_dir():
        raise ExperimentError(f"{out} is a file, not a folder; choose a folder for the tables")
    if out.exists() and any(out.iterdir()):
        raise ExperimentError(f"{out} exists and is not empty; choose another folder for the tables")


def _export(table: Path, file: Path) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    known, writer = columns_in(table), None
    with replacing(file, "wb") as target:
        for part in typed_parts(table):
            rows = pa.Table.from_pandas(part, preserve_index=False)
            writer = writer or pq.ParquetWriter(target, _described(rows.schema, known))
            writer.write_table(_cast(rows, writer.schema, table))
        assert writer is not None  # there is one part at least
        writer.close()
    return file


def _cast(rows: pa.Table, schema: pa.Schema, table: Path) -> pa.Table:
    """Rows with the types of the first part, which may differ where nothing is declared of a column."""
    try:
        return rows.cast(schema)
    except ValueError as error:
        raise ExperimentError(f"{table}: a column that is not described has no one type: {error}") from error


def _described(schema: pa.Schema, known: dict[str, Column]) -> pa.Schema:
    """The types of the first part, each with what its column means."""
    import pyarrow as pa

    fields = [
        pa.field(
            field.name,
            field.type,
            metadata={"meaning": known[field.name].meaning, "unit": known[field.name].unit},
        )
        for field in schema
    ]
    return pa.schema(fields, schema.metadata)
