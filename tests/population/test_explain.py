"""A rule is taken apart for one agent: the terms that it adds up, and the states that moved it."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.agents.resident import Resident
from simulation.agents.resident.channels import ACTS
from simulation.model import Street
from simulation.population import influences_on, terms_of
from tests.worlds import small

SOME = (0, 17, 333, 1199)
GENERAL_EVENING, MAJOR_AT_WORK = (0.35, 0.0, 0.0, 0.0), (0.7, 1.0, 0.0, 0.0)


@pytest.fixture(scope="module")
def street() -> Street:
    return Street(small(grids=2, days=3, warmup=0, policies=("app: {reach: 1, from: 2025-01-01}",)), 1)


def asked(street: Street, row: int, given: tuple) -> np.ndarray:
    return street.residents.part(np.array([row])).evaluate(Resident.act_shares, street.world.levers, *given)[
        0
    ]


@pytest.mark.parametrize("given", [GENERAL_EVENING, MAJOR_AT_WORK])
@pytest.mark.parametrize("row", SOME)
def test_the_terms_of_an_act_make_its_log_odds_against_silence(street, row, given):
    # given the chances of the six acts of a resident
    shares = asked(street, row, given)
    # when the rule is taken apart
    found = terms_of(street.residents, row, Resident.act_shares, street.world.levers, *given)
    # then the terms of each act add up to its log odds against silence
    assert found is not None
    assert len(found) == len(ACTS) - 1
    odds = np.log(shares[:-1] / shares[-1])
    assert [sum(each.values()) for each in found] == pytest.approx(odds, abs=1e-5)


IN_PERSON, EVERY_CHANNEL = {"worker", "council"}, {"worker", "hotline", "app", "council"}


@pytest.mark.parametrize("state, acts", [("trust", IN_PERSON), ("disappointment", EVERY_CHANNEL)])
def test_a_term_follows_the_state_that_it_is_named_after(street, state, acts):
    column, row = street.residents.columns[state], 17
    kept = column[row]
    asked = Resident.act_shares, street.world.levers, *MAJOR_AT_WORK
    before = terms_of(street.residents, row, *asked)
    column[row] = 0.9
    after = terms_of(street.residents, row, *asked)
    column[row] = kept
    changed = {
        (act, name)
        for act, one, new in zip(ACTS, before, after, strict=False)
        for name in one
        if one[name] != new[name]
    }
    assert changed == {(act, state) for act in acts}


def test_a_policy_is_a_term_of_the_channel_that_it_opens(street):
    street.step()
    found = terms_of(street.residents, 17, Resident.act_shares, street.world.levers, *GENERAL_EVENING)
    assert found[ACTS.index("app")]["lever"] > 0
    assert found[ACTS.index("council")]["lever"] == 0


def test_a_rule_that_is_no_sum_or_somebodys_own_has_no_terms(street):
    own = Street(street.world.scenario, 1, rules={"Resident.act_shares": plainly})
    assert terms_of(street.residents, 17, Resident.willing_share) is None
    assert terms_of(own.residents, 17, Resident.act_shares, own.world.levers, *GENERAL_EVENING) is None


def test_the_states_that_moved_a_rule_are_found_in_its_helpers_too(street):
    # given a rule of three steps that reads age and trust
    people, row = street.residents, int(np.flatnonzero(street.residents.age >= 30)[0])
    usual = {"age": 20.0, "trust": 0.9, "burden": 1.0}
    # when it is asked what each state changed
    found = influences_on(people, row, usual, Resident.willing_share)
    # then it is these two, each alone, and nobody is changed
    assert {each.state for each in found} == {"age", "trust"}
    trust = next(each for each in found if each.state == "trust")
    assert trust.value == people[row].trust
    changed = people.part(np.array([row]))
    before = float(people.columns["trust"][row])
    people.columns["trust"][row] = 0.9
    assert float(trust.answer) == pytest.approx(float(changed.evaluate(Resident.willing_share)[0]), abs=1e-6)
    people.columns["trust"][row] = before


def test_a_rule_of_ones_own_is_taken_apart_by_the_states_that_it_reads(street):
    own = Street(street.world.scenario, 1, rules={"Resident.act_shares": plainly})
    usual = {"trust": 1.0, "age": 50.0}
    found = influences_on(own.residents, 17, usual, Resident.act_shares, own.world.levers, *GENERAL_EVENING)
    assert [each.state for each in found] == ["trust"]
    assert float(found[0].answer[-1]) == pytest.approx(0.2)


def plainly(self, levers, severity, at_work, emergency, business=0.0):
    """The more trust, the less silence."""
    silence = np.asarray(0.2 + 0.5 * (1 - self.trust))
    told = (1 - silence) / 5
    return np.stack([told, told, told, told, told, silence], axis=-1)
