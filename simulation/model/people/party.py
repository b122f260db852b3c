"""Step of the day: party members enrol, turn out when called, and go through the motions when ordered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.agents.party_member import COMMUNITY, IN_SERVICE, PartyMember
from simulation.codes import WINDOW, YEAR
from simulation.columns import described_columns
from simulation.model.bernoulli import bernoulli_rows
from simulation.model.measurement import Opening, Totals
from simulation.model.people.free_time import FreeTime
from simulation.model.state import Today, World
from simulation.population import Population

OFTEN = 4  # real turn-outs a year of a member who acts


described_columns(
    "daily.csv",
    {
        "party_calls": "party members who turn out or go through the motions [whole: members]",
        "party_hours": "hours that party members really give [hours]",
        "party_hours_recorded": "hours of party members as they are put on record [hours]",
    },
)


@dataclass
class Party:
    """P1-P3, P5, P6. away: rows of the members whose branch is outside the community; turn (grids,): at
    which share of coverage the grid gets a branch; covered (grids,): has a branch today; branch (grids,):
    its strength."""

    world: World
    free_time: FreeTime

    def __post_init__(self) -> None:
        w = self.world
        self.turn = w.luck.draw("branch.covered", w.kinds.grids.every)
        self.covered = self.turn < w.levers.branch_coverage
        self.branch = np.full(w.grids, w.numbers.members.branch_start)
        self.away = w.members.rows[w.members.membership > COMMUNITY]

    def turn_out(self, today: Today) -> NDArray[np.float64]:
        """Hours of real work of party members today by grid (grids,)."""
        w = self.world
        self.covered = self.turn < w.levers.branch_coverage
        programme = w.levers.branch * self.covered
        self._strengthen_branches(programme)
        away = w.members.part(self.away)
        self._report_in(away, programme, today)
        reported = away.part(away.reported)
        self._pledge(reported, programme)
        today.series.update(dict.fromkeys(("party_calls", "party_hours", "party_hours_recorded"), 0.0))
        called = self._called(reported, today)
        ordered = self._ordered(reported, today)
        hours = self._serve(away.part(called), 0, today) + self._serve(reported.part(ordered), 1, today)
        w.members.columns["formalism"][reported.rows] = reported.evaluate(
            PartyMember.formalism_tomorrow, ordered
        )
        return hours

    def _strengthen_branches(self, programme: NDArray[np.float64]) -> None:
        """P3: branches grow where there is a branch programme; vacant posts slow this."""
        w = self.world
        filled = w.by_grid(w.workers.grid[w.workers.filled])
        vacancy = np.clip(1 - filled / np.maximum(w.levers.workers, 1e-9), 0, 1)
        self.branch = w.numbers.members.branch_strength(self.branch, programme, vacancy)

    def _report_in(self, away: Population[PartyMember], programme: NDArray[np.float64], today: Today) -> None:
        """P1: members whose branch is outside the community enrol with it."""
        w = self.world
        reported = away.reported
        share = w.grid_mean(away.grid, reported, 0.0)
        chance, ceiling = PartyMember.reporting_in_chance, w.numbers.members.reporting_in_ceiling()
        asked = chance, ceiling, lambda few: (programme[few.grid], share[few.grid])
        new = bernoulli_rows(w.luck, "member.report", away.part(~reported), today, *asked)
        w.members.columns["reported"][new] = True

    def _pledge(self, reported: Population[PartyMember], programme: NDArray[np.float64]) -> None:
        """P5: who holds a pledged post; the same members are the first to take one at any strength."""
        chance = reported.evaluate(PartyMember.pledge_chance, programme[reported.grid])
        luck = self.world.luck.of_agents("member.post", reported, 0)
        self.world.members.columns["post"][reported.rows] = luck < chance

    def _called(self, reported: Population[PartyMember], today: Today) -> NDArray[np.intp]:
        """P2: enrolled members who are called today; calls made before are remembered for 30 days."""
        w = self.world
        chance = reported.evaluate(PartyMember.call_chance, w.levers)
        w.members.columns["calls_30d"][reported.rows] *= 1 - 1 / WINDOW
        return reported.rows[w.luck.of_agents("call", reported, today.ordinal) < chance]

    def _ordered(self, reported: Population[PartyMember], today: Today) -> NDArray[np.bool_]:
        """P6: on which of the enrolled members a task is imposed today."""
        chance = reported.evaluate(PartyMember.imposed_chance, self.world.levers)
        return self.world.luck.of_agents("call.imposed", reported, today.ordinal) < chance

    def _serve(self, called: Population[PartyMember], imposed: int, today: Today) -> NDArray[np.float64]:
        """P2, P6: who of those called really comes, and for how long; ordered hours are on record for all."""
        w, n = self.world, self.world.numbers.members
        hour = w.luck.of_agents("call.hour", called, today.ordinal, imposed)
        at_work = today.working & (hour < w.numbers.residents.act_day_share)
        strength = self.branch[called.grid]
        chance = called.evaluate(PartyMember.turnout_chance, strength, at_work, imposed)
        w.members.columns["calls_30d"][called.rows] += 1
        comes = called.rows[w.luck.of_agents("call.turnout", called, today.ordinal, imposed) < chance]
        real = w.members.part(comes).evaluate(PartyMember.real_share, imposed)
        given = self.free_time.give(comes, n.pm_hours, today, real)
        if today.day >= w.records.start:
            w.members.columns["turnouts"][comes[given > 0]] += 1
        calls = w.streets.number(called.street)
        hours = w.streets.sums(given, w.residents.by_street.street[comes])
        today.series["party_calls"] += calls
        today.series["party_hours"] += hours
        today.series["party_hours_recorded"] += n.pm_hours * calls if imposed else hours
        return w.by_grid(w.residents.grid[comes], given)

    def totals(self, since: Opening, until: int) -> Totals:
        """Counts over the window: members whose branch is outside the community; those of them with at least
        OFTEN real turn-outs a year; members in service (在职党员), and the hours that they gave."""
        members, often = self.world.members, OFTEN * (until - since.day) / YEAR
        turnouts = (members.columns["turnouts"] - since.turnouts)[members.rows]
        hours = (members.columns["hours_given"] - since.hours_given)[members.rows]
        away, serving = members.membership > COMMUNITY, members.membership == IN_SERVICE
        street, streets = members.street, self.world.streets
        return {
            "members_away": streets.number(street[away]),
            "members_acting": streets.number(street[away & (turnouts >= often)]),
            "members_in_service": streets.number(street[serving]),
            "hours_in_service": streets.sums(hours[serving], street[serving]),
        }
