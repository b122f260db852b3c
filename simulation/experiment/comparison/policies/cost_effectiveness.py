"""What an effect costs: yuan for one unsolved need-day less, and for one hour less until a case is solved."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.columns import described_table
from simulation.experiment.comparison.assumptions.turns import Turns, mean_over, ratio_over
from simulation.experiment.comparison.finding import FEWEST_PAIRS, LEVEL
from simulation.statistics import PairedDifference

COST = "cost"
BOUGHT = {
    "need_days": "yuan/need-day",
    "resolution_general_median": "yuan/1,000 residents/year for one hour less",
}
"""What is bought less of, and the unit of its price."""
COLUMNS = described_table(
    "prices.csv",
    "One row per scenario and effect: what one unit less of it costs.",
    {
        "scenario": "name of the scenario",
        "effect": "metric that is bought less of",
        "unit": "unit of the price",
        "cost_difference": "extra cost, mean of scenario - baseline [yuan/1,000 residents/year]",
        "effect_difference": "the same of the effect [number: the metric's unit]",
        "price": "extra cost / what is spared; empty where the effect is inconclusive [number: as in unit]",
        "low": "lower end of its 95 % interval (Fieller) [number: as in unit]",
        "high": "its upper end [number: as in unit]",
        "pairs": "pairs of runs that share a seed [whole: pairs]",
        "verdict": "helps or harms, and costs or saves; or cannot tell",
        "efficient": "on average no other scenario gives as much for no more money [flag]",
    },
)
RESIDENTS = 1000.0  # need-days count for so many


def price_table(
    before: pd.DataFrame,
    others: Mapping[str, pd.DataFrame],
    conclusive: Mapping[str, Collection[str]],
    turns: Turns | None = None,
) -> pd.DataFrame:
    """prices.csv: the rows of every scenario but the baseline, with what each costs per effect.

    before, others: of the baseline and of the others by name, one row per replication, one column per metric;
    conclusive: the effects of each for which the comparison is conclusive; turns: the parameter set of each
    replication, where there are several. efficient: 1 where, on average, no other scenario gives at least as
    much for no more money, else 0. The baseline gives nothing for nothing; of equal scenarios the first
    counts.
    """
    rows = [
        row
        for name, after in others.items()
        for row in prices(name, before, after, conclusive.get(name, ()), turns)
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).assign(efficient=0)
    for _, mine in table.groupby("effect", sort=False):
        table.loc[mine.index, "efficient"] = efficient(mine["cost_difference"], -mine["effect_difference"])
    return table


def efficient(costs: pd.Series, gains: pd.Series) -> NDArray[np.int_]:
    """1 for a scenario that gives more than all that cost no more, the baseline among them; else 0."""
    yuan = np.append(0.0, np.nan_to_num(costs.to_numpy(float), nan=np.inf))
    gain = np.append(0.0, np.nan_to_num(gains.to_numpy(float), nan=-np.inf))
    from_cheap = np.lexsort((-gain, yuan))
    most_before = np.maximum.accumulate(np.append(-np.inf, gain[from_cheap]))[:-1]
    found = np.zeros(len(yuan), int)
    found[from_cheap] = gain[from_cheap] > most_before
    return found[1:]


def prices(
    scenario: str,
    before: pd.DataFrame,
    after: pd.DataFrame,
    conclusive: Collection[str],
    turns: Turns | None = None,
) -> Iterator[dict[str, object]]:
    """One row per effect: the price of one unit less of it.

    before, after: one row per replication, one column per metric; conclusive: effects for which the
    comparison is conclusive, after correction for the many that it judges; turns: as in `price_table`.
    price: extra cost / what is spared; with its interval (Fieller) where the effect is conclusive, else NaN.
    verdict: "helps and saves", "helps and costs", "harms and costs", "harms and saves", or "cannot tell"
    where either difference may be none.
    """
    for effect, unit in BOUGHT.items():
        if {COST, effect} <= set(before.columns) & set(after.columns):
            yield {
                "scenario": scenario,
                "effect": effect,
                "unit": unit,
                **_price(effect, before, after, effect in conclusive, turns),
            }


def _price(
    effect: str, before: pd.DataFrame, after: pd.DataFrame, conclusive: bool, turns: Turns | None
) -> dict[str, object]:
    yuan = RESIDENTS * (after[COST] - before[COST]).to_numpy(float)
    spared = (before[effect] - after[effect]).to_numpy(float)
    whole = np.isfinite(yuan) & np.isfinite(spared)
    yuan, spared = yuan[whole], spared[whole]
    sets = None if turns is None else turns[whole]
    cost, gain = (mean_over(each, sets, LEVEL) for each in (yuan, spared))
    conclusive = conclusive and len(yuan) >= FEWEST_PAIRS
    price, low, high = ratio_over(yuan, spared, sets, LEVEL) if conclusive else (math.nan,) * 3
    return {
        "cost_difference": cost.mean,
        "effect_difference": -gain.mean,
        "price": price if math.isfinite(low) else math.nan,
        "low": low,
        "high": high,
        "pairs": len(yuan),
        "verdict": _verdict(cost, gain) if conclusive else "cannot tell",
    }


def _verdict(cost: PairedDifference, gain: PairedDifference) -> str:
    if not (gain.p < 1 - LEVEL and cost.p < 1 - LEVEL):
        return "cannot tell"
    return f"{'helps' if gain.mean > 0 else 'harms'} and {'costs' if cost.mean > 0 else 'saves'}"
