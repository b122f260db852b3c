"""When policies and shocks of a scenario are in force, from study.json."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from simulation.report.data.results_folder import Folder, title_of
from simulation.text.bilingual import Pair, listed

MARKS = "①②③④⑤⑥"
NAMED = 3
MORE = Pair("{names}等 {n} 项", "{names} and {n} more")


@dataclass(frozen=True)
class Span:
    """From the first day to the last, wholly in force from `full`; marks: of the remedies it serves.

    ends: whether the last day is its own, and not that of the period.
    """

    title: Pair
    marks: str
    first: date
    full: date
    last: date
    ends: bool


def strips(folder: Folder, scenario: str, days: tuple[date, date]) -> list[Span]:
    """The policies of a scenario within these days; those of one remedy that begin and end together are one
    strip, wholly in force when all of them are."""
    entry = _entry(folder, scenario)
    alone = entry.get("remedies", [])
    found: dict[tuple[str, date, date], list[Span]] = {}
    for each in entry.get("policies", []):
        span = _span(each, days, _marks(alone if len(alone) == 1 else each["remedies"]))
        if span.first <= days[1] and span.last >= days[0]:
            found.setdefault((span.marks, span.first, span.last), []).append(span)
    return [_together(found[key]) for key in sorted(found)]


def _together(spans: list[Span]) -> Span:
    return replace(spans[0], title=_names([s.title for s in spans]), full=max(s.full for s in spans))


def shocks(folder: Folder, scenario: str, days: tuple[date, date]) -> list[Span]:
    """The shocks of a scenario that are felt within these days, first things first."""
    spans = [_span(each, days) for each in _entry(folder, scenario).get("shocks", [])]
    return sorted((s for s in spans if s.first <= days[1] and s.last >= days[0]), key=lambda s: s.first)


def _entry(folder: Folder, scenario: str) -> dict[str, Any]:
    return next((each for each in folder.study.get("scenarios", []) if each["name"] == scenario), {})


def _span(about: dict[str, Any], days: tuple[date, date], marks: str = "") -> Span:
    first = date.fromisoformat(about["from"])
    full = date.fromisoformat(about.get("full", about["from"]))
    last = date.fromisoformat(about["to"]) if "to" in about else days[1]
    return Span(title_of(about), marks, first, full, last, "to" in about)


def _marks(remedies: list[int]) -> str:
    return "".join(MARKS[each - 1] for each in remedies if each)


def _names(titles: list[Pair]) -> Pair:
    unique = list(dict.fromkeys(titles))
    if len(unique) <= NAMED:
        return listed(unique)
    names = unique[: NAMED - 1]
    rest = len(unique) - len(names)
    return MORE.fill(
        names=Pair("、".join(each.zh for each in names), ", ".join(each.en for each in names)),
        n=Pair(str(len(unique)), str(rest)),
    )
