"""Who takes part and what draws them, company and the council: rules as arithmetic: no street, no seed."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.agents.party_member import PartyMember
from simulation.agents.resident import Resident
from simulation.agents.resident.incentives import Rewards
from simulation.levers import LeverDefaults, Levers
from simulation.population import Population
from tests.agents.agents import RESIDENTS, REST, SIZE, levels, people, spread

AGES = {"18-29": 22, "30-39": 35, "40-49": 45, "50-59": 55, "60+": 70}


# R5-R7: taking part


def by_circumstance(age: int) -> tuple[Population[PartyMember], np.ndarray]:
    """All eight circumstances (at work, tenant, lives by the phone) of an age, and how common each is."""
    group = list(AGES.values()).index(age)
    bits = (np.arange(8)[:, None] >> np.arange(3)) & 1
    common = [n[group] for n in (RESIDENTS.employed, RESIDENTS.tenant)]
    common.append(RESIDENTS.app_use[group] ** 2)
    who = people(8, age=age, employed=bits[:, 0], tenant=bits[:, 1], phone_only=bits[:, 2], willing=True)
    return who, np.prod(np.where(bits, common, 1 - np.array(common)), axis=1)


def gates(age: int, levers: Levers = REST) -> list[float]:
    who, common = by_circumstance(age)
    rules = (Resident.time_gate, Resident.asked_gate, Resident.fit_gate)
    return [float(common @ who.evaluate(rule, levers)) for rule in rules]


@pytest.mark.parametrize(
    "age, time, asked, fit",
    [
        ("18-29", 0.38, 0.26, 0.48),
        ("30-39", 0.26, 0.25, 0.50),
        ("40-49", 0.33, 0.32, 0.55),
        ("50-59", 0.52, 0.42, 0.67),
        ("60+", 0.84, 0.61, 0.86),
    ],
)
def test_the_gates_of_an_age_follow_from_work_ties_and_phones(age, time, asked, fit):
    assert gates(AGES[age]) == pytest.approx([time, asked, fit], abs=0.01)


def offer(**rewards: float) -> Rewards:
    """Rewards in one grid; nothing unless named."""
    nothing = {"honour": 0.0, "points": 0.0, "cash": 0.0, "crowding": 1.0}
    return Rewards(**{name: np.full(1, value) for name, value in (nothing | rewards).items()})


NO_REWARD, TWO_POSTS = offer(), 2.0


def taking_part(age: int, levers: Levers = REST) -> tuple[float, float]:
    """Roster share and monthly activity of an age, where joining and leaving balance."""
    who, common = by_circumstance(age)
    join, leave = (
        who.evaluate(Resident.joining_chance, levers, NO_REWARD, TWO_POSTS),
        who.evaluate(Resident.leaving_chance, NO_REWARD),
    )
    roster = join / (join + leave) * who.evaluate(Resident.willing_share)
    session = who.evaluate(Resident.session_chance, levers, NO_REWARD)
    return float(common @ roster), float(common @ (roster * (1 - (1 - session) ** 30.4)))


def test_the_roster_settles_where_joining_and_leaving_balance():
    found = [taking_part(age) for age in AGES.values()]
    assert [roster for roster, _ in found] == pytest.approx([0.11, 0.12, 0.15, 0.19, 0.27], abs=0.01)
    assert [active for _, active in found] == pytest.approx([0.031, 0.025, 0.036, 0.065, 0.133], abs=0.002)


def test_the_old_are_active_several_times_as_often_although_they_are_less_willing():
    # help on the street by day; surveys of all volunteering find the young ahead (docs/model.md)
    active = {name: taking_part(age)[1] for name, age in AGES.items()}
    assert 2.5 < active["60+"] / np.mean([active["18-29"], active["30-39"]]) < 6
    old, young = (people(1, age=age)[0].willing_share() for age in (70, 22))
    assert old < young


def test_short_tasks_bring_the_young_by_a_larger_ratio_than_the_old():
    turned = Levers(LeverDefaults(micro_tasks=1), 1)
    young, old = (taking_part(AGES[age], turned)[1] / taking_part(AGES[age])[1] for age in ("30-39", "60+"))
    assert young > 1.3 * old > 1.3


def test_organised_asks_open_the_gate_of_those_whom_nobody_asked():
    assert gates(22, Levers(LeverDefaults(asks=2), 1))[1] > 1.5 * gates(22)[1]


def test_nobody_under_eighteen_is_willing():
    assert people(1, age=17)[0].willing_share() == 0 < people(1, age=18)[0].willing_share()


def test_trust_moves_willingness():
    assert people(1, age=40, trust=0.9)[0].willing_share() > people(1, age=40, trust=0.6)[0].willing_share()
    assert people(1, age=40, trust=0.6)[0].willing_share() == pytest.approx(RESIDENTS.will_40_49, abs=1e-6)


def test_nobody_gives_more_hours_than_one_clock_has():
    one = people(1, age=70, employed=False)[0]
    free = one.free_hours(REST)
    assert free == pytest.approx(RESIDENTS.hours_cap_month * one.time_gate(REST))
    assert people(1, age=70, employed=False, hours_this_month=free - 1)[0].free_hours(REST) == pytest.approx(
        1
    )
    assert people(1, age=70, hours_this_month=700)[0].free_hours(REST) == 0


def sessions_against_before(value: float, days: int, stopped: int = 0) -> float:
    """Sessions a member against those before, after `days` of points and then `stopped` days without."""
    known = habit = 0.0
    for _ in range(days):
        known, habit = RESIDENTS.points_known(known, value), RESIDENTS.points_habit(habit, value)
    for _ in range(stopped):
        known, habit = RESIDENTS.points_known(known, 0), RESIDENTS.points_habit(habit, 0)
    return float(np.exp(RESIDENTS.points_pull(0 if stopped else value, known, days, habit)))


@pytest.mark.parametrize(
    "days, stopped, ratio",
    [(60, 0, 1.6), (90, 0, 1.6), (365, 0, 1.42), (365, 1, 0.77), (365, 30, 0.85), (365, 365, 1.0)],
)
def test_points_draw_at_first_wear_off_and_leave_less_when_they_stop(days, stopped, ratio):
    assert sessions_against_before(10, days, stopped) == pytest.approx(ratio, abs=0.015)


def test_an_honour_is_worth_most_where_few_have_one_and_neighbours_hear_of_it():
    known, stranger = people(2, tenant=[False, True])
    one = offer(honour=float(RESIDENTS.honour_pull(1, 0.0)))
    assert known.incentive(one) == pytest.approx(0.15)
    assert stranger.incentive(one) == pytest.approx(0.15 * 0.2 / 0.75)
    assert known.leaving_chance(one) / known.leaving_chance(NO_REWARD) == pytest.approx(
        np.exp(-0.29), rel=1e-3
    )
    assert RESIDENTS.honour_pull(1, 1.0) == 0  # what everybody has is worth nothing


def test_a_twentieth_of_the_roster_is_honoured_a_year_and_honours_grow_old():
    share = 0.0
    for _ in range(2000):
        share = RESIDENTS.honoured_tomorrow(share, 1)
    assert share == pytest.approx(0.05, rel=0.01)
    for _ in range(365):
        share = RESIDENTS.honoured_tomorrow(share, 0)
    assert share == pytest.approx(0.05 / np.e, rel=0.01)


@pytest.mark.parametrize("wage_share, sessions", [(0.01, 0.66), (0.10, 0.91), (0.14, 1.0), (0.40, 1.36)])
def test_a_little_cash_drives_out_what_much_cash_brings(wage_share, sessions):
    one = people(1, intrinsic=0.7)[0]
    assert np.exp(one.incentive(offer(cash=wage_share))) == pytest.approx(sessions, abs=0.01)


def test_the_valley_of_cash_is_deeper_for_those_who_come_for_the_sake_of_it():
    keen, cool = people(2, intrinsic=[0.9, 0.2])
    assert keen.cash_pull(offer(cash=0.01)) < cool.cash_pull(offer(cash=0.01)) < 0
    assert keen.cash_pull(offer(cash=0.01, crowding=0.0)) > 0  # a gift voucher of the same value
    assert keen.cash_pull(NO_REWARD) == 0


def test_points_and_cash_count_the_stronger_and_half_of_the_other():
    one = people(1, intrinsic=0.7)[0]
    cash = one.cash_pull(offer(cash=0.4))
    assert one.incentive(offer(points=0.5, cash=0.4)) == pytest.approx(0.5 + cash / 2)
    assert one.incentive(offer(points=0.1, cash=0.4)) == pytest.approx(cash + 0.05)


def test_nobody_is_drawn_more_than_the_ceiling_says():
    crowd = people(SIZE, intrinsic=levels(0.7, spread(SIZE, 1)[0]))
    for points in (-0.3, 0.0, 0.5):
        for cash in (0.0, 0.01, 0.3, 1.0):
            rewards = offer(honour=1.0, points=points, cash=cash, crowding=0.5)
            assert (
                crowd.evaluate(Resident.incentive, rewards).max() <= RESIDENTS.highest_pull(rewards) + 1e-12
            )


def test_points_worth_having_put_hours_on_the_account_that_nobody_worked():
    assert RESIDENTS.hours_on_account(10, 0) == 10
    assert RESIDENTS.hours_on_account(10, 5) == pytest.approx(11)


# R8, P4: company


def test_conditional_people_are_asked_by_two_active_neighbours_and_not_by_one():
    one, two, deaf = people(3, temper=[1, 1, 0], active_neighbours=[1, 2, 2], age=40)
    assert one.unasked_by_peers() == deaf.unasked_by_peers() == 1
    assert two.unasked_by_peers() == pytest.approx(0.85**2)
    assert two.asked_gate(REST) > one.asked_gate(REST)


def test_free_riders_let_the_others_work():
    rider, other = people(2, temper=[2, 0], active_neighbours=8)
    assert rider.company_effect(TWO_POSTS) == pytest.approx(-0.6)
    assert other.company_effect(TWO_POSTS) == 0


def test_paid_staff_crowd_volunteers_out():
    one = people(1)[0]
    assert one.company_effect(4.0) == pytest.approx(-0.2 * np.log(2))
    assert one.company_effect(0.0) == pytest.approx(0.2 * np.log(4))


def test_a_member_who_helped_lately_counts_for_more_than_one_neighbour():
    assert list(RESIDENTS.as_kind(np.array([3, 3, 60]), np.array([1, 0, 1]))) == [1.5, 1, 0]


# C1: the council


def test_councils_draw_the_old_and_get_proposals_as_talents_wake():
    full = Levers(LeverDefaults(voice_council=1), 1)
    young, old, child = people(3, age=[30, 70, 17], employed=[True, False, False])
    assert old.coming_chance(full) > 5 * young.coming_chance(full) > 0 == child.coming_chance(full)
    assert old.coming_chance(REST) == 0
    assert RESIDENTS.proposals_expected(1, RESIDENTS.awake0) == pytest.approx(1.5)
    assert RESIDENTS.proposals_expected(0, 1) == RESIDENTS.proposals_expected(1, 0) == 0


def test_talents_wake_by_invitation_or_council_and_fall_asleep_without_tasks():
    one, other = people(2, talent=[True, False], age=40)
    assert one.waking_chance(Levers(LeverDefaults(voice_council=1), 1)) > one.waking_chance(REST) > 0
    assert other.waking_chance(REST) == 0
    assert RESIDENTS.falling_asleep_chance(1) == 0 < RESIDENTS.falling_asleep_chance(0)


def test_no_talent_wakes_more_often_than_the_ceiling_says():
    asked = {"age": 70, "employed": False, "tenant": False, "temper": 1, "active_neighbours": 8}
    one = people(1, talent=True, **asked)[0]
    for council in (0, 0.5, 1):
        ceiling = RESIDENTS.waking_ceiling(council)
        assert (
            0.7 * ceiling
            < one.waking_chance(Levers(LeverDefaults(voice_council=council, asks=4), 1))
            <= ceiling
        )


def test_each_maintained_project_spares_a_hundredth_of_the_needs():
    assert RESIDENTS.spared_share(np.array([0, 1, 2])) == pytest.approx([0, 0.01, 1 - 0.99**2])
