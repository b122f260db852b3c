"""What a rule is asked with: an array is one value for each agent, however many agents there are."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.agents.party_member import PartyMember
from simulation.levers import LeverDefaults, Levers
from simulation.model import Street
from simulation.population import ArrayAgent, ArrayModel, Population, RuleError, SlowRuleWarning, state
from simulation.population.rules import answer
from tests.worlds import small

GRIDS = 8
SIZES = st.one_of(st.sampled_from([0, 1, 2, GRIDS - 1, GRIDS, GRIDS + 1, 32, 33]), st.integers(0, 90))


class Helper(ArrayAgent):
    grid = state("int32", 0, "number", (0, 255), "grid")
    zeal = state("float32", 0.5, "level 0-1", (0, 1), "zeal")

    def for_arrays(self, levers, strength, bonus):
        return np.where(self.zeal > 0.5, strength, strength / 2) * levers.calls[self.grid] + bonus

    def with_if(self, levers, strength, bonus):
        if self.zeal > 0.5:
            return strength * levers.calls[self.grid] + bonus
        return strength / 2 * levers.calls[self.grid] + bonus


def helpers(size: int) -> Population[Helper]:
    people = Population(ArrayModel(), Helper, size)
    people.columns["grid"][:] = np.arange(size) % GRIDS
    people.columns["zeal"][:] = np.linspace(0, 1, size)
    return people


def dialled() -> Levers:
    levers = Levers(LeverDefaults(), GRIDS)
    levers.add("calls", np.arange(GRIDS) / 10)
    return levers


@pytest.fixture(autouse=True)
def no_rule_is_known(monkeypatch):
    monkeypatch.setattr(answer, "_ONE_BY_ONE", {})
    warnings.simplefilter("ignore", SlowRuleWarning)


def test_a_rule_with_if_answers_for_as_many_members_as_there_are_grids():
    # given a street of eight grids with a rule that was written for one agent
    def turnout(self, strength, at_work, imposed):
        if self.reported:
            return 0.5 * strength
        return 0.0

    street = Street(small(days=2, warmup=0), 1, rules={"PartyMember.turnout_chance": turnout})
    strength = np.linspace(0.1, 0.9, street.world.grids)
    for called in (40, 7, street.world.grids):
        # when some members are called
        who = street.members.part(street.members.rows[street.members.reported][:called])
        asked = strength[who.grid], np.zeros(called), 0
        chance = who.evaluate(PartyMember.turnout_chance, *asked)
        # then each answers with the strength of the branch of the own grid
        assert chance == pytest.approx(0.5 * strength[who.grid])


@pytest.mark.parametrize("rule", [Helper.for_arrays, Helper.with_if])
@given(first=SIZES, size=SIZES)
def test_every_agent_gets_its_own_value_whatever_the_number_of_agents(rule, first, size):
    # given a rule that was asked of some other number of agents before
    answer._ONE_BY_ONE.clear()
    levers = dialled()
    helpers(first).evaluate(rule, levers, np.zeros(first), 0.0)
    # when it is asked of many, and of each alone
    people, strength = helpers(size), np.linspace(0.2, 0.4, size)
    together = people.evaluate(rule, levers, strength, 0.25)
    alone = [rule(person, levers, strength[i], 0.25) for i, person in enumerate(people)]
    # then nobody was given what belongs to another
    assert together.shape == (size,)
    assert together == pytest.approx(alone, rel=1e-6)


@given(size=SIZES, length=SIZES)
def test_an_array_of_another_length_is_refused_in_one_sentence(size, length):
    people, levers = helpers(size), dialled()
    if size == length:
        people.evaluate(Helper.for_arrays, levers, np.zeros(length), 0.0)
        return
    with pytest.raises(RuleError) as told:
        people.evaluate(Helper.for_arrays, levers, np.zeros(length), 0.0)
    line = Helper.for_arrays.__code__.co_firstlineno
    assert str(told.value) == (
        f"tests/population/test_rule_inputs.py:{line}: Helper.for_arrays is asked "
        f"with {length} values as 'strength' for {size} agents; "
        "an array has one value for each agent (by grid: values[people.grid]), "
        "a plain number is the same for all"
    )


def test_a_wrong_length_is_refused_for_a_user_defined_rule_by_its_own_file_and_line():
    def mine(self, strength, at_work, imposed):
        return 0.5 * strength

    street = Street(small(days=2, warmup=0), 1, rules={"PartyMember.turnout_chance": mine})
    line = mine.__code__.co_firstlineno
    with pytest.raises(
        RuleError, match=rf"test_rule_inputs\.py:{line}: mine, in place of PartyMember\.turnout_"
    ) as told:
        street.members.evaluate(PartyMember.turnout_chance, np.zeros(GRIDS), 0.0, 0)
    assert f"{GRIDS} values as 'strength' for {len(street.members)} agents" in str(told.value)


def test_a_user_defined_rule_that_still_looks_up_the_grid_is_told_to_leave_that_out():
    def mine(self, strength, at_work, imposed):
        return strength[self.grid]

    street = Street(small(days=2, warmup=0), 1, rules={"PartyMember.turnout_chance": mine})
    with pytest.raises(RuleError, match=r"already the agent's own: write it without \[self\.grid\]"):
        strength = np.zeros(len(street.members))
        street.members.evaluate(PartyMember.turnout_chance, strength, 0.0, 0)


def test_a_rule_first_asked_of_a_single_agent_is_not_taken_for_one_that_answers_for_many():
    levers = dialled()
    helpers(1).evaluate(Helper.with_if, levers, 0.5, 0.0)
    assert len(helpers(5).evaluate(Helper.with_if, levers, 0.5, 0.0)) == 5


def test_blocks_give_each_agent_its_own_value(monkeypatch):
    people, levers, strength = helpers(50), dialled(), np.linspace(0, 1, 50)
    whole = people.evaluate(Helper.for_arrays, levers, strength, 0.0)
    monkeypatch.setattr(Population, "block", GRIDS)
    assert (people.evaluate(Helper.for_arrays, levers, strength, 0.0) == whole).all()
