"""The signature table: six problems by six remedies, with the package, the placebo, and each year."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from simulation.experiment.comparison.finding import FEWEST_PAIRS
from simulation.metrics.problems import Problem, problems
from simulation.plots.look import VERDICTS
from simulation.report.data.comparison_rows import Row, judged
from simulation.report.data.metric_info import HEADLINE, MetricInfo
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.summary.remedies_at_work import finding
from simulation.report.summary.remedy_columns import columns, head, kind
from simulation.report.tables.all_metrics import Cell, Line, line
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair
from simulation.text.quantities import IN_PERCENT
from simulation.text.short_numbers import level, signed
from simulation.text.verdicts import INCONCLUSIVE

PRICE = ("cost_street", "bill_hours")


@dataclass(frozen=True)
class Year:
    """A year's difference as the strip of a cell shows it."""

    number: int
    value: Pair
    css: str


@dataclass(frozen=True)
class RemedyCell:
    """What one column shows of one metric: a cell with its strip of years, empty in a study of one year; or,
    where the baseline has no such value, the level alone, if there is one."""

    cell: Cell | None
    years: list[Year]
    alone: Pair | None


@dataclass(frozen=True)
class ProblemLine:
    """A line of the table, with a cell for each column."""

    line: Line
    cells: list[RemedyCell]


@dataclass(frozen=True)
class Block:
    """A problem with its outcomes and its input; or, without a number, the headline or the price."""

    label: Pair
    lines: list[ProblemLine]

    @property
    def frail(self) -> bool:
        """Whether a line shows an interval that cannot be trusted."""
        return any(each.line.frail for each in self.lines)


@dataclass(frozen=True)
class Signature:
    """The whole table: what it found, heads of its columns, blocks of lines."""

    title: Pair
    columns: list[dict[str, Any]]
    blocks: list[Block]
    years: list[int]


def signature(folder: Folder, rows: dict[str, list[Row]], known: dict[str, MetricInfo]) -> Signature | None:
    """The table of a folder whose study has remedies; None for another."""
    shown = columns(folder)
    if not any(kind(each) in range(1, 7) for each in shown):
        return None
    found = problems()
    years = sorted(int(year) for year in folder.comparison_years["year"].unique())
    strips = _strips(folder, known)
    asked = [
        (TEXT["headline"], (HEADLINE,)),
        *((_label(each), (*each.outcomes, each.input)) for each in found),
        (TEXT["price"], PRICE),
    ]
    blocks = [
        Block(label, [_line(folder, known[name], rows, shown, strips) for name in names if name in known])
        for label, names in asked
    ]
    heads = [head(each) for each in shown]
    return Signature(finding(found, shown, rows), heads, [each for each in blocks if each.lines], years)


def _label(problem: Problem) -> Pair:
    label = Pair(problem.label["zh"], problem.label["en"])
    return Pair(f"问题 {problem.number}　{label.zh}", f"Problem {problem.number}: {label.en}")


def _line(
    folder: Folder,
    info: MetricInfo,
    rows: dict[str, list[Row]],
    shown: list[ShownScenario],
    strips: dict[tuple[str, str], list[Year]],
) -> ProblemLine:
    made = line(folder.mean(info.id, folder.baseline.id), info, rows.get(info.id, []), shown)
    cells = [
        RemedyCell(cell, strips.get((each.id, info.id), []), _alone(folder, info, each))
        for each, cell in zip(shown, made.cells, strict=True)
    ]
    return ProblemLine(made, cells)


def _alone(folder: Folder, info: MetricInfo, scenario: ShownScenario) -> Pair | None:
    mean = folder.mean(info.id, scenario.id)
    return TEXT["none_today"].fill(level=level(mean, info.unit)) if math.isfinite(mean) else None


def _strips(folder: Folder, known: dict[str, MetricInfo]) -> dict[tuple[str, str], list[Year]]:
    """Years in their order by scenario and metric."""
    found: dict[tuple[str, str], list[Year]] = {}
    for record in folder.comparison_years.sort_values("year", kind="stable").to_dict("records"):
        if record["metric"] in known and math.isfinite(record["difference"]):
            year = _year(record, known[record["metric"]])
            found.setdefault((record["scenario"], record["metric"]), []).append(year)
    return found


def _year(record: dict, info: MetricInfo) -> Year:
    enough = record["pairs"] >= FEWEST_PAIRS
    low, high = (record["low"], record["high"]) if enough else (math.nan, math.nan)
    value = signed(record["difference"], low, high, info.unit)
    if info.unit in IN_PERCENT:  # the large number says points; three more would not fit
        value = value.each(lambda text: text.split(" ")[0])
    verdict = judged(record["verdict"], info) if enough else INCONCLUSIVE
    return Year(int(record["year"]), value, VERDICTS["none" if info.role == "input" else verdict].css)
