"""In how many parameter sets the sign of a difference held, and what to say where luck alone varied."""

from __future__ import annotations

import re
from typing import NamedTuple

import simulation.report.wording.answer as texts
from simulation.report.data.comparison_rows import Row
from simulation.report.data.results_folder import Folder
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import signed


class Held(NamedTuple):
    """Parameter sets with the sign of the mean, of how many; smallest and largest mean of a set, as texts."""

    k: int
    n: int
    a: Pair
    b: Pair


def held(folder: Folder, row: Row) -> Held | None:
    """What assumptions.csv says of a difference; None where it says nothing of several sets."""
    table = folder.assumptions
    mine = table[(table["scenario"] == row.scenario.id) & (table["metric"] == row.info.id)]
    for found in mine[mine["sets"] > 1].to_dict("records"):
        low, high = float(found["smallest"]), float(found["largest"])
        a, b = ends_of_sets(low, high, row.info.unit)
        return Held(int(found["sign_held"]), int(found["sets"]), a, b)
    return None


def ends_of_sets(low: float, high: float, unit: str) -> tuple[Pair, Pair]:
    """Smallest and largest mean of a set, as texts; one that is not zero is not written as zero."""

    def said(value: float) -> Pair:
        shown = signed(value, low, high, unit)
        return shown if value == 0 or re.search("[1-9]", shown.en) else signed(value, value, value, unit)

    return said(low), said(high)


def held_or_not(folder: Folder, row: Row) -> Pair:
    """A sentence: how the sign held over sets, or that luck alone varied."""
    found = held(folder, row)
    return texts.HELD.fill(**found._asdict()) if found else texts.LUCK_ALONE
