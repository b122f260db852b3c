"""Run until the answer is sure enough: how many replications to run next, from those that are complete.

The rule looks at complete replications only, and at them by their number, so it gives the same answer
whatever finished first and on however many cores. It looks seldom: each look either says "enough" or asks for
as many as the spread seen so far needs, at most twice as many as there are, so that from 5 pairs on there are
a handful of looks rather than one per run.

A sample stops early when its spread happens to look small, so a t interval at the end would cover the truth
less often than it says (Chow & Robbins 1965, On the asymptotic theory of fixed-width sequential confidence
intervals). The interval that must be narrow enough is therefore the one that holds at every look, which takes
some three times as many pairs.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulation.close_names import did_you_mean
from simulation.experiment.comparison.assumptions.turns import FEWEST_SETS, Turns, at_every_look, mean_over
from simulation.experiment.comparison.assumptions.two_levels import TwoLevels, two_levels
from simulation.experiment.comparison.finding import FEWEST_PAIRS, LEVEL
from simulation.experiment.errors import ExperimentError
from simulation.scenario.settings import SEEDS_A_SET
from simulation.scenario.yaml.units import convert
from simulation.statistics import anytime_bound, anytime_pairs_needed

_ASKED = re.compile(r"\s*([^=\s]+)\s*=\s*([0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\s*(.*?)\s*")
_LONG = {"h": "hour", "min": "minute", "d": "day"}  # as metrics and people shorten them


class WithUnit(Protocol):
    """What precision must know of a metric."""

    @property
    def unit(self) -> str: ...


@dataclass(frozen=True)
class Precision:
    """A half-width that the interval of every paired difference in a metric should not exceed.

    half_width: in the unit of the metric, above 0.
    """

    metric: str
    half_width: float


def parse_precision(text: str, metrics: Mapping[str, WithUnit]) -> Precision:
    """What `METRIC=NUMBER UNIT` asks for; `resolution_general_median=0.5 h`, `on_time_true=1 %`.

    metrics: by name. Without a unit the number is in the metric's. Raises ExperimentError with one sentence
    that says what is wrong and what is allowed.
    """
    found = _ASKED.fullmatch(text)
    if not found:
        raise ExperimentError(
            f"precision '{text}': not METRIC=NUMBER UNIT\n  for instance: resolution_general_median=0.5 h"
        )
    name, number, written = found.groups()
    if name not in metrics:
        hint = did_you_mean(name, metrics, "\n  ")
        raise ExperimentError(f"precision '{text}': no metric '{name}'{hint}")
    unit = metrics[name].unit
    half_width = convert(float(number), _spelt(written or unit), _spelt(unit))
    if half_width is None:
        raise ExperimentError(
            f"precision '{text}': '{written}' is no unit of {name}\n  allowed: {unit}, or what turns into it"
        )
    if not (half_width > 0 and math.isfinite(half_width)):
        raise ExperimentError(f"precision '{text}': the half-width must be above 0 {unit}".rstrip())
    return Precision(name, half_width)


def _spelt(unit: str) -> str:
    """A unit as scenario files write it: 'h' as 'hour', '1,000 residents' as '1000 residents'."""
    return "/".join(_LONG.get(part.strip(), part) for part in unit.replace(",", "").split("/"))


def next_replications(
    differences: Mapping[str, ArrayLike],
    precision: Precision,
    level: float = LEVEL,
    *,
    done: int,
    most: int,
    turns: Turns | None = None,
) -> int:
    """How many replications to have next: `done` where that is enough or the most there may be.

    differences: by scenario (every one but the baseline), (done,) values of scenario - baseline in the
    precision's metric by replication, NaN where a run failed or had no value; done: complete replications;
    most: of replications; turns: the parameter set of each, where there are several. Never fewer than 5
    pairs, never more than twice as many as are done. A scenario in which no pair has a value asks for
    nothing: more runs would bring none; nor does one whose sets have come again and differ too much among
    themselves for any number of runs. Source: Law, Simulation Modeling and Analysis, sequential procedure
    with a fixed half-width; Lai 1976 for the interval.
    """
    if done < FEWEST_PAIRS:
        return max(done, min(FEWEST_PAIRS, most))
    counts = [
        _wanted(np.asarray(each, float), precision.half_width, level, turns) for each in differences.values()
    ]
    return max(done, math.ceil(min(2 * done, most, max(counts, default=0))))


def half_width(differences: ArrayLike, level: float = LEVEL, turns: Turns | None = None) -> float:
    """Half of the width of the interval of a mean difference that holds at every look; NaN below 5 pairs.

    differences: (replications,), NaN where there is none; turns: the parameter set of each replication.
    """
    changes = np.asarray(differences, float)
    if np.isfinite(changes).sum() < FEWEST_PAIRS:
        return math.nan
    turns = None if turns is None else turns[: len(changes)]
    found = at_every_look(mean_over(changes, turns, level), _levels(changes, turns), FEWEST_PAIRS, level)
    return (found.high - found.low) / 2


def out_of_reach(differences: ArrayLike, wanted: float, turns: Turns | None, level: float = LEVEL) -> bool:
    """Whether no number of runs over the same parameter sets would bring the half-width down to what is
    wanted: all sets have come again, and differ too much among themselves, beyond luck."""
    changes = np.asarray(differences, float)
    levels = _levels(changes, turns)
    if levels is None or levels.sets < 2 or levels.pairs <= SEEDS_A_SET * levels.sets:
        return False
    bound = anytime_bound(levels.sets, min(FEWEST_SETS, levels.sets), level)
    return bool(levels.sd_assumptions / math.sqrt(levels.sets) * bound > wanted)


def _levels(changes: NDArray[np.float64], turns: Turns | None) -> TwoLevels | None:
    return None if turns is None else two_levels(changes, turns[: len(changes)])


def _wanted(differences: NDArray[np.float64], wanted: float, level: float, turns: Turns | None) -> float:
    """Replications that one scenario asks for; 0 where its interval is narrow enough, or never will be."""
    there = np.isfinite(differences)
    present, sets = differences[there], None if turns is None else turns[: len(there)][there]
    if not present.size or half_width(present, level, sets) <= wanted:
        return 0
    lost = len(differences) / present.size  # where pairs are lost, as many will be
    if present.size < FEWEST_PAIRS:
        return FEWEST_PAIRS * lost
    if out_of_reach(present, wanted, sets, level):
        return 0
    needed = anytime_pairs_needed(mean_over(present, sets).sd, wanted, FEWEST_PAIRS, level)
    return max(len(differences) + 1, needed * lost)
