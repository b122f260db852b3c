"""Party members, their posts and their branch: rules as arithmetic: no street, no seed."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import logit, ndtri

from simulation.agents.party_member import PartyMember
from tests.agents.agents import MEMBERS, SERVICE, SIZE, people, spread


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
