"""The steps of a day. `docs/model.md` says what each step does, and what is not modelled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from simulation import agents
from simulation.agents.enterprise import Enterprise
from simulation.agents.grid_worker import GridWorker
from simulation.agents.party_member import PartyMember
from simulation.agents.resident import Resident
from simulation.agents.social_organization import SocialOrganization
from simulation.columns import described_columns
from simulation.model.casework.key_household_search import Search
from simulation.model.casework.key_households import Knowledge
from simulation.model.casework.workday import Casework
from simulation.model.economy.fees import Fees
from simulation.model.economy.firms import Firms
from simulation.model.economy.market import Market
from simulation.model.economy.money import Money
from simulation.model.measurement import Books
from simulation.model.needs.forecasting import Foresight
from simulation.model.needs.recurrence import Echoes
from simulation.model.needs.reporting import Troubles
from simulation.model.people.council import Council
from simulation.model.people.feedback import Answers
from simulation.model.people.free_time import Clock
from simulation.model.people.groups import Groups
from simulation.model.people.party import Party
from simulation.model.people.staff import Staff
from simulation.model.people.volunteering import Help
from simulation.model.policy.policies import Policies
from simulation.model.policy.ranking import Ranking
from simulation.model.policy.shocks import Shocks
from simulation.model.setup import build_world
from simulation.model.state import Sight, Today
from simulation.population import ArrayModel, user_rule, with_user_rules

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
    records: what has happened so far. residents, members, workers, firms, groups: its agents.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int | None = None,
        rules: Mapping[str, Any] | None = None,
        *,
        rng: int | None = None,
    ) -> None:
        if seed is not None and rng is not None:
            raise ValueError("give seed or rng, not both: they mean the same")
        seed = next(each for each in (seed, rng, scenario.experiment.seed) if each is not None)
        super().__init__(seed, _user_kinds(scenario, rules or {}))
        world = self.world = build_world(self, scenario, seed)
        self.records = world.records
        self.residents, self.members, self.workers = world.residents, world.members, world.workers
        self.firms, self.groups = world.firms, world.groups
        self.populations = {
            Resident: self.residents,
            PartyMember: self.members,
            GridWorker: self.workers,
            Enterprise: self.firms,
            SocialOrganization: self.groups,
        }
        self.ranking, self.policies, self.money = Ranking(world), Policies(world), Money(world)
        self.clock = Clock(world)
        self.party, self.help = Party(world, self.clock), Help(world, self.clock)
        self.council, self.foresight = Council(world, self.clock), Foresight(world)
        self.troubles, self.casework = Troubles(world, self.foresight), Casework(world)
        self.answers, self.echoes, self.staff = Answers(world), Echoes(world), Staff(world)
        self.firm_life, self.group_life, self.knowledge = (
            Firms(world),
            Groups(world, self.clock),
            Knowledge(world),
        )
        self.shocks, self.search = Shocks(world), Search(world)
        self.fees, self.market = Fees(world), Market(world)
        counting = (self.money, self.party, self.clock, self.firm_life, self.market)
        self.books = Books(world, self.casework, counting)
        self.day = 0
        self.opening = self.books.open(self.day)

    def step(self) -> None:
        """Simulate one day, in the order in which a resident would describe it."""
        if not self.running:
            raise RuntimeError(f"the street has lived its {self.day} days; a longer experiment has more")
        today = self.wake_up()
        self.ranking.publish(today)
        self.shocks.strike(today)
        self.policies.open_day(today)
        bill = self.money.pay(today)
        sight = self.foresight.look_at_records(today)
        bill = bill + self.council.run_day(today)
        self.troubles.arise(today)
        voiced = self.troubles.voice(sight, today)
        workday = self.casework.report_for_duty(bill, sight, today)
        self.foresight.visit(sight, today)
        found = self.troubles.patrol(today)
        self.knowledge.visit(sight, today)
        self.search.search(workday.present, today)
        called = self.party.turn_out(today)  # they have the first claim on the clock of the month
        hours = self.help.help(called, today)
        returned = self.echoes.come_back(today)
        new = np.concatenate([voiced, found, returned])
        self.market.take(new, today)
        self.casework.register(new, sight, today)
        self.echoes.foresee_doubles(new)
        self.echoes.merge_doubles(today)
        self.casework.look_ahead(today)
        overtime = self.casework.work(workday, hours, bill, today)
        done, answered = self.casework.close(today)
        self.answers.hear(answered, today)
        self.answers.drift(today)
        self.fees.run_day(answered, today)
        self.echoes.foresee_returns(done)
        self.echoes.complain(answered, today)
        self.staff.run_day(overtime, sight, today)
        self.firm_life.run_day(today)
        self.group_life.run_day(today)
        self.market.run_day(today)
        self.troubles.renewal.run_day(today)
        self.clock.look_around(today.day)
        self.clock.close_month(today)
        self.write_down(sight, today)

    def continue_with(self, scenario: Scenario) -> Street:
        """This street, continued under another scenario from today on.

        Raises ValueError if the two scenarios differ in anything before today.
        """
        world, today = self.world, self.world.calendar.date(self.day)
        if scenario.past(today) != world.scenario.past(today):
            raise ValueError(
                f"the street has not lived under '{scenario.name}' before {today}; make a new street"
            )
        world.scenario = scenario
        self.policies.adopt(today)
        self.shocks.expect()
        return self

    def wake_up(self) -> Today:
        """The calendar turns."""
        calendar = self.world.calendar
        return Today(
            self.day, calendar.date(self.day), calendar.ordinal(self.day), bool(calendar.working[self.day])
        )

    def write_down(self, sight: Sight, today: Today) -> None:
        """The records of the day, and of the whole run at its end."""
        self.foresight.remember(self.casework.new_today, sight, today)
        today.series["trust"] = float(self.residents.trust.mean())
        self.records.daily.append(today.series)
        self.day += 1
        if self.day == self.records.start:
            self.opening = self.books.open(self.day)
        if self.day == self.world.calendar.days:
            self.close_books()

    def close_books(self) -> None:
        """What only the end of a run can tell."""
        self.running = False
        closed = self.books.close(self.opening, self.day)
        self.records.opening, self.records.ledger = closed.opening, closed.ledger
        self.records.counts = closed.counts


def _user_kinds(scenario: Scenario, rules: Mapping[str, Any]) -> dict[type, type]:
    """Kinds of agents with the rules of a scenario, and others given in Python, in their places."""
    own: dict[str, Any] = {each.target: each for each in scenario.rules}
    own |= {
        target: user_rule(target, each) if isinstance(each, str) else each for target, each in rules.items()
    }
    return with_user_rules(agents.kinds().values(), own) if own else {}
