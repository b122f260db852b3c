"""What the page says of its own evidence: the gain of common random numbers, and unfinished warm-up."""

from __future__ import annotations

from collections.abc import Mapping

from simulation.experiment.comparison.common_random_numbers import work_of_pairs_in
from simulation.experiment.comparison.warm_up_check import DRIFTS, SEASON
from simulation.report.data.metric_info import MetricInfo
from simulation.report.data.results_folder import Folder
from simulation.text.bilingual import Pair

SHOWN = 6
STILL = {
    DRIFTS: Pair(
        "测量开始时，对照的 {n} 个日序列尚未稳定（与一年后同期相差一成以上）：{names}{more}。"
        "预热期应更长；见 warmup.csv。",
        "When measurement began, {n} daily series of the baseline had not settled (they differ by a tenth or "
        "more from the same weeks a year later): {names}{more}. A longer warm-up is needed; see warmup.csv.",
    ),
    SEASON: Pair(
        "对照的 {n} 个日序列在开头四周与后半段相差一成以上，测量期太短，尚不能判断是季节变化还是尚未稳定："
        "{names}{more}。见 warmup.csv。",
        "In {n} daily series of the baseline the first four weeks differ by a tenth or more from the second "
        "half; the period is too short to separate season from drift: {names}{more}. See warmup.csv.",
    ),
}
MORE = Pair("等", ", …")


def notes(folder: Folder, known: Mapping[str, MetricInfo]) -> list[Pair]:
    """Sentences for the section on the runs; none where the folder has no such tables."""
    judged = folder.comparison
    judged = judged.loc[(judged["role"] == "outcome") & (judged["better"] != "none"), "metric"]
    labels = {name: {"en": info.label.en, "zh": info.label.zh} for name, info in known.items()}
    work = work_of_pairs_in(folder.intervals, list(dict.fromkeys(judged)), labels)
    said = [Pair(work["zh"] + "。", work["en"] + ".")] if work else []
    return said + [
        _unsettled(folder, verdict) for verdict in STILL if (folder.warmup["verdict"] == verdict).any()
    ]


def _unsettled(folder: Folder, verdict: str) -> Pair:
    """Which daily series had moved, by their names in daily.csv."""
    names = list(folder.warmup.loc[folder.warmup["verdict"] == verdict, "series"])
    return STILL[verdict].fill(
        n=len(names),
        names=", ".join(names[:SHOWN]),
        more=MORE if len(names) > SHOWN else "",
    )
