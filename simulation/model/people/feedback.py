"""Step of the day: residents hear back, judge, and talk about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.agents.grid_worker import GridWorker
from simulation.agents.resident import Resident
from simulation.codes import SPOKEN, WEEK, Channel
from simulation.columns import described_columns
from simulation.model.state import Today, World

described_columns(
    "daily.csv",
    {
        "answered": "residents who hear back [whole: residents]",
        "satisfied": "of them those who are satisfied [whole: residents]",
    },
)


@dataclass
class Feedback:
    """R3, R4. conflict (grids,): share of yesterday's answers that their residents found unsatisfying."""

    world: World
    conflict: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        households = self.world.residents.household
        self.first = np.searchsorted(households, households, "left").astype(np.int32)
        self.last = np.searchsorted(households, households, "right").astype(np.int32)
        self.limits = np.ones(self.world.grids)
        self.conflict = np.full(self.world.grids, self.world.numbers.workers.conflict0)

    # residents hear back

    def judge(self, rows: NDArray[np.intp], today: Today) -> None:
        """R3, R4: those who had noticed and were answered today judge the answer; household and neighbours
        hear of it."""
        w, needs = self.world, self.world.records.needs
        self._hear_promises()
        rows = rows[needs["channel"][rows] != Channel.PATROL]
        person = needs["person"][rows].astype(np.intp)
        asked = w.residents.part(person)
        courtesy = w.workers.evaluate(GridWorker.courtesy)
        perceived = asked.evaluate(Resident.perceived, *self._performance(rows, courtesy))
        chance = asked.evaluate(Resident.satisfaction_chance, perceived)
        satisfied = w.luck.draw("satisfied", needs["owner"][rows], needs["day"][rows]) < chance
        needs["satisfied"][rows] = satisfied
        self._call_back(rows, satisfied)
        self._change_views(rows, asked, perceived, chance)
        self._talk(rows, person, chance)
        self._meet_workers(courtesy, today)
        grid = needs["grid"][rows]
        self.conflict = w.grid_mean(grid, ~satisfied, w.numbers.workers.conflict0)
        street = w.street_of_needs(rows)
        today.series["answered"] = w.streets.number(street)
        today.series["satisfied"] = w.streets.number(street[satisfied])

    def _call_back(self, rows: NDArray[np.intp], satisfied: NDArray[np.bool_]) -> None:
        """A2: the hotline calls back some of those who called it; its score can be better than what they
        think."""
        w, needs, n = self.world, self.world.records.needs, self.world.numbers.service
        grid, owner, born = (needs[name][rows] for name in ("grid", "owner", "day"))
        called = (needs["channel"][rows] == Channel.HOTLINE) & (
            w.luck.draw("callback", owner, born) < w.levers.callback[grid]
        )
        coaxed = w.luck.draw("coax", owner, born) < n.coax_chance(w.levers.appraisal)[grid]
        needs["scored"][rows[called]] = (satisfied | coaxed)[called]

    def _performance(self, rows: NDArray[np.intp], courtesy: NDArray) -> tuple[NDArray[Any], ...]:
        """What each resident sees: solved or not, time taken against the promise, courtesy, explanation.
        courtesy: of each worker."""
        w, needs = self.world, self.world.records.needs
        solved = ~np.isnan(needs["solved"][rows])
        taken = needs["reported_closed"][rows] - needs["registered"][rows]
        promised = needs["limit_at"][rows] - needs["registered"][rows]
        server = w.service.cases["server"][needs["service_row"][rows]]
        by_worker = (server >= 0) & (server < len(w.workers))
        met = np.where(by_worker, courtesy[np.where(by_worker, server, 0)], w.numbers.workers.courtesy_base)
        known = w.key_households.knows(w.residents.household[needs["person"][rows]])
        met = np.minimum(met + w.numbers.workers.known_courtesy * (known == 1), 1.0)
        return solved, taken / np.maximum(promised, 1), met, w.levers.feedback[needs["grid"][rows]]

    def _change_views(
        self, rows: NDArray[np.intp], asked: Any, perceived: NDArray, satisfaction: NDArray
    ) -> None:
        """R2: belief in the channel and disappointment; R3: what is expected next time."""
        columns, channel = self.world.residents.columns, self.world.records.needs["channel"][rows]
        disappointment = asked.evaluate(Resident.new_disappointment, satisfaction)
        expectation = asked.evaluate(Resident.new_expectation, perceived)
        columns["disappointment"][asked.rows], columns["expectation"][asked.rows] = (
            disappointment,
            expectation,
        )
        for spoken in SPOKEN:
            used = channel == spoken
            part = asked.part(asked.rows[used])
            believed = getattr(part, f"efficacy_{spoken.word}")
            columns[f"efficacy_{spoken.word}"][part.rows] = part.evaluate(
                Resident.new_efficacy, believed, satisfaction[used]
            )

    def _talk(self, rows: NDArray[np.intp], person: NDArray[np.intp], satisfaction: NDArray) -> None:
        """R2, R4: trust of oneself; trust, and belief in the channel, of the household, and of neighbours who
        are told."""
        w, needs, n = self.world, self.world.records.needs, self.world.numbers.residents
        channel = needs["channel"][rows]
        self._move_trust(person, satisfaction, 1.0)
        size = self.last[person] - self.first[person]
        housemates = (
            np.repeat(self.first[person], size)
            + np.arange(size.sum())
            - np.repeat(np.cumsum(size) - size, size)
        )
        others = housemates != np.repeat(person, size)
        self._tell(
            housemates[others],
            np.repeat(satisfaction, size)[others],
            np.repeat(channel, size)[others],
            n.trust_w_household,
        )
        links = w.neighbours[person]
        owner, born = needs["owner"][rows], needs["day"][rows]
        told = (
            np.stack([w.luck.draw("told", owner, born, use) for use in range(links.shape[1])], axis=1)
            < n.told_chance
        )
        case, _ = np.nonzero(told)
        self._tell(links[told].astype(np.intp), satisfaction[case], channel[case], n.trust_w_neighbour)

    def _tell(self, rows: NDArray[np.intp], satisfaction: NDArray, channel: NDArray, weight: float) -> None:
        """Some residents hear of cases: it moves their trust, and what they believe of the channel used."""
        self._move_trust(rows, satisfaction, weight)
        columns = self.world.residents.columns
        for spoken in SPOKEN:
            used = channel == spoken
            who, believed = rows[used], columns[f"efficacy_{spoken.word}"]
            told = self.world.residents.part(who).evaluate(
                Resident.new_efficacy, believed[who], satisfaction[used]
            )
            np.add.at(believed, who, (weight * (told - believed[who])).astype(np.float32))
            believed[who] = believed[who].clip(0, 1)

    def _meet_workers(self, courtesy: NDArray, today: Today) -> None:
        """R4: ordinary contacts with the grid; what counts is the courtesy of each of its workers."""
        w, n = self.world, self.world.numbers.residents
        each, everybody = w.residents.by_street.each, np.ones(len(w.residents), bool)
        met, _ = w.luck.few("contact", each, today.ordinal, n.contacts_per_day, everybody)
        there = w.workers.filled
        usual = w.grid_mean(w.workers.grid[there], courtesy[there], w.numbers.workers.courtesy_base)
        self._move_trust(met, usual[w.residents.grid[met]], n.trust_w_contact)

    def _move_trust(self, rows: NDArray[np.intp], satisfaction: NDArray, weight: float) -> None:
        if len(rows):
            step = self.world.residents.part(rows).evaluate(Resident.trust_step, satisfaction)
            np.add.at(self.world.residents.columns["trust"], rows, (weight * step).astype(np.float32))

    def _hear_promises(self) -> None:
        """R3: a new, shorter promise raises what everybody in the grid expects."""
        w = self.world
        changed = w.levers.limit_factor != self.limits
        if changed.any():
            who = np.flatnonzero(changed[w.residents.grid])
            grid = w.residents.grid[who]
            part = w.residents.part(who)
            raised = part.evaluate(
                Resident.promised_expectation, self.limits[grid], w.levers.limit_factor[grid]
            )
            w.residents.columns["expectation"][who] = raised
            self.limits = w.levers.limit_factor.copy()

    def drift(self, today: Today) -> None:
        """R2, R4: disappointment fades every night; trust drifts towards that of neighbours, once a week for
        seven days."""
        w, people = self.world, self.world.residents
        people.columns["disappointment"][:] = people.evaluate(Resident.faded_disappointment)
        if today.day % WEEK == WEEK - 1:
            around = w.around(people.columns["trust"]) / np.float32(w.neighbours.shape[1])
            people.columns["trust"][:] += WEEK * people.evaluate(Resident.trust_drift, around)
