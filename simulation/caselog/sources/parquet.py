"""Parquet, through pyarrow of the extra `office`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from simulation.caselog.errors import LogError
from simulation.caselog.sources.cells import text_of
from simulation.caselog.sources.rows import Row, Rows


def read_parquet(path: Path, wanted: Iterable[str]) -> Rows:
    """A table as rows of texts, the first of them in line 2. Raises LogError where pyarrow is not
    installed."""
    if find_spec("pyarrow") is None:
        raise LogError(f"{path}: Parquet needs pyarrow, which is not installed: pip install -e '.[office]'")
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        file = ParquetFile(path)
    except (ArrowException, OSError) as error:
        raise LogError(f"{path}: a Parquet file that is damaged or cut off; write it anew") from error
    return Rows(str(path), list(file.schema_arrow.names), _body(path, file))


def _body(path: Path, file: Any) -> Iterator[Row]:
    from pyarrow import ArrowException

    line = 1
    try:
        for batch in file.iter_batches():
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                line += 1
                yield line, [text_of(value) for value in row]
    except (ArrowException, OSError) as error:
        raise LogError(f"{path}: a Parquet file that is damaged after line {line}; write it anew") from error
