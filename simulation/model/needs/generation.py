"""Step of the day: needs are born, in households and by shocks: where, whose, of which kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation import categories
from simulation.agents.resident import Resident
from simulation.codes import DAY, OWNERS, STREET, YEAR, CaseClass
from simulation.luck import poisson
from simulation.model.needs.season import season_of_days
from simulation.model.state import Today, World
from simulation.records import BUILDING_STEP, RETURN_STEP


@dataclass
class Generation:
    """R1, X1. All luck belongs to the place: to a building, a day, and the number of a need within them.

    rate: needs a day of each building on a usual day; season: factor of each day; weight: of the residents of
    each street, summed up (streets, residents + 1); first, last: residents of each building; speaker: who
    speaks for each resident.
    """

    world: World

    def __post_init__(self) -> None:
        w = self.world
        weight = w.residents.evaluate(Resident.need_weight).reshape(w.streets.count, -1)
        self.weight = np.stack([_summed_up(each) for each in weight])
        bounds = np.searchsorted(w.residents.building, np.arange(len(w.buildings) + 1))
        self.first, self.last = bounds[:-1], bounds[1:]
        self.rate = (
            w.numbers.residents.need_rate_true
            * self._condition()
            * self._of_property(w.estates.weight[w.buildings.estate])
            * np.subtract(*self._bounds(np.arange(len(w.buildings))))
        )
        days = [w.calendar.date(day) for day in range(max(w.calendar.days, YEAR))]
        self.season = season_of_days(days, w.scenario.place, w.numbers.residents)
        first_of_household = np.searchsorted(w.residents.household, w.residents.household)
        self.speaker = np.where(w.residents.age < 15, first_of_household, np.arange(len(w.residents)))

    def generate_needs(self, today: Today) -> NDArray[np.intp]:
        """The needs of the day, with the luck's owner of each: building and number within building and
        day."""
        w = self.world
        building, nth, struck = self._troubled(today)
        owner = w.kinds.buildings.owners(building, BUILDING_STEP, nth)
        rows = w.records.needs.append(
            len(owner),
            id=(np.int64(today.ordinal) << STREET) | (owner & OWNERS),
            day=today.ordinal,
            owner=owner,
            struck=struck,
            person=self.persons(building, owner, today),
            grid=w.buildings.grid[building],
            arose=today.minute + DAY * self._draw("need.minute", owner, today),
        )
        self._describe(rows, today)
        return rows

    def _describe(self, rows: NDArray[np.intp], today: Today) -> None:
        """What kind of need each is; emergencies are nobody's shared matter, and somebody can always solve
        them."""
        needs, n = self.world.records.needs, self.world.numbers.residents
        owner, person = needs["owner"][rows], needs["person"][rows]
        struck = needs["struck"][rows]
        category = needs["category"][rows] = self._categories(owner, struck, today)
        cls = needs["cls"][rows] = self._classes(category, person, owner, struck, today)
        shared = self._draw("need.common", owner, today) < categories.COMMON[category]
        hopeless = self._draw("need.unsolvable", owner, today) < n.unsolvable_share
        needs["common"][rows] = shared & (cls != CaseClass.EMERGENCY)
        needs["solvable"][rows] = ~hopeless | (cls == CaseClass.EMERGENCY)

    def _troubled(self, today: Today) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
        """Building and number within building and day of each new need, and whether a shock brought it;
        counts by the inverse of the Poisson distribution, so that a shock only adds to the needs of a calm
        day."""
        w = self.world
        calm = self.rate * self.season[today.day]
        raised = self._raised()
        rate = calm if raised is None else calm * raised
        luck = self._draw("need.count", w.kinds.buildings.every, today)
        troubled = np.flatnonzero(luck > np.exp(-rate))
        count = self._count(luck[troubled], rate[troubled])
        usual = count if raised is None else self._count(luck[troubled], calm[troubled])
        nth = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        return np.repeat(troubled, count), nth, nth >= np.repeat(usual, count)

    def _count(self, luck: NDArray, rate: NDArray) -> NDArray[np.int64]:
        return poisson(luck, rate).astype(int).clip(0, RETURN_STEP - 1)

    def _raised(self) -> NDArray[np.float64] | None:
        """X1: factor of shocks on the needs of each building (buildings,), None on a calm day."""
        more = self.world.levers.conditions.needs
        if more is None:
            return None
        estates = np.arange(len(more))
        return 1 + (self._shares(estates) * more).sum(axis=1)[self.world.buildings.estate]

    def persons(self, building: NDArray, owner: NDArray, today: Today) -> NDArray[np.intp]:
        """Who of the building has the need, by age weight; an adult of the household speaks for a child."""
        high, low = self._bounds(building)
        at = low + (high - low) * self._draw("need.person", owner, today)
        street = self.world.kinds.buildings.street[building]
        before = street * self.world.residents.by_street.each
        found = before + self.world.streets.search(self.weight, at, street) - 1
        return self.speaker[np.clip(found, self.first[building], self.last[building] - 1)]

    def _bounds(self, building: NDArray) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Weight of the residents of a street up to the end of some buildings, and up to their beginning."""
        street = self.world.kinds.buildings.street[building]
        before = street * self.world.residents.by_street.each
        last, first = self.last[building] - before, self.first[building] - before
        return self.weight[street, last], self.weight[street, first]

    def _of_property(self, weight: NDArray) -> NDArray[np.float64]:
        """B2: needs of each building against the mean when its property needs are `weight` times usual."""
        share = categories.SHARE[categories.PROPERTY].sum()
        return 1 + share * (weight - 1)

    def _shares(self, estate: NDArray) -> NDArray[np.float64]:
        """Shares of categories in the needs of estates (estates, categories): by the table, and more property
        where an estate has much of it (B2)."""
        weight = self.world.estates.weight[estate]
        shares = categories.SHARE * np.where(categories.PROPERTY, weight[:, None], 1.0)
        return shares / shares.sum(axis=1, keepdims=True)

    def _categories(self, owner: NDArray, struck: NDArray, today: Today) -> NDArray[np.intp]:
        """What a need is about; what a shock brought follows the shock."""
        w = self.world
        estate = w.buildings.estate[w.kinds.buildings.of_owners(owner, BUILDING_STEP)]
        shares = self._shares(estate)
        if struck.any():
            assert w.levers.conditions.needs is not None
            shares[struck] *= w.levers.conditions.needs[estate[struck]]
        upto = np.cumsum(shares, axis=1) / shares.sum(axis=1, keepdims=True)
        return (self._draw("need.category", owner, today)[:, None] > upto[:, :-1]).sum(axis=1)

    def _classes(
        self, category: NDArray, person: NDArray, owner: NDArray, struck: NDArray, today: Today
    ) -> NDArray[np.intp]:
        n = self.world.numbers.residents
        elder = self.world.residents.age[person] >= 60
        more = self._more_emergencies(category, owner, struck)
        shares = n.class_shares(categories.EMERGENCIES[category], categories.EMERGENCY_SHARE, elder, more)
        return (self._draw("need.class", owner, today)[:, None] > np.cumsum(shares, axis=1)[:, :2]).sum(
            axis=1
        )

    def _more_emergencies(self, category: NDArray, owner: NDArray, struck: NDArray) -> NDArray[np.float64]:
        """Factor on the share of emergencies of each need: 1, but of what a shock brought."""
        w, conditions = self.world, self.world.levers.conditions
        more = np.ones(len(owner))
        if struck.any():
            assert conditions.needs is not None and conditions.emergencies is not None
            building = w.kinds.buildings.of_owners(owner[struck], BUILDING_STEP)
            at = w.buildings.estate[building], category[struck]
            more[struck] = conditions.emergencies[at] / conditions.needs[at]
        return more

    def _condition(self) -> NDArray[np.float64]:
        """Condition of each building, lognormal with mean 1: part of its spread lies between estates (worn
        ones have more trouble), part inside."""
        w, n, estate = self.world, self.world.numbers.residents, self.world.buildings.estate
        between, within = n.condition_spread(w.scenario.place.buildings_per_estate)
        estates = between * w.estates.worn[estate]
        buildings = within * w.luck.normal("condition.building", w.kinds.buildings.every)
        return np.exp(estates + buildings - (between**2 + within**2) / 2)

    def _draw(self, purpose: str, owner: NDArray, today: Today) -> NDArray[np.float64]:
        return self.world.luck.draw(purpose, owner, today.ordinal)


def _summed_up(weight: NDArray) -> NDArray[np.float64]:
    """Weights against their mean, summed up from 0."""
    return np.concatenate([[0.0], np.cumsum(weight.astype(float) / weight.mean(dtype=float))])
