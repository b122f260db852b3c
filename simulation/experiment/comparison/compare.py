"""Compare every scenario with the baseline, metric by metric, over pairs of runs that share a seed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd

import simulation.experiment.comparison.assumptions.table as assumptions_table
import simulation.experiment.comparison.policies.best_within_budget as best_within_budget
import simulation.experiment.comparison.policies.budget_ladder as budget_ladder
import simulation.experiment.comparison.policies.sweep_table as sweep_table
from simulation.close_names import did_you_mean
from simulation.columns import described_table
from simulation.experiment.comparison.assumptions.turns import Turns, difference_over, turns_of
from simulation.experiment.comparison.assumptions.two_levels import TwoLevels
from simulation.experiment.comparison.baselines import baseline_of
from simulation.experiment.comparison.companion_tables import write_companion_tables
from simulation.experiment.comparison.finding import (
    ANY_TIME,
    FEWEST_PAIRS,
    LEVEL,
    ONE_LOOK,
    UNKNOWN,
    Finding,
    Metric,
    Metrics,
    judged,
)
from simulation.experiment.comparison.policies.cost_effectiveness import price_table
from simulation.experiment.comparison.policies.remedy_contributions import TABLE, game, package_table
from simulation.experiment.comparison.sentences import sentence
from simulation.experiment.errors import ExperimentError
from simulation.experiment.storage.manifest import check_tables
from simulation.experiment.storage.run_store import STUDY, has_bom, read_table, write_table
from simulation.experiment.storage.study_json import read_study_json
from simulation.statistics import PairedDifference, holm

COMPARED = described_table(
    "comparison.csv",
    "One row per scenario and metric: paired differences from the baseline.",
    {
        "scenario": "name of the scenario that is compared with the baseline",
        "metric": "name of the metric",
        "unit": "its unit",
        "better": "which way is better: higher, lower or none",
        "role": "outcome (judged), input (spent) or context (read beside)",
        "baseline_mean": "mean of the baseline over the pairs [number: as in unit]",
        "mean": "mean of the scenario over the pairs [number: as in unit]",
        "difference": "mean of scenario - baseline [number: as in unit]",
        "low": "lower end of the 95 % interval of the difference; over luck and sets where the study runs "
        "over parameter sets [number: as in unit]",
        "high": "its upper end [number: as in unit]",
        "interval": f"what it, p and the verdict hold for: `{ONE_LOOK}`, a number of pairs that was fixed "
        f"beforehand, or `{ANY_TIME}`, every look at a study that may end whenever it pleases",
        "pairs": "pairs of runs that share a seed [whole: pairs]",
        "p": "chance of such a difference where there is none [number]",
        "p_holm": "the same, corrected for all outcomes of the scenario [number]",
        "verdict": "better, worse or cannot tell; empty where nothing is judged",
        "sentence_en": "the finding as a sentence",
        "sentence_zh": "the same in Chinese",
    },
)
described_table(
    "comparison_years.csv",
    "The same for each measured year.",
    COMPARED | {"year": "the measured year, from 1 [whole]"},
)


COMPARED = ("runs.csv", "years.csv")
"""The tables that a comparison is made from."""
_OF_RUNS = ("scenario", "replication", "metric", "value", "unit")
WORDS = ("scenario", "metric", "unit")
"""Columns of runs.csv with few different texts, each in a hundred rows a run."""


def write_comparison(
    folder: Path | str, metrics: Metrics | None = None, *, any_time: bool = False
) -> pd.DataFrame:
    """Make comparison.csv of a results folder from its runs.csv, and return it.

    Also writes prices.csv, ladder.csv, intervals.csv and other companion tables; assumptions.csv if the study
    runs over parameter sets; packages.csv and budgets.csv if it runs every package of its remedies; sweep.csv
    if it has a sweep; and comparison_years.csv if the folder has years.csv. The tables begin with a byte
    order mark if runs.csv does.

    metrics: the metrics by name (default: all of them); any_time: the runs may end because of what they show,
    so intervals and p hold at every look. One row for each scenario (without the baseline) and metric;
    differences are scenario - baseline, in the metric's unit. Only outcome metrics are judged. Their p-values
    are corrected within each scenario (Holm), so adding a scenario to the study changes no verdict. Pairs
    that share a parameter set count as one where sets differ (`two_levels`).
    Source: paired-t, Law, Simulation Modeling and Analysis; Lai 1976; Holm 1979.
    """
    folder = Path(folder)
    study = read_study(folder)
    known = metrics_of(study) if metrics is None else metrics
    runs = read_runs(folder / "runs.csv")
    write = partial(write_table, bom=has_bom(folder / "runs.csv"))
    values, units, turns = values_by_scenario(study, runs), units_of(runs), turns_of(study)
    table = _compared(study, values, units, known, any_time)
    write(folder / "comparison.csv", table)
    prices = _priced(study, values, table)
    write(folder / "prices.csv", prices)
    if not any("baseline" in each for each in study["scenarios"]):
        better = table[(table["metric"] == budget_ladder.EFFECT) & (table["verdict"] == "better")]["scenario"]
        ladder = budget_ladder.ladder_table(study, values, list(better), turns)
        write(folder / budget_ladder.TABLE, ladder)
    write_companion_tables(folder, baseline_of(study), values, units, turns)
    if turns is not None:
        found = assumptions_table.assumptions_table(baseline_of(study), values, units, known, turns)
        write(folder / assumptions_table.TABLE, found)
    packages = game(study)
    if packages:
        write(folder / TABLE, package_table(packages, values, units, known, turns))
        budgets = best_within_budget.budget_table(packages, values, prices, turns)
        write(folder / best_within_budget.TABLE, budgets)
    if "sweep" in study:
        write(folder / sweep_table.TABLE, sweep_table.sweep_table(study, values, units))
    if (folder / "years.csv").exists():
        by_year = _years_compared(study, read_runs(folder / "years.csv"), known, any_time)
        write(folder / "comparison_years.csv", by_year)
    return table


def compare_with(folder: Path | str, baseline: str, metrics: Metrics | None = None) -> pd.DataFrame:
    """comparison.csv as it would be with another scenario of the folder as the baseline of all; nothing is
    written. Raises ExperimentError for a name that no scenario of the folder has, or where a sweep runs in
    several worlds."""
    study = read_study(Path(folder))
    names = [each["name"] for each in study["scenarios"]]
    if baseline not in names:
        hint = did_you_mean(baseline, names)
        raise ExperimentError(f"{folder} has no scenario '{baseline}'{hint}\n  allowed: {', '.join(names)}")
    if any("baseline" in each for each in study["scenarios"]):
        raise ExperimentError(
            f"{folder} holds a sweep whose points have baselines of their own, so no other can be chosen"
        )
    check_tables(Path(folder), *COMPARED)
    known, runs = metrics_of(study) if metrics is None else metrics, read_runs(Path(folder) / "runs.csv")
    return comparison_of(study | {"baseline": baseline}, runs, known, _held_at_any_time(Path(folder)))


def _held_at_any_time(folder: Path) -> bool:
    """Whether the comparison of a folder, as it stands, holds at every look."""
    path = folder / "comparison.csv"
    return path.exists() and holds_at_any_time(read_table(path))


def holds_at_any_time(compared: pd.DataFrame) -> bool:
    """Whether the intervals of a comparison hold at every look; those of older folders do not."""
    return "interval" in compared and bool((compared["interval"] == ANY_TIME).any())


def comparison_of(study: dict, runs: pd.DataFrame, known: Metrics, any_time: bool) -> pd.DataFrame:
    """The rows of comparison.csv: every scenario that has a baseline, metric by metric, from rows of runs."""
    return _compared(study, values_by_scenario(study, runs), units_of(runs), known, any_time)


def _compared(
    study: dict, values: dict[str, pd.DataFrame], units: pd.Series, known: Metrics, any_time: bool
) -> pd.DataFrame:
    """The same from the values of every scenario."""
    against = baseline_of(study)
    judge = partial(_difference, turns=turns_of(study), any_time=any_time)
    rows = [
        row
        for scenario in study["scenarios"]
        if (name := scenario["name"]) in against
        for row in _scenario(scenario, values[against[name]], values[name], units, known, judge)
    ]
    return pd.DataFrame(rows, columns=["scenario", *_ROW])


def _priced(study: dict, values: dict[str, pd.DataFrame], compared: pd.DataFrame) -> pd.DataFrame:
    """What the effects of every scenario that has a baseline cost, where they are conclusive; beside the
    others of the same baseline."""
    sure = compared[compared["verdict"].isin(("better", "worse"))]
    conclusive = {str(name): set(mine["metric"]) for name, mine in sure.groupby("scenario")}
    against = baseline_of(study)
    tables = []
    for baseline in dict.fromkeys(against.values()) or [study["baseline"]]:
        others = {name: values[name] for name in against if against[name] == baseline}
        tables.append(price_table(values[baseline], others, conclusive, turns_of(study)))
    return _in_order(tables, list(values))


def _years_compared(study: dict, years: pd.DataFrame, known: Metrics, any_time: bool) -> pd.DataFrame:
    """The same year by year: p are corrected within a scenario and a year."""
    tables = []
    for year, mine in years.groupby("year"):
        table = comparison_of(_in_year(study, year), mine, known, any_time)
        table.insert(1, "year", year)
        tables.append(table)
    return _in_order(tables, [each["name"] for each in study["scenarios"]])


def _in_order(tables: list[pd.DataFrame], scenarios: list[str]) -> pd.DataFrame:
    """Tables as one, whose rows follow the order of the scenarios."""
    place = {name: at for at, name in enumerate(scenarios)}
    found = pd.concat(tables, ignore_index=True)
    return found.sort_values("scenario", key=lambda names: names.map(place), kind="stable")


def _in_year(study: dict, year: object) -> dict:
    """The study with titles that say the year, as its sentences begin with them."""
    said = {"en": f" (year {year})", "zh": f"（第 {year} 年）"}
    scenarios = [
        each | {"title": {tongue: text + said.get(tongue, "") for tongue, text in each["title"].items()}}
        for each in study["scenarios"]
    ]
    return study | {"scenarios": scenarios}


def metrics_of(study: dict) -> Metrics:
    """The metrics by name that a study may have measured: the program's, and its own user-defined ones."""
    from simulation.metrics import known_metrics

    return known_metrics(study.get("metrics", ()))


def luck_alone(folder: Path | str) -> bool:
    """Whether all replications of a results folder have the same numbers, so that nothing is known of other
    assumptions."""
    return turns_of(read_study(Path(folder))) is None


def read_study(folder: Path) -> dict:
    """study.json of a results folder. Raises ExperimentError where there is none that can be read."""
    try:
        study = read_study_json(folder)
    except FileNotFoundError as error:
        raise ExperimentError(f"{folder} is not a results folder: it has no readable study.json") from error
    lacks = [key for key in ("replications", "scenarios") if not study.get(key)]
    if lacks:
        raise ExperimentError(f"{folder / STUDY} has no {lacks[0]}, so there is nothing to compare")
    return study


def read_runs(table: Path) -> pd.DataFrame:
    """runs.csv or years.csv of a results folder. Raises ExperimentError where it is no such table."""
    runs = read_table(table, compact=WORDS)
    of = ["year"] if table.name == "years.csv" else []
    lacks = [column for column in (*_OF_RUNS, *of) if column not in runs]
    if lacks:
        raise ExperimentError(f"{table} is not a table that a study writes: it has no column '{lacks[0]}'")
    if runs.duplicated([*_OF_RUNS[:3], *of]).any():
        raise ExperimentError(f"{table} is not a table that a study writes: a value stands in it twice")
    return runs


def units_of(runs: pd.DataFrame) -> pd.Series:
    """The unit of each metric, in the order of runs.csv."""
    first = runs[["metric", "unit"]].drop_duplicates("metric").astype({"metric": str, "unit": str})
    return first.set_index("metric")["unit"].fillna("")


def values_by_scenario(study: dict, runs: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The values of every scenario, by its name."""
    return {each["name"]: _values(runs, each["name"], study["replications"]) for each in study["scenarios"]}


def _values(runs: pd.DataFrame, scenario: str, planned: int) -> pd.DataFrame:
    """One row per planned replication, one column per metric; NaN where a run failed or has no such value."""
    mine = runs[runs["scenario"] == scenario].pivot(index="replication", columns="metric", values="value")
    mine.columns = mine.columns.astype(str)
    return mine.reindex(index=range(planned), columns=list(runs["metric"].unique()))


def _scenario(
    scenario: dict,
    before: pd.DataFrame,
    after: pd.DataFrame,
    units: pd.Series,
    metrics: Metrics,
    judge: partial[tuple[PairedDifference, TwoLevels | None]],
) -> Iterator[dict]:
    """Rows of one scenario, metrics in the order of runs.csv; judge: the difference of two columns."""
    both = {name: judge(before[name], after[name]) for name in units.index}
    found = {name: difference for name, (difference, _) in both.items()}
    known = {name: _known(metrics, name) for name in units.index}
    corrected = holm([found[name].p if judged(known[name]) else math.nan for name in units.index])
    for name, p_holm in zip(units.index, corrected, strict=True):
        about = Finding(
            scenario["title"],
            name,
            units[name],
            known[name],
            found[name],
            float(p_holm),
            judge.keywords["any_time"],
            both[name][1],
        )
        yield {"scenario": scenario["name"], **{column: value(about) for column, value in _ROW.items()}}


def _known(metrics: Metrics, name: str) -> Metric:
    return metrics[name] if name in metrics else UNKNOWN  # noqa: SIM401 (a registry has no `get`)


def _difference(
    before: pd.Series, after: pd.Series, turns: Turns | None, any_time: bool
) -> tuple[PairedDifference, TwoLevels | None]:
    """The paired difference, and what parameter sets say of it; without interval and p where the pairs are
    too few to say anything."""
    found, levels = difference_over(before, after, turns, LEVEL, FEWEST_PAIRS if any_time else None)
    if found.pairs >= FEWEST_PAIRS:
        return found, levels
    return replace(found, low=math.nan, high=math.nan, t=math.nan, p=math.nan), levels


# the columns of comparison.csv after `scenario`, and what stands in them
_ROW: dict[str, Callable[[Finding], object]] = {
    "metric": lambda found: found.name,
    "unit": lambda found: found.unit,
    "better": lambda found: found.metric.better,
    "role": lambda found: found.metric.role,
    "baseline_mean": lambda found: found.difference.baseline_mean,
    "mean": lambda found: found.difference.treatment_mean,
    "difference": lambda found: found.difference.mean,
    "low": lambda found: found.difference.low,
    "high": lambda found: found.difference.high,
    "interval": lambda found: ANY_TIME if found.any_time else ONE_LOOK,
    "pairs": lambda found: found.difference.pairs,
    "p": lambda found: found.difference.p,
    "p_holm": lambda found: found.p_holm,
    "verdict": lambda found: found.verdict,
    "sentence_en": lambda found: sentence(found, "en"),
    "sentence_zh": lambda found: sentence(found, "zh"),
}
