"""intervals.csv: three intervals of each paired difference, and what common random numbers were worth.

One row per scenario and metric, in the order of comparison.csv, whose verdicts this table leaves alone. The
bootstrap interval stands beside the t interval to show where the latter relies on a symmetry that the
differences do not have. It is bias-corrected and accelerated (BCa) rather than percentile: differences of
queues are skewed, and only BCa follows skewness to the second order (Efron 1987; DiCiccio & Efron 1996).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.columns import described_table
from simulation.experiment.comparison.assumptions.turns import Turns, at_every_look, difference_over
from simulation.experiment.comparison.assumptions.two_levels import TwoLevels
from simulation.experiment.comparison.finding import FEWEST_PAIRS, LEVEL
from simulation.statistics import (
    PairedDifference,
    bootstrap_mean,
    replications_needed,
    variance_reduction,
)

TABLE = "intervals.csv"
COLUMNS = described_table(
    "intervals.csv",
    "One row per scenario and metric: how sure its difference is, and what common random numbers saved.",
    {
        "scenario": "name of the scenario that is compared with its baseline",
        "metric": "name of the metric",
        "unit": "unit of difference, of the intervals and of half_width",
        "pairs": "pairs of runs with a value on both sides [whole: pairs]",
        "difference": "mean of scenario minus baseline over the pairs [number: as in unit]",
        "t_low": "lower end of the 95 % t interval of the difference, that of comparison.csv; empty below 5 "
        "pairs [number: as in unit]",
        "t_high": "upper end of the same [number: as in unit]",
        "any_time_low": "lower end of the 95 % interval that holds at every look, however often one looks "
        "and whenever one stops; empty below 5 pairs [number: as in unit]",
        "any_time_high": "upper end of the same [number: as in unit]",
        "pairs_that_differ": "pairs whose two sides are not the same; where these are fewer than 5, no "
        "interval of the row can be trusted; empty below 5 pairs [whole: pairs]",
        "bootstrap_low": "lower end of the 95 % BCa bootstrap interval of the mean difference, from 9,999 "
        "resamples of the pairs, or of the means of parameter sets; empty below 5 of them "
        "[number: as in unit]",
        "bootstrap_high": "upper end of the same [number: as in unit]",
        "correlation": "correlation of the two arms over the pairs, -1 to 1; empty where an arm does not "
        "vary [number]",
        "variance_ratio": "variance of the paired difference divided by that of independent runs, "
        "var(scenario) + var(baseline); below 1 where common random numbers help, empty where neither arm "
        "varies [number]",
        "independent_runs": "independent runs, of both arms together, whose difference would "
        "have the "
        "standard error of these pairs: 2 x pairs / variance_ratio (an estimate, rough below 20 pairs); "
        "empty where the pairs do not differ among themselves, which no number of independent runs matches "
        "[number: runs]",
        "half_width": "half of the t interval's width [number: as in unit]",
        "pairs_for_half": "fewest pairs whose t interval would be half as wide, if the differences go on "
        "to vary "
        "as they do [number: pairs]",
    },
)
_ROUNDING = 1e-12  # a smaller ratio of variances comes of sums in binary


def interval_table(
    against: Mapping[str, str],
    values: Mapping[str, pd.DataFrame],
    units: pd.Series,
    turns: Turns | None = None,
) -> pd.DataFrame:
    """The table. against: each scenario's baseline; values: by scenario, one row per planned replication, one
    column per metric, NaN where there is none; units: by metric; turns: the parameter set of each
    replication, where there are several."""
    rows = [
        {"scenario": name, **row}
        for name, baseline in against.items()
        for row in _scenario(values[baseline], values[name], units, turns)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _scenario(
    before: pd.DataFrame, after: pd.DataFrame, units: pd.Series, turns: Turns | None
) -> Iterator[dict]:
    changes = (after - before)[list(units.index)]
    resampled = _resampled(changes if turns is None else changes.groupby(turns).mean())
    for name, unit in units.items():
        whole = (before[name].notna() & after[name].notna()).to_numpy()
        arms = before[name].to_numpy(float)[whole], after[name].to_numpy(float)[whole]
        found, levels = difference_over(before[name], after[name], turns, LEVEL)
        low, high = resampled.get(str(name), (math.nan, math.nan))
        about = {"metric": name, "unit": unit, "pairs": found.pairs, "difference": found.mean}
        yield (
            about | _intervals(found, levels) | {"bootstrap_low": low, "bootstrap_high": high} | _luck(*arms)
        )


def _resampled(differences: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Bootstrap intervals by metric; those with the same number of pairs are resampled together."""
    counts = differences.notna().sum()
    found = {}
    for pairs in sorted(set(counts[counts >= FEWEST_PAIRS])):
        names = list(counts.index[counts == pairs])
        lows, highs = bootstrap_mean([differences[name].dropna() for name in names], LEVEL)
        found |= {
            str(name): (float(low), float(high)) for name, low, high in zip(names, lows, highs, strict=True)
        }
    return found


def _intervals(found: PairedDifference, levels: TwoLevels | None) -> dict[str, float]:
    if found.pairs < FEWEST_PAIRS:
        return {}
    half = (found.high - found.low) / 2
    wanted = replications_needed(found.sd, half / 2, LEVEL)
    t = {"t_low": found.low, "t_high": found.high, "half_width": half, "pairs_for_half": wanted}
    always = at_every_look(found, levels, FEWEST_PAIRS, LEVEL)
    looks = {"any_time_low": always.low, "any_time_high": always.high}
    return t | looks | {"pairs_that_differ": found.differ}


def _luck(before: NDArray[np.float64], after: NDArray[np.float64]) -> dict[str, float]:
    """What common random numbers were worth."""
    if len(before) < FEWEST_PAIRS:
        return {}
    bought = variance_reduction(before, after)
    ratio = 0.0 if bought.ratio < _ROUNDING else bought.ratio
    runs = 2 * len(before) / ratio if ratio > 0 else math.nan
    return {"correlation": bought.correlation, "variance_ratio": ratio, "independent_runs": runs}
