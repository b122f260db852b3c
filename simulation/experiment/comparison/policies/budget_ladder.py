"""ladder.csv: what each larger budget buys, from nothing to all, and what each further need-day costs."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.columns import described_table
from simulation.experiment.comparison.assumptions.turns import Turns, mean_over, ratio_over
from simulation.experiment.comparison.finding import FEWEST_PAIRS, LEVEL

TABLE = "ladder.csv"
EFFECT, STREET, PER_RESIDENT = "need_days", "cost_street", "cost"
COLUMNS = described_table(
    TABLE,
    "One row per step of the budget, the cheapest first: what does most within it.",
    {
        "scenario": "name of the scenario; of a sum the names, joined by +",
        "ran": "it was run as such; else it is a sum of scenarios that were run alone [flag]",
        "budget": "its extra cost over the baseline, from which on it is the choice [yuan/year]",
        "effect_difference": "unsolved need-days, scenario - baseline [days/1,000 residents/year]",
        "low": "lower end of its 95 % interval [days/1,000 residents/year]",
        "high": "its upper end [days/1,000 residents/year]",
        "pairs": "pairs of runs that share a seed [whole: pairs]",
        "further_price": "yuan for each further need-day, beyond the step before [yuan/need-day]",
        "further_low": "lower end of its 95 % interval (Fieller) [yuan/need-day]",
        "further_high": "its upper end [yuan/need-day]",
        "runner_up": "what does second most within the budget; empty: nothing else helps",
        "lead_low": "lower end of the 95 % interval of its lead [days/1,000 residents/year]",
        "lead_high": "its upper end [days/1,000 residents/year]",
        "first_in": "pairs in which nothing within the budget does more [whole: pairs]",
        "verdict": "better where the lead is conclusive, else cannot tell",
    },
)
WORTH_A_STEP = 0.05  # of the largest gain: a ladder of sixty rungs is no advice
MOST_SUMMED = 8  # 255 sums
JOINED = " + "
BUDGET = 500_000
"""Yuan a year for which the advice names a choice, where nobody names another sum."""
NUMBERS = ("yuan", "spared")
NEEDED = (EFFECT, STREET, PER_RESIDENT)


@dataclass(frozen=True)
class Choice:
    """Something that can be bought: extra yuan of the street in a year, and need-days spared per 1,000
    residents and year, one per pair of runs; sets: the parameter set of each pair."""

    name: str
    ran: bool
    yuan: NDArray[np.float64]
    spared: NDArray[np.float64]
    sets: Turns | None = None

    @property
    def budget(self) -> float:
        """What it costs on average."""
        return float(self.yuan.mean())

    @property
    def gain(self) -> float:
        """What it spares on average."""
        return float(self.spared.mean())

    @property
    def ends(self) -> tuple[float, float]:
        """The 95 % interval of what it spares on average."""
        return _interval(self.spared, self.sets)


def step_within(steps: pd.DataFrame, yuan: float) -> dict[Any, Any] | None:
    """The step of ladder.csv that does most within a budget in yuan a year; None where no step is."""
    within = [step for step in steps.to_dict("records") if step["budget"] <= yuan]
    return within[-1] if within else None


def ladder_table(
    study: Mapping, values: Mapping[str, pd.DataFrame], better: Collection[str], turns: Turns | None = None
) -> pd.DataFrame:
    """The steps of a study, from its runs; no row where none of its scenarios helps conclusively.

    study: as in study.json; values: by scenario, one row per planned replication, one column per metric;
    better: the scenarios whose effect the comparison calls better; turns: the parameter set of each
    replication, where there are several. A step is the choice of largest mean effect within its cost; each
    gives at least a twentieth of the largest effect more than the one before. Choices are those scenarios;
    where no packages of the single remedies were run, sums of what each of them does alone are choices as
    well: they miss what remedies do to each other, and are marked. Choices are selected and judged by the
    same runs, without correction: the first looks better than it is.
    """
    choices = choices_of(study, values, better, turns)
    thousands = _thousands(values[study["baseline"]]) if choices else math.nan
    rows = [_row(step, before, within, thousands) for step, before, within in steps_by(choices)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def choices_of(
    study: Mapping, values: Mapping[str, pd.DataFrame], better: Collection[str], turns: Turns | None = None
) -> list[Choice]:
    """What was run and helps, and sums of the single remedies among it where their packages were not run; as
    `ladder_table`, which takes its steps from them."""
    before = values[study["baseline"]]
    ran = {name: _changes(before, values[name]) for name in better} if set(NEEDED) <= set(before) else {}
    if not ran:
        return []
    whole = np.isfinite(list(ran.values())).all(axis=(0, 1))
    if whole.sum() < FEWEST_PAIRS:
        return []
    sets = None if turns is None else turns[whole]
    found = [Choice(name, True, yuan[whole], spared[whole], sets) for name, (yuan, spared) in ran.items()]
    packages = any("package" in each for each in study["scenarios"])
    return found if packages else [*found, *_sums(found, study["scenarios"])]


def _thousands(runs: pd.DataFrame) -> float:
    """Thousands of residents of the street: need-days and prices count for so many."""
    return float((runs[STREET] / runs[PER_RESIDENT]).mean()) / 1000


def _changes(before: pd.DataFrame, after: pd.DataFrame) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    yuan = (after[STREET] - before[STREET]).to_numpy(float)
    return yuan, (before[EFFECT] - after[EFFECT]).to_numpy(float)


def _sums(found: list[Choice], listed: list[Mapping]) -> Iterator[Choice]:
    """What two or more single remedies would cost and do if none touched another; but for those that were run
    together."""
    served = {each["name"]: frozenset(each.get("remedies", ())) - {0} for each in listed}
    single = [each for each in found if len(served[each.name]) == 1][:MOST_SUMMED]
    for size in range(2, len(single) + 1):
        for some in combinations(single, size):
            if frozenset().union(*(served[each.name] for each in some)) not in served.values():
                yuan, spared = (np.sum([getattr(each, what) for each in some], axis=0) for what in NUMBERS)
                yield Choice(JOINED.join(each.name for each in some), False, yuan, spared, some[0].sets)


def _interval(values: NDArray[np.float64], sets: Turns | None) -> tuple[float, float]:
    found = mean_over(values, sets, LEVEL)
    return found.low, found.high


Cost = Callable[[Choice], float]


def steps_by(
    choices: list[Choice], cost: Cost = lambda one: one.budget
) -> Iterator[tuple[Choice, Choice | None, list[Choice]]]:
    """Each step with the one before it, and what its budget could have bought. cost: the part of what a
    choice costs that counts, in yuan a year; all of it unless said otherwise."""
    worth = worth_a_step(choices)
    before: Choice | None = None
    for each in sorted(choices, key=lambda one: (cost(one), -one.gain)):
        if each.gain >= (before.gain if before else 0.0) + worth:
            yield each, before, [one for one in choices if cost(one) <= cost(each)]
            before = each


def worth_a_step(choices: list[Choice]) -> float:
    """How much more than the step before a step has to spare, in need-days per 1,000 residents and year."""
    return WORTH_A_STEP * max((each.gain for each in choices), default=0.0)


def leads(first: Choice, second: Choice) -> tuple[float, float]:
    """The 95 % interval of what the first choice spares beyond the second."""
    return _interval(first.spared - second.spared, first.sets)


def _row(step: Choice, before: Choice | None, within: list[Choice], thousands: float) -> dict[str, object]:
    low, high = step.ends
    others = [each for each in within if each is not step]
    second = max(others, key=lambda one: one.gain, default=None)
    lead = leads(step, second) if second else (math.nan, math.nan)
    best = np.max([each.spared for each in within], axis=0)
    return {
        "scenario": step.name,
        "ran": int(step.ran),
        "budget": step.budget,
        "effect_difference": -step.gain,
        "low": -high,
        "high": -low,
        "pairs": len(step.spared),
        **_further(step, before, thousands),
        "runner_up": second.name if second else "",
        "lead_low": lead[0],
        "lead_high": lead[1],
        "first_in": int((step.spared >= best).sum()),
        "verdict": "better" if lead[0] > 0 or second is None else "cannot tell",
    }


def _further(step: Choice, before: Choice | None, thousands: float) -> dict[str, float]:
    """What each need-day beyond the step before costs; nothing where the step saves."""
    yuan = step.yuan - (before.yuan if before else 0.0)
    spared = (step.spared - (before.spared if before else 0.0)) * thousands
    price, low, high = ratio_over(yuan, spared, step.sets, LEVEL)
    known = (price, low, high) if math.isfinite(low) and price > 0 else (math.nan,) * 3
    return dict(zip(("further_price", "further_low", "further_high"), known, strict=True))
