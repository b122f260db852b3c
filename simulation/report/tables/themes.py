"""The sections of the briefing that show a few metrics of one theme, as lines of the large table."""

from __future__ import annotations

from dataclasses import dataclass

from simulation.report.data.comparison_rows import Row
from simulation.report.data.metric_info import MetricInfo
from simulation.report.data.results_folder import Folder
from simulation.report.tables import all_metrics
from simulation.report.tables.all_metrics import Line
from simulation.text.bilingual import Pair

THEMES = {
    "classes": (
        "immediate_share",
        "joint_share",
        "onsite_30min_day_share",
        "onsite_30min_night_share",
    ),
    "grids": ("silent_grids_share", "need_days_gini", "load_balance"),
    "day": ("resident_facing_share", "forms_share", "bill_minutes", "overtime_hours"),
    "list": ("return_rate", "misdispatch_rate", "right_first_time", "handover_share", "list_stale_share"),
}


@dataclass(frozen=True)
class Theme:
    """A section's finding and its lines."""

    title: Pair
    lines: list[Line]


def themes(folder: Folder, rows: dict[str, list[Row]], known: dict[str, MetricInfo]) -> dict[str, Theme]:
    """Every theme of which the study recorded something, by its name."""
    found = {name: [metric for metric in metrics if metric in known] for name, metrics in THEMES.items()}
    return {name: _theme(folder, rows, known, metrics) for name, metrics in found.items() if metrics}


def _theme(
    folder: Folder, rows: dict[str, list[Row]], known: dict[str, MetricInfo], metrics: list[str]
) -> Theme:
    mine = {metric: rows.get(metric, []) for metric in metrics}
    today, others = folder.baseline.id, folder.scenarios[1:]
    lines = [
        all_metrics.line(folder.mean(metric, today), known[metric], mine[metric], others)
        for metric in metrics
    ]
    return Theme(all_metrics.counts(mine), lines)
