"""The runs of a results folder as points: what each scenario came to with which numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.types import is_numeric_dtype

from simulation.analysis.suggested_commands import FEWEST_POINTS, one_at_a_time, random_points
from simulation.close_names import did_you_mean
from simulation.experiment import ExperimentError
from simulation.experiment.comparison.assumptions.turns import sets_of
from simulation.experiment.comparison.baselines import baseline_of
from simulation.experiment.comparison.compare import read_runs, read_study, values_by_scenario
from simulation.experiment.storage import manifest
from simulation.experiment.storage.run_store import SETS, has_bom, read_table, write_table
from simulation.metrics import Metric, known_metrics
from simulation.text.bilingual import Pair

FEWEST, FEWEST_RANDOM = 12, FEWEST_POINTS
"""Points of trajectories, and points drawn at random, below which nothing is said."""


@dataclass(frozen=True)
class Points:
    """One row per replication: the numbers that differ between sets, the seed, and what scenarios came to.

    sets: (points, numbers) by dotted path; seeds: (points,); values: of every scenario (points, metrics);
    against: by name of a scenario, its baseline; metrics: what is known of them; titles: of the scenarios;
    instead: the command that runs more points, where one is known.
    """

    sets: pd.DataFrame
    seeds: NDArray[np.int64]
    values: Mapping[str, pd.DataFrame]
    against: Mapping[str, str]
    metrics: Mapping[str, Metric] = field(default_factory=dict)
    titles: Mapping[str, Pair] = field(default_factory=dict)
    instead: str = ""

    def level(self, scenario: str, metric: str) -> NDArray[np.float64]:
        """What a scenario came to at each point, NaN where a run failed or had no such value."""
        return self.values[scenario][metric].to_numpy(float)

    def outcomes(self, metric: str) -> dict[str, NDArray[np.float64]]:
        """A metric at each point: of the baselines by their names, and the differences that the others make
        to their baselines."""
        found = {name: self.level(name, metric) for name in self.values if name not in self.against}
        return found | {
            name: self.level(name, metric) - self.level(base, metric) for name, base in self.against.items()
        }

    def over_luck(self) -> Points:
        """One row per set, with the means of the runs that it had; its seed is the first of theirs."""
        alike = self.sets.groupby(list(self.sets), sort=False).ngroup().to_numpy()
        firsts = np.flatnonzero(~pd.Series(alike).duplicated())
        values = {name: table.groupby(alike).mean() for name, table in self.values.items()}
        sets = self.sets.iloc[firsts].reset_index(drop=True)
        return replace(self, sets=sets, seeds=self.seeds[firsts], values=values)

    def check(self, metric: str, fewest: int = FEWEST) -> Metric:
        """What is known of a metric. Raises ExperimentError where no run has it, or fewer points than
        `fewest`."""
        there = next(iter(self.values.values())).columns
        if metric not in there or metric not in self.metrics:
            raise ExperimentError(f"the runs have no metric '{metric}'{did_you_mean(metric, there)}")
        whole = min(int(np.isfinite(each).sum()) for each in self.outcomes(metric).values())
        if whole < fewest:
            raise ExperimentError(
                f"too few points have a value of {metric} in every scenario to be analysed: {whole}, and at "
                f"least {fewest} are needed{'; run: ' if self.instead else ''}{self.instead}"
            )
        return self.metrics[metric]


def read_points(folder: Path) -> Points:
    """The points of a results folder. Raises ExperimentError where it is none, or was not run over parameter
    sets."""
    study = read_study(folder)
    if not (folder / SETS).exists():
        raise ExperimentError(
            f"{folder} was not run over parameter sets, so it does not tell what hangs on which number; run: "
            f"{random_points(folder, FEWEST_RANDOM)}"
        )
    manifest.check_tables(folder, "runs.csv")
    runs = read_runs(folder / "runs.csv")
    values = values_by_scenario(study, runs)
    sets = _varied(folder)
    seeds = runs.drop_duplicates("replication").set_index("replication")["seed"]
    rows = range(study["replications"])
    return Points(
        sets.iloc[sets_of(study) - 1].reset_index(drop=True),
        seeds.reindex(rows, fill_value=-1).to_numpy(np.int64),
        values,
        baseline_of(study),
        known_metrics(study.get("metrics", ())),
        {each["name"]: Pair(each["title"]["zh"], each["title"]["en"]) for each in study["scenarios"]},
        random_points(folder, FEWEST_RANDOM),
    )


def _varied(folder: Path) -> pd.DataFrame:
    """The numbers of which the sets of a folder have more than one value; a word is 1 where a switch has it,
    else 0."""
    table = read_table(folder / SETS)
    words = [name for name in table if "." in str(name) and not is_numeric_dtype(table[name])]
    table = pd.get_dummies(table, columns=words, prefix_sep="=", dtype=float)
    paths = [name for name in table if "." in str(name) and table[name].nunique() > 1]
    if len(table) < FEWEST or not paths:
        raise ExperimentError(
            f"{SETS} cannot be analysed: at least {FEWEST} sets are needed that differ in some number, and "
            f"it has {len(table)}. Run: {random_points(folder, FEWEST_RANDOM)}\n"
            f"  or ask of single assumptions: {one_at_a_time(folder)}"
        )
    return table[paths]


def write_analysis(folder: Path, name: str, table: pd.DataFrame) -> None:
    """Write a table beside the runs that it was made of, and its digest into the manifest."""
    before = manifest.tables(folder)
    write_table(folder / name, table, has_bom(folder / "runs.csv"))
    manifest.refresh(folder, before)
