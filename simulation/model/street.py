"""The steps of a day. `docs/model.md` says what each step does, and what is not modelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import index
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulation import agents
from simulation.agents.enterprise import Enterprise
from simulation.agents.grid_worker import GridWorker
from simulation.agents.party_member import PartyMember
from simulation.agents.resident import Resident
from simulation.agents.social_organization import SocialOrganization
from simulation.columns import described_columns
from simulation.model.casework.household_search import HouseholdSearch
from simulation.model.casework.household_visits import HouseholdVisits
from simulation.model.casework.workday import Casework, Workday
from simulation.model.copies import copied
from simulation.model.economy.fees import Fees
from simulation.model.economy.firms import FirmLife
from simulation.model.economy.market import Market
from simulation.model.economy.money import Money, Yesterday
from simulation.model.measurement import Measurement
from simulation.model.needs.forecasting import Forecasting
from simulation.model.needs.recurrence import Recurrence
from simulation.model.needs.reporting import Reporting
from simulation.model.people.council import Council
from simulation.model.people.feedback import Feedback
from simulation.model.people.free_time import FreeTime
from simulation.model.people.groups import GroupLife
from simulation.model.people.party import Party
from simulation.model.people.staff import Staff, Strain
from simulation.model.people.volunteering import Volunteering
from simulation.model.policy.policies import Policies
from simulation.model.policy.ranking import Ranking
from simulation.model.policy.shocks import Shocks
from simulation.model.setup import build_world
from simulation.model.state import Sight, Today, World
from simulation.model.user_street import spread, street_class, user_states
from simulation.population import ArrayAgent, ArrayModel, Population, user_rule, with_user_rules
from simulation.scenario.sections.user_defined.rules import STREET

if TYPE_CHECKING:
    from simulation.scenario import Scenario


described_columns(
    "daily.csv",
    {
        "trust": "trust of residents, mean [index]",
    },
)


class Street(ArrayModel):
    """A street under a scenario, with the random draws of a seed. `step()` simulates one day, from the first
    day of the warm-up on; `run_model()` simulates all of them.

    seed: the seed; Mesa's name `rng` works too. Without either, the seed of the scenario's experiment.
    rules: user-defined rules in addition to the scenario's: {"Resident.joining_chance":
    "my_rules.py:keen"}, or the function itself in place of the text.
    beside: seeds of further streets that are simulated side by side with it, each as if it were alone; then
    agents and arrays are those of all of them, one street after another, and the records of each come from
    `measurement.close_all(street.opening, street.day)`, not from `records`.
    records: what has happened so far. residents, members, workers, firms, groups: its agents. A subclass that
    brings in agents of its own fills in `settle`, `morning` and `evening`; a scenario names it.
    """

    def __new__(cls, scenario: Scenario | None = None, *_: Any, **__: Any) -> Street:
        """The class that the scenario names takes the place of `Street` itself."""
        return object.__new__(street_class(cls, scenario) if cls is Street else cls)

    def __init__(
        self,
        scenario: Scenario,
        seed: int | None = None,
        rules: Mapping[str, Any] | None = None,
        *,
        rng: int | None = None,
        beside: Sequence[int] = (),
    ) -> None:
        if seed is not None and rng is not None:
            raise ValueError("give seed or rng, not both: they mean the same")
        seed = _whole(next(each for each in (seed, rng, scenario.experiment.seed) if each is not None))
        super().__init__(seed, _user_kinds(scenario, rules or {}))
        world = self.world = build_world(self, scenario, [seed, *beside])
        self.records = world.logs[0]
        self.residents, self.members, self.workers = world.residents, world.members, world.workers
        self.firms, self.groups = world.firms, world.groups
        self.populations = {
            Resident: self.residents,
            PartyMember: self.members,
            GridWorker: self.workers,
            Enterprise: self.firms,
            SocialOrganization: self.groups,
        }
        self.usual_kinds = frozenset(self.populations)
        self._set_up_processes(world)
        self.day = 0
        self.settle()
        self.opening = self.measurement.open(self.day)

    def settle(self) -> None:
        """Bring in user-defined agents, before the first day."""

    def morning(self) -> None:
        """What user-defined agents change of the day's levers, once policies have turned them."""

    def evening(self) -> None:
        """What user-defined agents do at the end of a day."""

    def bring(self, kind: type[ArrayAgent], count: int) -> Population[Any]:
        """User-defined agents, so many; those with a state `grid` live in the grids in turn."""
        found = self.populations[kind] = Population(self, kind, count)
        spread(found, self.world.grids)
        return found

    def _set_up_processes(self, world: World) -> None:
        self.ranking, self.shocks, self.policies = Ranking(world), Shocks(world), Policies(world)
        self.money, self.market, self.fees = Money(world), Market(world), Fees(world)
        self.free_time = FreeTime(world)
        self.party, self.council = Party(world, self.free_time), Council(world, self.free_time)
        self.volunteering = Volunteering(world, self.free_time)
        self.group_life, self.firm_life = GroupLife(world, self.free_time), FirmLife(world)
        self.forecasting = Forecasting(world)
        self.reporting, self.recurrence = Reporting(world, self.forecasting), Recurrence(world)
        self.household_visits, self.household_search = HouseholdVisits(world), HouseholdSearch(world)
        self.casework, self.feedback, self.staff = Casework(world), Feedback(world), Staff(world)
        counting = (self.money, self.party, self.free_time, self.firm_life, self.market)
        self.measurement = Measurement(world, self.casework, counting)

    def step(self) -> None:
        """Simulate one day, in the order in which a resident would describe it."""
        today = self.begin_day()
        ranked = self.ranking.publish(today)
        self.shocks.strike(today)
        self.policies.open_day(ranked, self.forecasting.recorded, today)
        self.morning()
        bill = self.money.pay(self._yesterday(), today)
        self.reporting.works.receive(self.money.met)
        sight = self.forecasting.look_at_records(self.casework.load, today)
        bill = bill + self.council.run_day(self.casework.load, self.firm_life.lent_space, today)
        self.reporting.arise(self.council.projects, self.group_life.settling, today)
        voiced = self.reporting.voice(self.volunteering.hours_around, sight, today)
        workday = self.casework.report_for_duty(bill, sight, today)
        patrol_hours = self.forecasting.visit(workday.patrol_hours, sight, today)
        found = self.reporting.patrol(patrol_hours, self.volunteering.hours_around, today)
        complete = self.forecasting.completeness(sight.joined)
        self.household_visits.visit(patrol_hours, self.volunteering.hours_around, complete, today)
        self.household_search.search(workday.present, today)
        called = self.party.turn_out(today)  # they have the first claim on the clock of the month
        hours = self.volunteering.run_day(called, self.firm_life.lent_hours, self.group_life.hours, today)
        returned = self.recurrence.come_back(today)
        new = np.concatenate([voiced, found, returned])
        self.market.take(new, today)
        self.casework.register(new, self.party.branch, sight, today)
        self.recurrence.foresee_doubles(new)
        self.recurrence.merge_doubles(today)
        self.casework.look_ahead(today)
        overtime = self.casework.work(workday, hours, self.group_life.hours, bill, today)
        done, answered = self.casework.close(today)
        self.feedback.judge(answered, today)
        self.feedback.drift(today)
        self.fees.run_day(answered, today)
        self.recurrence.foresee_returns(done, self.casework.load)
        self.recurrence.complain(answered, today)
        left = self.staff.run_day(self._strain(overtime, workday, hours, sight), today)
        self.household_visits.lose(left, today)
        self.firm_life.run_day(self.money.new_grant, today)
        self.group_life.run_day(self.firm_life.lent_space, self.party.branch, today)
        self.market.run_day(today)
        self.reporting.renewal.run_day(today)
        self.free_time.look_around(today.day)
        self.free_time.close_month(today)
        self.end_day(sight, today)

    def continue_with(self, scenario: Scenario) -> Street:
        """This street, continued under another scenario from today on.

        Raises ValueError if the two scenarios differ in anything before today.
        """
        world, today = self.world, self.world.calendar.date(self.day)
        if scenario.past(today) != world.scenario.past(today):
            raise ValueError(
                f"the street has not been run under '{scenario.name}' before {today}; make a new street"
            )
        world.scenario = scenario
        self.policies.adopt(today)
        self.shocks.expect()
        return self

    def branch(self, scenario: Scenario | None = None) -> Street:
        """A copy of this street, as it stands this morning, that goes on by itself to the same bytes as this
        one would; neither changes the other. scenario: with which the copy goes on, as `continue_with` takes
        it: the same until today, with other policies or shocks from today on.

        Raises ValueError if that scenario differs in anything before today.
        """
        found = copied(self)
        return found.continue_with(scenario) if scenario else found

    def begin_day(self) -> Today:
        """The calendar turns. Raises RuntimeError when all days of the experiment are over."""
        if not self.running:
            raise RuntimeError(f"the street has had its {self.day} days; a longer experiment has more")
        calendar = self.world.calendar
        return Today(
            self.day, calendar.date(self.day), calendar.ordinal(self.day), bool(calendar.working[self.day])
        )

    def _yesterday(self) -> Yesterday:
        """What was done yesterday and is paid today."""
        return Yesterday(
            roster=self.volunteering.roster,
            volunteered=self.volunteering.volunteered,
            credited=self.volunteering.credited,
            usual_helper_hours=self.volunteering.usual_hours,
            closings=self.casework.closings,
            covered=self.party.covered,
            contracted=self.market.contracted,
            fallen_back=self.market.fallen_back,
        )

    def _strain(self, overtime: NDArray, workday: Workday, helper_hours: NDArray, sight: Sight) -> Strain:
        """What the day did to workers."""
        return Strain(
            overtime=overtime,
            load=self.casework.load,
            form_load=workday.form_load,
            conflict=self.feedback.conflict,
            helper_hours=helper_hours,
            branch=self.party.branch,
            joined=sight.joined,
        )

    def end_day(self, sight: Sight, today: Today) -> None:
        """The records of the day, and of the whole run at its end."""
        self.forecasting.remember(self.casework.new_today, sight, today)
        self.evening()
        today.series.update(user_states(self.populations, self.usual_kinds))
        today.series["trust"] = self.world.streets.mean(self.residents.trust)
        self._write_down(today.series)
        self.day += 1
        if self.day == self.records.start:
            self.opening = self.measurement.open(self.day)
        if self.day == self.world.calendar.days:
            self.close_books()

    def close_books(self) -> None:
        """What only the end of a run can tell; of several streets, `measurement.close_all` tells it."""
        self.running = False
        if self.world.streets.count == 1:
            closed = self.measurement.close(self.opening, self.day)
            self.records.opening, self.records.ledger = closed.opening, closed.ledger
            self.records.counts = closed.counts

    def _write_down(self, series: dict[str, Any]) -> None:
        """A row of the day for every street."""
        logs = self.world.logs
        columns = {
            name: value.tolist() if isinstance(value, np.ndarray) else [value] * len(logs)
            for name, value in series.items()
        }
        for log, row in zip(logs, zip(*columns.values(), strict=True), strict=True):
            log.daily.append(dict(zip(columns, row, strict=True)))


def _user_kinds(scenario: Scenario, rules: Mapping[str, Any]) -> dict[type, type]:
    """Kinds of agents with the rules of a scenario, and others given in Python, in their places."""
    own: dict[str, Any] = {each.target: each for each in scenario.rules if each.target != STREET}
    own |= {
        target: user_rule(target, each) if isinstance(each, str) else each for target, each in rules.items()
    }
    return with_user_rules(agents.kinds().values(), own) if own else {}


def _whole(seed: int) -> int:
    try:
        return index(seed)
    except TypeError:
        raise ValueError(f"a seed is a whole number, not {seed}") from None
