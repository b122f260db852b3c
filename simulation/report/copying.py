"""Models by places: what of a model's gain at home is kept elsewhere, where a page has such folders."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Any

from simulation.experiment.copying import copies
from simulation.plots.numbers import DASH, difference, ends, level
from simulation.plots.words import Pair, same
from simulation.report.folder import Folder
from simulation.report.measures import label
from simulation.report.titles import inline

HEADS = (
    Pair("模式", "Model"),
    Pair("地方", "Place"),
    Pair("落实程度", "Fidelity"),
    Pair("与李家现行模式的未解需求日之差", "Need-days against Lijia’s way of today"),
    Pair("成本（元/居民/年）", "Cost (yuan/resident/year)"),
    Pair("占地方财政", "Share of local budget"),
    Pair("可移植度", "Copyability"),
    Pair("按财政份额的可移植度", "Copyability per share of budget"),
    Pair("变差最多的", "What breaks"),
    Pair("其中属假定的数字", "Numbers assumed"),
)
HOME = Pair("本地", "home")
KEPT = Pair("{r}（{ends}）", "{r} ({ends})")
PARTS = Pair("{k} / {n}", "{k} of {n}")
WORSE = Pair("{m}：变差 {by}", "{m}: worse by {by}")
NONE = Pair("没有看得出变差的", "none that can be told")
NEED_DAYS = "days/1,000 residents/year"


def copying(folders: Iterable[Folder]) -> list[list[Pair]]:
    """Lines of the table, a row a model at a place; none where fewer than two folders hold copies."""
    holding = [folder.path for folder in folders if any("-at-" in name for name in folder.titles)]
    if len(holding) < 2:
        return []
    return [_line(row) for row in copies(holding).to_dict("records")]


def _line(row: dict[Any, Any]) -> list[Pair]:
    return [
        same(row["model"]),
        same(row["place"]),
        same(f"{row['fidelity']:g}"),
        difference(row["difference"], row["low"], row["high"], NEED_DAYS),
        level(row["cost"], "yuan"),
        level(row["budget_share"], "share"),
        _kept(row),
        _ratio(row["copyability_per_budget"]),
        _broken(row),
        PARTS.fill(k=row["assumed"], n=row["numbers"]),
    ]


def _broken(row: dict[Any, Any]) -> Pair:
    if not row["breaks"]:
        return NONE
    return WORSE.fill(m=inline(label(row["breaks"])), by=level(row["breaks_by"], "share"))


def _kept(row: dict[Any, Any]) -> Pair:
    if row["home"]:
        return HOME
    said = _ratio(row["copyability"])
    if not isfinite(row["copy_low"]):
        return said
    return KEPT.fill(r=said, ends=ends(row["copyability"], row["copy_low"], row["copy_high"], "ratio"))


def _ratio(value: float) -> Pair:
    return same(f"{value:.2f}") if isfinite(value) else DASH
