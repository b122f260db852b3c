"""The large table: every metric by every scenario, with verdict cells; inputs are grey and never tinted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from simulation.plots.look import VERDICTS, slot
from simulation.report.data import titles
from simulation.report.data.comparison_rows import Row
from simulation.report.data.metric_info import MetricInfo
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import carried, ends, signed, written_alike
from simulation.text.verdicts import INCONCLUSIVE

NAMED_AT_MOST = 3
ROLES = ("outcome", "context", "input")


@dataclass(frozen=True)
class Cell:
    """A difference as a cell shows it; places on its row's scale are per cent of the cell's width."""

    row: Row
    value: Pair
    interval: Pair | None
    dot: float
    left: float | None
    right: float | None

    @property
    def css(self) -> str:
        """The class that tints the cell."""
        return VERDICTS[self.row.verdict].css

    @property
    def sign(self) -> str:
        """The verdict's sign."""
        return VERDICTS[self.row.verdict].sign

    @property
    def stroke(self) -> str:
        """The ink of the small interval: the verdict's, since the column says the scenario."""
        return VERDICTS[self.row.verdict].text

    @property
    def hollow(self) -> bool:
        """Whether the dot is hollow."""
        return self.row.verdict == INCONCLUSIVE


@dataclass(frozen=True)
class Line:
    """One metric: its baseline level, and one cell per scenario (None where it was not recorded)."""

    info: MetricInfo
    level: Pair
    cells: list[Cell | None]

    @property
    def frail(self) -> bool:
        """Whether a cell shows an interval that cannot be trusted."""
        return any(each.row.frail for each in self.cells if each and each.interval)


def matrix(folder: Folder, rows: dict[str, list[Row]], known: dict[str, MetricInfo]) -> dict[str, list[Line]]:
    """Lines by role, outcomes first; a study with one scenario has levels and no cells."""
    others = folder.scenarios[1:]
    today = folder.baseline.id
    lines = [
        line(folder.mean(metric, today), info, rows.get(metric, []), others) for metric, info in known.items()
    ]
    return {role: found for role in ROLES if (found := [each for each in lines if each.info.role == role])}


def line(today: float, info: MetricInfo, rows: list[Row], scenarios: list[ShownScenario]) -> Line:
    """One metric with a cell for each of some scenarios, all on one scale. today: the baseline's mean."""
    by_scenario = {row.scenario.id: row for row in rows if math.isfinite(row.difference)}
    reach = (
        max(
            (
                abs(end)
                for row in by_scenario.values()
                for end in (row.low, row.high, row.difference)
                if math.isfinite(end)
            ),
            default=0.0,
        )
        or 1.0
    )
    found = [by_scenario.get(scenario.id) for scenario in scenarios]
    return Line(info, info.level(today), [_cell(row, reach, today) if row else None for row in found])


def _cell(row: Row, reach: float, today: float) -> Cell:
    numbers = (row.difference, row.low, row.high, row.info.unit)
    value, dot = signed(*numbers) + _unit_beside(today, numbers, row.info), _place(row.difference, reach)
    if row.unchanged or not (math.isfinite(row.low) and math.isfinite(row.high)):
        return Cell(row, value, None, dot, None, None)
    return Cell(row, value, ends(*numbers) + row.mark, dot, _place(row.low, reach), _place(row.high, reach))


def _unit_beside(today: float, numbers: tuple[float, float, float, str], info: MetricInfo) -> Pair:
    """The unit of a difference whose level is written in thousands or 万 and it is not, or the other way
    round: −8 beside 160 万元/年 would be read as −8 万."""
    words = info.difference_words
    if carried(info.unit) or not words.en or written_alike(today, *numbers):
        return Pair("", "")
    return words.each(" {}".format)


def _place(value: float, reach: float) -> float:
    return round(50 + 44 * value / reach, 1)


def counts(rows: dict[str, list[Row]]) -> Pair:
    """The finding above the table: better and worse by scenario, or over all where there are many."""
    judged = [row for found in rows.values() for row in found if row.verdict != "none"]
    scenarios = dict.fromkeys(row.scenario for row in judged)
    if len(scenarios) > NAMED_AT_MOST or not any(row.conclusive for row in judged):
        return titles.tally(judged)
    each = [
        TEXT["each_title"].fill(s=s.short_name, **titles.counts([row for row in judged if row.scenario == s]))
        for s in scenarios
    ]
    return Pair("；".join(said.zh for said in each), "; ".join(said.en for said in each))


def columns(folder: Folder) -> list[dict[str, Any]]:
    """Heads of the columns: id, title and colour of each scenario but the baseline."""
    return [{"id": s.id, "title": s.title, "stroke": slot(s.place).stroke} for s in folder.scenarios[1:]]
