"""Mechanisms behind the signs of decision 22, each seen in a street that differs in nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from simulation import categories
from simulation.model import Street
from simulation.records import CLASSES
from tests.worlds import live, measured, small

BUSY = "residents.need_rate_true=.00253"
REFUSING = (BUSY, "model.owner_named=0", "service.refuse_chance=.6")
CHEAP = ("treasury.cost_platform_fixed=50000", "treasury.cost_platform_year=10000")
PLATFORM = ("data_platform: {joined: 0.4, from: 2024-07-01}",)


def refused(*overrides: str):
    """The refused needs of a busy street in which six of ten matters with an owner outside are refused."""
    needs = live(small(*REFUSING, *overrides, days=60, warmup=5), 1).records.needs
    rows = np.flatnonzero(needs["refused"])
    assert len(rows) > 30
    return {name: needs[name][rows] for name in ("category", "others", "true_closed", "registered", "hops")}


@pytest.mark.slow
def test_a_refused_matter_waits_for_its_body_after_all():
    # given a street without powers, and one with all of them
    without, with_all = refused("model.authority=0"), refused("model.authority=1")
    # then without powers no refused matter is closed before its body has had it, and each went astray twice
    closed = ~np.isnan(without["true_closed"])
    assert closed.any() and (without["others"][closed] > 0).all() and (without["hops"] >= 2).all()
    # and with them only what needs an officer waits for the body
    enforcement = categories.NEEDS_ENFORCEMENT[with_all["category"]]
    assert (with_all["others"][~enforcement] == 0).all()
    assert (with_all["others"][enforcement & ~np.isnan(with_all["true_closed"])] > 0).all()


def test_as_a_structural_switch_the_grid_solves_what_is_refused():
    assert (refused("service.refused=solved_by_grid")["others"] == 0).all()


def test_a_branch_is_billed_where_it_is_and_the_remedy_founds_more():
    # given half of the grids with a branch, when the programme runs with and without new branches
    programme = "party_branches: {{programme: 1, coverage: {}, from: 2025-01-01}}"
    half, all_grids = (
        live(small(days=20, warmup=0, policies=(programme.format(share),)), 1) for share in (0, 0.5)
    )
    # then the grids that are covered grow, and only they are billed
    assert half.party.covered.sum() < 8 == all_grids.party.covered.sum()
    bills = [each.world.treasury.minutes["branch"].sum() for each in (half, all_grids)]
    assert bills[0] / bills[1] == pytest.approx(half.party.covered.sum() / 8)
    assert all_grids.party.branch.min() > half.party.branch[~half.party.covered].max()


def systems(year_end: str) -> np.ndarray:
    """Systems joined day by day from December on, under a platform that has run since July."""
    world = small(
        f"treasury.year_end={year_end}", "treasury.fiscal_late=60", *CHEAP, start="2024-12-01", warmup=153,
        days=90, policies=PLATFORM,
    )  # fmt: skip
    return live(world, 3).records.measured()["systems_joined"].to_numpy()


@pytest.mark.slow
def test_new_year_does_not_undo_what_is_paid_by_carried_money():
    # given a platform in use in December, when unspent grants are returned, and when what it needs is carried
    returned, carried = systems("returned"), systems("carried")
    # then it falls back in January in the first, and goes on in the second
    assert (returned[:31] == carried[:31]).all() and returned[30] > 0.4
    assert returned[31:].min() == pytest.approx(0.1)
    assert (np.diff(carried) >= 0).all()


@pytest.mark.slow
def test_adoption_fades_as_slowly_as_it_grew():
    # given a platform that was paid for 200 days, when it is unpaid for one
    policy = ("data_platform: {joined: 0.4, from: 2025-01-01}",)
    street = Street(small(*CHEAP, days=230, warmup=0, policies=policy), 1)
    for _ in range(200):
        street.step()
    before = street.forecasting.days_on.copy()
    street.world.treasury.balance[:] = 0
    for _ in range(2):
        street.step()
    # then it is as if it had been in use a little less, not from the beginning again
    assert (street.forecasting.days_on >= before - 2).all() and before.min() > 100


@pytest.mark.slow
def test_rooms_that_firms_lend_are_rooms_for_the_council():
    council = ("model.voice_council=1", "residents.project_yuan=1", "residents.project_room=.8")
    none, lent = (
        measured(small(*council, f"enterprises.space_chance={chance}", days=100), range(1, 5))
        for chance in (1e-9, 0.03)
    )
    assert lent["council_projects"].mean() > none["council_projects"].mean()


def test_estates_are_renewed_as_many_as_the_district_helps_and_no_community_pays():
    # given owners who all agree, in a street in which the district helps two estates a year
    agreed = ("organizations.renewal_vote=0", "model.renewal_places=2")
    street = live(small(*agreed, days=30, warmup=0, start="2024-10-20"), 1)
    # then two are decided, paid by owners and the district
    assert np.isfinite(street.reporting.renewal.done).sum() == 2
    ledger = street.records.ledger
    paid = ledger[ledger["credit"] == "renewal"].set_index("debit")["yuan"]
    assert sorted(paid.index) == ["district", "owners"]
    assert paid.sum() == 2 * street.world.numbers.organizations.renewal_cost


@pytest.mark.slow
def test_a_grant_that_is_cut_is_felt():
    # given a street that has had its grant for years, when it is cut wholly for a year
    usual = small(days=365, warmup=30, start="2025-02-01")
    cut = replace(usual, place=replace(usual.place, budget_community=0.0))
    before, after = (measured(each, [1, 2, 3]) for each in (usual, cut))
    assert (after["need_days"] > before["need_days"]).all()
    assert (after["programme_cost"] < before["programme_cost"]).all()


@pytest.mark.slow
def test_wishes_meet_matters_of_care_and_cost_what_they_cost():
    street = live(small("treasury.wish_heard=.1", days=100, warmup=30), 1)
    needs, works = street.records.needs, street.reporting.works
    care = categories.NAMES.index("care")
    met = (needs["track"] == 3) & (needs["category"] == care) & (needs["channel"] == 0)
    met &= ~np.isnan(needs["solved"]) & (needs["solved"] > needs["arose"])
    assert met.any() and (needs["cls"][met] != CLASSES.index("emergency")).all()
    ledger = street.records.ledger
    paid = ledger[ledger["credit"] == "wishes"]["yuan"].sum()
    spent = met.sum() * street.world.numbers.treasury.wish_yuan
    assert works.wishes.sum() == pytest.approx(paid - spent)
    assert (works.wishes >= 0).all() and date(2025, 1, 1) > street.records.first
