"""Shocks of a scenario: which, with which numbers, from which day, and in how many estates."""

from __future__ import annotations

from datetime import timedelta

from simulation.scenario.errors import Errors
from simulation.scenario.sections.dated_entries import Entry, ValidationContext, read_numbers, read_start
from simulation.scenario.sections.grids import read_share
from simulation.scenario.settings import DatedShock, ExperimentSettings
from simulation.user_files import UserFileError


def read_shock(entry: Entry, around: ValidationContext, errors: Errors) -> DatedShock | None:
    """A shock with its date, or None after noting errors. Where it strikes belongs to the place: it names a
    share of the estates, never grids, which a model of governance draws."""
    before = len(errors)
    numbers = read_numbers(entry, ("from", "estates"), around, errors)
    start = read_start(entry, "the day on which it strikes", errors)
    node = entry.block.entries.get("estates")
    percent = 100.0 if node is None else read_share(node, f"{entry.name}.estates", errors)
    if len(errors) > before or start is None or percent is None:
        return None
    found = DatedShock(entry.kind(**numbers), entry.name, start, percent)
    if wrong := _wrong_length(found):
        return errors.add(entry.block.entries["from"].location, wrong)
    _must_strike(found, entry, around.experiment, errors)
    return found


def _wrong_length(found: DatedShock) -> str:
    """What is wrong with the length of a user-defined shock; empty where it is a number of days."""
    try:
        days = found.shock.lasts
    except UserFileError as error:
        return str(error)
    if isinstance(days, int | float) and days >= 1:
        return ""
    return f"the shock '{found.name}' lasts {days!r}; `lasts` must return a number of days, 1 or more"


def _must_strike(
    found: DatedShock, entry: Entry, experiment: ExperimentSettings | None, errors: Errors
) -> None:
    """A shock that never strikes would still be reported as one."""
    if experiment is None:
        return
    last = found.start + timedelta(found.shock.lasts - 1)
    late, early = found.start > experiment.last, last < experiment.first
    if late or early:
        when = f"after the last day, {experiment.last}" if late else f"over by {last}, before the first day"
        said = f"{found.name} never strikes: it comes on {found.start}, {when}"
        errors.add(entry.block.entries["from"].location, said)
