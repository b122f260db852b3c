"""The table behind the pictures of the gallery, `docs/gallery.csv`: each scenario, run once in small.

    python -m tools.handbook.pages.gallery_table [--all]

runs what is new or was changed in its files, and everything after a change of the model's numbers; with
`--all` every scenario in any case.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml
from numpy.typing import NDArray

from simulation.codes import DAY, WEEK
from simulation.model import Street
from simulation.records import Records
from simulation.scenario import Scenario, ScenarioError, is_study, load
from tools.handbook.markdown import ROOT

TABLE = ROOT / "docs" / "gallery.csv"
SCENARIOS = ROOT / "scenarios"
GOLDEN = ROOT / "tests" / "data" / "golden.csv"
RESIDENTS, WARMUP, WEEKS, SEED = 4800, 30, 52, 7
WEEK_COLUMNS = [f"week_{week:02}" for week in range(1, WEEKS + 1)]
_FOR_READERS = ("title", "why", "claims")  # no run depends on them
_UNDATED = "experiment.start"  # what a part lacks: a place, a model, the policies of a remedy


@cache
def scenarios() -> dict[str, Scenario]:
    """Every scenario that can be run as it stands, by its path in `scenarios/`; no parts, no studies."""
    found = {}
    for path in sorted(SCENARIOS.rglob("*.yaml")):
        scenario = None if is_study(path) else _whole(path)
        if scenario:
            found[path.relative_to(SCENARIOS).as_posix()] = scenario
    return found


def _whole(path: Path) -> Scenario | None:
    try:
        return load(path)
    except ScenarioError as error:
        if _UNDATED in str(error):
            return None
        raise


def digest(scenario: Scenario) -> str:
    """Of all files that a scenario is made of, but for what they say of it to readers."""
    files = (yaml.safe_load((ROOT / file).read_text("utf-8")) for file in scenario.files)
    run = [{key: part for key, part in each.items() if key not in _FOR_READERS} for each in files]
    return sha256(json.dumps(_without_sources(run), default=str, sort_keys=True).encode()).hexdigest()[:12]


def _without_sources(part: Any) -> Any:
    """A part of a file without what it says of where its numbers come from."""
    if isinstance(part, dict):
        return {key: _without_sources(each) for key, each in part.items() if key != "source"}
    return [_without_sources(each) for each in part] if isinstance(part, list) else part


def golden() -> str:
    """Of the numbers that the model is known to give; they change when the model does, the words of their
    units do not count."""
    numbers = pd.read_csv(GOLDEN, dtype=str).drop(columns="unit")
    return sha256(numbers.to_csv(index=False, lineterminator="\n").encode()).hexdigest()[:12]


def read() -> pd.DataFrame:
    """The stored table by scenario; empty where there is none."""
    if not TABLE.exists():
        return pd.DataFrame(columns=["files", "model", *WEEK_COLUMNS]).rename_axis("scenario")
    return pd.read_csv(TABLE, index_col="scenario", dtype={"files": str, "model": str})


def stale(table: pd.DataFrame) -> list[str]:
    """Scenarios without a row, or with one that was made of other files, or by a model of other numbers."""
    known, today = table[table["model"] == golden()]["files"].to_dict(), scenarios()
    return [name for name, scenario in today.items() if known.get(name) != digest(scenario)]


def unsolved(scenario: Scenario) -> NDArray[np.float64]:
    """Needs that lie unsolved, for at most 60 days each, per 1,000 residents on average over each week
    (weeks,)."""
    small = replace(scenario.place, residents=RESIDENTS, communities=1)
    length = replace(scenario.experiment, warmup=WARMUP, days=WEEK * WEEKS)
    street = Street(replace(scenario, place=small, experiment=length), SEED)
    street.run_model()
    return occupancy(street.records)


def occupancy(records: Records) -> NDArray[np.float64]:
    """Unsolved needs per 1,000 residents on average over each measured week (weeks,): need-days by week."""
    own = records.needs["duplicate_of"] < 0
    arose, solved = records.needs["arose"][own], records.needs["solved"][own]
    end = np.fmin(solved, arose + records.cap_days * DAY)
    edges = records.window[0] + WEEK * DAY * np.arange(records.days // WEEK + 1)
    occupied = np.array([(np.minimum(end, edge) - np.minimum(arose, edge)).sum() for edge in edges])
    return np.diff(occupied) / (WEEK * DAY) / records.residents * 1000


def with_row(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """The table with a scenario run anew."""
    scenario = scenarios()[name]
    row = [digest(scenario), golden(), *unsolved(scenario).round(2)]
    new = pd.DataFrame([row], columns=["files", "model", *WEEK_COLUMNS], index=[name])
    return pd.concat([table[table.index != name], new]).sort_index().rename_axis("scenario")


def main() -> None:
    """Renew the stored table; it is written after each scenario, so that a stop loses nothing."""
    table = read()
    table = table[table.index.isin(list(scenarios()))]
    names = list(scenarios()) if "--all" in sys.argv[1:] else stale(table)
    for at, name in enumerate(names, start=1):
        print(f"{at} of {len(names)}: {name}", file=sys.stderr)
        table = with_row(table, name)
        table.to_csv(TABLE, lineterminator="\n")
    table.to_csv(TABLE, lineterminator="\n")


if __name__ == "__main__":
    main()
