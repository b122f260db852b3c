"""packages.csv: what each remedy does alone, last, and on average over all packages (Shapley share)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.columns import described_table
from simulation.experiment.comparison.assumptions.turns import Turns, mean_over
from simulation.experiment.comparison.finding import FEWEST_PAIRS, LEVEL, UNKNOWN, Metrics
from simulation.experiment.comparison.policies.shapley import shapley

TABLE = "packages.csv"
COLUMNS = described_table(
    TABLE,
    "One row per metric and remedy; then the whole, and what only the whole does.",
    {
        "metric": "name of the metric",
        "unit": "its unit",
        "better": "which way is better: higher, lower or none",
        "role": "outcome, input or context",
        "kind": "remedy; whole: all together; together: the whole less the sum of each alone",
        "remedy": "name of the remedy; empty for the whole",
        "alone": "what it changes alone [number: as in unit]",
        "last": "what it changes where all others are there [number: as in unit]",
        "shapley": "its Shapley share of the whole; of the other rows what they are of [number: as in unit]",
        "low": "lower end of the 95 % interval of that [number: as in unit]",
        "high": "its upper end [number: as in unit]",
        "pairs": "replications counted [whole: replications]",
        "left_out": "replications left out, since a package failed [whole: replications]",
    },
)


@dataclass(frozen=True)
class Game:
    """All packages of some remedies: `names` of the scenarios by place, bit i of which is remedy i."""

    remedies: tuple[str, ...]
    names: tuple[str, ...]


def game(study: Mapping) -> Game | None:
    """The packages of a study, from study.json; None where it has none."""
    made_of = {each["name"]: tuple(each["package"]) for each in study["scenarios"] if "package" in each}
    if not made_of:
        return None
    remedies = max(made_of.values(), key=len)
    place = {sum(1 << remedies.index(one) for one in some): name for name, some in made_of.items()}
    return Game(remedies, (study["baseline"], *(place[at] for at in range(1, 2 ** len(remedies)))))


def package_table(
    found: Game,
    values: Mapping[str, pd.DataFrame],
    units: pd.Series,
    metrics: Metrics,
    turns: Turns | None = None,
) -> pd.DataFrame:
    """One row per metric and remedy, then one for the whole and one for what only the package does.

    values: by scenario, one row per planned replication, one column per metric; turns: the parameter set of
    each replication, where there are several. Columns `alone` (v(i) - v(none)),
    `last` (v(all) - v(all without i)), `shapley` with its 95 % t interval over replications: each has a
    Shapley share of its own, since all packages share random numbers. kind `whole`: v(all) - v(none) in
    `shapley`, sums in the others; `together`: the whole minus the sum of `alone`. A replication in which a
    package failed or has no such value is left out, and counted.
    """
    worth = np.stack([values[name].to_numpy(float) for name in found.names])
    order = list(values[found.names[0]])
    rows = [
        {"metric": name, "unit": unit, **_about(str(name), metrics), **row}
        for name, unit in units.items()
        for row in _rows(found.remedies, worth[:, :, order.index(name)], turns)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _about(name: str, metrics: Metrics) -> dict[str, str]:
    known = metrics[name] if name in metrics else UNKNOWN  # noqa: SIM401 (a registry has no `get`)
    return {"better": known.better, "role": known.role}


def _rows(remedies: tuple[str, ...], worth: NDArray[np.float64], turns: Turns | None) -> Iterator[dict]:
    """Rows of one metric. worth: (packages, replications)."""
    whole = np.isfinite(worth).all(axis=0)
    counts = {"pairs": int(whole.sum()), "left_out": int((~whole).sum())}
    worth, sets = worth[:, whole], None if turns is None else turns[whole]
    bits = 1 << np.arange(len(remedies))
    alone, last = worth[bits] - worth[0], worth[-1] - worth[-1 - bits]
    shares, gain = shapley(worth), worth[-1] - worth[0]
    for at, remedy in enumerate(remedies):
        beside = _beside(alone[at], last[at])
        yield {"kind": "remedy", "remedy": remedy, **beside, **_mean(shares[at], sets), **counts}
    beside = _beside(alone.sum(axis=0), last.sum(axis=0))
    yield {"kind": "whole", **beside, **_mean(gain, sets), **counts}
    yield {"kind": "together", **_mean(gain - alone.sum(axis=0), sets), **counts}


def _beside(alone: NDArray[np.float64], last: NDArray[np.float64]) -> dict[str, float]:
    return {"alone": mean_over(alone, None).mean, "last": mean_over(last, None).mean}


def _mean(values: NDArray[np.float64], sets: Turns | None) -> dict[str, float]:
    """Mean over replications and its interval; none where replications are too few."""
    found = mean_over(values, sets, LEVEL)
    enough = found.pairs >= FEWEST_PAIRS
    return {
        "shapley": found.mean,
        "low": found.low if enough else math.nan,
        "high": found.high if enough else math.nan,
    }
