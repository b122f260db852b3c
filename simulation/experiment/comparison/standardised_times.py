"""standardised.csv: closing times of the same mix of cases, so that a policy is not praised for other cases.

A median of case times compares different cases as soon as voice, logging or patrols change which needs become
cases. Here the baseline's mix stays: within a class of matters each category has the share of cases that it
has in the baseline's run of the same pair, the scenario's own waiting curve (Kaplan-Meier, open cases
censored), and the median is that of the mixture of these curves (direct standardisation: Rothman & Greenland,
Modern Epidemiology; for curves Therneau & Grambsch 2000, Modeling Survival Data, ch. 10).

Strata are categories, not channels: a channel is what a policy of voice moves, so to hold it fixed would take
a part of the effect away, and a channel that the baseline lacks has no weight at all. What differs within a
category, as how hard its cases are, is not held fixed.

One row per scenario and class. No verdict: the headline is judged by need-days, of which no case is missing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.columns import described_table
from simulation.experiment.comparison.assumptions.turns import Turns, difference_over
from simulation.experiment.comparison.closing_times import Kinds
from simulation.experiment.comparison.finding import FEWEST_PAIRS, LEVEL
from simulation.statistics import kaplan_meier_counts, paired_difference

TABLE = "standardised.csv"
COLUMNS = described_table(
    "standardised.csv",
    "One row per scenario and class of cases: median times in the baseline's mix of categories.",
    {
        "scenario": "name of the scenario that is compared with its baseline",
        "metric": "name of the metric with `_standardised`: median hours from registration to the true "
        "end of "
        "the cases of a class, in the baseline's mix of categories",
        "unit": "unit of all times of the row",
        "baseline_mean": "mean over the pairs of the baseline's median; from binned times, so it may differ "
        "from runs.csv by a part of a bin, at most 8 % [hours]",
        "mean": "mean over the pairs of the scenario's standardised median [hours]",
        "difference": "mean minus baseline_mean [hours]",
        "low": "lower end of the 95 % t interval of the difference, over parameter sets where there are "
        "several; empty below 5 pairs [hours]",
        "high": "upper end of the same [hours]",
        "plain_difference": "the same difference without standardising, each arm in its own mix, from "
        "the same "
        "bins: what it differs from `difference` by is the change of the mix [hours]",
        "mix_moved": "share of the scenario's cases that would have to be of another category for its mix "
        "to be "
        "the baseline's, mean over the pairs (0 to 1) [number: share]",
        "weight_lost": "share of the baseline's mix in categories of which the scenario has no case, "
        "spread over "
        "the others, mean over the pairs (0 to 1) [number: share]",
        "pairs": "pairs in which both medians are reached [whole: pairs]",
    },
)
Numbers = NDArray[np.float64]


def standardised_table(
    against: Mapping[str, str],
    replications: Iterable[pd.DataFrame],
    kinds: Kinds,
    turns: Turns | None = None,
) -> pd.DataFrame:
    """The table. against: each scenario's baseline; replications: the rows of closing_times.csv, those of a
    replication together; kinds: of all of them, so that no other scenario moves the edge of a bin; turns: the
    parameter set of each replication, where there are several."""
    pairs: dict[tuple[str, str], dict[int, tuple[float, ...]]] = {
        (scenario, matter): {} for scenario in against for matter in kinds.classes
    }
    shape = len(kinds.categories), len(kinds.ends)
    for together in replications:  # one at a time, for the curves of an arm are large
        numbered = _numbered(together, kinds)
        arms = {
            key: _Arm(kinds.ends, _by_category(mine, shape))
            for key, mine in numbered.groupby(["scenario", "class"], observed=True)
        }
        for (scenario, matter), found in pairs.items():
            if {(scenario, matter), (against[scenario], matter)} <= arms.keys():
                replication = int(together["replication"].iloc[0])
                found[replication] = _pair(arms[against[scenario], matter], arms[scenario, matter])
    rows = [_row(scenario, matter, found, turns) for (scenario, matter), found in pairs.items()]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _numbered(times: pd.DataFrame, kinds: Kinds) -> pd.DataFrame:
    """The same rows with the place of their bin, and of their category, among all."""
    at = np.searchsorted(kinds.ends, times["upto_minutes"])
    return times.assign(at=at, category=pd.Categorical(times["category"], kinds.categories).codes)


def _by_category(times: pd.DataFrame, shape: tuple[int, int]) -> Numbers:
    """Counts of closed and censored cases (2, categories, bins)."""
    counts = np.zeros((2, *shape))
    for way, name in enumerate(("closed", "censored")):
        np.add.at(counts[way], (times["category"], times["at"]), times[name])
    return counts


class _Arm:
    """The cases of one class in one run: how many of each category, and waiting curves on common bins."""

    def __init__(self, ends: Numbers, counts: Numbers) -> None:
        """ends: of the bins (bins,), in minutes; counts: closed and censored (2, categories, bins)."""
        self.ends = ends
        cases = counts.sum(axis=(0, 2))
        self.mix = cases / cases.sum()
        self.open = np.stack([_still_open(ends, closed, lost) for closed, lost in counts.swapaxes(0, 1)])

    def median(self, weights: Numbers) -> float:
        """Hours until half of a mix of its categories is closed; NaN where that is never seen.

        weights: (categories,), of sum 1, 0 where it has no case.
        """
        return _half(self.ends, (weights[:, None] * self.open).sum(axis=0)) / 60


def _still_open(ends: Numbers, closed: Numbers, lost: Numbers) -> Numbers:
    """Share still open at the end of each bin (bins,); after the last case watched it stays where it was."""
    seen = (closed + lost) > 0
    curve = kaplan_meier_counts(ends[seen], closed[seen], lost[seen])
    return np.concatenate(([1.0], curve.survival))[np.searchsorted(curve.times, ends, side="right")]


def _half(ends: Numbers, share: Numbers) -> float:
    """Minutes at which a falling share passes one half, evenly within its bin; NaN if it never does."""
    reached = np.flatnonzero(share <= 0.5 + 1e-12)
    if not reached.size:
        return math.nan
    at = reached[0]
    before, since = (share[at - 1], ends[at - 1]) if at else (1.0, 0.0)
    return float(since + (ends[at] - since) * (before - 0.5) / (before - share[at]))


def _pair(before: _Arm, after: _Arm) -> tuple[float, ...]:
    """Of a replication: before, after (standardised), plain, moved, lost."""
    shared = np.where(after.mix > 0, before.mix, 0)
    kept = shared.sum()
    standard = after.median(shared if kept == before.mix.sum() else shared / kept) if kept else math.nan
    moved = np.abs(before.mix - after.mix).sum() / 2
    lost = before.mix[after.mix == 0].sum()
    return before.median(before.mix), standard, after.median(after.mix), moved, lost


def _row(scenario: str, matter: str, made: dict[int, tuple[float, ...]], turns: Turns | None) -> dict:
    """made: what `_pair` says of each replication that both arms have."""
    columns = ["before", "after", "plain", "moved", "lost"]
    pairs = pd.DataFrame.from_dict(made, orient="index", columns=columns, dtype=float)
    whole = pairs.dropna(subset=["before", "after"])
    found = difference_over(whole["before"], whole["after"], turns, LEVEL)[0]
    enough = found.pairs >= FEWEST_PAIRS
    return {
        "scenario": scenario,
        "metric": f"resolution_{matter}_median_standardised",
        "unit": "h",
        "baseline_mean": found.baseline_mean,
        "mean": found.treatment_mean,
        "difference": found.mean,
        "low": found.low if enough else math.nan,
        "high": found.high if enough else math.nan,
        "plain_difference": paired_difference(whole["before"], whole["plain"]).mean,
        "mix_moved": whole["moved"].mean(),
        "weight_lost": whole["lost"].mean(),
        "pairs": found.pairs,
    }
