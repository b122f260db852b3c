"""What the advice by budget takes in a results folder, and what else could be had instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from simulation.experiment.comparison.policies.budget_ladder import (
    EFFECT,
    JOINED,
    STREET,
    TABLE,
    step_within,
)
from simulation.experiment.storage.study_json import only_costs


@dataclass(frozen=True)
class Advised:
    """What is tried for a budget in yuan a year. step: what the advice takes, as ladder.csv names it; choice:
    that, or of a sum of remedies that were not run together the part that does most; rivals: what does most
    of all else that helps within the budget, the first ahead, or the cheapest where nothing else is so cheap;
    costs: yuan a year more than the baseline, by name."""

    budget: float
    step: str
    choice: str
    rivals: tuple[str, ...]
    costs: Mapping[str, float]


def advised(
    folder: Path, scenarios: Sequence[Mapping[str, Any]], runs: pd.DataFrame, baseline: str, budget: float
) -> Advised | None:
    """None where the folder has no advice within the budget. scenarios: as study.json lists them; runs: one
    row per scenario and replication, one column per metric."""
    path = folder / TABLE
    step = step_within(pd.read_csv(path), budget) if path.exists() else None
    if step is None:
        return None
    means = runs[[EFFECT, STREET]].groupby(level=0).mean()
    more = means - means.loc[baseline]
    gains, costs = -more[EFFECT], more[STREET]
    choice = max(step["scenario"].split(JOINED), key=lambda name: gains[name])
    others = [each["name"] for each in scenarios if not only_costs(each)]
    helping = [name for name in others if name != choice and gains[name] > 0]  # the baseline gains nothing
    within = sorted((name for name in helping if costs[name] <= budget), key=lambda name: -gains[name])
    rivals = within or sorted(helping, key=lambda name: costs[name])
    extra = {str(name): float(each) for name, each in costs.items()}
    return Advised(budget, step["scenario"], choice, tuple(rivals), extra)
