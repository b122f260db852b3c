"""Companion tables of a study over parameter sets: pairs of one set count as one in each that has an
interval."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
import scipy

from simulation.experiment.comparison.compare import write_comparison
from simulation.experiment.storage.run_store import read_table, write_table
from simulation.records.tables import BINS
from tests.experiment.comparison.test_comparison import metric

SETS = 5
ARMS = {"base": np.full(10, 20), "more": np.array([21, 23, 30, 33, 41, 42, 28, 26, 60, 57])}
"""The bin in which all cases of a replication are closed: sets of two replications differ far more than the
replications of one."""


def hours(name: str) -> np.ndarray:
    """The median of cases that all end in one bin: its middle."""
    return (BINS[ARMS[name] - 1] + BINS[ARMS[name]]) / 2 / 60


def write_folder(folder, sets: int) -> None:
    """A results folder, in which the metric `wait` is the median closing time."""
    cases = {"class": "general", "category": "repair", "closed": 9, "censored": 0}
    whose = [{"scenario": name, "replication": at} for name in ARMS for at in range(10)]
    times = [
        row | {"upto_minutes": BINS[ARMS[row["scenario"]][row["replication"]]], **cases} for row in whose
    ]
    runs = [
        row | {"seed": 0, "metric": "wait", "value": hours(row["scenario"])[row["replication"]], "unit": "h"}
        for row in whose
    ]
    write_table(folder / "closing_times.csv", pd.DataFrame(times))
    write_table(folder / "runs.csv", pd.DataFrame(runs))
    listed = [{"name": name, "title": {"en": name, "zh": name}} for name in ARMS]
    study = {"baseline": "base", "scenarios": listed, "replications": 10}
    study["parameter_sets"] = {"file": "sets.csv", "sets": sets, "seeds": 10 // sets}
    (folder / "study.json").write_text(json.dumps(study), encoding="utf-8")


@pytest.mark.parametrize("sets", [SETS, 1])
def test_each_companion_table_counts_the_pairs_of_a_set_as_one(tmp_path, sets):
    # given runs whose metric and whose closing times differ between sets, or the same runs without sets
    write_folder(tmp_path, sets)
    # when they are compared
    write_comparison(tmp_path, {"wait": metric()})
    # then the interval of each companion table is that of the means of sets, and without sets that of pairs
    changes = hours("more") - hours("base")
    means = changes if sets == 1 else changes.reshape(SETS, 2).mean(axis=1)
    expected = scipy.stats.t.interval(0.95, len(means) - 1, means.mean(), scipy.stats.sem(means))
    (plain,) = read_table(tmp_path / "intervals.csv").to_dict("records")
    (standard,) = read_table(tmp_path / "standardised.csv").to_dict("records")
    assert (plain["t_low"], plain["t_high"]) == pytest.approx(expected)
    assert (standard["low"], standard["high"]) == pytest.approx(expected)
