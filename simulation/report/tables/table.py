"""The table behind a picture: what a reader sees, and the full precision that the CSV holds."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from simulation.report.data.results_folder import ShownScenario
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair

Table = dict[str, Any]


def table(columns: dict[str, Pair], rows: Iterable[list[Any]]) -> Table:
    """A table for the page: ids and headings of its columns, and cells of raw values with their texts."""
    heads = [{"id": name, "label": label} for name, label in columns.items()]
    return {"columns": heads, "rows": [list(row) for row in rows]}


def blocks(columns: dict[str, Pair], index: list[Any], lists: Iterable[tuple[list[Any], list[Any]]]) -> Table:
    """A long table stored short: `index` is the first column and the same in each block; a block has the
    cells that stand in all its rows, and a list a column that is left."""
    heads = [{"id": name, "label": label} for name, label in columns.items()]
    shared = [{"same": same, "lists": each} for same, each in lists]
    return {"columns": heads, "index": index, "blocks": shared}


def cell(raw: Any, text: Pair | None = None) -> Any:
    """A raw value, and what is shown for it; a number that is none is an empty cell in the CSV."""
    value = None if isinstance(raw, float) and not math.isfinite(raw) else raw
    return value if text is None else {"raw": value, "text": text}


def named(scenario: ShownScenario) -> Any:
    """A scenario's cell: its id in the CSV with the label beside it, its title on the page."""
    return {"raw": scenario.id, "text": scenario.title, "label": True}


def heads(*names: str) -> dict[str, Pair]:
    """Headings from the fixed texts."""
    return {each: TEXT[each] for each in names}
