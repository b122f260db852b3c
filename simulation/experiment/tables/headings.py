"""Headings of tables for people, in a language and with units."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from pathlib import Path

from simulation.experiment.tables.data_dictionary import columns_in
from simulation.units import unit_word, wrong_unit

COUNTED = {
    "pairs": "对",
    "places": "处",
    "yuan/need-day": "元/天",
    "sets": "套",
    "firms and units": "家",
    "reports": "次",
    "complaints": "次",
    "votes": "票",
    "groups": "个",
    "worlds": "个",
    "assumptions": "个",
    "runs": "次",
    "seeds": "个",
    "replications": "次",
}
"""The Chinese of units that only columns have."""
ELSEWHERE = ("as in unit", "the metric's unit", "as the series", "")
"""What a column says whose unit stands in another column, or that has none."""


@cache
def chinese_headings() -> dict[str, str]:
    """The Chinese heading of each column that this program writes, by its name."""
    text = files("simulation.experiment.tables").joinpath("headings_zh.csv").read_text("utf-8")
    return {row["column"]: row["zh"] for row in csv.DictReader(text.splitlines())}


def headings(table: Path, language: str) -> dict[str, str]:
    """What the columns of a table are called in `zh` or `en`, in their order; a column that nobody described
    keeps its name."""
    return {name: _heading(name, column.unit, language) for name, column in columns_in(table).items()}


def _heading(name: str, unit: str, language: str) -> str:
    said = chinese_headings().get(name, name) if language == "zh" else name.replace("_", " ")
    unit = unit_in(unit, language)
    if not unit:
        return said
    return f"{said}（{unit}）" if language == "zh" else f"{said} ({unit})"


@cache
def unit_in(unit: str, language: str) -> str:
    """A unit in a language, empty where it stands elsewhere; what has no Chinese stays as it is."""
    if unit in ELSEWHERE:
        return ""
    if unit in COUNTED:
        return COUNTED[unit] if language == "zh" else unit
    return unit if wrong_unit(unit) else unit_word(unit, "zh" if language == "zh" else "en").strip()
