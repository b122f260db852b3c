"""Which scenarios of a study are remedies, packages of them or the placebo, and how a column is headed."""

from __future__ import annotations

from typing import Any

from simulation.plots.look import slot
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.text.bilingual import Pair, same

MARKS = "①②③④⑤⑥"
PACKAGE, PLACEBO = Pair("组合", "Package"), Pair("空转", "Idle")


def columns(folder: Folder) -> list[ShownScenario]:
    """Scenarios that are remedies, by number, then packages, then the placebo; the study's order within."""
    return sorted((each for each in folder.scenarios[1:] if each.remedies), key=kind)


def kind(scenario: ShownScenario) -> int:
    """The remedy that a scenario is, 1 to 6; 7 for a package, 8 for what is none of the six."""
    if len(scenario.remedies) > 1:
        return len(MARKS) + 1
    return max(scenario.remedies) or len(MARKS) + 2


def head(scenario: ShownScenario) -> dict[str, Any]:
    """The head of a scenario's column: its mark, its title, its colour."""
    number = kind(scenario)
    mark = same(MARKS[number - 1]) if number <= len(MARKS) else (PACKAGE, PLACEBO)[number - 7]
    return {"id": scenario.id, "mark": mark, "title": scenario.title, "stroke": slot(scenario.place).stroke}


def marks(scenarios: list[ShownScenario]) -> str:
    """The marks of remedies, each once: ①④."""
    return "".join(dict.fromkeys(MARKS[kind(each) - 1] for each in scenarios))
