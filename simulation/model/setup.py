"""Before the first day: the world is built, the same people for every policy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from simulation import categories, neighbourhood
from simulation.agents.resident import Resident
from simulation.levers import Levers
from simulation.luck import Luck
from simulation.model.casework.workday import HELPERS_TAKE, LINES
from simulation.model.side_by_side import side_by_side
from simulation.model.state import Kinds, Numbers, World
from simulation.place import Place
from simulation.place.calendar import Calendar, windows_of
from simulation.place.rhythm import FRIDAY, SUNDAY, WEEKDAYS, day_chances, meant_for, profile_of
from simulation.population import ArrayModel, ByStreet, Streets
from simulation.records import Records
from simulation.service import Layout, Rules, Service, Shift
from simulation.treasury import Treasury

if TYPE_CHECKING:
    from simulation.scenario import Scenario

_EVENLY = (np.arange(200) + 0.5) / 200  # luck of all kinds


def build_world(model: ArrayModel, scenario: Scenario, seeds: Sequence[int]) -> World:
    """Build the world of a scenario: its place, and the staff that its model sets; a street for the luck of
    each seed."""
    streets = [_street(model, scenario, seed) for seed in seeds]
    return streets[0] if len(streets) == 1 else side_by_side(streets, service_of)


def _street(model: ArrayModel, scenario: Scenario, seed: int) -> World:
    place, lever_defaults = scenario.place, scenario.lever_defaults
    numbers = Numbers(**{name: scenario.numbers[name] for name in Numbers.__dataclass_fields__})  # type: ignore[arg-type]
    luck = Luck(seed)
    buildings = neighbourhood.build(place, scenario.governance)
    composition = neighbourhood.compose(buildings, luck, numbers.residents)
    everyone = neighbourhood.populate(
        model, place, buildings, composition, luck, numbers.residents, numbers.members
    )
    calendar = _calendar(scenario)
    workers = neighbourhood.employ(model, buildings, luck, numbers.workers, lever_defaults)
    records = _records(scenario, calendar, buildings, everyone.grid, numbers.residents.need_days_cap)
    return World(
        scenario=scenario,
        streets=Streets(),
        kinds=_kinds(place, buildings),
        numbers=numbers,
        luck=luck,
        calendar=calendar,
        hours=_hours_before(numbers, place),
        street_days=_street_days(calendar, luck, numbers),
        said_on=_said_on(calendar, place, numbers),
        levers=Levers(lever_defaults, buildings.grids, place.pay_worker),
        buildings=buildings,
        estates=neighbourhood.estates(buildings, composition, luck, numbers.service),
        residents=everyone.as_kind(Resident),
        members=everyone.part(everyone.membership > 0),
        workers=workers,
        groups=neighbourhood.give_places(model, buildings, numbers.organizations),
        firms=neighbourhood.settle_firms(model, place, buildings, luck, numbers.enterprises),
        in_group=np.zeros(len(everyone), bool),
        neighbours=neighbourhood.neighbours(numbers.residents, luck, buildings.estate[everyone.building]),
        key_households=neighbourhood.key_households(
            everyone, composition.poor, numbers.residents.alike_income, luck, numbers.workers
        ),
        heads=luck.draw("head", np.arange(len(buildings))) < scenario.governance.building_heads,
        treasury=Treasury(numbers.treasury, buildings.community_of_grid),
        service=service_of(buildings, numbers, workers.grid, calendar),
        records=records,
        logs=[records],
    )


def _kinds(place: Place, buildings: neighbourhood.Buildings) -> Kinds:
    return Kinds(
        street=ByStreet(1),
        grids=ByStreet(buildings.grids),
        communities=ByStreet(int(buildings.community_of_grid.max()) + 1),
        buildings=ByStreet(len(buildings)),
        estates=ByStreet(int(buildings.estate.max()) + 1),
        households=ByStreet(neighbourhood.households(place)),
        bodies=ByStreet(len(categories.BODIES)),
    )


def _calendar(scenario: Scenario) -> Calendar:
    experiment = scenario.experiment
    days = experiment.warmup + experiment.days
    return Calendar(experiment.first, days, scenario.place, windows_of(scenario.governance.shift_windows))


def _hours(numbers: Numbers, place: Place) -> tuple[np.ndarray, np.ndarray]:
    """Share of requests in each hour of working days and of others (24,)."""
    own = profile_of(place.request_hours), profile_of(place.request_hours_off)
    at_work, off = (
        numbers.residents.hour_shares(rest) if hours is None else hours / hours.sum()
        for hours, rest in zip(own, (False, True), strict=True)
    )
    return at_work, off


def _hours_before(numbers: Numbers, place: Place) -> tuple[np.ndarray, np.ndarray]:
    """Share of requests before the end of each hour but the last, of working days and of others (23,)."""
    at_work, off = _hours(numbers, place)
    return np.cumsum(at_work)[:-1], np.cumsum(off)[:-1]


def _said_on(calendar: Calendar, place: Place, numbers: Numbers) -> np.ndarray | None:
    """Holidays are as Sundays, weekends that are worked as Fridays."""
    profile = profile_of(place.request_days)
    if profile is None:
        return None
    ready = float(numbers.residents.ready_chance(numbers.residents.street_day(_EVENLY)).mean())
    weekday = (calendar.date(0).weekday() + np.arange(len(calendar.working))) % WEEKDAYS
    off = np.where(weekday > FRIDAY, weekday, SUNDAY)
    kind = np.where(calendar.working, np.minimum(weekday, FRIDAY), off)
    chances = day_chances(profile, meant_for(*_hours(numbers, place)), ready)[kind]
    chances[-1] = 1  # nothing is put off beyond the calendar
    return chances


def _street_days(calendar: Calendar, luck: Luck, numbers: Numbers) -> np.ndarray:
    ordinals = calendar.ordinal(0) + np.arange(len(calendar.working))
    return numbers.residents.street_day(luck.draw("act.street_day", 0, ordinals))[None]


def _records(
    scenario: Scenario,
    calendar: Calendar,
    buildings: neighbourhood.Buildings,
    grid_of_resident: np.ndarray,
    cap_days: float,
) -> Records:
    warmup, days = scenario.experiment.warmup, scenario.experiment.days
    return Records(
        calendar.first,
        warmup,
        days,
        buildings.grids,
        len(grid_of_resident),
        {},
        cap_days,
        calendar.working,
        buildings.community_of_grid,
        np.bincount(grid_of_resident, minlength=buildings.grids),
    )


def service_of(
    buildings: neighbourhood.Buildings,
    numbers: Numbers,
    worker_grid: np.ndarray,
    calendar: Calendar,
    streets: int = 1,
) -> Service:
    n, bodies = numbers.service, len(categories.BODIES) * streets
    layout = Layout(
        communities=buildings.community_of_grid,
        worker_grid=worker_grid,
        body_servers=np.full(bodies, round(n.body_servers)),
        shifts=(Shift(calendar.windows, ("major", "general"), "pause", working_days=True),),
        lines=LINES,
        helper_kinds=len(HELPERS_TAKE),
        streets=streets,
    )
    rules = Rules(order="appraisal", prio_class=n.prio_class, prio_age=n.prio_age, prio_count=n.prio_count)
    return Service(layout, rules)
