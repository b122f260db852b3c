"""traces.csv of a results folder: by which causal links the policies of its scenarios act."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from simulation.close_names import did_you_mean
from simulation.columns import described_table
from simulation.experiment.errors import ExperimentError
from simulation.experiment.storage.manifest import TRACES
from simulation.experiment.storage.run_store import has_bom, write_table
from simulation.experiment.storage.study_json import read_study_json
from simulation.experiment.tables.data_dictionary import write_dictionary
from simulation.experiment.tracing.explain import Explained
from simulation.metrics import METRICS
from simulation.scenario import Scenario

COLUMNS = described_table(
    TRACES,
    "One row per scenario, metric and causal link, of pairs of runs that `explain` made: the scenario "
    "against the same street without its policies.",
    {
        "scenario": "name of the scenario",
        "metric": "name of the metric",
        "unit": "its unit",
        "kind": "lever: a way in of the policies, which sum to their effect; handed on: what a step of the "
        "day hands to the next",
        "link": "the lever and the rule that reads it, named as in the code; or cost, income",
        "carried": "what the link carries of the effect, mean over the pairs [number: as in unit]",
        "low": "lower end of its 95 % interval; empty for one pair [number: as in unit]",
        "high": "its upper end [number: as in unit]",
        "share": "that as a share of the whole effect [share]",
        "pairs": "pairs of runs [whole: pairs]",
        "days": "measured days of each run [whole: days]",
    },
)


def check_scenario(folder: Path, scenario: str) -> None:
    """Raises ExperimentError where a folder holds no results, or not those of the scenario."""
    try:
        study = read_study_json(folder)
    except FileNotFoundError:
        raise ExperimentError(
            f"{folder}: no study.json here; name a results folder, which is what `run` writes, or a CSV file"
        ) from None
    names = [each["name"] for each in study["scenarios"]]
    if scenario not in names:
        raise ExperimentError(
            f"{folder} holds no scenario '{scenario}'; it has {', '.join(names)}"
            f"{did_you_mean(scenario, names)}"
        )


def add_traces(folder: Path, scenario: Scenario, found: Explained) -> None:
    """Write the links into the folder's table, in place of what it told of this scenario and metric; its data
    dictionary then tells of them."""
    path, unit = folder / TRACES, METRICS[found.metric].unit
    mine = found.links.assign(
        scenario=scenario.name,
        metric=found.metric,
        unit=unit,
        pairs=found.pairs,
        days=scenario.experiment.days,
    )
    others = _others(path, scenario.name, found.metric)
    table = pd.concat([others, mine[list(COLUMNS)]]) if len(others) else mine[list(COLUMNS)]
    write_table(path, table, has_bom(folder / "runs.csv"))
    write_dictionary(folder)


def _others(path: Path, scenario: str, metric: str) -> pd.DataFrame:
    if not path.exists():
        return pd.DataFrame()
    told = pd.read_csv(path, encoding="utf-8-sig", dtype={"scenario": str})
    return told[(told["scenario"] != scenario) | (told["metric"] != metric)]
