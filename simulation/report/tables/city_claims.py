"""What a city reports of itself beside what the model gives; no run reads it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from simulation.report.data.metric_info import MetricInfo
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.text.bilingual import Pair, same
from simulation.text.short_numbers import DASH, level

FAR = 2.0  # two figures that differ by this factor or more are called far apart

TALLY = Pair(
    "{n} 项自报数字中，与模型结果相差一倍以上的有 {k} 项",
    "Of {n} figures that the city reports, far from the model’s (more than twice, or less than half): {k}",
)


@dataclass(frozen=True)
class ClaimRow:
    """A row of the table: id of the scenario, a metric, the scenario, the city's figure and ours in words,
    and their ratio."""

    id: str
    label: Pair
    about: Pair
    scenario: Pair
    claimed: Pair
    given: Pair
    ratio: float
    source: str

    @property
    def times(self) -> Pair:
        """The model's figure in times of the city's."""
        return level(self.ratio, "ratio") if math.isfinite(self.ratio) else DASH

    @property
    def far(self) -> bool:
        """Whether the two are further apart than twice or half."""
        return math.isfinite(self.ratio) and not 1 / FAR <= self.ratio <= FAR


def claims(folder: Folder, known: dict[str, MetricInfo]) -> list[ClaimRow]:
    """Every claim of every scenario, in the order of the study; none where no city reports anything."""
    said = {each["name"]: each.get("claims", []) for each in folder.study.get("scenarios", [])}
    return [_row(folder, known, each, one) for each in folder.scenarios for one in said.get(each.id, [])]


def _row(folder: Folder, known: dict[str, MetricInfo], scenario: ShownScenario, claim: dict) -> ClaimRow:
    metric, value = str(claim["metric"]), float(claim["value"])
    city = known.get(metric) or MetricInfo(metric, same(metric), str(claim["unit"]), "none", "context")
    ours, about = folder.mean(metric, scenario.id), claim.get("about") or {}
    return ClaimRow(
        id=scenario.id,
        label=city.label,
        about=Pair(str(about.get("zh", "")), str(about.get("en", ""))),
        scenario=scenario.title,
        claimed=city.level(value),
        given=city.level(ours) if math.isfinite(ours) else DASH,
        ratio=ours / value if value else math.nan,
        source=str(claim["source"]),
    )


def tally(rows: list[ClaimRow]) -> Pair:
    """How many of the figures are far from the model's."""
    return TALLY.fill(n=len(rows), k=sum(row.far for row in rows))
