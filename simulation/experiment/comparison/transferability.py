"""Can a model of governance be copied, and can the place afford it: models by places, from results folders.

A folder compares models at one place with Lijia's way of today there, which is the only comparison with
common random numbers. Between places only the ratio of gains is formed, and nothing else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from simulation.experiment.comparison.compare import read_study
from simulation.experiment.comparison.finding import LEVEL
from simulation.experiment.storage.run_store import read_table
from simulation.statistics import PairedDifference, paired_difference, ratio_of_means

if TYPE_CHECKING:
    from simulation.scenario import Scenario

METRICS = ("need_days", "cost", "budget_share")
_NAME = re.compile(r"(?P<model>.+)-at-(?P<place>.+?)(?:-in-form)?")
COLUMNS = ("scenario", "model", "place", "fidelity", "home", "difference", "low", "high", "pairs", "cost",
           "budget_share", "copyability", "copy_low", "copy_high", "copyability_per_budget", "breaks",
           "breaks_by", "assumed", "numbers")  # fmt: skip


@dataclass(frozen=True)
class Copy:
    """A model at a place: what changed there in need-days, and what it costs."""

    model: str
    scenario: Scenario
    change: PairedDifference
    cost: float
    share: float
    breaks: str
    breaks_by: float

    @property
    def at_home(self) -> bool:
        """Whether the model is where it comes from, wholly practised: its name begins with the place's."""
        whole = self.scenario.governance.fidelity == 1
        return whole and self.model.startswith(self.scenario.place.name)


def copies(folders: Iterable[Path | str]) -> pd.DataFrame:
    """Models by places, one row per scenario named MODEL-at-PLACE, with -in-form or nothing behind it.

    Empty where no folder has any.

    difference, low, high: of need_days from the folder's baseline, paired; cost: yuan a resident and year;
    budget_share: of it in the local budget; copyability: the gain there / the gain at home of the whole
    practice, with Fieller's 95 % interval for independent means (places have other people, so their runs are
    no pairs), NaN where the gain at home is inconclusive; copyability_per_budget: the same for gain per
    share of the local budget; breaks, breaks_by: of the conclusive outcomes the one that worsens most, and by
    what part; assumed, numbers: how many of the numbers of place and model are assumed by their own source.
    """
    found = [copy for folder in folders for copy in _copies(Path(folder))]
    homes = {copy.model: copy for copy in found if copy.at_home}
    return pd.DataFrame([_row(copy, homes.get(copy.model)) for copy in found], columns=list(COLUMNS))


def _copies(folder: Path) -> list[Copy]:
    from simulation.scenario import load

    study, runs = read_study(folder), read_table(folder / "runs.csv")
    worse, baseline = read_table(folder / "comparison.csv"), study["baseline"]
    found = []
    for each in study["scenarios"]:
        named = _NAME.fullmatch(each["name"])
        if not named or each["name"] == baseline:
            continue
        scenario = load(folder / "scenarios" / f"{each['name']}.yaml")
        if named["place"] == scenario.place.name:  # what has more in its name is no plain copy
            gain, cost, share = (_paired(runs, metric, baseline, each["name"]) for metric in METRICS)
            means = cost.treatment_mean, share.treatment_mean
            found.append(Copy(named["model"], scenario, gain, *means, *_breaks(worse, each["name"])))
    return found


def _paired(runs: pd.DataFrame, metric: str, baseline: str, scenario: str) -> PairedDifference:
    mine = runs[runs["metric"] == metric].pivot(index="replication", columns="scenario", values="value")
    wide = mine.reindex(columns=[baseline, scenario])
    return paired_difference(wide[baseline], wide[scenario], LEVEL)


def _breaks(comparison: pd.DataFrame, scenario: str) -> tuple[str, float]:
    """The outcome that got worse by the largest part of its baseline, and that part."""
    mine = comparison[(comparison["scenario"] == scenario) & (comparison["verdict"] == "worse")]
    parts = {
        str(row["metric"]): abs(float(row["difference"]) / float(row["baseline_mean"]))
        for row in mine.to_dict("records")
        if row["baseline_mean"]
    }
    return max(parts.items(), key=lambda one: one[1], default=("", math.nan))


def _row(copy: Copy, home: Copy | None) -> dict[str, object]:
    change, place = copy.change, copy.scenario.place.name
    ratio = (1.0, math.nan, math.nan) if copy is home else (math.nan,) * 3
    if home and copy is not home:
        ratio = ratio_of_means(change, home.change, LEVEL)
    ranges = copy.scenario.ranges.values()
    return {
        "scenario": copy.scenario.name,
        "model": copy.model,
        "place": place,
        "fidelity": copy.scenario.governance.fidelity,
        "home": copy is home,
        **{name: getattr(change, part) for name, part in _CHANGE.items()},
        "cost": copy.cost,
        "budget_share": copy.share,
        **dict(zip(("copyability", "copy_low", "copy_high"), ratio, strict=True)),
        "copyability_per_budget": ratio[0] * home.share / copy.share if home and copy.share else math.nan,
        "breaks": copy.breaks,
        "breaks_by": copy.breaks_by,
        "assumed": sum(each.source.startswith("assum") for each in ranges),
        "numbers": len(ranges),
    }


_CHANGE = {"difference": "mean", "low": "low", "high": "high", "pairs": "pairs"}
