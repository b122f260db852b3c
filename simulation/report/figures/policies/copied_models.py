"""Models by places: what of a model's gain at home is kept elsewhere, where a page has such folders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from simulation.experiment.comparison.transferability import copies
from simulation.report.data.metric_info import label
from simulation.report.data.results_folder import Folder
from simulation.report.data.titles import inline
from simulation.report.figures.figure import Picture
from simulation.report.figures.policies.transferability import kept, ratio, transferability
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair, same
from simulation.text.short_numbers import difference, level

HEADS = (
    TEXT["model"],
    TEXT["place"],
    TEXT["fidelity"],
    Pair("需求未解决天数与李家现行模式的差值", "Need-days compared with Lijia’s present model"),
    TEXT["cost_by_head"],
    TEXT["budget_share"],
    TEXT["copyability"],
    Pair("按财政份额的可复制度", "Copyability per share of budget"),
    Pair("变差最多的指标", "Metric that worsens most"),
    Pair("其中属假定的数字", "Assumed numbers"),
)
PARTS = Pair("{k} / {n}", "{k} of {n}")
WORSE = Pair("{m}变差 {by}", "{m}: worse by {by}")
NONE = Pair("没有指标变差", "none conclusively")
NEED_DAYS = "days/1,000 residents/year"


@dataclass(frozen=True)
class Copied:
    """What a page says of copies: numbers, lines of the table as texts, and a picture if a home was run."""

    table: pd.DataFrame
    lines: list[list[Pair]]
    picture: Picture | None


def copied_models(folders: Iterable[Folder]) -> Copied | None:
    """Models by places; None where fewer than two folders hold copies."""
    holding = [folder for folder in folders if any("-at-" in name for name in folder.titles)]
    if len(holding) < 2:
        return None
    found = copies(folder.path for folder in holding)
    if found.empty:
        return None
    named = _named(found, {name: folder for folder in holding for name in folder.titles})
    return Copied(found, [_line(row) for row in named.to_dict("records")], transferability(named))


def _named(found: pd.DataFrame, folders: dict[str, Folder]) -> pd.DataFrame:
    """The table with what model, place and the metric that worsens are called, as columns of pairs.

    folders: by scenario, the one that holds it.
    """
    names = [_names(folders[row["scenario"]], row) for row in found.to_dict("records")]
    columns = ["model_name", "place_name", "breaks_name"]
    return pd.concat([found, pd.DataFrame(names, columns=columns, index=found.index)], axis=1)


def _names(folder: Folder, row: dict[Any, Any]) -> tuple[Pair, Pair, Pair]:
    breaks = label(row["breaks"], folder.metrics.get(row["breaks"]))
    return *_parts(folder.titles[row["scenario"]], row), breaks


def _parts(title: Pair, row: dict[Any, Any]) -> tuple[Pair, Pair]:
    """Model and place in a title such as "Yichang's way at Lijia"; their ids in a title of another form.

    A results folder keeps the titles of scenarios alone, not those of the files that they extend.
    """
    model_zh, _, place_zh = title.zh.partition("在")
    model_en, _, place_en = title.en.partition(" at ")
    if not (place_zh and place_en):
        return same(row["model"]), same(row["place"])
    place = Pair(place_zh.partition("（")[0], place_en.partition(",")[0])
    return Pair(model_zh, model_en), place.each(lambda text: text[0].upper() + text[1:])


def _line(row: dict[Any, Any]) -> list[Pair]:
    return [
        row["model_name"],
        row["place_name"],
        same(f"{row['fidelity']:g}"),
        difference(row["difference"], row["low"], row["high"], NEED_DAYS),
        level(row["cost"], "yuan"),
        level(row["budget_share"], "share"),
        kept(row),
        ratio(row["copyability_per_budget"]),
        _broken(row),
        PARTS.fill(k=row["assumed"], n=row["numbers"]),
    ]


def _broken(row: dict[Any, Any]) -> Pair:
    if not row["breaks"]:
        return NONE
    return WORSE.fill(m=inline(row["breaks_name"]), by=level(row["breaks_by"], "share"))
