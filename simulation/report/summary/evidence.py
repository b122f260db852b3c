"""What the page says of its evidence: the gain of pairing, skewed differences, and unfinished warm-up."""

from __future__ import annotations

from collections.abc import Mapping

from simulation.experiment.comparison.common_random_numbers import work_of_pairs_in
from simulation.experiment.comparison.finding import FEWEST_PAIRS
from simulation.experiment.comparison.warm_up_check import DRIFTS, SEASON
from simulation.report.data.comparison_rows import FRAIL, frail
from simulation.report.data.metric_info import MetricInfo
from simulation.report.data.results_folder import Folder
from simulation.report.data.titles import inline
from simulation.text.bilingual import Pair, listed

SHOWN = 6
ANY_TIME = Pair(
    "差值的区间和判断对任意多次查看都成立：配对数可能取决于已见的结果（设定了精度，或计划的运行没有做完），"
    "因此区间比 t 区间宽六至八成。",
    "The intervals and verdicts of differences hold however often one looks: what was seen may have decided "
    "how many pairs there are (a precision was asked for, or not all planned runs were done). The intervals "
    "are 1.6 to 1.8 times as wide as t intervals.",
)
FEW = Pair(
    "有 {n} 个成效差值只来自不足 {least} 对有差异的运行：{names}{more}。其区间不可信，常漏掉真实差值，"
    "本页处处以 {mark} 标出。",
    "Of the differences of outcomes, {n} rest on fewer than {least} pairs that differ: {names}{more}. Their "
    "intervals cannot be trusted, since they often miss the true difference; {mark} marks them wherever this "
    "page shows them.",
)
STILL = {
    DRIFTS: Pair(
        "测量开始时，现状的 {n} 个日序列尚未稳定（与一年后同期相差一成以上）。预热期应更长；"
        "是哪些序列，见 warmup.csv。",
        "When measurement began, {n} daily series of today’s street had not settled (they differ by a tenth "
        "or more from the same weeks a year later). A longer warm-up is needed; "
        "warmup.csv names the series.",
    ),
    SEASON: Pair(
        "现状的 {n} 个日序列在开头四周与后半段相差一成以上，测量期太短，尚不能判断是季节变化还是尚未稳定。"
        "是哪些序列，见 warmup.csv。",
        "In {n} daily series of today’s street the first four weeks differ by a tenth or more from the "
        "second half; the period is too short to separate season from drift. "
        "The series are named in warmup.csv.",
    ),
}
MORE = Pair("等", ", …")
AGREE = Pair(
    "成效指标的 {n} 个 t 区间与自助法区间（9,999 次重抽样）对是否含零的结论全部一致。",
    "All {n} t intervals of outcomes and their bootstrap intervals (9,999 resamples) agree on whether they "
    "contain zero.",
)
APART = Pair(
    "成效指标的 {n} 个 t 区间中，有 {k} 个与自助法区间（9,999 次重抽样）对是否含零的结论不一致："
    "{names}{more}。这些差值分布偏斜，或受个别配对左右；见 intervals.csv。",
    "Of {n} t intervals of outcomes, {k} disagree with their bootstrap intervals (9,999 resamples) on "
    "whether they contain zero: {names}{more}. Those differences are skewed or depend on single pairs; see "
    "intervals.csv.",
)


def notes(folder: Folder, known: Mapping[str, MetricInfo]) -> list[Pair]:
    """Sentences for the section on the runs; none where the folder has no such tables."""
    compared = folder.comparison
    compared = compared.loc[(compared["role"] == "outcome") & (compared["better"] != "none"), "metric"]
    judged = list(dict.fromkeys(compared))
    labels = {name: {"en": info.label.en, "zh": info.label.zh} for name, info in known.items()}
    work = work_of_pairs_in(folder.intervals, judged, labels)
    said = [Pair(work["zh"] + "。", work["en"] + ".")] if work else []
    unsettled = [verdict for verdict in STILL if (folder.warmup["verdict"] == verdict).any()]
    said += [ANY_TIME] if folder.any_time else []
    said += _few(folder, judged, known) + _resampled(folder, judged, known)
    return said + [_unsettled(folder, verdict) for verdict in unsettled]


def _few(folder: Folder, judged: list[str], known: Mapping[str, MetricInfo]) -> list[Pair]:
    """Which outcomes differ in so few pairs that their intervals say little; nothing where none does."""
    found = [metric for _, metric in frail(folder) if metric in judged]
    if not found:
        return []
    few = list(dict.fromkeys(found))
    names = listed(inline(known[name].label) for name in few[:SHOWN])
    more = MORE if len(few) > SHOWN else ""
    return [FEW.fill(n=len(found), least=FEWEST_PAIRS, names=names, more=more, mark=FRAIL)]


def _resampled(folder: Folder, judged: list[str], known: Mapping[str, MetricInfo]) -> list[Pair]:
    """Whether t and bootstrap intervals agree; nothing where there are too few pairs for either."""
    table = folder.intervals
    table = table[table["metric"].isin(judged)].dropna(subset=["t_low", "bootstrap_low"])
    if table.empty:
        return []
    by_t, by_bootstrap = (table[f"{kind}_low"] * table[f"{kind}_high"] > 0 for kind in ("t", "bootstrap"))
    apart = list(dict.fromkeys(table.loc[by_t != by_bootstrap, "metric"]))
    if not apart:
        return [AGREE.fill(n=len(table))]
    names = listed(inline(known[name].label) for name in apart[:SHOWN])
    more = MORE if len(apart) > SHOWN else ""
    return [APART.fill(n=len(table), k=int((by_t != by_bootstrap).sum()), names=names, more=more)]


def _unsettled(folder: Folder, verdict: str) -> Pair:
    """How many daily series had moved."""
    return STILL[verdict].fill(n=int((folder.warmup["verdict"] == verdict).sum()))
