"""sweep.csv: each metric at each point of a sweep, and its difference from the baseline of the point."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from simulation.columns import described_table
from simulation.experiment.comparison.assumptions.turns import Turns, difference_over, turns_of
from simulation.experiment.comparison.baselines import baseline_of
from simulation.experiment.comparison.finding import FEWEST_PAIRS, LEVEL
from simulation.statistics import PairedDifference

if TYPE_CHECKING:
    from simulation.scenario import Study

TABLE = "sweep.csv"
_WHICH = {
    "of": "the scenario of which it is a point",
    "case": "the name of the point, where the sweep has named cases",
    "baseline": "the scenario that it is compared with; empty: none has the same people",
}
_FOUND = {
    "metric": "name of the metric",
    "unit": "its unit",
    "mean": "mean of the metric over the replications of the scenario [number: as in unit]",
    "mean_low": f"lower end of its {LEVEL:.0%} t interval; empty below {FEWEST_PAIRS} runs "
    "[number: as in unit]",
    "mean_high": "upper end of the same [number: as in unit]",
    "runs": "replications that have the metric [whole: runs]",
    "difference": "mean of scenario - baseline over the replications of both [number: as in unit]",
    "low": f"lower end of its {LEVEL:.0%} t interval; empty below {FEWEST_PAIRS} pairs [number: as in unit]",
    "high": "upper end of the same [number: as in unit]",
    "pairs": "replications that both have [whole: pairs]",
}
COLUMNS = described_table(
    TABLE,
    "One row per point of a sweep and metric; between `baseline` and `metric` one column per path that is "
    "swept.",
    {"scenario": "name of the scenario that was run", **_WHICH, **_FOUND},
)


def columns(study: Mapping[str, Any]) -> list[str]:
    """All columns of the table of a study with a sweep."""
    return ["scenario", *_WHICH, *study["sweep"]["paths"], *_FOUND]


def sweep_entry(study: Study) -> dict[str, Any]:
    """What study.json says of a sweep: its paths with their units, titles of what is swept and of cases."""
    return {"sweep": study.sweep} if study.sweep else {}


def point_entry(study: Study, name: str) -> dict[str, Any]:
    """What study.json says of a scenario of a sweep: `of`, `point`, `case`, and a `baseline` of its own."""
    own = {"baseline": study.baselines[name]} if name in study.baselines else {}
    return {**study.points.get(name, {}), **own}


def with_sweep(about: Mapping[str, Any], study: Study) -> Study:
    """A study with what study.json says of its sweep."""
    points = {
        each["name"]: {key: each[key] for key in ("of", "point", "case") if key in each}
        for each in about["scenarios"]
        if "point" in each
    }
    own = {each["name"]: each["baseline"] for each in about["scenarios"] if "baseline" in each}
    return replace(study, sweep=about.get("sweep", {}), points=points, baselines=own)


def sweep_table(
    study: Mapping[str, Any], values: Mapping[str, pd.DataFrame], units: pd.Series
) -> pd.DataFrame:
    """One row per point and metric; the columns are those of `columns`.

    study: from study.json; values: by scenario, one row per planned replication, one column per metric;
    units: of the metrics, by name. A path that a point leaves as it is has an empty cell.
    """
    against, turns = baseline_of(study), turns_of(study)
    rows = [
        {**_which(each, against), **row}
        for each in study["scenarios"]
        if "point" in each
        for row in _rows(values[each["name"]], values.get(against.get(each["name"], "")), units, turns)
    ]
    return pd.DataFrame(rows, columns=columns(study))


def _which(each: Mapping[str, Any], against: Mapping[str, str]) -> dict[str, Any]:
    which = {"scenario": each["name"], "of": each["of"], "case": each.get("case", "")}
    return which | {"baseline": against.get(each["name"], "")} | dict(each["point"])


def _rows(
    after: pd.DataFrame, before: pd.DataFrame | None, units: pd.Series, turns: Turns | None
) -> Iterator[dict[str, Any]]:
    """One row per metric of one scenario."""
    for name, unit in units.items():
        mine = after[name]
        other = pd.Series(math.nan, mine.index) if before is None else before[name]
        level, _ = difference_over(pd.Series(0.0, mine.index), mine, turns, LEVEL)
        found, _ = difference_over(other, mine, turns, LEVEL)
        (mean_low, mean_high), (low, high) = _ends(level), _ends(found)
        yield {
            "metric": name, "unit": unit,
            "mean": level.mean, "mean_low": mean_low, "mean_high": mean_high, "runs": level.pairs,
            "difference": found.mean, "low": low, "high": high, "pairs": found.pairs,
        }  # fmt: skip


def _ends(found: PairedDifference) -> tuple[float, float]:
    """The interval; none where the replications are too few to say anything."""
    return (found.low, found.high) if found.pairs >= FEWEST_PAIRS else (math.nan, math.nan)
