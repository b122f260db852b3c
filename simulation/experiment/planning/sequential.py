"""Run until every interval is as narrow as was asked for, or the most replications are done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import simulation.experiment.storage.run_store as run_store
from simulation.experiment.comparison.assumptions.turns import turns_of
from simulation.experiment.comparison.baselines import baseline_of
from simulation.experiment.comparison.compare import read_study, values_by_scenario
from simulation.experiment.errors import ExperimentError
from simulation.experiment.planning.precision import (
    Precision,
    half_width,
    next_replications,
    out_of_reach,
    parse_precision,
)


def read_precision(texts: Sequence[str], metrics: Any = None) -> tuple[Precision, ...]:
    """What was asked for, each as METRIC=NUMBER UNIT. Raises ExperimentError for what has no meaning.

    metrics: what is known of them by name (default: every metric there is).
    """
    if not texts:
        return ()
    if metrics is None:
        from simulation.metrics import METRICS

        metrics = METRICS
    return tuple(parse_precision(text, metrics) for text in texts)


def check_comparable(study_size: int, texts: Sequence[str], parts: int) -> None:
    """Raises ExperimentError where there is no difference, or not all of it, to be precise about."""
    if texts and study_size < 2:
        raise ExperimentError("precision is that of a difference: name a scenario beside the baseline")
    if texts and parts > 1:
        raise ExperimentError(
            "precision needs all pairs together: run the parts with a number (-n), merge, then look again"
        )


def replications_wanted(folder: Path, precisions: Sequence[Precision], done: int, most: int) -> int:
    """How many replications a results folder should have next; `done` where these are enough, or the most."""
    turns = turns_of(read_study(folder))
    return max(
        (
            next_replications(_differences(folder, each.metric), each, done=done, most=most, turns=turns)
            for each in precisions
        ),
        default=done,
    )


def reached(folder: Path, precisions: Sequence[Precision], texts: Sequence[str], done: int) -> list[str]:
    """A sentence for each precision that was asked for: how wide the widest interval is now."""
    return [_reached(folder, *each, done) for each in zip(precisions, texts, strict=True)]


def _reached(folder: Path, precision: Precision, text: str, done: int) -> str:
    turns, differences = turns_of(read_study(folder)), _differences(folder, precision.metric)
    widths = {name: half_width(each, turns=turns) for name, each in differences.items()}
    known = {name: width for name, width in widths.items() if np.isfinite(width)}
    if not known:
        return f"precision {text}: no scenario has enough pairs with a value to give a half-width"
    name = max(known, key=lambda each: known[each])
    short = "" if known[name] <= precision.half_width else ", which is more than was asked for"
    if short and out_of_reach(differences[name], precision.half_width, turns):
        short += ": its parameter sets differ too much among themselves for any number of runs"
    return (
        f"precision {text}: after {done} replications the widest interval is that of {name}, "
        f"± {known[name]:.3g}{short}"
    )


def _differences(folder: Path, metric: str) -> dict[str, NDArray[np.float64]]:
    """Values of scenario - baseline by replication, NaN where one is missing."""
    study, runs = read_study(folder), run_store.read_table(folder / "runs.csv")
    values = values_by_scenario(study, runs[runs["metric"] == metric])
    against = baseline_of(study)
    return {
        name: (values[name][metric] - values[baseline][metric]).to_numpy(float)
        for name, baseline in against.items()
        if metric in values[name] and metric in values[baseline]
    }
