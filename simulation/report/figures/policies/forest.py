"""The forest picture: a variant for each metric."""

from __future__ import annotations

import math

import pandas as pd

from simulation.experiment.comparison.finding import FEWEST_PAIRS
from simulation.plots import forest as draw
from simulation.report.data.comparison_rows import Row, first_leads
from simulation.report.data.metric_info import MetricInfo
from simulation.report.data.results_folder import Folder
from simulation.report.data.run_facts import behind, parameters_used
from simulation.report.data.titles import best, one, several
from simulation.report.figures.figure import Picture, Variant
from simulation.report.tables.table import Table, cell, heads, named, table
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair, counted, listed
from simulation.text.short_numbers import end, level

SUB = Pair("与{base}的配对差值，{base}为 {b}。{n}", "Paired difference from {base}, which has {b}. {n}")
FEW = Pair("不足十对，区间本身也不稳定。", " With fewer than ten pairs the interval itself is unstable.")
NOTE = Pair(
    "圆点：平均差值；横条：95% 置信区间（{behind}）；空心圆：尚不能判断。"
    "判断按同一方案的全部成效指标作 Holm 校正，所以区间不含零也可能尚不能判断。{numbers}。",
    "Dot: mean difference; bar: 95% confidence interval ({behind}); hollow dot: inconclusive. "
    "Verdicts are Holm-corrected over the outcomes of a scenario, so they may be inconclusive even where "
    "an interval leaves out zero; {numbers}.",
)
FEW_PAIRS = 10
TOWARDS = {
    "lower": Pair("（越低越好）", " (lower is better)"),
    "higher": Pair("（越高越好）", " (higher is better)"),
}
ALT = Pair("森林图：{n}。{rows}。数据见表。", "Forest plot of {n}. {rows}. Table follows.")


def forest(folder: Folder, rows: dict[str, list[Row]]) -> Picture | None:
    """The forest of every metric that has a difference; None where a study compares nothing."""
    shown = {
        metric: [row for row in found if math.isfinite(row.difference)] for metric, found in rows.items()
    }
    shown = {metric: found for metric, found in shown.items() if found}
    if not shown:
        return None
    picture = Picture("forest", "metric", next(iter(shown)))
    for metric, found in shown.items():
        info = found[0].info
        picture.variants[metric] = _variant(folder, metric, found, info)
        picture.figures[metric] = draw(_frame(ranked(found)), info.unit, info.better, axis_title(info))
        picture.tables[metric] = _table(found, info)
    return picture


def ranked(rows: list[Row]) -> list[Row]:
    """Conclusive rows by gain, the better ones on top; inconclusive ones between, in the study's order."""
    worse = sorted((row for row in rows if row.verdict == "worse"), key=lambda row: -row.gain)
    return best(rows) + [row for row in rows if not row.conclusive] + worse


def _variant(folder: Folder, metric: str, rows: list[Row], info: MetricInfo) -> Variant:
    pairs = {row.pairs for row in rows}
    runs = listed(counted(n, "对运行", "pair") for n in sorted({min(pairs), max(pairs)})) + Pair("。", ".")
    runs = runs + FEW if FEWEST_PAIRS <= min(pairs) < FEW_PAIRS else runs
    sub = SUB.fill(base=folder.baseline.name, b=info.level(rows[0].baseline_mean), n=runs)
    alt = ALT.fill(
        n=counted(len(rows), "个方案", "scenario"),
        rows=Pair("；".join(one(r).zh for r in rows), "; ".join(one(r).en for r in rows)),
    )
    note = NOTE.fill(behind=behind(folder), numbers=parameters_used(folder))
    note += Pair("", " ") + TEXT["frail"] if any(row.frail for row in rows) else Pair("", "")
    return Variant(info.label, several(rows, first_leads(folder, best(rows))), sub, note, alt, metric, metric)


def axis_title(info: MetricInfo) -> Pair:
    """The unit of a difference, and which way is better."""
    return info.difference_words + TOWARDS.get(info.better, Pair("", ""))


def _frame(rows: list[Row]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "scenario": row.scenario.id,
                "name": row.scenario.title,
                "place": row.scenario.place,
                "low": row.low,
                "difference": row.difference,
                "high": row.high,
                "verdict": row.verdict,
                "text": row.text,
                "words": row.words,
                "hover": row.sentence + row.mark,
            }
            for row in rows
        ]
    )


def _table(rows: list[Row], info: MetricInfo) -> Table:
    columns = heads(
        "scenario",
        "metric",
        "baseline_mean",
        "mean",
        "difference",
        "low",
        "high",
        "unit",
        "pairs",
        "verdict",
        "sentence",
    )
    return table(
        columns,
        (
            [
                named(row.scenario),
                {"raw": info.id, "text": info.label, "label": True},
                *numbers(row),
                {"text": info.file_unit},
                row.pairs,
                cell(row.verdict, row.words),
                {"text": row.sentence},
            ]
            for row in rows
        ),
    )


def numbers(row: Row) -> list:
    """The cells of a row's numbers: both means, the difference and its interval."""
    unit, written = row.info.unit, (row.difference, row.low, row.high)
    means = [cell(mean, level(mean, unit)) for mean in (row.baseline_mean, row.mean)]
    shown = [cell(value, end(value, written, unit)) for value in written[:1]]
    return [*means, *shown, *(cell(value, end(value, written, unit) + row.mark) for value in written[1:])]
