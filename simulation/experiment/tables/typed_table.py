"""A table of a results folder as a frame whose types come from what is declared of its columns.

The types are the same whatever a table happens to hold, and whether it is CSV or Parquet: texts are `string`,
even NA or 007; whole numbers `Int64`; numbers `float64`, to the last bit; flags `boolean`; dates
`datetime64[us]`. An empty cell is a missing value. A column that nothing is declared of, which a user-defined
run wrote, is what pandas takes it for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

import simulation.experiment.storage.files.parquet as parquet
from simulation.columns import Column
from simulation.experiment.errors import ExperimentError
from simulation.experiment.tables.data_dictionary import UNDESCRIBED, columns_in

TYPES = {
    "text": "string",
    "whole": "Int64",
    "number": "float64",
    "flag": "boolean",
    "date": "datetime64[us]",
}
"""The type of a column in pandas by its kind, one of `columns.KINDS`."""
_NOUNS = {"whole": "whole number", "number": "number", "flag": "flag (1 or 0)", "date": "date (YYYY-MM-DD)"}
PART = 100_000  # rows of a CSV table that are read at a time


def read_typed(file: Path) -> pd.DataFrame:
    """The whole table. Raises ExperimentError where it cannot be read, or a cell is not of its column's
    kind."""
    return pd.concat(list(typed_parts(file)), ignore_index=True)


def typed_parts(file: Path, rows: int = PART) -> Iterator[pd.DataFrame]:
    """A table in parts of some rows, at least one; ExperimentError as in `read_typed`."""
    parts = _of_parquet if file.suffix == parquet.SUFFIX else _of_csv
    try:
        known = {name: column for name, column in columns_in(file).items() if column is not UNDESCRIBED}
        yield from parts(file, known, rows)
    except (OSError, ValueError) as error:
        raise ExperimentError(f"{file} cannot be read: {error}") from error


def _of_parquet(file: Path, known: dict[str, Column], rows: int) -> Iterator[pd.DataFrame]:
    types = {name: TYPES[column.kind] for name, column in known.items()}
    for part in parquet.parts(file, rows):
        yield part.astype(types)


def _of_csv(file: Path, known: dict[str, Column], rows: int) -> Iterator[pd.DataFrame]:
    """Cells are read as texts, because pandas may round a number and calls some texts missing."""
    texts = pd.read_csv(
        file,
        dtype=dict.fromkeys(known, object),
        keep_default_na=False,
        na_values=[""],
        encoding="utf-8-sig",
        chunksize=rows,
    )
    with texts:
        for part in texts:
            yield part.assign(**{name: _converted(part[name], known[name].kind, file) for name in known})


def _converted(column: pd.Series, kind: str, file: Path) -> pd.Series:
    """A column of texts as one of a kind; ExperimentError names the first cell that is of another."""
    try:
        return _CONVERT[kind](column)
    except (ValueError, TypeError) as error:
        at = next(at for at in range(len(column)) if not _is_of(kind, column.iloc[at : at + 1]))
        raise ExperimentError(
            f"{file}, row {column.index[at] + 1}: '{column.iloc[at]}' in column '{column.name}' "
            f"is no {_NOUNS[kind]}"
        ) from error


def _is_of(kind: str, cell: pd.Series) -> bool:
    try:
        _CONVERT[kind](cell)
    except (ValueError, TypeError):
        return False
    return True


def _whole(column: pd.Series) -> pd.Series:
    missing = column.isna()  # a column with a missing number was written as one with decimals
    numbers = column.where(~missing, "0").str.removesuffix(".0").astype("int64")
    return numbers.astype("Int64").mask(missing)


_CONVERT: dict[str, Callable[[pd.Series], pd.Series]] = {
    "text": lambda column: column.astype("string"),
    "whole": _whole,
    "number": lambda column: column.astype("float64"),
    "flag": lambda column: _whole(column).astype("boolean"),
    "date": lambda column: pd.to_datetime(column, format="%Y-%m-%d").astype("datetime64[us]"),
}
"""How texts become a column of each kind."""
