"""The comparison table as the page uses it: rows with names and texts, a verdict where pairs are enough."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from simulation.experiment.comparison.finding import FEWEST_PAIRS, Finding
from simulation.experiment.comparison.sentences import MOST_PAIRS
from simulation.plots.look import VERDICTS
from simulation.report.data.metric_info import MetricInfo
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair, same
from simulation.text.short_numbers import difference as written
from simulation.text.verdicts import INCONCLUSIVE, is_conclusive

FRAIL = same("‡")


@dataclass(frozen=True)
class Row:
    """A scenario's difference in one metric.

    low, high: NaN where there are too few pairs; more_pairs: about how many more would settle a difference of
    this size, None where it is settled or no number is good advice; frail: whether so few pairs differ that
    the interval often misses the true difference.
    """

    scenario: ShownScenario
    info: MetricInfo
    baseline_mean: float
    mean: float
    difference: float
    low: float
    high: float
    pairs: int
    verdict: str
    more_pairs: int | None
    sentence: Pair
    frail: bool = False

    @property
    def conclusive(self) -> bool:
        """Whether the runs show which way it goes."""
        return is_conclusive(self.verdict)

    @property
    def enough(self) -> bool:
        """Whether there are pairs enough for an interval."""
        return self.pairs >= FEWEST_PAIRS

    @property
    def gain(self) -> float:
        """The difference, positive where it is for the better."""
        return -self.difference if self.info.better == "lower" else self.difference

    @property
    def text(self) -> Pair:
        """The signed difference with its interval, which is marked where it is frail."""
        low, high = (math.nan, math.nan) if self.unchanged else (self.low, self.high)
        return written(self.difference, low, high, self.info.unit) + self.mark

    @property
    def mark(self) -> Pair:
        """What stands behind an interval that cannot be trusted."""
        return FRAIL if self.frail else Pair("", "")

    @property
    def unchanged(self) -> bool:
        """Whether not one pair differs."""
        return self.low == self.high == 0

    @property
    def unsure(self) -> bool:
        """Whether something differs and the runs do not show which way it goes."""
        return self.verdict == INCONCLUSIVE and not self.unchanged

    @property
    def strict(self) -> bool:
        """Whether the interval leaves out zero and the verdict, stricter over many outcomes, is still out."""
        return self.enough and self.unsure and self.low * self.high > 0

    @property
    def words(self) -> Pair:
        """The verdict in words, or why there is none."""
        if self.unchanged:
            return TEXT["same"]
        return VERDICTS[self.verdict].words if self.enough else TEXT["few_pairs"]


class Judged(NamedTuple):
    """What the comparison must know of a metric to say how many pairs are wanting."""

    better: str
    role: str
    label: Mapping[str, str] = {}


def compared(folder: Folder, known: dict[str, MetricInfo]) -> dict[str, list[Row]]:
    """Rows by metric, in the order of the metrics and, within one, of the study; the baseline has none."""
    scenarios = {each.id: each for each in folder.scenarios[1:]}
    table = folder.comparison[folder.comparison["scenario"].isin(list(scenarios))]
    rows: dict[str, list[Row]] = {name: [] for name in known}
    marked = set(frail(folder))
    for record in table.to_dict("records"):
        row = _row(folder, record, scenarios[record["scenario"]], known[record["metric"]])
        is_frail = (record["scenario"], record["metric"]) in marked
        rows[record["metric"]].append(replace(row, frail=is_frail and row.enough))
    return {name: sorted(found, key=lambda row: row.scenario.place) for name, found in rows.items() if found}


def frail(folder: Folder) -> list[tuple[str, str]]:
    """Scenario and metric of each difference that has pairs enough, of which too few differ."""
    table = folder.intervals
    if "pairs_that_differ" not in table:  # a folder of an older version
        return []
    some = table["pairs_that_differ"].between(1, FEWEST_PAIRS - 1) & (table["pairs"] >= FEWEST_PAIRS)
    return list(zip(table.loc[some, "scenario"], table.loc[some, "metric"], strict=True))


def _row(folder: Folder, record: dict, scenario: ShownScenario, info: MetricInfo) -> Row:
    pairs = int(record["pairs"]) if pd.notna(record["pairs"]) else 0
    enough = pairs >= FEWEST_PAIRS
    verdict = judged(record["verdict"], info) if enough else INCONCLUSIVE
    low, high = (float(record["low"]), float(record["high"])) if enough else (math.nan, math.nan)
    difference, low, high = without_dust(float(record["difference"]), low, high, float(record["mean"]))
    return Row(
        scenario,
        info,
        float(record["baseline_mean"]),
        float(record["mean"]),
        difference,
        low,
        high,
        pairs,
        verdict,
        None if is_conclusive(verdict) else _more_pairs(folder, record, info),
        Pair(record["sentence_zh"], record["sentence_en"]),
    )


DUST = 1e-12  # of a level: what sums of floating-point numbers leave of nothing


def without_dust(difference: float, low: float, high: float, level: float) -> tuple[float, float, float]:
    """A difference and its interval; zeros where they are no more than rounding of the level leaves."""
    seen = [abs(each) for each in (difference, low, high) if math.isfinite(each)]
    if not seen or max(seen) > DUST * abs(level):
        return difference, low, high
    return 0.0, 0.0 if math.isfinite(low) else low, 0.0 if math.isfinite(high) else high


def judged(said: str, info: MetricInfo) -> str:
    """What the comparison says of a difference, with a word for what is never judged."""
    if info.better == "none" or info.role != "outcome":
        return "none"
    return said if is_conclusive(said) else INCONCLUSIVE


def _more_pairs(folder: Folder, record: dict, info: MetricInfo) -> int | None:
    """What the comparison's own sentence says, from the same runs."""
    found = folder.paired(record["metric"], folder.baseline.id, record["scenario"])
    about = Judged(info.better, info.role)
    p_holm = float(record["p_holm"])
    finding = Finding({}, record["metric"], info.unit, about, found, p_holm, folder.any_time)
    if finding.pairs_missing:
        return finding.pairs_missing
    return math.ceil(finding.more_pairs) if finding.more_pairs <= MOST_PAIRS else None


def first_leads(folder: Folder, good: list[Row]) -> bool:
    """Whether the runs show that the first of the better rows is ahead of the second."""
    if len(good) < 2:
        return False
    found = folder.paired(good[0].info.id, good[0].scenario.id, good[1].scenario.id)
    return found.pairs >= FEWEST_PAIRS and found.low * found.high > 0


def of_scenario(scenario: ShownScenario, rows: Mapping[str, list[Row]], metric: str) -> Row | None:
    """A scenario's row of a metric, if it was recorded."""
    return next((row for row in rows.get(metric, []) if row.scenario == scenario), None)
