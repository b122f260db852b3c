"""Rules as arithmetic: no street, no seed. The figures that the rules were set to give come out of them, and
every rule answers within its range, for one agent and for all alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from inspect import isfunction, signature
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import logit, ndtri
from scipy.stats import qmc

from simulation import categories
from simulation.agents.enterprise import Enterprise, EnterpriseNumbers
from simulation.agents.grid_worker import GridWorker, WorkerNumbers
from simulation.agents.party_member import MemberNumbers, PartyMember
from simulation.agents.resident import Resident, ResidentNumbers
from simulation.agents.resident.ages import ADULT
from simulation.agents.resident.channels import ACTS, APP, CHANNELS, COUNCIL, WORKER
from simulation.agents.resident.incentives import Rewards
from simulation.agents.social_organization import OrganizationNumbers, SocialOrganization
from simulation.levers import LEVERS, LeverDefaults, Levers
from simulation.parameters import described
from simulation.platform import PlatformNumbers
from simulation.population import ArrayAgent, Population
from simulation.service.numbers import ServiceNumbers
from simulation.treasury import TreasuryNumbers

RESIDENTS, MEMBERS, WORKERS, SERVICE = ResidentNumbers(), MemberNumbers(), WorkerNumbers(), ServiceNumbers()
ROOMS: dict[type[ArrayAgent], dict[str, type]] = {
    PartyMember: {"numbers": ResidentNumbers, "party": MemberNumbers},
    GridWorker: {"numbers": WorkerNumbers},
    Enterprise: {"numbers": EnterpriseNumbers},
    SocialOrganization: {"numbers": OrganizationNumbers},
}
REST = Levers(LeverDefaults(), 1)
AGES = {"18-29": 22, "30-39": 35, "40-49": 45, "50-59": 55, "60+": 70}


def people(size: int, **states: Any) -> Population[PartyMember]:
    return _fill(Population(None, PartyMember, size, numbers=RESIDENTS, party=MEMBERS), states)


def staff(size: int, **states: Any) -> Population[GridWorker]:
    return _fill(Population(None, GridWorker, size, numbers=WORKERS), states)


def _fill(agents: Population[Any], states: dict[str, Any]) -> Population[Any]:
    for name, values in states.items():
        agents.columns[name][:] = values
    return agents


def spread(size: int, traits: int) -> np.ndarray:
    """Even luck without a seed: points that fill a cube evenly (Sobol), one column a trait."""
    return np.clip(qmc.Sobol(traits, scramble=False).random(size), 1e-6, 1 - 1e-6).T


def levels(mean: float, luck: np.ndarray) -> np.ndarray:
    return np.clip(mean + 0.15 * ndtri(luck), 0, 1)


# R1: needs


def test_needs_weigh_one_on_average_and_more_with_age():
    share = np.array([0.12, 0.63 * 15 / 45, 0.63 * 30 / 45, 0.25])
    weight = people(4, age=[7, 22, 45, 70]).evaluate(Resident.need_weight)
    assert share @ weight == pytest.approx(1, abs=0.05)
    assert (np.diff(weight) > 0).all()


def test_the_seasons_of_a_year_average_one():
    heating = [day <= 95 or day >= 309 for day in range(1, 366)]
    year = [RESIDENTS.season(day, cold) for day, cold in zip(range(1, 366), heating, strict=True)]
    mean = 1 + (RESIDENTS.need_heating_mult - 1) * np.mean(heating)
    assert np.mean(year) / mean == pytest.approx(1, abs=0.01)
    assert RESIDENTS.season(20, True) > RESIDENTS.season(20, False)


def test_emergencies_keep_their_share_of_all_needs_and_are_likelier_for_elders():
    young, old = (
        RESIDENTS.class_shares(categories.EMERGENCIES, categories.EMERGENCY_SHARE, elder)
        for elder in (False, True)
    )
    assert categories.SHARE @ young == pytest.approx([0.01, 0.14, 0.85], abs=0.002)
    assert np.allclose(young.sum(axis=1), 1)
    odds = [shares[0, 0] / (1 - shares[0, 0]) for shares in (young, old)]
    assert odds[1] / odds[0] == pytest.approx(2.5)
    assert (young[~categories.EMERGENCIES, 0] == 0).all()


# R2: channels

SIZE = 2**13


@cache
def needy() -> tuple[Population[PartyMember], dict[str, np.ndarray]]:
    """Adults with a trouble: work by age, views with their spread; with severity, working hours and emergency
    of each."""
    luck = spread(SIZE, 10)
    years = np.arange(ADULT, 95)
    weight = np.where(years < 60, 0.63 / 42, 0.25 / 35)
    age = years[np.searchsorted(np.cumsum(weight / weight.sum())[:-1], luck[0])]
    employed = np.array(RESIDENTS.employed_shares())[np.searchsorted((30, 40, 50, 60), age, side="right")]
    views = {f"efficacy_{name}": levels(0.5, luck[2 + at]) for at, name in enumerate(CHANNELS)}
    gloom = np.minimum(-RESIDENTS.disappoint_start * np.log(luck[6]), 1)
    who = people(
        SIZE, age=age, employed=luck[1] < employed, trust=levels(0.6, luck[7]), disappointment=gloom, **views
    )
    cls = np.select([luck[8] < 0.01, luck[8] < 0.15], [0, 1], 2)
    # 86 of 100 requests come on weekdays, four fifths of them in office hours
    return who, {"severity": RESIDENTS.severity(cls), "at_work": luck[9] < 0.69, "emergency": cls == 0}


def shares(who: Population[PartyMember], about: dict[str, np.ndarray]) -> np.ndarray:
    return who.evaluate(Resident.act_shares, REST, *about.values())


def test_residents_choose_channels_in_the_shares_to_which_the_constants_were_fitted():
    mean = dict(zip(ACTS, shares(*needy()).mean(axis=0), strict=True))
    fitted = dict(zip(ACTS, (0.22, 0.22, 0.13, 0.03, 0.15, 0.25), strict=True))
    assert mean == pytest.approx(fitted, abs=0.03)


def test_the_young_take_the_app_and_the_old_go_to_the_worker():
    who, about = needy()
    young, old = shares(who, about)[who.age < 30].mean(axis=0), shares(who, about)[who.age >= 60].mean(axis=0)
    assert (young[APP], young[WORKER]) == pytest.approx((0.28, 0.08), abs=0.015)
    assert (old[APP], old[WORKER]) == pytest.approx((0.02, 0.40), abs=0.015)


def test_the_under_forties_cast_a_tenth_of_the_acts_of_the_council():
    who, about = needy()
    council = shares(who, about)[:, COUNCIL]
    assert 0.03 < council[who.age < 40].sum() / council.sum() < 0.15


def test_an_emergency_is_never_kept_silent():
    who, about = needy()
    assert (shares(who, about)[about["emergency"], -1] == 0).all()


@pytest.mark.parametrize("again, low, high", [("any channel", 1.3, 1.5), ("the same channel", 1.5, 1.9)])
def test_whoever_was_answered_well_speaks_again_more_often_than_whoever_was_not(again, low, high):
    def second(satisfaction: float) -> float:
        who, about = needy()
        first, later, acts = shares(who, about), 0.0, range(len(CHANNELS))
        for act in acts:
            name, felt = f"efficacy_{CHANNELS[act]}", np.full(SIZE, satisfaction)
            answered = people(SIZE, **{each: who.columns[each] for each in who.columns})
            answered.columns[name][:] = who.evaluate(Resident.new_efficacy, who.columns[name], felt)
            answered.columns["disappointment"][:] = who.evaluate(Resident.new_disappointment, felt)
            chosen = shares(answered, about)[:, act if again == "the same channel" else slice(0, 4)]
            later += float((first[:, act] * chosen.reshape(SIZE, -1).sum(axis=1)).sum())
        return later

    assert low < second(0.85) / second(0.15) < high


@pytest.mark.parametrize(
    "change, act, sign",
    [
        ({"trust": 0.9}, "worker", 1),
        ({"efficacy_app": 0.9}, "app", 1),
        ({"disappointment": 0.6}, "silence", 1),
        ({"age": 70}, "app", -1),
        ({"age": 20}, "worker", -1),
    ],
)
def test_views_and_age_pull_towards_a_channel_or_away(change, act, sign):
    one, other = people(1, age=40), people(1, **{"age": 40} | change)
    calm = [each[0].act_shares(REST, 0.35, 0, False)[ACTS.index(act)] for each in (one, other)]
    assert sign * (calm[1] - calm[0]) > 0


@pytest.mark.parametrize(
    "lever, act", [("voice_app", "app"), ("voice_council", "council"), ("evening_contact", "worker")]
)
def test_a_voice_dial_opens_its_channel(lever, act):
    one = people(1, age=35, employed=True)[0]
    turned = Levers(LeverDefaults(**{lever: 1.0}), 1)
    assert (
        one.act_shares(turned, 0.35, 1, False)[ACTS.index(act)]
        > one.act_shares(REST, 0.35, 1, False)[ACTS.index(act)]
    )


def test_requests_keep_office_hours_in_four_cases_of_five():
    for weekend in (False, True):
        hours = RESIDENTS.hour_shares(weekend)
        assert hours.sum() == pytest.approx(1)
        assert hours[8:17].sum() == pytest.approx(0.8)


def test_own_troubles_are_noticed_at_once_and_grave_ones_sooner():
    severity = RESIDENTS.severity(np.array([2, 1]))
    assert (RESIDENTS.notice_delay(severity, False) == 0).all()
    common = RESIDENTS.notice_delay(severity, True)
    assert common == pytest.approx([2.0, 1.3])


def test_disappointment_fades_by_half_in_its_half_life():
    one = people(1, disappointment=0.9, disappointment_start=0.1)
    for _ in range(round(RESIDENTS.disappoint_halflife)):
        one.columns["disappointment"][:] = one.evaluate(Resident.faded_disappointment)
    assert one.columns["disappointment"][0] == pytest.approx(0.5, abs=0.001)


# R3, R4: satisfaction and trust


def satisfied(solved: Any, lateness: Any, expectation: float = 0.65, explained: float = 0.5) -> Any:
    one = people(1, expectation=expectation)[0]
    return one.satisfaction_chance(one.perceived(solved, lateness, 0.75, explained))


@pytest.mark.parametrize(
    "solved, on_time, mean", [(0.75, 0.68, 0.68), (0.95, 0.95, 0.84), (0.53, 0.50, 0.48)]
)
def test_satisfaction_follows_solving_and_speed_from_weak_to_strong_service(solved, on_time, mean):
    in_time, late, undone = satisfied(1, 0.5), satisfied(1, 2.0), satisfied(0, 1.5)
    assert on_time * in_time + (solved - on_time) * late + (1 - solved) * undone == pytest.approx(
        mean, abs=0.04
    )


def test_a_case_that_is_closed_but_unsolved_satisfies_few():
    assert 0.1 < satisfied(0, 1.0) < 0.3


def test_residents_judge_by_solving_speed_explanation_and_what_they_expected():
    assert satisfied(1, 0.5) > satisfied(0, 0.5)
    assert satisfied(1, 0.5) > satisfied(1, 2)
    assert satisfied(1, 0.5, explained=1) > satisfied(1, 0.5)
    assert satisfied(1, 0.5, expectation=0.9) < satisfied(1, 0.5)


def test_a_promise_of_half_the_time_without_better_work_disappoints():
    one = people(1)[0]
    halved = one.promised_expectation(1.0, 0.5)
    assert halved == pytest.approx(0.75)
    assert satisfied(1, 1.0, expectation=halved) < satisfied(1, 0.5)


def test_a_bad_case_moves_trust_twice_as_far_as_an_equally_good_one():
    one = people(1, trust=0.5)[0]
    assert one.trust_step(0.2) == pytest.approx(-2 * one.trust_step(0.8))


def test_trust_drifts_to_neighbours_and_back_to_its_own_view():
    one = people(1, trust=0.5, trust_start=0.5)[0]
    assert one.trust_drift(0.9) == pytest.approx(0.001 * 0.4)
    assert people(1, trust=0.5, trust_start=0.9)[0].trust_drift(0.5) == pytest.approx(0.0005 * 0.4)


# R5-R7: taking part


def by_circumstance(age: int) -> tuple[Population[PartyMember], np.ndarray]:
    """All eight circumstances (at work, tenant, lives by the phone) of an age, and how common each is."""
    group = list(AGES.values()).index(age)
    bits = (np.arange(8)[:, None] >> np.arange(3)) & 1
    common = [n[group] for n in (RESIDENTS.employed_shares(), RESIDENTS.tenant_shares())]
    common.append(RESIDENTS.app_shares()[group] ** 2)
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
    "days, stopped, ratio", [(60, 0, 1.6), (90, 0, 1.6), (365, 0, 1.42), (365, 1, 0.77), (365, 365, 0.94)]
)
def test_points_draw_at_first_wear_off_and_leave_less_when_they_stop(days, stopped, ratio):
    assert sessions_against_before(10, days, stopped) == pytest.approx(ratio, abs=0.015)


def test_an_honour_is_worth_most_where_few_have_one_and_neighbours_hear_of_it():
    known, stranger = people(2, tenant=[False, True])
    one = offer(honour=float(RESIDENTS.honour_pull(1, 0.0)))
    assert known.incentive(one) == pytest.approx(0.15)
    assert stranger.incentive(one) == pytest.approx(0.15 * 0.2 / 0.75)
    assert known.leaving_chance(one) / known.leaving_chance(NO_REWARD) == pytest.approx(
        np.exp(-0.22), rel=1e-3
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


# P1-P3, P5-P7: party members


def test_members_turn_out_at_three_calls_of_ten_though_most_rarely_do():
    assert MEMBERS.activation_constant() == pytest.approx(-1.82, abs=0.01)
    luck = spread(SIZE, 2)
    usual = people(
        SIZE, disposition=3 * ndtri(luck[0]), trust=0.6, calls_30d=MEMBERS.usual_calls, employed=True
    )
    chance = usual.evaluate(PartyMember.turnout_chance, MEMBERS.branch_start, luck[1] < MEMBERS.usual_busy, 0)
    assert chance.mean() == pytest.approx(MEMBERS.pm_activation, abs=0.005)
    assert np.median(chance) < chance.mean() / 1.5


@pytest.mark.parametrize(
    "change, sign",
    [
        ({"trust": 0.9}, 1),
        ({"calls_30d": 5}, -1),
        ({"disposition": 1}, 1),
        ({"post": True}, 1),
        ({"formalism": 0.4}, -1),
    ],
)
def test_turning_out_depends_on_trust_calls_and_temper(change, sign):
    usual = {"trust": 0.6, "calls_30d": 1}
    before, after = (people(1, **states)[0].turnout_chance(0.3, 0, 0) for states in (usual, usual | change))
    assert sign * (after - before) > 0


def test_branch_strength_raises_turnout_and_working_hours_lower_it():
    one = people(1, trust=0.6, employed=True)[0]
    usual = one.turnout_chance(0.3, 0, 0)
    assert one.turnout_chance(0.8, 0, 0) > usual > one.turnout_chance(0.3, 1, 0)


def test_the_branch_programme_brings_members_to_report_in_and_its_rest_brings_none():
    one, share = people(1)[0], MEMBERS.pm_reported_start
    assert one.reporting_in_chance(0.0, share) == pytest.approx(0, abs=1e-12)
    assert one.reporting_in_chance(1.0, share) > 0.004


def test_no_member_reports_in_more_often_than_the_ceiling_says():
    one = people(1)[0]
    for share in (0.0, 0.5, 0.99, 1.0):
        chance = one.reporting_in_chance(1.0, share)
        assert chance <= MEMBERS.reporting_in_ceiling()


def test_a_post_of_a_formalist_is_one_on_paper():
    real, paper, none = people(3, post=[True, True, False], formalism=[0.5, 0.6, 0])
    assert [each.match() for each in (real, paper, none)] == [1, 0.5, 0.5]
    assert none.pledge_chance(1.0) == pytest.approx(0.25)


def test_imposed_tasks_breed_formalism_which_time_and_motive_undo():
    one, keen = people(2, intrinsic=[0.7, 1.0], formalism=0)
    assert one.formalism_tomorrow(1) == pytest.approx(0.04 * 0.3)
    assert keen.formalism_tomorrow(1) == 0
    assert people(1, formalism=0.5)[0].formalism_tomorrow(0) == pytest.approx(0.5 * (1 - 1 / 120))


def test_a_formalist_obeys_but_works_less_of_the_hour():
    one = people(1, formalism=1)[0]
    assert (one.real_share(1), one.real_share(0)) == pytest.approx((0.4, 1))
    free, ordered = (one.turnout_chance(0.3, 0, imposed) for imposed in (0, 1))
    assert logit(ordered) - logit(free) == pytest.approx(0.8)


def test_vacant_posts_halve_what_a_branch_programme_builds():
    full, empty = (MEMBERS.branch_strength(0.3, 1, vacancy) - 0.3 for vacancy in (0, 1))
    assert full == pytest.approx(0.7 / 180)
    assert empty < full
    assert MEMBERS.branch_strength(0.3, 0, 0) == pytest.approx(0.3)


def test_branch_and_authority_together_shorten_the_way_to_a_meeting():
    assert SERVICE.meeting_days(0, 1) == SERVICE.meeting_days(1, 0) == 5
    assert SERVICE.meeting_days(1, 1) == pytest.approx(2.5)
    assert SERVICE.meeting_days(0.3, 0.4) == pytest.approx(4.7)


# W1-W9: grid workers


def ordinary_day(filled: float = 2.0, campaigns: float = 100.0) -> dict[str, float]:
    """Mean minutes of a worker's day at Lijia today."""
    luck = spread(SIZE, 1)
    who = staff(SIZE, age=np.clip(42 + 9 * ndtri(luck[0]), 20, 60))
    sharing = WORKERS.sharing(2.0, filled)
    forms = who.evaluate(GridWorker.form_minutes, WORKERS.form_load(0.1, 0, 0) * sharing)
    window = who.evaluate(GridWorker.window_minutes, sharing)
    tasks = WORKERS.task_minutes(sharing, campaigns, 0, 0)
    patrol = WORKERS.patrol_minutes(1.1)  # the load at which the paper counts the day
    cases = who.evaluate(GridWorker.case_minutes, REST, forms, window, patrol, tasks)
    demanded = who.evaluate(GridWorker.demanded_minutes, forms, window, tasks)
    names = ("forms", "window", "tasks", "patrol", "cases", "demanded")
    return {
        n: float(np.mean(m))
        for n, m in zip(names, (forms, window, tasks, patrol, cases, demanded), strict=True)
    }


def test_an_ordinary_day_is_full_before_the_first_case():
    day = ordinary_day()
    assert day["forms"] == pytest.approx(238, abs=4)
    assert day["window"] == pytest.approx(22, abs=1)
    assert day["cases"] == pytest.approx(114, abs=4)
    # 15 minutes of cases a worker; one worker in forty is absent
    assert 1.07 < (day["demanded"] + 15) / WORKERS.work_day / (1 - WORKERS.absence_base) < 1.10


def test_a_colleague_more_frees_minutes_and_part_of_them_fills_again():
    two, three, one = ordinary_day(2), ordinary_day(3), ordinary_day(1)
    assert one["cases"] < two["cases"] < three["cases"]
    assert three["forms"] / two["forms"] == pytest.approx(2 / 3 + WORKERS.task_fill / 3)
    assert one["forms"] / two["forms"] == pytest.approx(2)


def test_cases_keep_a_floor_whatever_is_ordered():
    assert ordinary_day(campaigns=400)["cases"] == pytest.approx(WORKERS.case_floor * WORKERS.work_day)


def test_joined_systems_save_forms_and_side_by_side_systems_add_them():
    assert WORKERS.form_load(0.5, 0, 0) == pytest.approx(0.5 * (1 - 0.6 * 0.5 * 0.6))
    assert WORKERS.form_load(0.5, 1, 0) - WORKERS.form_load(0.5, 0, 0) == pytest.approx(0.1)
    assert WORKERS.form_load(0, 0, 0.5) == pytest.approx(0.5 * (1 - 0.5 * 0.6))


def test_appraisal_brings_effort_which_burnout_eats():
    pressed = Levers(LeverDefaults(appraisal=1), 1)
    fresh, spent = (
        staff(1, burnout=level)[0].case_minutes(pressed, 100, 20, 70.0, 50.0) for level in (0.0, 1.0)
    )
    assert fresh == pytest.approx(1.075 * spent)


def test_experience_shortens_work_to_seven_tenths_in_the_mean():
    cases = np.linspace(0, WORKERS.experience_start, SIZE)
    time = staff(SIZE, cases_done=cases).evaluate(GridWorker.skill_time)
    assert time.mean() == pytest.approx(0.72, abs=0.01)
    assert time[0] == 1
    assert (np.diff(time) <= 0).all()
    # twice the experience (with the scale of 50 cases): .85 of the time
    assert staff(1, cases_done=50)[0].skill_time() == pytest.approx(0.85)


def test_training_saves_time_brings_fewer_returns_and_more_settled_on_the_spot():
    raw, trained = staff(1, training=0)[0], staff(1, training=1)[0]
    assert trained.skill_time() == pytest.approx(0.85 * raw.skill_time())
    usual = [staff(1, training=level, fatigue=WORKERS.fatigue0)[0].return_chance(0.0) for level in (1, 0)]
    assert usual[0] < usual[1] == pytest.approx(0.098)
    assert WORKERS.on_spot_chance(1, 0.4) > WORKERS.on_spot_chance(0, 0.4) == pytest.approx(0.15)


def test_a_course_trains_and_fades_without():
    assert staff(1, training=0)[0].trained_tomorrow(1.0) == pytest.approx(1 / 90)
    assert staff(1, training=1)[0].trained_tomorrow(0.0) == pytest.approx(1 - 1 / 365)


def test_patrol_hours_find_a_quarter_of_what_nobody_has_noticed():
    assert WORKERS.finding_chance(2.4) == pytest.approx(0.25, abs=0.01)
    assert WORKERS.finding_chance(0) == 0
    assert WORKERS.patrol_minutes(2.0) == pytest.approx(WORKERS.patrol_minutes(1.0) / 2)


def test_overtime_tires_and_rest_days_restore():
    one = staff(1, fatigue=0.4)[0]
    assert one.tired_tomorrow(2, False) > one.tired_tomorrow(0, False) > one.tired_tomorrow(0, True)


def test_two_waves_of_overtime_a_week_leave_usual_fatigue():
    one = staff(1, fatigue=0.0)
    course = []
    for day in range(140):
        rest = day % 7 >= 5
        one.columns["fatigue"][:] = one.evaluate(GridWorker.tired_tomorrow, 0 if rest else 28 / 60, rest)
        course.append(float(one.columns["fatigue"][0]))
    assert np.mean(course[-28:]) == pytest.approx(WORKERS.fatigue0, abs=0.04)


@cache
def worn() -> Population[GridWorker]:
    """Workers of all tempers after years of an ordinary job."""
    luck = spread(2**11, 3)
    traits = {"demand_trait": 0.15 * ndtri(luck[0]), "resource_trait": 0.15 * ndtri(luck[1])}
    who = staff(2**11, age=np.clip(42 + 9 * ndtri(luck[2]), 20, 60), **traits)
    for _ in range(1500):
        who.columns["burnout"][:] = who.evaluate(
            GridWorker.burnt_tomorrow, np.full(2**11, 0.55), np.full(2**11, 0.5)
        )
    return who


def test_an_ordinary_job_burns_out_about_every_second_worker_who_stays():
    assert 0.35 < (worn().burnout > 0.5).mean() < 0.58


@pytest.mark.parametrize("strain", range(4))
def test_load_forms_conflict_and_pressure_each_raise_demands(strain):
    calm, one = 0.0, staff(1)[0]
    inputs = [0.2 if each == strain else calm for each in range(4)]
    assert one.demand(*inputs) > one.demand(calm, calm, calm, calm)


def test_pay_training_branch_and_helpers_each_are_resources():
    def felt(pay: float = 4000, training: float = 0, branch: float = 0, help_hours: float = 0) -> float:
        return staff(1, training=training)[0].resources(
            Levers(LeverDefaults(pay=pay), 1), branch, help_hours, 0.0
        )

    assert felt() == pytest.approx(0.5)
    assert min(felt(pay=5000), felt(training=0.5), felt(branch=0.4), felt(help_hours=0.5)) > felt()


def test_burnout_costs_courtesy_and_brings_absence_and_quits():
    fresh, spent = staff(1, burnout=0.2)[0], staff(1, burnout=0.8)[0]
    assert spent.courtesy() < fresh.courtesy()
    assert spent.absence_chance() > fresh.absence_chance()
    assert spent.quitting_chance(REST) > fresh.quitting_chance(REST)
    assert staff(1, burnout=WORKERS.burnout0)[0].absence_chance() == pytest.approx(0.025)


def test_pay_holds_workers():
    raised = Levers(LeverDefaults(pay=6000), 1)
    assert staff(1)[0].quitting_chance(raised) == pytest.approx(
        staff(1)[0].quitting_chance(REST) / 1.5, rel=0.01
    )


def test_a_third_or_more_of_a_cohort_is_left_after_three_years():
    left, who = 1.0, worn()
    # the paper's third is of a staff whose mean burnout is the usual one
    who.columns["burnout"][:] += WORKERS.burnout0 - who.burnout.mean()
    for day in range(3 * 365):
        who.columns["tenure_days"][:] = day
        left = left * (1 - who.evaluate(GridWorker.quitting_chance, REST))
    # .32 by the paper; a cohort of newcomers quits faster at first, at `settled_rate` after
    assert 0.3 < np.mean(left) < 0.43


def test_the_certified_young_leave_half_as_often_again_and_the_mean_stays():
    young, old = (staff(1, age=age)[0].quitting_chance(REST) for age in (30, 40))
    assert young / old == pytest.approx(1.5, rel=1e-3)
    usual = np.clip(42 + 9 * ndtri(spread(SIZE, 1)[0]), 20, 60)
    assert WORKERS.youth_factor(usual < 35).mean() == pytest.approx(1, abs=0.002)


def test_newcomers_leave_more_and_never_does_a_chance_turn_negative():
    new, settled = (staff(1, tenure_days=days)[0].quitting_chance(REST) for days in (10, 1000))
    assert new / settled == pytest.approx(1.6 / WORKERS.settled_rate(), rel=0.01)
    assert WorkerNumbers(quit_annual=0.5, quit_new=3).settled_rate() >= 0


def test_hurry_speeds_work_today_and_a_month_of_it_slows_it():
    assert WORKERS.load_speed(1.1, 0, 1.1) == 1
    assert WORKERS.load_speed(1.5, 0, 1.1) == pytest.approx(1.1)
    assert WORKERS.load_speed(1.5, 0.4, 1.1) < 1
    assert WORKERS.load_speed(3.0, 3.0, 1.1) == 0.6


def test_hurry_and_fatigue_bring_matters_back():
    hurried = staff(1, fatigue=WORKERS.fatigue0)[0].return_chance(0.5)
    tired = staff(1, fatigue=0.6)[0].return_chance(0.0)
    assert min(hurried, tired) > 0.098
    assert staff(1, fatigue=WORKERS.fatigue0)[0].return_chance(-0.5) == pytest.approx(0.098)


# W7, A1, A2, B1, B3, D1, E1


@pytest.mark.parametrize("automatic, chance, hops", [(0, 0.30, 0.43), (1, 0.08, 0.09)])
def test_automatic_dispatch_saves_most_wrong_hops(automatic, chance, hops):
    wrong = SERVICE.wrong_chance(automatic, False)
    assert wrong == pytest.approx(chance)
    assert wrong / (1 - wrong) == pytest.approx(hops, abs=0.005)
    assert SERVICE.wrong_chance(automatic, True) > wrong


@pytest.mark.parametrize("pressure, published", [(0.2, 0.83), (0.5, 0.90), (0.8, 0.955)])
def test_pressure_publishes_what_is_not_done(pressure, published):
    truly = 0.77
    false = SERVICE.false_closing_chance(pressure, 0.05, 0.30)
    assert truly + (1 - truly) * false == pytest.approx(published, abs=0.005)


def test_a_street_of_mean_rates_is_ranked_in_the_middle_and_the_worst_is_pressed_most():
    assert SERVICE.ranked_pressure(0.5, SERVICE.rank(0.80)) == pytest.approx(0.5)
    assert SERVICE.rank(0.86) == pytest.approx(0.159, abs=0.001)
    assert SERVICE.ranked_pressure(0.5, SERVICE.rank(0.4)) == pytest.approx(0.65)
    assert SERVICE.ranked_pressure(0.9, 1) == 1


def test_full_inspection_and_call_backs_leave_almost_nothing_to_hide():
    assert SERVICE.false_closing_chance(0.5, 1.0, 1.0) < 0.01
    assert SERVICE.found_false_chance(1.0, 0.0) == 1
    assert SERVICE.found_false_chance(0.05, 0.3) == pytest.approx(1 - 0.95 * 0.7)


def test_usual_pressure_changes_neither_records_nor_the_order_of_work():
    assert SERVICE.unlogged_factor(0.5) == 1
    assert SERVICE.uncounted_cut(np.array([0.2, 0.5, 1.0])) == pytest.approx([0, 0, 0.15])


def test_bodies_come_in_six_cases_of_ten_and_whistles_wear_them_down():
    assert SERVICE.attendance(0.5, 0.4, 0.4) == pytest.approx(0.63, abs=0.005)
    assert SERVICE.attendance(8, 0.4, 0.4) < 0.2
    assert SERVICE.attendance(0, 1, 0.4) == 0.98


def test_loaded_bodies_keep_matters_waiting():
    assert SERVICE.slowness(1.0) == 1
    assert SERVICE.slowness(4.0) == pytest.approx(2)


def test_one_matter_in_nine_is_refused_and_named_owners_refuse_less():
    at_rest = categories.SHARE @ SERVICE.refusal_chance(0.7, categories.COMMON)
    assert at_rest == pytest.approx(0.11, abs=0.01)
    assert SERVICE.refusal_chance(0.98, True) < SERVICE.refusal_chance(0.7, True)


def test_a_platform_logs_more_is_adopted_in_months_and_stops_at_the_streets_authority():
    platform = PlatformNumbers()
    assert (RESIDENTS.log_share(0), RESIDENTS.log_share(1)) == pytest.approx((0.7, 0.95))
    assert platform.joined(0.9) == platform.platform_authority
    assert platform.adoption(0) < 0.02 < platform.adoption(90) == pytest.approx(0.5)
    assert platform.seen(np.array([0.0, 3.0]), np.array([0.0, 6.0])) == pytest.approx([0.72, 0.5])


# D2, D3: forecasts and plans

PLATFORM = PlatformNumbers()


def test_a_forecast_recalls_what_the_design_says_and_a_worker_knows_a_fifth():
    assert PLATFORM.recall(0.72 * np.array([0.5, 1])) == pytest.approx([0.29, 0.39], abs=0.005)
    assert PLATFORM.lift(PLATFORM.recall(np.array([0.72])), 0.72) == pytest.approx([1.8])
    assert PLATFORM.recall(0.72) / 1.8 == pytest.approx(0.22, abs=0.005)


def test_recall_grows_with_completeness_by_falling_returns_and_never_beyond_its_ceiling():
    gain = np.diff(PLATFORM.recall(np.linspace(0, 1, 11)))
    assert PLATFORM.recall(0.0) == 0
    assert (gain > 0).all() and (np.diff(gain) < 0).all()
    assert PLATFORM.recall(1.0) < PLATFORM.recall_max


def test_data_are_complete_where_systems_are_joined_and_people_speak_up():
    joined, recorded, needs = np.array([0.5, 0.5, 0.1]), np.array([0.3, 0.6, 0.6]), np.ones(3)
    assert PLATFORM.completeness(joined, recorded, needs) == pytest.approx([0.15, 0.3, 0.06])
    assert PLATFORM.completeness(1.0, 2.0, 1.0) == 1  # returns are recorded too, and no need is seen twice


@pytest.mark.parametrize("bias, order", [(1, [0, 1, 2]), (0, [2, 1, 0])])
def test_flags_follow_reports_and_the_true_needs_only_where_the_bias_is_lifted(bias, order):
    told, needs = np.array([3.0, 2.0, 1.0]), np.array([4.0, 5.0, 6.0])
    heat = PlatformNumbers(report_bias=bias).heat(told, needs)
    assert np.argsort(-heat).tolist() == order


def test_a_tenth_of_the_places_is_flagged_and_as_many_fewer_as_the_dial_is_lower():
    assert PLATFORM.places(1.0, 80) == 8
    assert PLATFORM.places(0.25, 80) == 2


def test_the_same_recall_over_fewer_matters_foresees_more_of_them():
    chance = PLATFORM.foreseen_chance(np.array([0.1, 0.1, 0.3, 0.3]), np.array([0.2, 0.4, 0.2, 0.0]))
    assert chance == pytest.approx([0.5, 0.25, 1, 1])


def test_one_shared_matter_in_25_is_prevented_where_all_is_joined_and_every_flag_is_visited():
    hot = 0.19  # of matters lie in the top tenth of the grids
    seen = PLATFORM.foreseen_chance(PLATFORM.recall(0.72), hot)
    assert hot * seen * PLATFORM.prevented_chance(1.0) == pytest.approx(0.04, abs=0.003)
    assert PLATFORM.prevented_chance(0.0) == 0


def test_visits_take_half_an_hour_for_each_matter_that_is_planned_for():
    assert PLATFORM.visit_hours(0.6, np.array([0, 0.5, 1])) == pytest.approx([0, 0.15, 0.3])


def test_a_plan_made_ahead_cuts_a_quarter_of_the_wait_and_no_plan_cuts_none():
    assert PLATFORM.wait_factor(np.array([0, 0.5, 1])) == pytest.approx([1, 0.875, 0.75])


def test_a_fifth_of_the_firms_give_in_a_year():
    firms = Population(None, Enterprise, 2, numbers=EnterpriseNumbers())
    firms.columns["party_group"][:] = [False, True]
    month = firms.evaluate(Enterprise.giving_chance, 0.02)
    year = 1 - (1 - month) ** 12
    assert np.array([0.9, 0.1]) @ year == pytest.approx(0.22, abs=0.03)


@pytest.mark.parametrize(
    "state, value, sign", [("visits_90d", 2, 1), ("asks_30d", 3, -1), ("health", 0.8, 1)]
)
def test_visits_and_health_bring_gifts_and_repeated_asks_cost_them(state, value, sign):
    firms = Population(None, Enterprise, 2, numbers=EnterpriseNumbers())
    firms.columns[state][1] = value
    chance = firms.evaluate(Enterprise.giving_chance, 0.0)
    assert sign * (chance[1] - chance[0]) > 0


@pytest.mark.parametrize("state, value", [("health", 0.8), ("staff", 40)])
def test_gifts_grow_with_size_and_income(state, value):
    firms = Population(None, Enterprise, 2, numbers=EnterpriseNumbers())
    firms.columns[state][1] = value
    gift = firms.evaluate(Enterprise.usual_gift, np.full(2, 0.95))
    assert gift[1] > gift[0]


def test_a_usual_firm_gives_its_median_gift_and_less_where_a_gift_costs_more_after_tax():
    firms = Population(None, Enterprise, 2, numbers=EnterpriseNumbers())
    firms.columns["staff"][:] = 10
    usual, dear = firms.evaluate(Enterprise.usual_gift, np.array([0.95, 1.0]))
    assert usual == pytest.approx(500)
    assert dear == pytest.approx(500 * (1 / 0.95) ** -0.5, rel=1e-5)
    assert EnterpriseNumbers().gift_price() == 0.95


def test_new_grants_crowd_gifts_out_and_never_below_nothing():
    left = TreasuryNumbers().gift_left(np.full(3, 500.0), np.array([0.0, 1000, 9000]), np.array([1, 2, 1]))
    assert left == pytest.approx([500, 400, 0])


def test_rooms_are_lent_more_often_under_the_dial_after_visits_and_by_party_groups():
    firms = Population(None, Enterprise, 3, numbers=EnterpriseNumbers())
    firms.columns["visits_90d"][:] = [0, 1, 0]
    firms.columns["party_group"][:] = [False, False, True]
    rest, turned = (
        firms.evaluate(Enterprise.lending_chance, Levers(LeverDefaults(unit_sharing=each), 1))
        for each in (0.0, 1.0)
    )
    assert rest == pytest.approx([0.01, 0.0164, 0.0181], abs=1e-4)
    assert (turned > 5 * rest).all()


def test_closed_firms_neither_give_nor_lend_nor_have_troubles():
    firms = Population(None, Enterprise, 1, numbers=EnterpriseNumbers())
    firms.columns["trading"][:] = False
    assert firms.evaluate(Enterprise.giving_chance, 0.0)[0] == 0
    assert firms.evaluate(Enterprise.lending_chance, Levers(LeverDefaults(), 2))[0] == 0
    assert firms.evaluate(Enterprise.trouble_weight)[0] == 0


def test_a_firm_closes_after_three_very_weak_months_and_troubles_fall_on_the_weak():
    firms = Population(None, Enterprise, 2, numbers=EnterpriseNumbers())
    firms.columns["health"][:] = [0.05, 0.5]
    closed = []
    for _ in range(3):
        firms.columns["weak_months"][:] = firms.evaluate(Enterprise.weak_months_next)
        closed.append(firms.evaluate(Enterprise.closes).tolist())
    assert closed == [[0, 0], [0, 0], [1, 0]]
    assert firms.evaluate(Enterprise.trouble_weight) == pytest.approx([np.exp(0.9), 1])


def test_only_a_giver_of_the_last_year_is_favoured():
    firms = Population(None, Enterprise, 2, numbers=EnterpriseNumbers())
    firms.columns["months_since_gift"][:] = [3, 12]
    assert firms.evaluate(Enterprise.favour_chance) == pytest.approx([0.1, 0])


def test_advice_raises_take_up_and_margins_bring_new_services():
    n = EnterpriseNumbers()
    assert (n.takeup(0), n.takeup(1)) == pytest.approx((0.4, 0.749), abs=1e-3)
    assert n.tax_gain(1.0) == pytest.approx(0.065)
    assert n.entry_chance(0.0, 1) == pytest.approx(0.004, abs=1e-5)
    assert n.entry_chance(0.1, 6) > n.entry_chance(0.0, 6) > n.entry_chance(-0.1, 6)


def test_dearer_meals_are_fewer_and_shut_the_poor_out_first():  # direction 40
    usual, dear = EnterpriseNumbers(), EnterpriseNumbers(meal_price=14.0)
    assert (usual.shut_out_share(), usual.shut_out_low_income()) == pytest.approx((0.08, 0.32), abs=0.005)
    assert (dear.shut_out_share(), dear.shut_out_low_income()) == pytest.approx((0.12, 0.49), abs=0.007)
    assert dear.meals_wanted(1000) < usual.meals_wanted(1000)
    assert dear.meal_margin(80, 0) - usual.meal_margin(80, 0) == pytest.approx(2)
    assert usual.meal_margin(100, 0) == pytest.approx(-1)


def test_one_contractor_in_ten_gives_up_in_a_year():
    gone = EnterpriseNumbers().fails_on(np.linspace(0, 1, 1001)) < 365
    assert gone.mean() == pytest.approx(0.1, abs=0.01)


# O1-O6: residents' groups


def test_a_quarter_of_the_estates_of_usual_trust_vote_for_renewal():
    groups = OrganizationNumbers()
    votes = groups.share_in_favour(0.6, 0.0, ndtri((np.arange(1000) + 0.5) / 1000))
    assert (votes >= groups.renewal_vote).mean() == pytest.approx(0.25, abs=0.01)
    assert groups.share_in_favour(0.8, 0.0, 0.0) > groups.share_in_favour(0.6, 0.0, 0.0)
    assert groups.share_in_favour(0.6, 1.0, 0.0) > groups.share_in_favour(0.6, 0.0, 0.0)
    assert groups.share_in_favour(0.6, 0.0, 0.0, 1.0) > groups.share_in_favour(0.6, 0.0, 0.0)
    assert groups.owners_part(0.0) == pytest.approx(0.3 * groups.renewal_cost)
    assert groups.owners_part(0.5) == pytest.approx(0.15 * groups.renewal_cost)
    assert groups.hours_for_others(10.0) == pytest.approx(7)


@pytest.mark.parametrize("missing", ["seed", "space", "volunteers"])
def test_no_group_is_founded_where_one_thing_is_missing(missing):
    groups, all_there = OrganizationNumbers(), {"seed": 10_000.0, "space": 50.0, "volunteers": 100.0}
    assert groups.founding_chance(**all_there) > 0.03
    assert groups.founding_chance(**all_there | {missing: 0.0}) == 0


def test_new_and_poor_groups_fold_sooner():
    groups = Population(None, SocialOrganization, 3, numbers=OrganizationNumbers())
    groups.columns["money"][:] = [1800, 1800, 7200]
    groups.columns["age_days"][:] = [0, 3000, 3000]
    young, old, rich = 1 - (1 - groups.evaluate(SocialOrganization.closing_chance)) ** 12
    assert old == pytest.approx(0.1, abs=0.01)
    assert young > 2 * old > 2 * rich


def test_a_group_grows_to_where_joining_and_leaving_balance():
    groups = Population(None, SocialOrganization, 1, numbers=OrganizationNumbers())
    groups.columns["members"][:] = 8
    for _ in range(200):
        groups.columns["members"][:] = groups.evaluate(SocialOrganization.members_next, 600.0)
    assert groups.members[0] == pytest.approx(60 * (1 - 0.05 / 0.15), rel=0.01)


# D4: key households


def test_half_the_key_households_are_seen_in_a_quarter():
    working = 90 * 5 // 7
    assert 0.35 < 1 - (1 - WORKERS.visit_chance(2.4, 0)) ** working < 0.65
    assert (1 - WORKERS.forgetting_chance()) ** 270 == pytest.approx(0.5)


def test_a_doubled_help_adds_a_third_to_visits_and_heads_leave_by_tenths_a_year():
    assert WORKERS.visit_chance(2.27, 1) == pytest.approx(1.3 * WORKERS.visit_chance(2.27, 0))
    assert WORKERS.visit_chance(2.27, -1) == WORKERS.visit_chance(2.27, 0)
    assert (1 - WORKERS.head_leaves()) ** 365 == pytest.approx(np.exp(-0.1))


# every rule, whatever the state and the numbers

GRIDS, CROWD = 3, 4
MINUTES, LEVEL, SIGNED = (0, 600), (0, 1), (-1, 1)
INPUTS: dict[str, tuple[float, float]] = {
    **dict.fromkeys(("share", "strength", "share_giving", "course", "form_load", "joined"), LEVEL),
    **dict.fromkeys(("programme",), LEVEL),
    **dict.fromkeys(("conflict", "appraisal", "branch", "help_hours"), SIGNED),
    **dict.fromkeys(("patrol", "tasks"), MINUTES),
    **dict.fromkeys(("load", "hurry"), (-1, 2)),
    "sharing": (0.25, 4),
    "posts": (0, 8),
    "pool": (0, 2000),
    **dict.fromkeys(
        ("severity", "at_work", "emergency", "imposed", "satisfaction", "believed", "perceived"), LEVEL
    ),
    **dict.fromkeys(("solved", "courtesy", "explained", "neighbours", "demand", "resources"), LEVEL),
    **dict.fromkeys(("old_factor", "new_factor"), (0.25, 2)),
    **dict.fromkeys(("forms", "window"), MINUTES),
    **dict.fromkeys(("street", "own"), (-4, 4)),
    "business": LEVEL,
    "routine": LEVEL,
    "weather": (-0.2, 0),
    "tax_price": (0.5, 1),
    "lateness": (0, 100),
    "overtime": (0, 4),
    "rest_day": LEVEL,
}
ANSWERS: dict[str, tuple[float, float]] = {
    **dict.fromkeys(("trust_step", "trust_drift"), SIGNED),
    **dict.fromkeys(
        ("form_minutes", "window_minutes", "desk_minutes", "case_minutes", "demanded_minutes"), (0, 10_000)
    ),
    "council_tilt": (-2, 2),
    **dict.fromkeys(("cash_pull", "incentive", "company_effect"), (-4, 4)),
    "need_weight": (0, 2.5),
    "perceived": (0, 1.45),  # the weights of R3 need not sum to 1
    "promised_expectation": (-1, 2),
    "courtesy": (0, 1.3),
    "free_hours": (0, 80),
    "skill_time": (0.3, 1),
    "usual_gift": (1, 1e10),
    "members_next": (0, 2e5),
    "trouble_weight": (0, 8),
    "staff_hours_lent": (0, 20),
    "weak_months_next": (0, 255),
}
"""What a rule may answer, where that is not a chance or a level between 0 and 1."""


def rules(kind: type) -> dict[str, Callable]:
    """The rules of a kind of agent: its public methods."""
    own = [base for base in kind.__mro__ if issubclass(base, ArrayAgent) and base is not ArrayAgent]
    return {n: f for base in own for n, f in vars(base).items() if isfunction(f) and not n.startswith("_")}


ALL_RULES = [(kind, name) for kind in ROOMS for name in rules(kind)]


def any_numbers(draw: st.DrawFn, cls: type) -> Any:
    """A settings class with every number at a low, usual or high end of its range."""
    corners = draw(st.lists(st.integers(0, 2), min_size=3, max_size=3))
    known = described(cls)
    ends = {n: (k.low, k.default, k.high)[corners[at % 3]] for at, (n, k) in enumerate(known.items())}
    return cls(**{each.name: ends[each.name] for each in fields(cls) if each.name in ends})


@st.composite
def crowds(draw: st.DrawFn, kind: type[ArrayAgent]) -> Population[Any]:
    """Agents in any state inside its declared range."""
    rooms = {room: any_numbers(draw, cls) for room, cls in ROOMS[kind].items()}
    crowd = Population(None, kind, CROWD, **rooms)
    for name, field in kind.fields().items():
        high = GRIDS - 1 if name == "grid" else min(field.high, 2**31 - 1)
        level = draw(st.lists(st.floats(0, 1), min_size=CROWD, max_size=CROWD))
        values = np.array([field.low + part * (high - field.low) for part in level])
        crowd.columns[name][:] = values >= 0.5 if field.dtype == bool else values.astype(field.dtype)
    return crowd


def any_input(draw: st.DrawFn, name: str) -> Any:
    if name == "levers":
        at = draw(st.floats(0, 1))
        return Levers(LeverDefaults(**{n: d.low + at * (d.high - d.low) for n, d in LEVERS.items()}), GRIDS)
    if name == "rewards":
        parts = ((0, 1), (-0.6, 1.6), (0, 1.5), (0, 1))
        return Rewards(*(np.array([draw(st.floats(*part)) for _ in range(GRIDS)]) for part in parts))
    return np.array(draw(st.lists(st.floats(*INPUTS[name]), min_size=CROWD, max_size=CROWD)))


@pytest.mark.parametrize("kind, name", ALL_RULES, ids=[f"{k.__name__}.{n}" for k, n in ALL_RULES])
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_a_rule_answers_in_its_range_for_one_and_for_all_alike(kind, name, data):
    rule = rules(kind)[name]
    names = list(signature(rule).parameters)[1:]
    crowd = data.draw(crowds(kind))
    inputs = [data.draw(st.composite(any_input)(each)) for each in names]
    together = crowd.evaluate(rule, *inputs)
    alone = [
        rule(crowd[at], *(each[at] if isinstance(each, np.ndarray) else each for each in inputs))
        for at in range(CROWD)
    ]
    low, high = ANSWERS.get(name, LEVEL)
    # states are of single precision: hours of a month keep their fourth decimal, no more
    assert np.allclose(together, np.array(alone), rtol=1e-3, atol=1e-4)
    assert (together >= low - 1e-6).all() and (together <= high + 1e-6).all()


@pytest.mark.parametrize(
    "cls",
    [ServiceNumbers, OrganizationNumbers, WorkerNumbers, ResidentNumbers, MemberNumbers, PlatformNumbers],
)
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_chances_of_the_rooms_stay_chances_at_all_ends_of_their_ranges(cls, data):
    n = data.draw(st.composite(any_numbers)(cls))
    level, other, third = (np.array([data.draw(st.floats(0, 1))]) for _ in range(3))
    answers = {
        ServiceNumbers: lambda: [
            n.wrong_chance(level, other > 0.5),
            n.false_closing_chance(level, other, third),
            n.found_false_chance(level, other),
            n.refusal_chance(level, other > 0.5),
            n.attendance(8 * level, other, 0.2),
            n.uncounted_cut(level),
        ],
        OrganizationNumbers: lambda: [
            n.founding_chance(30_000 * level, 200 * other, 500 * third),
            n.settled_share(1000 * level),
        ],
        WorkerNumbers: lambda: [
            n.visit_chance(24 * level, other),
            n.told_chance(level),
            np.array([n.forgetting_chance()]),
            n.finding_chance(24 * level),
            n.on_spot_chance(level, other),
            n.form_load(level, 0, level),
        ],
        ResidentNumbers: lambda: [
            n.log_share(level),
            n.points_known(level, other),
            n.points_habit(level, other),
        ],
        MemberNumbers: lambda: [n.branch_strength(level, other, third)],
        PlatformNumbers: lambda: [
            n.joined(level),
            n.adoption(365 * level),
            n.completeness(level, other, third),
            n.recall(level),
            n.foreseen_chance(level, other),
            n.prevented_chance(level),
            n.wait_factor(level),
        ],
    }[cls]()
    assert all(((each >= 0) & (each <= 1)).all() for each in answers)


@given(
    spread=st.floats(0.02, 0.9), correlation=st.floats(0, 0.9), street=st.floats(-3, 3), own=st.floats(-3, 3)
)
def test_a_good_year_of_money_is_never_negative(spread, correlation, street, own):
    assert TreasuryNumbers().good_year(spread, correlation, street, np.array([own]))[0] > 0


def test_good_and_bad_years_of_money_average_one():
    luck = ndtri(spread(2**13, 1)[0])
    assert TreasuryNumbers().good_year(0.4, 0.0, 0.0, luck).mean() == pytest.approx(1, abs=0.01)


def test_three_channels_of_money_together_swing_less_than_each_and_each_costs():  # direction 42
    n, (cycle, *own) = TreasuryNumbers(), ndtri(spread(2**12, 4))
    kinds = ((n.vol_found, n.rho_found), (n.vol_market, n.rho_market), (n.vol_give, n.rho_give))
    channels = [n.good_year(*kind, cycle, each) for kind, each in zip(kinds, own, strict=True)]
    assert np.mean(channels, axis=0).std() < np.mean([each.std() for each in channels])
    assert n.channel_admin > 0


def test_a_bid_brings_what_it_promises_in_the_mean():
    luck = spread(2**13, 1)[0]
    assert TreasuryNumbers().fund_won(np.full(2**13, 15000.0), luck).mean() == pytest.approx(15000, rel=0.01)
