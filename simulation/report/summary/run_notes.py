"""Notes on the runs: what happened in them, and what departs from the model as it comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.data.titles import inline, names
from simulation.report.wording.dates import spoken_date
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair, listed
from simulation.treasury.accounts import label

UNPAID = Pair(
    "有的社区经费不足，有时未支付：{bills}。未支付期间，该项在该社区停止。",
    "Some communities lacked money and at times did not pay: {bills}. "
    "What is not paid does not take place there.",
)


@dataclass(frozen=True)
class Event:
    """The same thing in some replications of some scenarios."""

    scenarios: Pair
    message: Pair
    seen: Pair


def events(folder: Folder) -> list[Event]:
    """Events of the runs; what several scenarios share is stated once."""
    alike: dict[tuple[Pair, Pair], list[ShownScenario]] = {}
    for scenario in folder.scenarios:
        mine = folder.events[folder.events["scenario"] == scenario.id]
        runs = folder.runs.loc[folder.runs["scenario"] == scenario.id, "replication"].nunique()
        for told in _happened(mine, runs, str(folder.study.get("start", ""))[:10]):
            alike.setdefault(told, []).append(scenario)
    everywhere = len(folder.scenarios)
    return [
        Event(TEXT["all_scenarios"] if len(those) == everywhere > 1 else names(those), message, seen)
        for (message, seen), those in alike.items()
    ]


def _happened(mine: pd.DataFrame, runs: int, start: str) -> Iterator[tuple[Pair, Pair]]:
    """What happened in a scenario, kind by kind; of several bills that nobody could pay, one sentence."""
    unpaid = mine[mine["kind"] == "money"]
    several = unpaid["subject"].nunique() > 1
    if several:
        yield UNPAID.fill(bills=_bills(unpaid["subject"])), _seen(unpaid, runs, start)
    for _, found in mine.drop(unpaid.index if several else []).groupby(["kind", "subject"], sort=False):
        yield _told(found, runs, start)


def _bills(subjects: pd.Series) -> Pair:
    """Bills by their names, the one most often unpaid first."""
    names = subjects.value_counts(sort=True).index
    return listed(inline(Pair(label(name, "zh"), label(name, "en"))) for name in names)


def _told(found: pd.DataFrame, runs: int, start: str) -> tuple[Pair, Pair]:
    """The first message of its kind, and in how many runs there was one."""
    first = _first(found)
    message = Pair(first["message_zh"] or first["message_en"], first["message_en"] or first["message_zh"])
    return message, _seen(found, runs, start)


def _first(found: pd.DataFrame) -> pd.Series:
    return found.sort_values("date").iloc[0]


def _seen(found: pd.DataFrame, runs: int, start: str) -> Pair:
    """In how many runs, and when first: before the measured days, from start on, was the warm-up."""
    date = str(_first(found)["date"])
    said = TEXT["seen"].fill(k=found["replication"].nunique(), n=runs, date=spoken_date(date))
    return said + TEXT["in_warmup"] if date < start else said


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
                digest=_digest(one),
            )
            for one in each.get("rules", [])
        ]
        said += [
            TEXT["user_file"].fill(s=folder.titles[each["name"]], digest=_digest(one), **_said(one))
            for one in each.get("own", [])
        ]
    return said


def _digest(one: Mapping[str, Any]) -> str:
    """The beginning of a file's digest, which old folders do not have."""
    return one.get("sha256", "–")[:12]


def _said(one: dict[str, str]) -> dict[str, str]:
    return {"own": f"{one['file']}:{one['name']}"}
