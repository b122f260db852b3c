"""Which policy to choose over uncertain worlds, and where each fails, from a study over parameter sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from simulation.analysis.discover.peeling import Box, prim
from simulation.analysis.parameter_sets import numbers_of
from simulation.analysis.suggested_commands import FEWEST_POINTS, more_worlds, one_at_a_time, random_points
from simulation.close_names import did_you_mean
from simulation.experiment import ExperimentError, load_results
from simulation.experiment.comparison.assumptions.turns import sets_of
from simulation.experiment.storage.run_store import SETS
from simulation.metrics import METRICS
from simulation.scenario import ParameterSets

FEWEST = 8
"""Worlds of which something can be said."""


@dataclass(frozen=True)
class Worlds:
    """What a study measured in each world. values: one row per world (its set, from 0), one column per
    scenario, the baseline first, of one metric so turned that less is better; numbers: of the worlds, in the
    order of the rows (worlds, numbers), by `paths`; titles: of the scenarios."""

    metric: str
    sign: float
    values: pd.DataFrame
    numbers: np.ndarray
    paths: tuple[str, ...]
    titles: dict[str, dict[str, str]]


@dataclass(frozen=True)
class Policy:
    """A scenario over all worlds. regret: how far it is from the best of each world, in the metric's unit;
    best: share of worlds where it is the best of all; fails: share where it fails; where: the box of those
    worlds, None where it fails always or never."""

    name: str
    mean_regret: float
    worst_regret: float
    best: float
    fails: float
    where: Box | None


@dataclass(frozen=True)
class Discovery:
    """Policies by their mean regret, the least first. limit: regret from which a policy fails; None: it fails
    where the baseline is better."""

    worlds: Worlds
    policies: tuple[Policy, ...]
    limit: float | None


def read_worlds(folder: Path, metric: str) -> Worlds:
    """The worlds of a results folder. Raises ExperimentError where its study had no parameter sets, one
    scenario alone, too few worlds, or not this metric, or it holds no study."""
    results = load_results(folder)
    table = folder / SETS
    if not table.exists():
        raise ExperimentError(
            f"{folder} has no {SETS}: its study was not run over parameter sets; run: "
            f"{random_points(folder, FEWEST_POINTS)}"
        )
    measured = results.metrics()
    if metric not in measured:
        raise ExperimentError(
            f"--metric: {folder} has no metric '{metric}'{did_you_mean(metric, measured.columns)}"
        )
    if METRICS.all()[metric].better == "none":
        raise ExperimentError(f"--metric: of {metric} neither more nor less is better, so there is no regret")
    sets = _sets(table)
    sign = -1.0 if METRICS[metric].better == "higher" else 1.0
    values = (measured[metric] * sign).unstack(0)[[each["name"] for each in results.study["scenarios"]]]
    places = sets_of(results.study) - 1
    values = values.groupby(places[values.index]).mean().dropna()
    if values.shape[1] < 2:
        raise ExperimentError(f"{folder} holds one scenario; regret needs two or more to choose from")
    if len(values) < FEWEST:
        raise ExperimentError(
            f"{folder} has too few worlds with complete runs to say where a policy fails: {len(values)}, and "
            f"at least {FEWEST} are needed. Run: {_more(folder, results.study, len(sets.rows))}\n"
            f"  or ask of single assumptions: {one_at_a_time(folder)}"
        )
    numbers, paths = numbers_of(sets, [int(each) for each in values.index])
    titles = {each["name"]: each["title"] for each in results.study["scenarios"]}
    return Worlds(metric, sign, values, numbers, tuple(paths), titles)


def _more(folder: Path, study: Mapping[str, Any], sets: int) -> str:
    seeds = study.get("parameter_sets", {}).get("seeds", 1)
    return more_worlds(folder, FEWEST, sets, seeds)


def _sets(table: Path) -> ParameterSets:
    found = pd.read_csv(table, comment="#").drop(columns=["set", "luck"], errors="ignore")
    rows = tuple(map(tuple, found.to_numpy(object).tolist()))
    return ParameterSets(tuple(found.columns), rows, file=str(table))


def discover(worlds: Worlds, seed: int, limit: float | None = None) -> Discovery:
    """Regret of every scenario, and the box of worlds in which each fails. limit: see `Discovery`."""
    values = worlds.values
    regret = values.sub(values.min(axis=1), axis=0)
    baseline = values.columns[0]
    found = []
    for name in values.columns:
        fails = (regret[name] > limit if limit is not None else values[name] > values[baseline]).to_numpy()
        box = prim(worlds.numbers, fails, worlds.paths, seed) if worlds.paths else None
        best = float((regret[name] <= 0).mean())
        mean, worst = float(regret[name].mean()), float(regret[name].max())
        found.append(Policy(str(name), mean, worst, best, float(fails.mean()), box))
    return Discovery(worlds, tuple(sorted(found, key=lambda each: each.mean_regret)), limit)
