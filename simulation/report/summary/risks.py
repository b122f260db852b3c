"""Risks: what got worse, what happened during the runs, and what departs from the model as it comes."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from simulation.report.data.comparison_rows import Row
from simulation.report.data.metric_info import HEADLINE
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.data.run_facts import spoken_date
from simulation.report.data.titles import by_weight, names, one
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair


@dataclass(frozen=True)
class Event:
    """The same thing in some replications of some scenarios."""

    scenarios: Pair
    message: Pair
    seen: Pair


def worse(rows: dict[str, list[Row]]) -> list[tuple[str, Pair]]:
    """Sentences on what gets worse, with the scenario of each; the largest part of the baseline first."""
    bad = [
        row for metric, found in rows.items() if metric != HEADLINE for row in found if row.verdict == "worse"
    ]
    return [(row.scenario.id, one(row)) for row in by_weight(bad)]


def events(folder: Folder) -> list[Event]:
    """Events of the runs; what several scenarios share is stated once."""
    alike: dict[tuple[Pair, Pair], list[ShownScenario]] = {}
    for scenario in folder.scenarios:
        mine = folder.events[folder.events["scenario"] == scenario.id]
        runs = folder.runs.loc[folder.runs["scenario"] == scenario.id, "replication"].nunique()
        for _, found in mine.groupby(["kind", "subject"], sort=False):
            alike.setdefault(_told(found, runs), []).append(scenario)
    everywhere = len(folder.scenarios)
    return [
        Event(TEXT["all_scenarios"] if len(those) == everywhere > 1 else names(those), message, seen)
        for (message, seen), those in alike.items()
    ]


def _told(found: pd.DataFrame, runs: int) -> tuple[Pair, Pair]:
    """The first message of its kind, and in how many runs there was one."""
    first = found.sort_values("date").iloc[0]
    message = Pair(first["message_zh"] or first["message_en"], first["message_en"] or first["message_zh"])
    counted = {"k": found["replication"].nunique(), "n": runs, "date": spoken_date(first["date"])}
    return message, TEXT["seen"].fill(**counted)


def beyond(folder: Folder) -> list[Pair]:
    """Scenarios with numbers outside their plausible range, which they were allowed to have."""
    listed_names = {each["name"]: each.get("beyond_range", []) for each in folder.study.get("scenarios", [])}
    return [
        TEXT["beyond"].fill(s=scenario.title, names=", ".join(listed_names[scenario.id]))
        for scenario in folder.scenarios
        if listed_names.get(scenario.id)
    ]


def user_rules(folder: Folder) -> list[Pair]:
    """What is user-defined: rules with what they replace, policies, shocks and metrics, by scenario."""
    said = []
    for each in folder.study.get("scenarios", []):
        said += [
            TEXT["user_rule"].fill(
                s=folder.titles[each["name"]],
                rule=one["replaces"],
                own=f"{one['file']}:{one['with']}",
                digest=one["sha256"][:12],
            )
            for one in each.get("rules", [])
        ]
        said += [
            TEXT["user_file"].fill(s=folder.titles[each["name"]], digest=one["sha256"][:12], **_said(one))
            for one in each.get("own", [])
        ]
    return said


def _said(one: dict[str, str]) -> dict[str, str]:
    return {"own": f"{one['file']}:{one['name']}"}
