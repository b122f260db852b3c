"""Who has a need, and through which channel it is reported: rules as arithmetic: no street, no seed."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from simulation import categories
from simulation.agents.party_member import PartyMember
from simulation.agents.resident import Resident
from simulation.agents.resident.ages import ADULT
from simulation.agents.resident.channels import ACTS
from simulation.codes import SPOKEN
from simulation.levers import LeverDefaults, Levers
from simulation.population import Population
from tests.agents.agents import RESIDENTS, REST, SIZE, levels, people, spread

CHANNELS = [channel.word for channel in SPOKEN]
WORKER, APP, COUNCIL = (ACTS.index(name) for name in ("worker", "app", "council"))


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


@cache
def needy() -> tuple[Population[PartyMember], dict[str, np.ndarray]]:
    """Adults with a trouble: work by age, views with their spread; with severity, working hours and emergency
    of each."""
    luck = spread(SIZE, 10)
    years = np.arange(ADULT, 95)
    weight = np.where(years < 60, 0.63 / 42, 0.25 / 35)
    age = years[np.searchsorted(np.cumsum(weight / weight.sum())[:-1], luck[0])]
    employed = np.array(RESIDENTS.employed)[np.searchsorted((30, 40, 50, 60), age, side="right")]
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
