"""A table of results as a lesson shows it: in Chinese, words stand before the names that a student types."""

from __future__ import annotations

import pandas as pd

from simulation.metrics import known_metrics
from simulation.text.verdicts import WORDS
from simulation.units import unit_word

HEADINGS = {
    "scenario": "情景",
    "metric": "指标",
    "seed": "种子",
    "unit": "单位",
    "role": "作用",
    "pairs": "配对数",
    "usual": "原来",
    "mine": "你的",
    "baseline_mean": "现状",
    "mean": "政策",
    "difference": "差值",
    "low": "下限",
    "high": "上限",
    "value": "数值",
    "p": "p 值",
    "p_holm": "校正后的 p 值",
    "verdict": "判断",
}
ROLES = {"outcome": "结果", "input": "投入", "context": "参考"}


def in_words(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """The table with headings, metrics, units and verdicts in Chinese for "zh"; else as it is."""
    if language != "zh":
        return table
    shown = table.copy()
    if "unit" in shown:
        shown["unit"] = [unit_word(unit, "zh").strip() for unit in shown.unit]
    if "role" in shown:
        shown["role"] = shown.role.replace(ROLES)
    if "verdict" in shown:
        shown["verdict"] = [WORDS[verdict].zh if verdict in WORDS else "" for verdict in shown.verdict]
    names = {name: metric.label["zh"] for name, metric in known_metrics().items()} | HEADINGS
    before = {name: f"{word} {name}" for name, word in names.items()}
    return shown.rename(index=before, columns=before).rename_axis(index=before.get(str(table.index.name)))
