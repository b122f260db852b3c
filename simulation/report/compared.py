"""The comparison table as the page uses it: rows with names, colours, texts, and verdicts that have enough pairs."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from simulation.plots.look import VERDICTS, told
from simulation.plots.numbers import difference, half
from simulation.plots.words import Pair
from simulation.report.folder import Folder, Scenario
from simulation.report.measures import Measure
from simulation.report.strings import TEXT

FEWEST_PAIRS = 5
MOST_PAIRS_WORTH_SAYING = 2000


@dataclass(frozen=True)
class Row:
    """A scenario's difference in one metric; low and high are NaN where there are too few pairs."""

    scenario: Scenario
    measure: Measure
    baseline_mean: float
    mean: float
    difference: float
    low: float
    high: float
    pairs: int
    verdict: str
    sentence: Pair

    @property
    def told(self) -> bool:
        """Whether the runs show which way it goes."""
        return told(self.verdict)

    @property
    def enough(self) -> bool:
        """Whether there are pairs enough for an interval."""
        return self.pairs >= FEWEST_PAIRS

    @property
    def half(self) -> float:
        """Half the width of the interval."""
        return half(self.low, self.high)

    @property
    def gain(self) -> float:
        """The difference, positive where it is for the better."""
        return -self.difference if self.measure.better == "lower" else self.difference

    @property
    def text(self) -> Pair:
        """The signed difference with its interval."""
        return difference(self.difference, self.low, self.high, self.measure.unit)

    @property
    def words(self) -> Pair:
        """The verdict in words, or why there is none."""
        return VERDICTS[self.verdict].words if self.enough else TEXT["few_pairs"]

    @property
    def more_pairs(self) -> int | None:
        """About how many more pairs would tell a difference of this size; None where that cannot be said.

        The half-width of a mean falls with the root of the pairs: (half-width / difference)² times as many.
        """
        if not self.enough:
            return FEWEST_PAIRS - self.pairs
        if self.told or not self.difference or not math.isfinite(self.half):
            return None
        more = math.ceil(self.pairs * (self.half / self.difference) ** 2) - self.pairs
        return more if 0 < more <= MOST_PAIRS_WORTH_SAYING else None


def compared(folder: Folder, known: dict[str, Measure]) -> dict[str, list[Row]]:
    """Rows by metric, in the order of the metrics and, within one, of the study; the baseline has none."""
    scenarios = {each.id: each for each in folder.scenarios[1:]}
    table = folder.comparison[folder.comparison["scenario"].isin(list(scenarios))]
    rows: dict[str, list[Row]] = {name: [] for name in known}
    for record in table.to_dict("records"):
        rows[record["metric"]].append(_row(record, scenarios[record["scenario"]], known[record["metric"]]))
    return {name: sorted(found, key=lambda row: row.scenario.place) for name, found in rows.items() if found}


def _row(record: dict, scenario: Scenario, measure: Measure) -> Row:
    pairs = int(record["pairs"]) if pd.notna(record["pairs"]) else 0
    enough = pairs >= FEWEST_PAIRS
    verdict = _verdict(record["verdict"], measure) if enough else "cannot tell"
    low, high = (float(record["low"]), float(record["high"])) if enough else (math.nan, math.nan)
    return Row(scenario, measure, float(record["baseline_mean"]), float(record["mean"]), float(record["difference"]),
               low, high, pairs, verdict, Pair(record["sentence_zh"], record["sentence_en"]))


def _verdict(said: str, measure: Measure) -> str:
    if measure.better == "none" or measure.role == "input":
        return "none"
    return said if told(said) else "cannot tell"
