"""The table behind a picture: what a reader sees, and the full precision that the CSV holds."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from simulation.report.data.metric_info import SHARE_OF_ONE
from simulation.report.data.results_folder import ShownScenario
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair

Table = dict[str, Any]
OF_A_SCENARIO = "scenario"
"""The column by which the page leaves out the rows of a scenario that its reader leaves out."""


UNITS = {
    **dict.fromkeys(("true", "reported", "share_closed", "share_recorded", "share"), SHARE_OF_ONE),
    "time": Pair("分钟", "minutes"),
    "yuan": Pair("元", "yuan"),
    **dict.fromkeys(("arose", "recorded", "unsolved"), Pair("项", "needs")),
}
"""The units of columns that are the same in every table."""
OF_THE_METRIC = (
    *("baseline_mean", "mean", "mean_low", "mean_high", "difference", "low", "high"),
    *("alone", "last", "shapley", "carried", "need_days_on"),
)
"""Columns whose unit is that of the metric that a table is about."""


def table(columns: dict[str, Pair], rows: Iterable[list[Any]], unit: Pair | None = None) -> Table:
    """A table for the page: ids and headings of its columns, and cells of raw values with their texts.
    unit: that of the metric that the table is about, where it is about one."""
    return {"columns": _heads(columns, unit), "rows": [list(row) for row in rows]}


def _heads(columns: dict[str, Pair], unit: Pair | None) -> list[dict[str, Any]]:
    """Headings, with the units that files say beside them; texts on the page carry their own."""
    known = UNITS | (dict.fromkeys(OF_THE_METRIC, unit) if unit and unit.en else {})
    heads = [{"id": name, "label": label} for name, label in columns.items()]
    return [head | ({"unit": known[head["id"]]} if head["id"] in known else {}) for head in heads]


def blocks(
    columns: dict[str, Pair],
    index: list[Any],
    lists: Iterable[tuple[list[Any], list[Any]]],
    unit: Pair | None = None,
) -> Table:
    """A long table stored short: `index` is the first column and the same in each block; a block has the
    cells that stand in all its rows, and a list a column that is left."""
    shared = [{"same": same, "lists": each} for same, each in lists]
    return {"columns": _heads(columns, unit), "index": index, "blocks": shared}


def cell(raw: Any, text: Pair | None = None) -> Any:
    """A raw value, and what is shown for it; a number that is none is an empty cell in the CSV."""
    value = None if isinstance(raw, float) and not math.isfinite(raw) else raw
    return value if text is None else {"raw": value, "text": text}


class NamedCell(dict[str, Any]):
    """The cell of a scenario."""


def named(scenario: ShownScenario) -> NamedCell:
    """A scenario's cell: its id in the CSV with the label beside it, its title on the page."""
    return NamedCell(raw=scenario.id, text=scenario.title, label=True)


def heads(*names: str) -> dict[str, Pair]:
    """Headings from the fixed texts."""
    return {each: TEXT[each] for each in names}
