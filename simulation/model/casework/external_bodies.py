"""Bodies outside the grid: how loaded they are (B1), whether they come when called, and whistles (B4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation import categories
from simulation.codes import CaseClass
from simulation.columns import described_columns
from simulation.model.state import Today, World

described_columns(
    "daily.csv",
    {
        "whistles": "cases for which the street calls a body [whole: cases]",
        "whistles_answered": "of them those to which the body comes [whole: cases]",
    },
)


@dataclass
class ExternalBodies:
    """B1, B4. Arrays (bodies,). joined: legs that joined each body in 30 days; usual: how many at default
    levels, which is what it has the people for; own: the same before a city divides them anew; queue: matters
    that wait before new ones, beyond its capacity."""

    world: World

    def __post_init__(self) -> None:
        place, each = self.world.scenario.place, self.world.kinds.bodies.each
        owned = categories.BODY >= 0
        matters = np.bincount(categories.BODY[owned], self._joining()[owned], each)
        usual = 30 * place.body_matters * place.residents / 1000 * matters
        self.usual = self.own = np.tile(usual, self.world.streets.count)
        self.joined, self.queue = self.usual.copy(), np.zeros(len(self.usual))

    def _joining(self) -> NDArray[np.float64]:
        """Of all recorded matters, those of each category that wait on others (categories,), as at Lijia
        under any model: majors, and generals that are not settled on the spot."""
        residents, workers = self.world.numbers.residents, self.world.numbers.workers
        generals = residents.class_general * (1 - workers.fix_on_spot) * categories.OTHERS_CHANCE
        waits = categories.OTHERS_MEDIAN_MINUTES > 0
        return categories.SHARE * waits * (generals + residents.class_major)

    def owner(self, category: NDArray, street: NDArray) -> NDArray[np.intp]:
        """The body of its street that owns each matter; the last one where none does."""
        each = self.world.kinds.bodies.each
        return street * each + categories.BODY[category] % each

    def slowness(self, category: NDArray, building: NDArray) -> NDArray[np.float64]:
        """B1, B2: factor on waiting for the body that owns a matter; property companies are as slow as fees
        make them."""
        w = self.world
        owner = self.owner(category, w.kinds.buildings.street[building])
        loaded = w.numbers.service.slowness(self.joined / self.usual)[owner]
        speed = w.estates.speed[w.buildings.estate[building]]
        return loaded / np.where(categories.PROPERTY[category], speed, 1.0)

    def queue_days(self, category: NDArray, street: NDArray) -> NDArray[np.float64]:
        """B1: days that each matter waits at its body for those that queue there; none where it has no
        body."""
        days = self.world.numbers.service.queue_days(self.queue, self.usual / 30)
        return days[self.owner(category, street)] * (categories.BODY[category] >= 0)

    def open_matters(self, need_of: NDArray[np.intp]) -> NDArray[np.intp]:
        """How many cases wait for each body of each street (streets, bodies). need_of (cases,): row of each
        case in the records."""
        w = self.world
        rows = need_of[w.service.waiting_on_others()]
        category, street = w.records.needs["category"][rows], w.street_of_needs(rows)
        owned = categories.BODY[category] >= 0
        body = self.owner(category[owned], street[owned])
        return np.bincount(body, minlength=len(self.joined)).reshape(w.streets.count, -1)

    def attendance(self) -> NDArray[np.float64]:
        """B1: chance by grid that a body comes when it is called by a whistle (grids,)."""
        w = self.world
        usual = w.numbers.workers.authority0
        return w.numbers.service.attendance(w.levers.whistles, w.levers.authority, usual)

    def meeting_attendance(self) -> NDArray[np.float64]:
        """P7: chance by grid that a body comes to a meeting (grids,)."""
        w = self.world
        if w.numbers.service.whistles_wear == "calls_and_meetings":
            return self.attendance()
        usual = w.scenario.lever_defaults.whistles
        return w.numbers.service.attendance(usual, w.levers.authority, w.numbers.workers.authority0)

    def count_joined(self, category: NDArray, street: NDArray) -> None:
        """B1: today's legs that wait on others, by the category of their matter and its street; what a body
        cannot do queues."""
        owned = categories.BODY[category] >= 0
        body = self.owner(category[owned], street[owned])
        calls = np.bincount(body.astype(np.intp, copy=False), minlength=len(self.joined))
        self.joined += calls - self.joined / 30
        n = self.world.numbers.service
        self.queue = n.queue_after(self.queue, self.joined / 30, self.usual / 30)

    def whistle(self, need_of: NDArray[np.intp], today: Today) -> None:
        """B4: on a working day the street calls bodies to the matters that wait longest on them; who comes
        cuts the rest of the wait. need_of (cases,): row of each case in the records."""
        called = self._called(need_of, today) if today.working else np.zeros(0, np.intp)
        w, needs = self.world, self.world.records.needs
        rows = need_of[called]
        come = w.luck.draw("whistle.come", needs["owner"][rows], needs["day"][rows], today.ordinal)
        answered = come < self.attendance()[needs["grid"][rows]]
        w.service.hasten(called[answered], w.numbers.service.whistle_cut)
        street = w.street_of_needs(rows)
        today.series["whistles"] = w.streets.number(street)
        today.series["whistles_answered"] = w.streets.number(street[answered])

    def _called(self, need_of: NDArray[np.intp], today: Today) -> NDArray[np.intp]:
        """Cases to which their body is called today: what needs enforcement and major matters first, then
        the longest wait."""
        w, needs, cases = self.world, self.world.records.needs, self.world.service.cases
        waiting = w.service.waiting_on_others()
        waiting = waiting[w.levers.whistles[needs["grid"][need_of[waiting]]] > 0]
        rows = need_of[waiting]
        category = needs["category"][rows]
        later = ~(categories.NEEDS_ENFORCEMENT[category] | (needs["cls"][rows] == CaseClass.MAJOR))
        line = waiting[np.lexsort((cases["leg_from"][waiting], later))]
        category = needs["category"][need_of[line]]
        owner = self.owner(category, w.street_of_needs(need_of[line]))
        body = np.where(categories.BODY[category] >= 0, owner, -1)
        luck = w.luck.draw("whistle", w.kinds.bodies.every, today.ordinal)
        usual = w.streets.mean(w.levers.whistles)[w.kinds.bodies.street]
        calls = w.numbers.service.whistles_today(usual, luck).astype(int)
        return np.concatenate([line[body == each][:count] for each, count in enumerate(calls)])
