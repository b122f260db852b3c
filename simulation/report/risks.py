"""Risks: what got worse, what cannot be told, and what happened while the runs lived."""

from __future__ import annotations

import math
from dataclasses import dataclass

from simulation.plots.words import Pair
from simulation.report.compared import Row
from simulation.report.folder import Folder
from simulation.report.measures import HEADLINE
from simulation.report.state import spoken_date
from simulation.report.strings import TEXT
from simulation.report.titles import one

WORSE_AT_MOST = 9


@dataclass(frozen=True)
class Event:
    """The same thing in some of a scenario's replications."""

    scenario: Pair
    message: Pair
    seen: Pair


def worse(rows: dict[str, list[Row]]) -> list[Pair]:
    """Sentences on what gets worse, the largest part of the baseline first."""
    bad = [
        row for metric, found in rows.items() if metric != HEADLINE for row in found if row.verdict == "worse"
    ]
    return [one(row) for row in sorted(bad, key=_weight)[:WORSE_AT_MOST]]


def _weight(row: Row) -> float:
    part = abs(row.difference / row.baseline_mean) if row.baseline_mean else math.inf
    return -part


def events(folder: Folder) -> list[Event]:
    """Events of the runs, told once for each scenario with the number of replications that saw them."""
    found = []
    for scenario in folder.scenarios:
        mine = folder.events[folder.events["scenario"] == scenario.id]
        runs = folder.runs.loc[folder.runs["scenario"] == scenario.id, "replication"].nunique()
        for _, same_thing in mine.groupby(["kind", "subject"], sort=False):
            first = same_thing.sort_values("date").iloc[0]
            message = Pair(
                first["message_zh"] or first["message_en"], first["message_en"] or first["message_zh"]
            )
            counted = {
                "k": same_thing["replication"].nunique(),
                "n": runs,
                "date": spoken_date(first["date"]),
            }
            found.append(Event(scenario.title, message, TEXT["seen"].fill(**counted)))
    return found
