"""The `experiment:` section: how long, how often, from which seed."""

from __future__ import annotations

from datetime import date
from typing import Any

from simulation.place.calendar import SPRING_FESTIVALS
from simulation.scenario.errors import Errors, Location
from simulation.scenario.settings import EXPERIMENT, ExperimentSettings
from simulation.scenario.yaml.inheritance import Document
from simulation.scenario.yaml.nodes import Node
from simulation.scenario.yaml.values import as_block, as_date, as_whole, only

PARAMETER_SETS = "parameter_sets"
_KEYS = ("start", *EXPERIMENT, PARAMETER_SETS)


def merge_experiment(documents: list[Document], errors: Errors) -> dict[str, Node]:
    """The settings of all documents; later ones win, each is looked at."""
    merged: dict[str, Node] = {}
    for document in documents:
        node = document.root.entries.get("experiment")
        block = None if node is None else as_block(node, "experiment", errors)
        if block:
            only(block, _KEYS, "experiment", errors)
            merged |= {key: value for key, value in block.entries.items() if key in _KEYS}
    return merged


def read_experiment(merged: dict[str, Node], own: Location, errors: Errors) -> ExperimentSettings | None:
    """The experiment, or None after noting errors. own: where to complain when the first day is missing."""
    if "start" not in merged:
        return errors.add(own, "no 'experiment.start': the first measured day", "start: YYYY-MM-DD")
    start = as_date(merged["start"], "experiment.start", errors)
    numbers = {name: _number(merged, name, errors) for name in EXPERIMENT}
    whole: dict[str, Any] = {name: number for name, number in numbers.items() if number is not None}
    if start is None or len(whole) < len(numbers):
        return None
    experiment = ExperimentSettings(start, **whole)
    _must_be_in_calendar(experiment, merged["start"].location, errors)
    return experiment


def _number(merged: dict[str, Node], name: str, errors: Errors) -> int | None:
    about = EXPERIMENT[name]
    return (
        as_whole(merged[name], f"experiment.{name}", about, errors) if name in merged else int(about.default)
    )


def _must_be_in_calendar(experiment: ExperimentSettings, location: Location, errors: Errors) -> None:
    """Campaigns count days from the lunar new year, so the calendar ends with the list of those."""
    first, last = date(int(SPRING_FESTIVALS[:4]), 1, 1), date(int(SPRING_FESTIVALS[-10:-6]) - 2, 12, 31)
    if not first <= experiment.first <= experiment.last <= last:
        said = f"the experiment runs from {experiment.first} to {experiment.last}"
        errors.add(location, f"{said}, warm-up included", f"days from {first} to {last}")
