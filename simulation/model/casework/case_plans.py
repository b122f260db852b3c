"""Before the service: each new case gets its course, drawn once: hops, work, waiting on others, meetings, its
promised limit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation import categories
from simulation.codes import DAY, CaseClass
from simulation.model.casework.external_bodies import ExternalBodies
from simulation.model.state import Sight, World
from simulation.service import LEG_KINDS, Legs

WORK, WAIT, HOP, MEETING = (LEG_KINDS[name] for name in ("work", "wait", "hop", "meeting"))
NO_LEG = -1.0
CONTRACTOR_SPREAD = 1.2  # log sd of a contractor's time (E5)


@dataclass
class CasePlans:
    """W2, W3 (on the spot), W7, B1, B3, P7: how long each case will take whom, given last night's state of
    the street.

    All luck belongs to the need.
    """

    world: World
    bodies: ExternalBodies

    def _outside(self, chance: NDArray) -> NDArray[np.floating]:
        """Chance of waiting for others: Lijia's, by how much workers finish alone under this model; every
        matter that has an owner outside where the grid solves none."""
        governance = self.world.scenario.governance
        if governance.track_community == "off":
            return (chance > 0) * 1.0
        return chance * (1 - governance.worker_handles) / 0.5

    def limits(
        self, rows: NDArray[np.intp], registered: NDArray, share: float | NDArray = 1.0
    ) -> NDArray[np.float64]:
        """Minute at which the promise to each case falls due, or at which a share of it has run; for a column
        of shares (shares, 1) minutes are (shares, cases)."""
        w, needs, n = self.world, self.world.records.needs, self.world.numbers.service
        cls, category = needs["cls"][rows], needs["category"][rows]
        general = n.general_limits(categories.LIMIT_HOURS)[category]
        calm = np.where(cls == CaseClass.MAJOR, n.limit_major * 24, general)
        hours = np.where(cls == CaseClass.EMERGENCY, n.limit_emergency, calm)
        factor = share * w.levers.limit_factor[needs["grid"][rows]]
        return w.calendar.limit(registered, hours, cls == CaseClass.EMERGENCY, factor)

    def complex_limits(self, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """Minute at which the promise would fall due if each case had been a major matter from the start."""
        w, needs = self.world, self.world.records.needs
        hours = np.full(len(rows), w.numbers.service.limit_major * 24)
        factor = w.levers.limit_factor[needs["grid"][rows]]
        return w.calendar.limit(needs["registered"][rows], hours, np.zeros(len(rows), bool), factor)

    def draw(self, rows: NDArray[np.intp], sight: Sight, pace: NDArray, branch: NDArray) -> Legs:
        """The legs of each case, and what of them belongs into the records. Arrays (grids,), pace: content
        minutes that the workers of its community do in a minute; branch: strength of the party branch."""
        needs = self.world.records.needs
        cls, contracted = needs["cls"][rows], needs["contracted"][rows]
        on_spot = self._on_spot(rows) & ~contracted
        hops, hop_minutes = self._hops(rows, sight, on_spot)
        others = self._others(rows, on_spot, sight)
        refused = self._refused(rows, others, cls) & ~contracted
        bounced = refused & ~self._has_powers(rows)
        self._leave_unsolved(rows, others, refused & ~bounced)
        hops = np.where(contracted, 0, hops)
        needs["on_spot"][rows], needs["refused"][rows] = on_spot, refused
        needs["hops"][rows] = hops + refused + bounced
        back = refused * self._hop_length(rows, "refusal.hop")
        back += bounced * self._hop_length(rows, "refusal.hop", 1)
        hop_minutes = np.where(contracted, 0, hop_minutes + back)
        others = np.where(contracted, self._contractor(rows), others)
        waits = np.where(refused & ~bounced, NO_LEG, others)
        first, second, third = self._own_legs(rows, on_spot, refused & ~bounced, pace)
        meeting = np.where(cls == CaseClass.MAJOR, self._meeting(rows, sight, branch), NO_LEG)
        hop = np.where(hop_minutes > 0, hop_minutes, NO_LEG)
        table = np.stack([hop, first, waits, second, meeting, third], axis=1)
        category, street = needs["category"][rows], self.world.street_of_needs(rows)
        joins = (waits > 0) & ~contracted
        self.bodies.count_joined(category[joins], street[joins])
        return self._flat(table, category, street)

    def _leave_unsolved(self, rows: NDArray[np.intp], others: NDArray, refused: NDArray) -> None:
        """What only a track could solve that the model has switched off; emergencies always find somebody."""
        needs, governance = self.world.records.needs, self.world.scenario.governance
        calm = (needs["cls"][rows] != CaseClass.EMERGENCY) & ~needs["contracted"][rows]
        outside = (others > 0) | (needs["cls"][rows] == CaseClass.MAJOR)
        lost = outside & (governance.track_administration == "off")
        lost |= (~outside | refused) & (governance.track_community == "off")
        needs["solvable"][rows] &= ~(calm & lost)

    def _own_legs(
        self, rows: NDArray[np.intp], on_spot: NDArray, refused: NDArray, pace: NDArray
    ) -> tuple[NDArray, ...]:
        """Work of the grid's own on each case, in up to three legs; none of the first where a contractor
        took it."""
        needs = self.world.records.needs
        cls, content = needs["cls"][rows], self._content(rows)
        needs["reach"][rows] = self._reach(rows) * (cls == CaseClass.EMERGENCY)
        reach = needs["reach"][rows] * pace[needs["grid"][rows]]  # no shorter for the skilled
        major, emergency = cls == CaseClass.MAJOR, cls == CaseClass.EMERGENCY
        alone = np.where(emergency, reach, content * np.where(on_spot, 0.5, 1))
        first = np.where(major, content / 3, alone)
        second = np.where(major, content / 3, np.where(emergency | refused, content, NO_LEG))
        third = np.where(major, content / 3, NO_LEG)
        return np.where(needs["contracted"][rows], NO_LEG, first), second, third

    def _luck(self, purpose: str, rows: NDArray[np.intp], use: int = 0) -> NDArray[np.float64]:
        needs = self.world.records.needs
        return self.world.luck.draw(purpose, needs["owner"][rows], needs["day"][rows], use)

    def _normal(self, purpose: str, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        needs = self.world.records.needs
        return self.world.luck.normal(purpose, needs["owner"][rows], needs["day"][rows])

    def _content(self, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """W2: own work in minutes of a beginner, lognormal about the mean of the class."""
        mean = self.world.numbers.workers.touch_minutes(self.world.records.needs["cls"][rows])
        return mean * self._spread("plan.content", rows)

    def _spread(self, purpose: str, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """Lognormal factors of mean 1 with the spread of touch times."""
        sigma = np.sqrt(np.log(1 + self.world.numbers.workers.touch_cv**2))
        return np.exp(sigma * self._normal(purpose, rows) - sigma**2 / 2)

    def _reach(self, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """Minutes to reach an emergency: the worker by day, the community's rota at night in twice that;
        spread as own work."""
        night = np.where(self.world.records.needs["off_hours"][rows], 2.0, 1.0)
        return self.world.numbers.workers.reach_minutes * night * self._spread("plan.reach", rows)

    def _on_spot(self, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        """W3: general matters that the worker settles at once."""
        w, needs = self.world, self.world.records.needs
        staff = w.workers.part(w.workers.filled)
        trained = w.grid_mean(staff.grid, staff.training, 0.0)
        chance = w.numbers.workers.on_spot_chance(trained, w.levers.authority)[needs["grid"][rows]]
        works = w.scenario.governance.track_community == "on"
        possible = (needs["cls"][rows] == CaseClass.GENERAL) & needs["solvable"][rows] & works
        return possible & (self._luck("plan.on_spot", rows) < chance)

    def _hops(self, rows: NDArray[np.intp], sight: Sight, on_spot: NDArray) -> tuple[NDArray, NDArray]:
        """W7: how many wrong hops, and the minutes they cost together. Emergencies and what is settled on the
        spot know none."""
        _w, needs, n = self.world, self.world.records.needs, self.world.numbers.service
        cls = needs["cls"][rows]
        chance = n.wrong_chance(sight.automatic[needs["grid"][rows]], cls == CaseClass.MAJOR)
        astray = ~on_spot & (cls != CaseClass.EMERGENCY)
        count, minutes = np.zeros(len(rows), int), np.zeros(len(rows))
        for hop in range(round(n.hops_at_most)):
            astray = astray & (self._luck("plan.hop", rows, hop) < chance)
            if not astray.any():
                break
            count += astray
            minutes += astray * self._hop_length(rows, "plan.hop_days", hop)
        return count, minutes

    def _hop_length(self, rows: NDArray[np.intp], purpose: str, use: int = 0) -> NDArray[np.float64]:
        return -np.log(self._luck(purpose, rows, use)) * self.world.numbers.service.return_days * DAY

    def _others(self, rows: NDArray[np.intp], on_spot: NDArray, sight: Sight) -> NDArray[np.float64]:
        """B1: minutes of waiting on others; heavy-tailed by category, longer where the body is loaded,
        shorter where there was a preventive plan (D3); what queues there comes first. NO_LEG without."""
        needs = self.world.records.needs
        cls, category = needs["cls"][rows], needs["category"][rows]
        chance = np.where(cls == CaseClass.MAJOR, 1.0, self._outside(categories.OTHERS_CHANCE[category]))
        waits = (self._luck("plan.others", rows) < chance) & (categories.OTHERS_MEDIAN_MINUTES[category] > 0)
        slow = self.bodies.slowness(category, self.world.building_of_needs(rows))
        spread = categories.OTHERS_LOG_SIGMA[category]
        minutes = (
            categories.OTHERS_MEDIAN_MINUTES[category]
            * np.exp(spread * self._normal("plan.others_days", rows))
            * slow
            * self._sooner(rows, sight)
        ) + DAY * self.bodies.queue_days(category, self.world.street_of_needs(rows))
        return np.where(waits & ~on_spot & (cls != CaseClass.EMERGENCY), minutes, NO_LEG)

    def _contractor(self, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """E5: minutes that a contractor takes."""
        median = 60 * self.world.numbers.enterprises.market_handle_hours
        return median * np.exp(CONTRACTOR_SPREAD * self._normal("plan.contractor", rows))

    def _refused(self, rows: NDArray[np.intp], others: NDArray, cls: NDArray) -> NDArray[np.bool_]:
        """B3: general matters that their body refuses; they fall back on the grid."""
        w, needs = self.world, self.world.records.needs
        chance = w.numbers.service.refusal_chance(
            w.levers.owner_named[needs["grid"][rows]], needs["common"][rows], w.scenario.governance.borders
        )
        return (others > 0) & (cls == CaseClass.GENERAL) & (self._luck("plan.refused", rows) < chance)

    def _has_powers(self, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        """B3: for which matters the grid has the powers to solve them itself, should a body refuse."""
        w, needs, n = self.world, self.world.records.needs, self.world.numbers.service
        if n.refused == "solved_by_grid":
            return np.ones(len(rows), bool)
        enforcement = categories.NEEDS_ENFORCEMENT[needs["category"][rows]]
        chance = n.powers_chance(w.levers.authority[needs["grid"][rows]], enforcement)
        return self._luck("plan.powers", rows) < chance

    def _meeting(self, rows: NDArray[np.intp], sight: Sight, branch: NDArray) -> NDArray[np.float64]:
        """P7: minutes until a meeting at which every body is there; whoever stays away causes another as many
        days later."""
        w, n = self.world, self.world.numbers.service
        grid = w.records.needs["grid"][rows]
        days = n.meeting_days(branch, w.levers.authority)[grid]
        attend = self.bodies.meeting_attendance()[grid]
        all_come = np.clip(attend**n.bodies_per_major, 1e-3, 1 - 1e-9)
        tries = np.ceil(np.log(self._luck("plan.meeting", rows)) / np.log(1 - all_come))
        return days * np.maximum(tries, 1) * DAY * self._sooner(rows, sight)

    def _sooner(self, rows: NDArray[np.intp], sight: Sight) -> NDArray[np.float64]:
        """D3: factor on waiting for others and for meetings, of what was foreseen and has a preventive
        plan."""
        w, needs = self.world, self.world.records.needs
        planned = sight.planned[needs["grid"][rows]] * needs["foreseen"][rows]
        return w.numbers.platform.wait_factor(planned)

    def _flat(self, table: NDArray, category: NDArray, street: NDArray) -> Legs:
        """The table of legs (cases, 6) as the service wants it; meetings name the bodies that come."""
        kinds = np.broadcast_to([HOP, WORK, WAIT, WORK, MEETING, WORK], table.shape)
        used = table > NO_LEG
        kind, minutes = kinds[used], table[used]
        meets = kind == MEETING
        case = np.repeat(np.arange(len(table)), used.sum(axis=1))
        bodies = self._bodies(category[case[meets]], street[case[meets]])
        return Legs(
            offsets=np.concatenate([[0], np.cumsum(used.sum(axis=1))]),
            kind=kind,
            minutes=minutes,
            job_offsets=np.concatenate([[0], np.cumsum(np.where(meets, bodies.shape[1], 0))]),
            body=bodies.ravel(),
            body_minutes=np.full(bodies.size, self.world.numbers.service.meeting_minutes),
        )

    def _bodies(self, category: NDArray, street: NDArray) -> NDArray[np.intp]:
        """Who must come to a meeting (meetings, bodies): the owner, and the next ones on the list; without an
        owner the first."""
        count = max(round(self.world.numbers.service.bodies_per_major), 1)
        owner = np.maximum(categories.BODY[category], 0)
        each = self.world.kinds.bodies.each
        return street[:, None] * each + (owner[:, None] + np.arange(count)) % each
