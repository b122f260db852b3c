"""Policies of a scenario: which, with which numbers, from when to when, and where."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from simulation.interventions import interventions
from simulation.parameters import Parameter, described
from simulation.scenario.faults import Faults, Spot
from simulation.scenario.files import Document
from simulation.scenario.grids import read_grids
from simulation.scenario.numbers import Setting, check_range, read_value
from simulation.scenario.rooms import policy_path
from simulation.scenario.settings import ExperimentSettings, GridChoice, Measure
from simulation.scenario.values import as_block, as_date, as_items, as_whole, only
from simulation.scenario.yaml_text import Block, Node

_RAMP = Parameter("ramp", 0, "days", 0, 36500, "days from nothing to full strength", "by policy")
_WHEN_AND_WHERE = ("from", "to", "ramp", "grids")


@dataclass(frozen=True)
class Entry:
    """One policy as it is written: its name, its settings, and where."""

    policy: str
    block: Block
    spot: Spot


@dataclass(frozen=True)
class Circumstances:
    """What a policy is checked against; grids and experiment are None where they are at fault themselves."""

    grids: int | None
    experiment: ExperimentSettings | None
    beyond: Collection[str]


def read_entries(document: Document, faults: Faults) -> list[Entry]:
    """The policies in a document."""
    node = document.root.entries.get("interventions")
    items = None if node is None else as_items(node, "interventions", faults)
    return [entry for each in (items.items if items else ()) if (entry := _entry(each, faults))]


def _entry(node: Node, faults: Faults) -> Entry | None:
    block = as_block(node, "a policy", faults)
    if block is None:
        return None
    if len(block.keys) != 1:
        return faults.add(
            block.spot, f"a policy is one name with its settings, but here are {len(block.keys)} names"
        )
    ((policy, spot),) = block.keys.items()
    if policy not in interventions:
        return faults.add(spot, f"there is no intervention '{policy}'", interventions, policy)
    value = block.entries.get(policy)
    settings = None if value is None else as_block(value, policy, faults)
    return None if settings is None else Entry(policy, settings, spot)


def read_measure(entry: Entry, around: Circumstances, faults: Faults) -> Measure | None:
    """A policy with its dates, or None after noting faults."""
    before = len(faults)
    cls = interventions[entry.policy]
    only(entry.block, [*described(cls), *_WHEN_AND_WHERE], entry.policy, faults)
    numbers = _numbers(entry, around, faults)
    start, end = _dates(entry, faults)
    ramp, grids = _ramp(entry, faults), _grids(entry, around, faults)
    if len(faults) > before or start is None or grids is None:
        return None
    measure = Measure(cls(**numbers), entry.policy, start, end, ramp or 0, grids)
    _must_act(measure, entry, around.experiment, faults)
    return measure


def _numbers(entry: Entry, around: Circumstances, faults: Faults) -> dict[str, float | str]:
    found = {}
    for name, about in described(interventions[entry.policy]).items():
        node, path = entry.block.entries.get(name), policy_path(entry.policy, name)
        value = None if node is None else read_value(node, path, about, faults)
        if node is not None and value is not None:
            check_range(path, Setting(value, node.spot), about, around.beyond, faults)
            found[name] = value
    return found


def _dates(entry: Entry, faults: Faults) -> tuple[date | None, date | None]:
    block = entry.block
    start, end = (_date(entry, key, faults) for key in ("from", "to"))
    if "from" not in block.keys:
        faults.add(
            entry.spot, f"{entry.policy} has no 'from': the day on which it starts", "from: YYYY-MM-DD"
        )
    if start and end and end < start:
        faults.add(block.entries["to"].spot, f"{entry.policy} ends on {end}, before it starts on {start}")
    return start, end


def _date(entry: Entry, key: str, faults: Faults) -> date | None:
    node = entry.block.entries.get(key)
    return None if node is None else as_date(node, f"{entry.policy}.{key}", faults)


def _ramp(entry: Entry, faults: Faults) -> int | None:
    node = entry.block.entries.get("ramp")
    return None if node is None else as_whole(node, f"{entry.policy}.ramp", _RAMP, faults)


def _grids(entry: Entry, around: Circumstances, faults: Faults) -> GridChoice | None:
    node = entry.block.entries.get("grids")
    return GridChoice() if node is None else read_grids(node, f"{entry.policy}.grids", around.grids, faults)


def _must_act(measure: Measure, entry: Entry, experiment: ExperimentSettings | None, faults: Faults) -> None:
    """A policy that never acts would be compared in earnest with a baseline that equals it."""
    if experiment is None:
        return
    if measure.start > experiment.last:
        sentence = (
            f"{measure.name} never acts: it starts on {measure.start}, after the last day, {experiment.last}"
        )
        faults.add(entry.block.entries["from"].spot, sentence)
    elif measure.end is not None and measure.end < experiment.first:
        sentence = (
            f"{measure.name} never acts: it ends on {measure.end}, before the first day, {experiment.first}"
        )
        faults.add(entry.block.entries["to"].spot, sentence)


def check_conflicts(found: list[tuple[Entry, Measure]], faults: Faults) -> None:
    """Numbers of policies add up, words do not: two for one choice, at one time and place, conflict."""
    for at, (entry, measure) in enumerate(found):
        for before, other in found[:at]:
            for name in _disputed(measure, other):
                faults.add(entry.spot, _conflict(name, measure, other, before))


def _disputed(one: Measure, other: Measure) -> list[str]:
    if one.name != other.name or not _meet(one, other):
        return []
    words = [name for name, about in described(type(one.intervention)).items() if about.unit == "choice"]
    return [name for name in words if getattr(one.intervention, name) != getattr(other.intervention, name)]


def _meet(one: Measure, other: Measure) -> bool:
    """Whether two policies are in force on the same day in the same grid, as far as a file tells."""
    apart = (
        one.grids.numbers and other.grids.numbers and not set(one.grids.numbers) & set(other.grids.numbers)
    )
    return not apart and max(one.start, other.start) <= min(one.end or date.max, other.end or date.max)


def _conflict(name: str, one: Measure, other: Measure, before: Entry) -> str:
    ends = [each for each in (one.end, other.end) if each]
    until = f"to {min(ends)}" if ends else "on"
    words = [repr(getattr(each.intervention, name)) for each in (one, other)]
    return (
        f"{one.name}.{name} is {words[0]} here but {words[1]} in {before.spot.file}:{before.spot.line}, "
        f"both in force from {max(one.start, other.start)} {until}"
    )
