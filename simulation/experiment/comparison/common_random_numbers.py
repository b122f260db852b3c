"""What common random numbers save, as one sentence: "20 pairs did the work of 310 independent runs"."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from simulation.experiment.comparison.compare import read_study
from simulation.experiment.comparison.paired_intervals import TABLE
from simulation.experiment.storage.run_store import read_table
from simulation.text.quantities import LANGUAGES, Language, figures

HEADLINE = "need_days"
WHOLE = 10_000  # below it a count is written out
AT_MOST = 1000  # times as many runs as pairs: beyond it the arms hardly differ, and the factor says nothing
TEXTS: dict[Language, dict[str, str]] = {
    "en": {
        "one": "{m}: with common random numbers, {pairs} pairs did the work of {n} independent runs",
        "several": "{m}: with common random numbers, {pairs} pairs did the work of {n} to {most} "
        "independent runs, by scenario",
        "count": "{n}",
        "over": "over {n}",
    },
    "zh": {
        "one": "{m}：{pairs} 对运行使用同一组随机数；若随机数各不相同，要运行 {n}，差值才同样精确",
        "several": "{m}：{pairs} 对运行使用同一组随机数；若随机数各不相同，要运行 {n}至 "
        "{most}（视方案而定），差值才同样精确",
        "count": "{n}次",
        "over": "{n}以上",
    },
}


def work_of_pairs(folder: Path | str) -> dict[Language, str]:
    """The sentence of a results folder by language, about need-days or else the first judged metric with a
    known variance; empty where there is none."""
    folder = Path(folder)
    if not ((folder / TABLE).exists() and (folder / "comparison.csv").exists()):
        return {}
    compared = read_table(folder / "comparison.csv")
    judged = compared.loc[(compared["role"] == "outcome") & (compared["better"] != "none"), "metric"]
    return work_of_pairs_in(read_table(folder / TABLE), list(dict.fromkeys(judged)), _labels(folder))


def work_of_pairs_in(
    intervals: pd.DataFrame, judged: list[str], labels: Mapping[str, Mapping[str, str]]
) -> dict[Language, str]:
    """The same from the table, the names of judged metrics in order, and the labels of metrics."""
    known = intervals.dropna(subset=["independent_runs"])
    names = sorted(
        set(known["metric"]) & set(judged), key=lambda name: (name != HEADLINE, judged.index(name))
    )
    if not names:
        return {}
    mine = known[known["metric"] == names[0]]
    mine = mine[mine["pairs"] == mine["pairs"].max()]
    runs = mine["independent_runs"]
    return {each: _sentence(names[0], mine["pairs"].iloc[0], runs, labels, each) for each in LANGUAGES}


def _sentence(
    metric: str, pairs: int, runs: pd.Series, labels: Mapping[str, Mapping[str, str]], language: Language
) -> str:
    texts, bound = TEXTS[language], AT_MOST * pairs
    least, most = (_count(number, bound, texts, language) for number in (runs.min(), runs.max()))
    return texts["one" if least == most else "several"].format(
        m=labels.get(metric, {}).get(language, metric), pairs=pairs, n=least, most=most
    )


def _count(number: float, bound: float, texts: Mapping[str, str], language: Language) -> str:
    """A count to three digits, at most the bound, with its word where the language has one."""
    count = float(f"{min(number, bound):.3g}")
    said = f"{count:,.0f}" if count < WHOLE else figures("", language, [count]).amount(count)
    gap = "" if language == "en" or said.endswith(("万", "亿")) else " "
    counted = texts["count"].format(n=said + gap)
    return texts["over"].format(n=counted) if number > bound else counted


def _labels(folder: Path) -> dict[str, dict[str, str]]:
    from simulation.metrics import known_metrics

    metrics = known_metrics(read_study(folder).get("metrics", ()))
    return {name: known.label for name, known in metrics.items()}
