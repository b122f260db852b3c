"""Residents' groups, founded and folded (O1 to O6): rules as arithmetic: no street, no seed."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtri

from simulation.agents.social_organization import OrganizationNumbers, SocialOrganization
from simulation.population import Population


def test_most_estates_of_usual_trust_vote_for_renewal_if_over_half_must_agree():
    groups = OrganizationNumbers()
    votes = groups.share_in_favour(0.6, 0.0, ndtri((np.arange(1000) + 0.5) / 1000))
    assert (votes >= groups.renewal_vote).mean() == pytest.approx(0.84, abs=0.01)
    assert groups.share_in_favour(0.8, 0.0, 0.0) > groups.share_in_favour(0.6, 0.0, 0.0)
    assert groups.share_in_favour(0.6, 1.0, 0.0) > groups.share_in_favour(0.6, 0.0, 0.0)
    assert groups.share_in_favour(0.6, 0.0, 0.0, 1.0) > groups.share_in_favour(0.6, 0.0, 0.0)
    assert groups.owners_part(0.0) == pytest.approx(0.3 * groups.renewal_cost)
    assert groups.owners_part(0.5) == pytest.approx(0.15 * groups.renewal_cost)
    assert groups.hours_for_others(10.0) == pytest.approx(7)


@pytest.mark.parametrize("missing", ["seed", "space", "pool"])
def test_no_group_is_founded_where_one_thing_is_missing(missing):
    groups, all_there = OrganizationNumbers(), {"seed": 10_000.0, "space": 50.0, "pool": 100.0}
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
