"""The tables of a results folder, read when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

import simulation.experiment.storage.files.parquet as parquet
from simulation.close_names import did_you_mean
from simulation.experiment.comparison.compare import read_study
from simulation.experiment.errors import ExperimentError
from simulation.experiment.storage.manifest import check_tables
from simulation.experiment.tables.typed_table import read_typed
from simulation.text.shell_command import our_command


class Results(Mapping[str, pd.DataFrame]):
    """The tidy tables of a results folder by name: `results["needs"]` or `results.needs`, `list(results)`.

    A table is read when it is first asked for, and kept. Its types are those of `columns.md`: texts `string`,
    whole numbers `Int64`, numbers `float64`, flags `boolean`, dates `datetime64[us]`. Raises ExperimentError
    where there is no such table, it is not as it was written, or a cell is not of its column's kind.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, pd.DataFrame] = {}

    @cached_property
    def study(self) -> dict[str, Any]:
        """What was asked: name, title, baseline, scenarios, start, days, replications, seed."""
        return read_study(self.folder)

    @cached_property
    def files(self) -> dict[str, Path]:
        """The file of each table, by its name."""
        found = [*self.folder.glob("*.csv"), *self.folder.glob(f"*{parquet.SUFFIX}")]
        return {path.stem: path for path in sorted(found)}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self.files:
            raise ExperimentError(self._none(name))
        if name not in self._read:
            file = self.files[name]
            check_tables(self.folder, file.name)
            self._read[name] = read_typed(file)
        return self._read[name]

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_"):  # asked for by copy and pickle, before there are files
            raise AttributeError(name)
        try:
            return self[name]
        except ExperimentError as error:
            if name in self.files:
                raise
            raise AttributeError(str(error)) from error

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)

    def __contains__(self, name: object) -> bool:
        return name in self.files

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.files]

    def __repr__(self) -> str:
        return f"<results in {self.folder}: {', '.join(self) or 'no tables yet'}>"

    def metrics(self) -> pd.DataFrame:
        """The metrics of all runs, one row per scenario and replication (its index), one column per metric.

        Scenarios, replications and metrics are in the order of `runs`; NaN where there was nothing to
        measure. The units stand in `attrs["units"]`, by metric.
        """
        runs = self["runs"]
        rows = pd.MultiIndex.from_frame(runs[["scenario", "replication"]].drop_duplicates())
        names = list(runs["metric"].unique())
        wide = runs.pivot(index=["scenario", "replication"], columns="metric", values="value")
        wide = wide.reindex(index=rows, columns=names).rename_axis(columns=None)
        wide.attrs["units"] = dict(zip(runs["metric"], runs["unit"].fillna(""), strict=True))
        return wide

    def _none(self, name: str) -> str:
        if not self.files:
            go_on = our_command("resume", self.folder)
            return f"{self.folder} has no tables yet, because no run is finished; to go on: {go_on}"
        hint = did_you_mean(name, self, "\n  ")
        return f"{self.folder} has no table '{name}'\n  allowed: {', '.join(self)}{hint}"


def load_results(folder: Path | str) -> Results:
    """The tables of a results folder, each read when it is asked for. Raises ExperimentError for another
    folder."""
    found = Results(Path(folder))
    _ = found.study  # says what is no results folder
    return found
