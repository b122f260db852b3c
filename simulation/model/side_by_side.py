"""Several streets as one world: arrays of each are put after those of the one before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from functools import reduce
from typing import Any

import numpy as np

from simulation import neighbourhood
from simulation.agents.resident import Resident
from simulation.levers import Levers
from simulation.luck import Luck
from simulation.model.state import Kinds, World
from simulation.population import ByStreet, Streets
from simulation.records import NEED_COLUMNS, Table
from simulation.service import Service
from simulation.treasury import Treasury


def side_by_side(worlds: Sequence[World], service_of: Callable[..., Service]) -> World:
    """The streets of some worlds of one scenario as one world, on their first morning."""
    first, count = worlds[0], len(worlds)
    buildings = reduce(neighbourhood.beside, (each.buildings for each in worlds))
    place, people = first.scenario.place, _people(worlds)
    return replace(
        first,
        **people,
        streets=Streets(count),
        kinds=_kinds(first.kinds, count),
        luck=Luck(*(each.luck.seed for each in worlds)),
        street_days=np.concatenate([each.street_days for each in worlds]),
        levers=Levers(first.scenario.lever_defaults, buildings.grids, place.pay_worker, count),
        buildings=buildings,
        estates=_joined([each.estates for each in worlds], {}),
        key_households=_joined([each.key_households for each in worlds], _shifts(first.kinds)),
        heads=np.concatenate([each.heads for each in worlds]),
        treasury=Treasury(first.numbers.treasury, buildings.community_of_grid, count),
        service=service_of(buildings, first.numbers, people["workers"].grid, first.calendar, count),
        records=replace(first.records, needs=Table(NEED_COLUMNS), searches=[]),
        logs=[each.records for each in worlds],
    )


def _people(worlds: Sequence[World]) -> dict[str, Any]:
    """The agents of all streets, and who of them knows whom."""
    first, *others = worlds
    shifts = _shifts(first.kinds)
    everyone = first.members.beside([each.members for each in others], shifts)
    links = [each.neighbours + nth * len(each.residents) for nth, each in enumerate(worlds)]
    return {
        "residents": everyone.as_kind(Resident),
        "members": everyone.part(everyone.membership > 0),
        "workers": first.workers.beside([each.workers for each in others], shifts),
        "groups": first.groups.beside([each.groups for each in others], shifts),
        "firms": first.firms.beside([each.firms for each in others], shifts),
        "in_group": np.zeros(len(everyone), bool),
        "neighbours": np.concatenate(links).astype(np.int32, order="F"),  # by links, as `sum_around` reads
    }


def _kinds(of_one: Kinds, count: int) -> Kinds:
    return Kinds(**{name: ByStreet(each.each, count) for name, each in vars(of_one).items()})


def _shifts(kinds: Kinds) -> dict[str, int]:
    """What is added to the number of a place, by the column that holds it, for every street before."""
    households = kinds.households.each
    return {
        "grid": kinds.grids.each,
        "building": kinds.buildings.each,
        "household": households,
        "number": households,
    }


def _joined(parts: Sequence[Any], shifts: Mapping[str, int]) -> Any:
    """Tables of columns of several streets as one."""
    columns: dict[str, list[np.ndarray]] = {each.name: [] for each in fields(parts[0])}
    for nth, part in enumerate(parts):
        for name, streets in columns.items():
            column = getattr(part, name)
            streets.append(column + nth * shifts[name] if name in shifts else column)
    return type(parts[0])(**{name: np.concatenate(streets) for name, streets in columns.items()})
