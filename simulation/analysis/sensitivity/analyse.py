"""sensitivity.csv: what moves an outcome and what each policy changes of it, and what is not distinguishable
from chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd

from simulation.analysis.installed import check_installed
from simulation.analysis.points import FEWEST, FEWEST_RANDOM, Points, read_points, write_analysis
from simulation.analysis.sensitivity.left_out import NOT_ASKED, LeftOut, left_out, luck_of, of_row
from simulation.analysis.sensitivity.screening import screened
from simulation.analysis.sensitivity.steps import Steps, find_steps
from simulation.analysis.sensitivity.variance import shares
from simulation.columns import described_table

TABLE = "sensitivity.csv"
MOVES, NOISE, UNKNOWN = "moves it", "not distinguishable from noise", "noise unknown"
Method = Literal["screening", "variance"]

described_table(
    TABLE,
    "One row per outcome and a number or group of numbers: how far it moves the outcome.",
    {
        "metric": "name of the metric",
        "unit": "its unit",
        "scenario": "a baseline: its level; another scenario: its difference from its baseline",
        "method": "screening (Morris) or variance (first-order shares by RBD-FAST)",
        "input": "a number by its dotted path, or the rules or parameter group of a group",
        "numbers": "numbers in it [whole]",
        "size": "screening: mean size of the change from end to end of the drawn ranges, in the unit; "
        "variance: its share of the variance, without a unit [number: as in unit]",
        "low": "lower end of the 95 % interval of size [number: as in unit]",
        "high": "its upper end [number: as in unit]",
        "sigma": "standard deviation of the changes of a single number [number: as in unit]",
        "noise": "what any size reaches by chance, once in twenty studies [number: as in unit]",
        "share": "screening: part of the squared changes of all, less chance; variance: the size [share]",
        "alone": "variance: the sum of the sizes of all numbers of the outcome, the same in its rows; what "
        "is left of 1, less luck, is what they do only together [share]",
        "alone_low": "lower end of the 95 % interval of that [share]",
        "alone_high": "its upper end [share]",
        "luck": "variance: part of the variance of the outcome that is luck; empty where no point had "
        "several lucks [share]",
        "verdict": f"{MOVES}; {NOISE}; or {UNKNOWN}, where no step was run with several lucks",
    },
)


@dataclass(frozen=True)
class Sensitivity:
    """What was found: the table, the points that it was made of, how, and of a screening how many
    trajectories there were."""

    table: pd.DataFrame
    points: Points
    method: Method
    trajectories: int = 0

    def left_out(self) -> list[tuple[str, str, LeftOut]]:
        """Of each outcome its metric, its scenario, and what first-order shares leave out; none of a
        screening."""
        if self.method == "screening":
            return []
        firsts = self.table.drop_duplicates(["metric", "scenario"])
        return [(row["metric"], row["scenario"], of_row(row)) for row in firsts.to_dict("records")]

    @property
    def moving(self) -> pd.DataFrame:
        """The rows that are more than noise."""
        return self.table[self.table["verdict"] == MOVES]


def analyse(folder: Path, metrics: Sequence[str]) -> Sensitivity:
    """Analyse the runs of a results folder, and write sensitivity.csv into it.

    Points that are a screening's trajectories are analysed as such, all others by shares of the variance.
    Raises ExperimentError where the folder has no such runs, a metric is not there, points are too few or a
    library is missing.
    """
    check_installed()
    points = read_points(folder)
    steps = find_steps(points)
    runs, points = points, points if steps else points.over_luck()
    for metric in metrics:
        points.check(metric, FEWEST if steps else FEWEST_RANDOM)
    table = pd.concat(list(_tables(points, runs, steps, metrics)), ignore_index=True)
    write_analysis(folder, TABLE, table)
    if steps:
        return Sensitivity(table, points, "screening", len(np.unique(steps.trajectory)))
    return Sensitivity(table, points, "variance")


def _tables(
    points: Points, runs: Points, steps: Steps | None, metrics: Sequence[str]
) -> Iterator[pd.DataFrame]:
    """Of each outcome. points: what is analysed; runs: the same, one row per run."""
    for metric in metrics:
        each_run = runs.outcomes(metric)
        for scenario, outcome in points.outcomes(metric).items():
            found = screened(steps, outcome) if steps else shares(points.sets, outcome)
            luck = luck_of(runs.sets, each_run[scenario])
            found = found.assign(**(NOT_ASKED if steps else left_out(points.sets, outcome, luck).columns))
            found = found.sort_values("size", ascending=False, kind="stable")
            found.insert(0, "metric", metric)
            found.insert(1, "unit", points.metrics[metric].unit)
            found.insert(2, "scenario", scenario)
            found.insert(3, "method", "screening" if steps else "variance")
            yield found.assign(verdict=_verdicts(found))


def _verdicts(found: pd.DataFrame) -> np.ndarray:
    known = np.where(found["size"] > found["noise"], MOVES, NOISE)
    return np.where(found["noise"].isna(), UNKNOWN, known)
