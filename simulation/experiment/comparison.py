"""Hold every scenario against the baseline, metric by metric, over the pairs that share a seed."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd

from simulation.experiment.errors import ExperimentError
from simulation.experiment.findings import FEWEST_PAIRS, LEVEL, UNKNOWN, Finding, Metric, Metrics, judged
from simulation.experiment.prices import COLUMNS, prices
from simulation.experiment.sentences import sentence
from simulation.experiment.store import read_table, write_table
from simulation.statistics import PairedDifference, holm, paired_difference


def compare(folder: Path | str, metrics: Metrics | None = None) -> pd.DataFrame:
    """Make comparison.csv of a results folder from its runs.csv, and return it; and prices.csv.

    metrics: what is known of them by name (default: every metric there is). One row a scenario (without the
    baseline) and metric; differences are scenario - baseline, in the metric's unit. Only outcome metrics are
    judged; their p are corrected for the number of outcome metrics of the scenario (Holm), so that another
    scenario in the study changes no verdict. Source: paired-t, Law, Simulation Modeling and Analysis; Holm
    1979.
    """
    folder = Path(folder)
    study, runs = _read_study(folder), read_table(folder / "runs.csv")
    known = _all_metrics() if metrics is None else metrics
    units = runs.drop_duplicates("metric").set_index("metric")["unit"].fillna("")
    values = {each["name"]: _values(runs, each["name"], study["replications"]) for each in study["scenarios"]}
    before, others = (
        values[study["baseline"]],
        [each for each in study["scenarios"] if each["name"] != study["baseline"]],
    )
    rows = [row for each in others for row in _scenario(each, before, values[each["name"]], units, known)]
    table = pd.DataFrame(rows, columns=["scenario", *_ROW])
    write_table(folder / "comparison.csv", table)
    priced = [row for each in others for row in prices(each["name"], before, values[each["name"]])]
    write_table(folder / "prices.csv", pd.DataFrame(priced, columns=COLUMNS))
    return table


def _all_metrics() -> Metrics:
    from simulation.metrics import METRICS

    return METRICS


def _read_study(folder: Path) -> dict:
    try:
        return json.loads((folder / "study.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ExperimentError(f"{folder} is not a results folder: it has no readable study.json") from error


def _values(runs: pd.DataFrame, scenario: str, planned: int) -> pd.DataFrame:
    """A row a planned replication, a column a metric; NaN where a run failed or has no such value."""
    mine = runs[runs["scenario"] == scenario].pivot(index="replication", columns="metric", values="value")
    return mine.reindex(index=range(planned), columns=runs["metric"].unique())


def _scenario(
    scenario: dict, before: pd.DataFrame, after: pd.DataFrame, units: pd.Series, metrics: Metrics
) -> Iterator[dict]:
    """Rows of one scenario, metrics in the order of runs.csv."""
    found = {name: _difference(before[name], after[name]) for name in units.index}
    known = {name: _known(metrics, name) for name in units.index}
    corrected = holm([found[name].p if judged(known[name]) else math.nan for name in units.index])
    for name, p_holm in zip(units.index, corrected, strict=True):
        about = Finding(scenario["title"], name, units[name], known[name], found[name], float(p_holm))
        yield {"scenario": scenario["name"], **{column: value(about) for column, value in _ROW.items()}}


def _known(metrics: Metrics, name: str) -> Metric:
    return metrics[name] if name in metrics else UNKNOWN  # noqa: SIM401 (a registry has no `get`)


def _difference(before: pd.Series, after: pd.Series) -> PairedDifference:
    """The paired difference; without interval and p where the pairs are too few to say anything."""
    found = paired_difference(before.to_numpy(), after.to_numpy(), LEVEL)
    if found.pairs >= FEWEST_PAIRS:
        return found
    return replace(found, low=math.nan, high=math.nan, t=math.nan, p=math.nan)


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
    "pairs": lambda found: found.difference.pairs,
    "p": lambda found: found.difference.p,
    "p_holm": lambda found: found.p_holm,
    "verdict": lambda found: found.verdict,
    "sentence_en": lambda found: sentence(found, "en"),
    "sentence_zh": lambda found: sentence(found, "zh"),
}
