"""Tables as Parquet, a row group a run: smaller than CSV, and every column has a type.

Needs pyarrow, which the extra `parquet` brings; nothing here asks for it before a table is to be written.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

import pandas as pd

from simulation.experiment.errors import ExperimentError

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetWriter

SUFFIX = ".parquet"


def check_installed(instead: str = "") -> None:
    """Raises ExperimentError where pyarrow is not installed; instead: what to do without it, as `, or take
    …`."""
    if find_spec("pyarrow") is None:
        raise ExperimentError(
            f"Parquet needs pyarrow, which is not installed: pip install -e '.[parquet]'{instead}"
        )


def write(table: pd.DataFrame, out: IO[bytes]) -> None:
    """Write one table, with types that do not depend on what a run happened to hold: texts as categories,
    numbers and times as numbers, whole numbers whole even where some are missing."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"category": pa.dictionary(pa.int16(), pa.string()), "Int64": pa.int64(), "float64": pa.float64()}
    kinds = {str(name): _kind(table[name]) for name in table}
    schema = pa.schema([(name, types[kind]) for name, kind in kinds.items()])
    pq.write_table(pa.Table.from_pandas(table.astype(kinds), schema, preserve_index=False), out)


def _kind(column: pd.Series) -> Literal["category", "Int64", "float64"]:
    if pd.api.types.is_float_dtype(column):
        return "float64"
    return "Int64" if pd.api.types.is_integer_dtype(column) else "category"


class Joined:
    """One table out of those of many runs, added one after another, a row group each."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out = out
        self._whole: ParquetWriter | None = None

    def add(self, part: bytes) -> None:
        """Add the table of a run."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = pq.read_table(pa.BufferReader(part))
        whole = self._whole = self._whole or pq.ParquetWriter(self.out, table.schema)
        table = table.replace_schema_metadata(whole.schema.metadata)
        whole.write_table(table, row_group_size=max(len(table), 1))

    def close(self) -> None:
        """Write what stands at the end of a table."""
        if self._whole:
            self._whole.close()


def columns(table: Path) -> list[str]:
    """The names of a table's columns, in their order."""
    import pyarrow.parquet as pq

    return pq.read_schema(table).names


def parts(table: Path, rows: int) -> Iterator[pd.DataFrame]:
    """A table in parts of some rows, at least one."""
    check_installed()
    import pyarrow.parquet as pq

    with pq.ParquetFile(table) as file:
        if not file.metadata.num_rows:
            yield file.schema_arrow.empty_table().to_pandas()
        for batch in file.iter_batches(rows):
            yield batch.to_pandas()
