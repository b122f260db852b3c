"""What is chosen in a results folder, and among what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from simulation.analysis.overturn.advised import Advised, advised
from simulation.close_names import did_you_mean
from simulation.experiment import ExperimentError, load_results
from simulation.experiment.comparison.baselines import baseline_of
from simulation.experiment.comparison.finding import FEWEST_PAIRS
from simulation.experiment.comparison.policies.budget_ladder import BUDGET, EFFECT
from simulation.experiment.execution.run_functions import standard
from simulation.experiment.planning.plan_file import read_plan
from simulation.experiment.planning.run_options import Options
from simulation.experiment.runs import arms
from simulation.metrics import known_metrics
from simulation.scenario import Scenario
from simulation.text.bilingual import Pair

MOST = 1
"""Rivals besides the baseline, where nobody asks for more."""


@dataclass(frozen=True)
class Rivals:
    """What is chosen by a metric, and what could be chosen instead, the baseline last. sign: 1 where less of
    the metric is better, -1 where more is; titles: by name, as a sentence has them; advised: by which advice
    on a budget it is the choice, None where it is so by its runs alone."""

    metric: str
    sign: float
    choice: Scenario
    others: tuple[Scenario, ...]
    titles: Mapping[str, Pair]
    advised: Advised | None = None

    @property
    def baseline(self) -> Scenario:
        """What there is without a choice."""
        return self.others[-1]


def rivals_of(folder: Path, metric: str, most: int = MOST, budget: float | None = None) -> Rivals:
    """The choice of a results folder: of need-days, what its advice takes within a budget in yuan a year
    (None: that of the report). By another metric, or where there is no such advice, the best by the means of
    its runs, among scenarios of one of the six remedies alone where there are several of these, else among
    all. most: rivals besides the baseline.

    Raises ExperimentError where it holds nothing to choose from, too few runs, or no scenarios that can run
    again.
    """
    results = load_results(folder)
    runs = results.metrics()
    means = _means(runs, metric, folder)
    study = read_plan(folder, standard(Options()).read, same_program=False).study
    if study.baseline.city.several:
        raise ExperimentError(f"{folder} holds a city; this asks for scenarios of one street")
    about, baseline = results.study["scenarios"], _baseline(results.study, folder)
    sign = _sign(metric, results.study)
    advice = advised(folder, about, runs, baseline, budget or BUDGET) if metric == EFFECT else None
    names = [advice.choice, *advice.rivals] if advice else _best(sign * means, about, baseline)
    scenarios = {each.name: each for each in arms(study)}
    choice, *others = (scenarios[name] for name in (*names[: most + 1], baseline))
    titles = {each["name"]: Pair(each["title"]["zh"], each["title"]["en"]).quoted() for each in about}
    return Rivals(metric, sign, choice, tuple(others), titles, advice)


def _baseline(study: Mapping[str, Any], folder: Path) -> str:
    against = set(baseline_of(study).values())
    if len(against) != 1:
        raise ExperimentError(
            f"{folder} has {len(against)} baselines, so there is no one choice; run a baseline and other "
            "scenarios of one street"
        )
    return against.pop()


def _best(means: pd.Series, about: Sequence[Mapping[str, Any]], baseline: str) -> list[str]:
    """Names of what can be chosen, the one of the smallest mean first."""
    return list(means[_choices(about, baseline)].sort_values(kind="stable").index)


def _means(metrics: pd.DataFrame, metric: str, folder: Path) -> pd.Series:
    """The mean over runs of each scenario. Of very few runs no choice is made, so none is questioned."""
    if metric not in metrics:
        raise ExperimentError(f"the runs have no metric '{metric}'{did_you_mean(metric, metrics.columns)}")
    runs = metrics[metric].groupby(level=0)
    if (fewest := int(runs.size().min())) < FEWEST_PAIRS:
        raise ExperimentError(
            f"{folder} has too few runs of a scenario to choose by, {fewest}; run with "
            f"-n {FEWEST_PAIRS} or more"
        )
    return runs.mean()


def _sign(metric: str, study: Mapping[str, Any]) -> float:
    better = known_metrics(study.get("metrics", ()))[metric].better
    if better == "none":
        raise ExperimentError(
            f"more of {metric} is neither better nor worse, so nothing is chosen by it; name an outcome"
        )
    return -1.0 if better == "higher" else 1.0


def _choices(about: Sequence[Mapping[str, Any]], baseline: str) -> list[str]:
    """Names of what can be chosen, but for what only costs (a placebo serves no remedy and comes last by
    itself)."""
    names = [each["name"] for each in about if each["name"] != baseline]
    single = [each["name"] for each in about if len(set(each.get("remedies", ())) - {0}) == 1]
    found = [each for each in names if each in single] if len(single) > 1 else names
    if not found:
        raise ExperimentError("there is one scenario alone, so nothing to choose from; run two or more")
    return found
