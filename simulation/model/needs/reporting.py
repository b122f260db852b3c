"""Step of the day: needs arise, are noticed, voiced or kept silent; patrols find what nobody has
noticed."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulation.agents.resident import Resident
from simulation.codes import DAY, Act, CaseClass, Channel, Track
from simulation.columns import described_columns
from simulation.model.needs.firm_needs import FirmNeeds
from simulation.model.needs.forecasting import Forecasting
from simulation.model.needs.generation import Generation
from simulation.model.needs.renewal import Renewal
from simulation.model.needs.timing import minute_of_act
from simulation.model.needs.works import Works
from simulation.model.state import Settling, Sight, Today, World

ACTS = np.array([*Act])  # in the order in which `act_shares` answers

described_columns(
    "daily.csv",
    {
        "needs": "true needs that arise [whole: needs]",
        "silent": "needs about which somebody is silent this evening [whole: needs]",
    },
)


@dataclass
class Reporting:
    """R1, R2, W3. Needs wait in two pools until they are acted upon: `coming` (not yet acted on) and
    `silent`."""

    world: World
    forecasting: Forecasting
    generation: Generation = field(init=False)
    firm_needs: FirmNeeds = field(init=False)
    renewal: Renewal = field(init=False)
    works: Works = field(init=False)
    coming: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    silent: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))

    def __post_init__(self) -> None:
        w = self.world
        self.generation, self.firm_needs, self.renewal = Generation(w), FirmNeeds(w), Renewal(w)
        self.works = Works(w)

    # needs arise

    def arise(self, projects: NDArray, settling: Settling, today: Today) -> None:
        """R1: how many in each building, whose, of which kind; and when somebody will act on each, if nobody
        finds it first. projects (grids,): of the councils, that stand; settling: by residents' groups."""
        rows = self.generation.generate_needs(today)
        self._give_to_firms(rows, today)
        alone = self._spare(rows, projects, today)
        alone |= self._mend(rows, ~alone, today)
        alone |= self._prevent(rows, ~alone, today)
        alone |= self._settle_among_neighbours(rows, settling, today)
        self._expect_acts(rows)
        self.coming = np.concatenate([self.coming, rows[~alone]])
        today.series["needs"] = self.world.streets.number(self.world.street_of_needs(rows)).astype(int)
        # without those prevented, else success would look like blindness (D1)
        self.forecasting.remember_needs(rows[~self.world.records.needs["prevented"][rows]])

    def _give_to_firms(self, rows: NDArray[np.intp], today: Today) -> None:
        """E3: needs of firms, each reported by a resident of its building."""
        w, needs = self.world, self.world.records.needs
        theirs = self.firm_needs.give_to_firms(rows, today)
        building = w.firms.building[needs["firm"][theirs]]
        needs["person"][theirs] = self.generation.persons(building, needs["owner"][theirs], today)

    def _spare(self, rows: NDArray[np.intp], projects: NDArray, today: Today) -> NDArray[np.bool_]:
        """C1: needs that the council's projects keep from arising."""
        needs = self.world.records.needs
        share = self.world.numbers.residents.spared_share(projects)[needs["grid"][rows]]
        spared = (share > 0) & self._by_themselves()
        spared[spared] = self._own(rows[spared], "project", today) < share[spared]
        self._end_before_report(rows[spared])
        return spared

    def _mend(self, rows: NDArray[np.intp], left: NDArray[np.bool_], today: Today) -> NDArray[np.bool_]:
        """M1, O6: of the needs that are left, those that repairs and renewals keep from arising."""
        mended = left & (self.works.prevent(rows) | self.renewal.prevent(rows, today))
        self._end_before_report(rows[mended], Track.ADMINISTRATION)
        return mended

    def _prevent(self, rows: NDArray[np.intp], left: NDArray[np.bool_], today: Today) -> NDArray[np.bool_]:
        """D3: of the needs that are left, those that a visit made ahead keeps from arising."""
        prevented = np.zeros(len(rows), bool)
        prevented[left] = self.forecasting.prevent(rows[left], today)
        self._end_before_report(rows[prevented], Track.COMMUNITY)
        return prevented

    def _end_before_report(self, rows: NDArray[np.intp], track: int = Track.AUTONOMY) -> None:
        needs = self.world.records.needs
        needs["solved"][rows], needs["track"][rows] = needs["arose"][rows], track
        needs["ended"][rows] = True

    def _by_themselves(self) -> bool:
        """Whether residents solve matters at all (the track of autonomy)."""
        return self.world.scenario.governance.track_autonomy == "on"

    def _settle_among_neighbours(
        self, rows: NDArray[np.intp], settling: Settling, today: Today
    ) -> NDArray[np.bool_]:
        """O5: general needs that residents' groups settle before anybody reports them."""
        needs = self.world.records.needs
        possible = (needs["cls"][rows] == CaseClass.GENERAL) & needs["solvable"][rows] & self._by_themselves()
        grid, inside = needs["grid"][rows], self.world.in_group[needs["person"][rows]]
        share = np.where(inside, settling.inside[grid], settling.outside[grid])
        settled = possible & (self._own(rows, "neighbours", today) < share)
        self._end_before_report(rows[settled])
        return settled

    # R2: noticed, then acted upon

    def _expect_acts(self, rows: NDArray[np.intp]) -> None:
        """When each new need is noticed, and at which minute somebody will choose what to do about it."""
        w, needs, n = self.world, self.world.records.needs, self.world.numbers.residents
        cls, arose = needs["cls"][rows], needs["arose"][rows]
        owner, born = needs["owner"][rows], needs["day"][rows]
        mean = n.notice_delay(n.severity(cls), needs["common"][rows])
        noticed = arose + DAY * mean * w.luck.exponential("need.notice", owner, born)
        needs["noticed"][rows] = noticed
        urgent = cls == CaseClass.EMERGENCY
        needs["act_at"][rows] = np.where(urgent, arose, minute_of_act(w, rows, noticed, 0))

    def voice(self, helper_hours: NDArray, sight: Sight, today: Today) -> NDArray[np.intp]:
        """R2: everybody whose minute has come chooses; some of the silent choose again, some give up.
        helper_hours (grids,): a day by 1,200 residents, mean of a month. Returns the voiced needs."""
        needs = self.world.records.needs
        now = needs["act_at"][self.coming] < today.minute + DAY
        acting, self.coming = self.coming[now], self.coming[~now]
        again = self._second_thoughts(helper_hours, today)
        voiced = self._choose(np.concatenate([acting, again]), sight, today)
        silent = self.world.streets.number(self.world.street_of_needs(self.silent))
        today.series["silent"] = silent.astype(int)
        return voiced

    def _second_thoughts(self, helper_hours: NDArray, today: Today) -> NDArray[np.intp]:
        """Silent needs whose owners think again today (taken out of the pool); others end unvoiced."""
        w, needs, n = self.world, self.world.records.needs, self.world.numbers.residents
        asked = n.asked_again(helper_hours, w.numbers.workers.help_hours0)
        chance = n.second_thought(asked, w.levers.survey)[needs["grid"][self.silent]]
        thinks = self._own(self.silent, "silent.again", today) < chance
        ends = ~thinks & (self._own(self.silent, "silent.end", today) < 1 / n.need_expiry)
        needs["ended"][self.silent[ends]] = True
        again, self.silent = self.silent[thinks], self.silent[~thinks & ~ends]
        self.silent = self.silent[~self.works.grant(self.silent, today)]
        needs["act_at"][again] = minute_of_act(w, again, np.full(len(again), today.minute), today.ordinal)
        later = needs["act_at"][again] >= today.minute + DAY
        self.coming = np.concatenate([self.coming, again[later]])
        return again[~later]

    def _choose(self, rows: NDArray[np.intp], sight: Sight, today: Today) -> NDArray[np.intp]:
        """The acts of some needs: those that settle themselves, those that fall silent, and (returned) those
        that are voiced."""
        w, needs = self.world, self.world.records.needs
        act = self._acts(rows, today)
        needs["silent"][rows] = act >= Act.SELFHELP
        first = needs["first_act"][rows] < 0
        needs["first_act"][rows[first]] = act[first]
        alone = rows[act == Act.SELFHELP]
        helped = self._own(alone, "selfhelp", today) < w.numbers.residents.selfhelp_success
        well = helped & needs["solvable"][alone] & self._by_themselves()
        settled = alone[well]
        needs["solved"][settled], needs["track"][settled] = needs["act_at"][settled], Track.AUTONOMY
        self.silent = np.concatenate([self.silent, rows[act == Act.SILENCE], np.sort(alone[~well])])
        voiced = rows[act < Act.SELFHELP]
        needs["channel"][voiced] = act[act < Act.SELFHELP]
        self._record(voiced, act[act < Act.SELFHELP], sight, today)
        return voiced

    def _acts(self, rows: NDArray[np.intp], today: Today) -> NDArray[np.intp]:
        w, needs, n = self.world, self.world.records.needs, self.world.numbers.residents
        cls = needs["cls"][rows]
        hour = needs["act_at"][rows] % DAY / 60
        at_work = today.working & (hour >= 8.5) & (hour < 17.5)
        business = (needs["firm"][rows] >= 0) * 1.0
        asked = w.residents.part(needs["person"][rows].astype(np.intp))
        emergency = cls == CaseClass.EMERGENCY
        shares = asked.evaluate(Resident.act_shares, w.levers, n.severity(cls), at_work, emergency, business)
        column = w.luck.choose("act", shares, needs["owner"][rows], needs["day"][rows], today.ordinal)
        return np.where(self.firm_needs.heard(rows), Act.WORKER, ACTS[column])

    def _record(self, rows: NDArray[np.intp], act: NDArray, sight: Sight, today: Today) -> None:
        """What is told in person is put on record only in part, by the habits of who is told."""
        w, needs, n = self.world, self.world.records.needs, self.world.numbers
        grid = needs["grid"][rows]
        unlogged = (1 - sight.log_share[grid]) * n.service.unlogged_factor(w.levers.appraisal[grid])
        emergency = needs["cls"][rows] == CaseClass.EMERGENCY
        logged = self._own(rows, "log", today) >= unlogged
        needs["recorded"][rows] = (act != Act.WORKER) | emergency | logged
        needs["counted"][rows] = (act == Act.HOTLINE) | (act == Act.APP) | self.firm_needs.favour(rows)

    def _own(self, rows: NDArray[np.intp], purpose: str, today: Today) -> NDArray[np.float64]:
        """Luck of some needs for something that is decided today."""
        needs = self.world.records.needs
        return self.world.luck.draw(purpose, needs["owner"][rows], needs["day"][rows], today.ordinal)

    # patrols

    def patrol(self, patrol_hours: NDArray, helper_hours: NDArray, today: Today) -> NDArray[np.intp]:
        """W3: patrols find shared matters that nobody has noticed yet; the minute is anywhere in the hours of
        duty. Arrays (grids,), patrol_hours: for looking around; helper_hours: a day by 1,200
        residents, mean of a month."""
        w, needs = self.world, self.world.records.needs
        if not today.working:
            return np.zeros(0, np.intp)
        opens, closes = w.calendar.windows[0][0], w.calendar.windows[-1][1]
        minute = today.minute + opens + (closes - opens) * self._own(self.coming, "patrol.minute", today)
        unseen = (
            needs["common"][self.coming]
            & (needs["noticed"][self.coming] > minute)
            & (needs["arose"][self.coming] < minute)
        )
        helped = w.numbers.residents.walked_hours(helper_hours, w.numbers.workers.help_hours0)
        walked = np.maximum((patrol_hours + self._supervised()) / w.grid_size + helped, 0.0)
        chance = w.numbers.workers.finding_chance(walked)[needs["grid"][self.coming]]
        building = w.building_of_needs(self.coming)
        chance = np.where(w.heads[building], 1 - (1 - chance) * (1 - w.numbers.workers.head_find), chance)
        found = unseen & (self._own(self.coming, "patrol.find", today) < chance)
        rows = self.coming[found]
        needs["act_at"][rows], needs["channel"][rows] = minute[found], Channel.PATROL
        needs["recorded"][rows] = True
        self.coming = self.coming[~found]
        return rows

    def _supervised(self) -> float:
        """Hours that supervisors walk each grid today; they look at things only, and call on nobody (D4)."""
        w = self.world
        routine = w.levers.conditions.routine
        return w.numbers.workers.supervised_hours(w.scenario.governance.supervisors, routine)
