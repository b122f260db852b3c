"""assumptions.csv: of every outcome, how much of its difference is luck, and how much assumptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from simulation.columns import described_table
from simulation.experiment.comparison.assumptions.turns import Turns, difference_over
from simulation.experiment.comparison.assumptions.two_levels import TwoLevels
from simulation.experiment.comparison.finding import FEWEST_PAIRS, LEVEL, UNKNOWN, Metrics

TABLE = "assumptions.csv"
COLUMNS = described_table(
    "assumptions.csv",
    "One row per scenario and outcome of a study over parameter sets: what of its difference is luck, and "
    "what hangs on assumptions.",
    {
        "scenario": "name of the scenario that is compared with its baseline",
        "metric": "name of the outcome",
        "unit": "its unit",
        "pairs": "pairs of runs with a value on both sides [whole: pairs]",
        "sets": "parameter sets that these pairs were run with [whole: sets]",
        "difference": "mean of scenario - baseline over the pairs [number: as in unit]",
        "low": "lower end of its 95 % interval over luck and sets, t with Satterthwaite's degrees of "
        "freedom; empty below 5 pairs or 2 sets [number: as in unit]",
        "high": "upper end of the same [number: as in unit]",
        "df": "degrees of freedom of that interval, one less than sets where all have as many pairs [number]",
        "sd_luck": "standard deviation of differences of pairs that share a set; empty where no set has two "
        "[number: as in unit]",
        "sd_assumptions": "standard deviation between sets beyond what luck explains, 0 where it explains "
        "all [number: as in unit]",
        "sign_held": "sets whose own mean difference has the sign of the difference [whole: sets]",
        "smallest": "smallest mean difference of a set, with its sign [number: as in unit]",
        "largest": "largest mean difference of a set, with its sign [number: as in unit]",
    },
)


def assumptions_table(
    against: Mapping[str, str],
    values: Mapping[str, pd.DataFrame],
    units: pd.Series,
    metrics: Metrics,
    turns: Turns,
) -> pd.DataFrame:
    """The table. against: each scenario's baseline; values: by scenario, one row per planned replication, one
    column per metric; units: by metric; turns: the set of each replication."""
    rows = [
        {"scenario": name, **row}
        for name, baseline in against.items()
        for row in _scenario(values[baseline], values[name], units, metrics, turns)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _scenario(
    before: pd.DataFrame, after: pd.DataFrame, units: pd.Series, metrics: Metrics, turns: Turns
) -> Iterator[dict]:
    for name, unit in units.items():
        known = metrics[str(name)] if name in metrics else UNKNOWN
        if known.role == "outcome":
            _, levels = difference_over(before[name], after[name], turns, LEVEL)
            yield {"metric": name, "unit": unit} | (_row(levels) if levels else {"pairs": 0, "sets": 0})


def _row(levels: TwoLevels) -> dict[str, object]:
    enough = levels.pairs >= FEWEST_PAIRS and levels.sets > 1
    interval = {"low": levels.low, "high": levels.high, "df": levels.df} if enough else {}
    return {
        "pairs": levels.pairs,
        "sets": levels.sets,
        "difference": levels.mean,
        **interval,
        "sd_luck": levels.sd_luck,
        "sd_assumptions": levels.sd_assumptions,
        "sign_held": levels.held,
        "smallest": levels.smallest,
        "largest": levels.largest,
    }
