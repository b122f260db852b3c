"""Policies of a scenario: which, with which numbers, from when to when, and where."""

from __future__ import annotations

from datetime import date

from simulation.parameters import Parameter, described
from simulation.scenario.errors import Errors
from simulation.scenario.sections.dated_entries import (
    Entry,
    ValidationContext,
    read_date,
    read_numbers,
    read_start,
)
from simulation.scenario.sections.grids import read_grids
from simulation.scenario.settings import ExperimentSettings, GridChoice, Policy
from simulation.scenario.yaml.values import as_whole

RAMP = Parameter("ramp", 0, "days", 0, 36500, "days from nothing to full strength", "by policy")
_WHEN_AND_WHERE = ("from", "to", "ramp", "grids")


def read_policy(entry: Entry, around: ValidationContext, errors: Errors) -> Policy | None:
    """A policy with its dates, or None after noting errors."""
    before = len(errors)
    numbers = read_numbers(entry, _WHEN_AND_WHERE, around, errors)
    start, end = _dates(entry, errors)
    ramp, grids = _ramp(entry, errors), _grids(entry, around, errors)
    if len(errors) > before or start is None or grids is None:
        return None
    policy = Policy(entry.kind(**numbers), entry.name, start, end, ramp or 0, grids)
    _must_act(policy, entry, around.experiment, errors)
    return policy


def _dates(entry: Entry, errors: Errors) -> tuple[date | None, date | None]:
    start = read_start(entry, "the day on which it starts", errors)
    end = read_date(entry, "to", errors)
    if start and end and end < start:
        location = entry.block.entries["to"].location
        errors.add(location, f"{entry.name} ends on {end}, before it starts on {start}")
    return start, end


def _ramp(entry: Entry, errors: Errors) -> int | None:
    node = entry.block.entries.get("ramp")
    return None if node is None else as_whole(node, f"{entry.name}.ramp", RAMP, errors)


def _grids(entry: Entry, around: ValidationContext, errors: Errors) -> GridChoice | None:
    node = entry.block.entries.get("grids")
    return GridChoice() if node is None else read_grids(node, f"{entry.name}.grids", around.grids, errors)


def _must_act(policy: Policy, entry: Entry, experiment: ExperimentSettings | None, errors: Errors) -> None:
    """A policy that never acts would be compared in earnest with a baseline that equals it."""
    if experiment is None:
        return
    if policy.start > experiment.last:
        sentence = (
            f"{policy.name} never acts: it starts on {policy.start}, after the last day, {experiment.last}"
        )
        errors.add(entry.block.entries["from"].location, sentence)
    elif policy.end is not None and policy.end < experiment.first:
        sentence = (
            f"{policy.name} never acts: it ends on {policy.end}, before the first day, {experiment.first}"
        )
        errors.add(entry.block.entries["to"].location, sentence)


def check_conflicts(found: list[tuple[Entry, Policy]], errors: Errors) -> None:
    """Numbers of policies add up, words do not: two for one choice, at one time and place, conflict."""
    for at, (entry, policy) in enumerate(found):
        for before, other in found[:at]:
            for name in _disputed(policy, other):
                errors.add(entry.location, _conflict(name, policy, other, before))


def _disputed(one: Policy, other: Policy) -> list[str]:
    if one.name != other.name or not _meet(one, other):
        return []
    words = [name for name, about in described(type(one.intervention)).items() if about.unit == "choice"]
    return [name for name in words if getattr(one.intervention, name) != getattr(other.intervention, name)]


def _meet(one: Policy, other: Policy) -> bool:
    """Whether two policies are in force on the same day in the same grid, as far as a file says."""
    apart = (
        one.grids.numbers and other.grids.numbers and not set(one.grids.numbers) & set(other.grids.numbers)
    )
    return not apart and max(one.start, other.start) <= min(one.end or date.max, other.end or date.max)


def _conflict(name: str, one: Policy, other: Policy, before: Entry) -> str:
    ends = [each for each in (one.end, other.end) if each]
    until = f"to {min(ends)}" if ends else "on"
    words = [repr(getattr(each.intervention, name)) for each in (one, other)]
    there = f"{before.location.file}:{before.location.line}"
    return (
        f"{one.name}.{name} is {words[0]} here but {words[1]} in {there}, "
        f"both in force from {max(one.start, other.start)} {until}"
    )
