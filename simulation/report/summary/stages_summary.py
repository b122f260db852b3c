"""Where the baseline's need-days lie, and which of them a scenario reaches, in a sentence."""

from __future__ import annotations

from simulation.report.data.metric_info import MetricInfo
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.figures.street.stages import NAMES, days_more, levels, metric, most_changed, today
from simulation.text.bilingual import Pair

REACHED = Pair("；{s}主要影响“{stage}”（{d} 天）", "; {s} moves “{stage}” most ({d} days)")
END = Pair("。", ".")


def sentence(folder: Folder, known: dict[str, MetricInfo], lead: ShownScenario | None) -> Pair | None:
    """The sentence; None where the runs know no stages or no day of need."""
    if not all(metric(stage) in known for stage in NAMES):
        return None
    days = levels(folder, folder.baseline)
    if not sum(days.values()) > 0:
        return None
    return today(days) + (_reached(folder, days, lead) if lead else Pair("", "")) + END


def _reached(folder: Folder, days: dict[str, float], lead: ShownScenario) -> Pair:
    changes = {stage: n - days[stage] for stage, n in levels(folder, lead).items()}
    stage, n = most_changed(changes)
    return REACHED.fill(s=lead.name, stage=NAMES[stage], d=days_more(n))
