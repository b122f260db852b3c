"""budgets.csv: which package of remedies does most within a budget, and whether its lead is conclusive."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from simulation.columns import described_table
from simulation.experiment.comparison.assumptions.turns import Turns, difference_over
from simulation.experiment.comparison.finding import FEWEST_PAIRS, LEVEL
from simulation.experiment.comparison.policies.cost_effectiveness import BOUGHT
from simulation.experiment.comparison.policies.remedy_contributions import Game
from simulation.statistics import PairedDifference
from simulation.text.quantities import round_step

TABLE = "budgets.csv"
COLUMNS = described_table(
    TABLE,
    "One row per effect and budget: the package that does most within it.",
    {
        "effect": "metric that is bought less of",
        "budget": "the budget [yuan/1,000 residents/year]",
        "scenario": "the package that does most",
        "cost_difference": "its extra cost over the baseline [yuan/1,000 residents/year]",
        "effect_difference": "its effect, scenario - baseline [number: the metric's unit]",
        "low": "lower end of the 95 % interval of the effect [number: the metric's unit]",
        "high": "its upper end [number: the metric's unit]",
        "pairs": "pairs of runs that share a seed [whole: pairs]",
        "runner_up": "the package that does second most; empty: there is none",
        "lead": "effect of the best - effect of the runner-up [number: the metric's unit]",
        "lead_low": "lower end of its 95 % interval [number: the metric's unit]",
        "lead_high": "its upper end [number: the metric's unit]",
        "verdict": "better where the lead is conclusive, else cannot tell",
    },
)
STEPS = 10  # about so many budgets


def best_within(prices: pd.DataFrame, budget: float, effect: str = "need_days") -> str | None:
    """The scenario of largest mean effect whose extra cost is within a budget; None if the baseline is best.

    prices: as in prices.csv; budget: yuan per 1,000 residents and year, 0 or more; effect: what is bought. Of
    equal effects the cheaper one. Raises ValueError for a budget below 0 and for an effect without a price.
    """
    return _ranked(prices, budget, effect)[0]


def _ranked(prices: pd.DataFrame, budget: float, effect: str) -> list[str | None]:
    """Scenarios within a budget, largest mean effect first; None, the baseline, is one that gives nothing."""
    if not budget >= 0:
        raise ValueError(f"a budget is 0 or more, not {budget}")
    if effect not in BOUGHT:
        raise ValueError(f"{effect!r} has no price; allowed: {', '.join(BOUGHT)}")
    mine = prices[(prices["effect"] == effect) & (prices["cost_difference"] <= budget)]
    rows = mine.dropna(subset=["effect_difference"]).to_dict("records")
    found = [(row["effect_difference"], row["cost_difference"], row["scenario"]) for row in rows]
    return [name for *_, name in sorted([(0.0, 0.0, None), *found], key=lambda one: one[:2])]


def budget_table(
    found: Game, values: Mapping[str, pd.DataFrame], prices: pd.DataFrame, turns: Turns | None = None
) -> pd.DataFrame:
    """One row per effect and budget: the package that does most within it, and the runner-up.

    values: by scenario, one row per replication, one column per metric; prices: as in prices.csv; turns: the
    set of each replication, where there are several. Budgets go in round steps from 0 up to the dearest
    package, yuan per 1,000 residents and year. effect_difference: of the package from the baseline, in the
    metric's unit, with its 95 % interval; lead: of the package from the runner-up, over pairs that share a
    seed; verdict: "better", or "cannot tell" where that interval holds 0. The best is chosen and judged by
    the same runs, without correction: it looks better than it is.
    """
    own = prices[prices["scenario"].isin(found.names[1:])]
    rows = [
        {"effect": effect, "budget": budget, **_row(found, values, own, budget, str(effect), turns)}
        for effect, mine in own.groupby("effect", sort=False)
        for budget in budgets(float(mine["cost_difference"].max()))
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def budgets(dearest: float) -> Iterator[float]:
    """About ten round budgets, from 0 to the first that pays the dearest."""
    step = round_step(dearest / STEPS) if dearest > 0 else 1.0
    yield from (step * at for at in range(math.ceil(max(dearest, 0) / step) + 1))


def _row(
    found: Game,
    values: Mapping[str, pd.DataFrame],
    prices: pd.DataFrame,
    budget: float,
    effect: str,
    turns: Turns | None,
) -> dict[str, object]:
    baseline = found.names[0]
    first, second = [name or baseline for name in [*_ranked(prices, budget, effect), baseline][:2]]
    gain, _ = difference_over(values[baseline][effect], values[first][effect], turns, LEVEL)
    lead, _ = difference_over(values[second][effect], values[first][effect], turns, LEVEL)
    costs = prices[prices["effect"] == effect].set_index("scenario")["cost_difference"]
    return {
        "scenario": first,
        "cost_difference": costs.get(first, 0.0),
        **dict(zip(("effect_difference", "low", "high"), _ends(gain), strict=True)),
        "pairs": gain.pairs,
        "runner_up": second if second != first else "",
        **dict(zip(("lead", "lead_low", "lead_high"), _ends(lead), strict=True)),
        "verdict": "better" if _ends(lead)[2] < 0 else "cannot tell",
    }


def _ends(found: PairedDifference) -> tuple[float, float, float]:
    """Mean and interval; none where pairs are too few."""
    enough = found.pairs >= FEWEST_PAIRS
    low, high = (found.low, found.high) if enough else (np.nan, np.nan)
    return found.mean, low, high
