"""value_of_knowing.csv: what it is worth to find each number out before a policy is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from simulation.analysis.input_names import ALL, LUCK
from simulation.analysis.installed import check_installed
from simulation.analysis.knowing.decision import Decision, decision_of
from simulation.analysis.knowing.perfect_information import Known, known
from simulation.analysis.knowing.ways_to_find_out import sample_for, way_of
from simulation.analysis.points import Points, read_points, write_analysis
from simulation.analysis.sensitivity.design import labels
from simulation.analysis.sensitivity.steps import find_steps
from simulation.columns import described_table
from simulation.experiment import ExperimentError

TABLE = "value_of_knowing.csv"
WORTH, NOISE = "worth knowing", "not distinguishable from noise"
NUMBER, RULE = "number", "rules"

described_table(
    TABLE,
    "One row per number or group of numbers: what it is worth to know it before a policy is chosen.",
    {
        "metric": "name of the metric by which policies are chosen",
        "unit": "of the values: that of the metric, or yuan per 1,000 residents and year",
        "input": "a number by its dotted path, rules, or all numbers",
        "kind": f"{NUMBER}, {RULE}, {ALL}, or {LUCK}, a bound that nobody reaches",
        "value": "what the choice gains on average if this is known first [number: as in unit]",
        "low": "lower end of the 95 % interval of value [number: as in unit]",
        "high": "its upper end [number: as in unit]",
        "noise": "what any value reaches by chance, once in twenty studies [number: as in unit]",
        "wrong": "chance that the choice is not the best all the same, luck included [share]",
        "wrong_now": "that chance when nothing more is known [share]",
        "verdict": f"{WORTH}, or {NOISE}",
        "way": "how it can be found out: survey or log; empty where neither tells it",
        "question": "of the ten questions for households, the one to ask [whole]",
        "sample": "households or cases that come to four fifths of value, or the most tried [whole]",
        "sample_value": "what such a sample is worth [number: as in unit]",
    },
)


@dataclass(frozen=True)
class Worth:
    """What was found: the table, the choice, and the points."""

    table: pd.DataFrame
    decision: Decision
    points: Points

    @property
    def worthy(self) -> pd.DataFrame:
        """Numbers and rules that are worth knowing, by more than noise."""
        some = self.table["kind"].isin([NUMBER, RULE])
        return self.table[some & (self.table["verdict"] == WORTH)]


def value_of_knowing(folder: Path, metric: str, price: float | None = None) -> Worth:
    """Find what it is worth to know each number of a results folder that was run over random parameter sets,
    and write value_of_knowing.csv into it.

    price: yuan for a unit of the metric, for 1,000 residents in a year. Raises ExperimentError where the
    folder has no such runs or no choice, the metric is not there, or a library is missing.
    """
    check_installed()
    points = read_points(folder)
    if find_steps(points) is not None:
        raise ExperimentError(
            f"{folder} holds the trajectories of a screening, which lie too near to each other to learn "
            f"from; run random points: {points.instead}"
        )
    points = points.over_luck()
    decision = decision_of(points, metric, price)
    sets = points.sets.iloc[decision.rows].reset_index(drop=True)
    table = pd.DataFrame(_rows(sets, decision)).sort_values(
        ["bound", "value"], ascending=False, kind="stable", ignore_index=True
    )
    table.insert(0, "metric", metric)
    table.insert(1, "unit", decision.unit)
    table = table.drop(columns="bound").astype({"question": "Int64", "sample": "Int64"})
    write_analysis(folder, TABLE, table)
    return Worth(table, decision, points)


def _rows(sets: pd.DataFrame, decision: Decision) -> Iterator[dict[str, object]]:
    """The bounds, then every rule of more than one number, then every number."""
    of = labels([str(path) for path in sets], "rule")
    groups = {rule: [path for path in of if of[path] == rule] for rule in dict.fromkeys(of.values())}
    groups = {rule: paths for rule, paths in groups.items() if len(paths) > 1}
    tried = len(groups) + sets.shape[1]
    yield _with_all_luck(decision)
    yield _row(ALL, ALL, known(sets, decision), decision) | {"bound": 1}
    for rule, paths in groups.items():
        yield _row(rule, RULE, known(sets[paths], decision, tried), decision)
    for path in sets:
        found = known(sets[[path]], decision, tried)
        yield _row(str(path), NUMBER, found, decision) | _way(sets[path].to_numpy(float), str(path), found)


def _row(name: str, kind: str, found: Known, decision: Decision) -> dict[str, object]:
    return {
        "input": name,
        "kind": kind,
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "noise": found.noise,
        "wrong": found.wrong,
        "wrong_now": float(decision.wrong.mean()),
        "verdict": WORTH if found.value > found.noise else NOISE,
        "way": "",
        "question": pd.NA,
        "sample": pd.NA,
        "sample_value": np.nan,
        "bound": 0,
    }


def _with_all_luck(decision: Decision) -> dict[str, object]:
    """What it would be worth to know each point's own best: more than any number tells."""
    losses = decision.losses
    error = losses.std(ddof=1) / np.sqrt(len(losses)) * 1.96
    value = float(losses.mean())
    bound = Known(value, value - error, value + error, 0.0, 0.0, decision.worth)
    return _row(LUCK, LUCK, bound, decision) | {"bound": 2}


def _way(values: np.ndarray, path: str, found: Known) -> dict[str, object]:
    """How a number that is worth knowing can be found out, and by how large a sample."""
    way = way_of(path)
    if way is None or not found.value > found.noise:
        return {"way": way.kind if way else ""}
    sample, part = sample_for(values, path, found.expected, way)
    told: dict[str, object] = {"way": way.kind, "sample": sample, "sample_value": part * found.value}
    return told | ({"question": way.question} if way.question else {})
