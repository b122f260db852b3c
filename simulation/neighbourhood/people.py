"""The people of a place before the first day: age, work, home, temper; drawn at random for each
person."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from simulation.agents.party_member import COMMUNITY, FLOATING, IN_SERVICE, MemberNumbers, PartyMember
from simulation.agents.resident import Resident, ResidentNumbers
from simulation.agents.resident.ages import ADULT, by_age
from simulation.agents.resident.company import CONDITIONAL, FREE_RIDER
from simulation.agents.resident.composition import alike
from simulation.codes import SPOKEN
from simulation.luck import Luck
from simulation.neighbourhood.composition import Composition
from simulation.neighbourhood.place import Buildings, homes
from simulation.place import Place
from simulation.population import Population

OLDEST = 95


def populate(
    model: Any,
    place: Place,
    buildings: Buildings,
    composition: Composition,
    luck: Luck,
    numbers: ResidentNumbers,
    party: MemberNumbers,
) -> Population[PartyMember]:
    """All residents of a place with their traits, party members among them, in one population."""
    everyone: Population[PartyMember] = Population(
        model, PartyMember, round(place.residents), numbers=numbers, party=party
    )
    people = everyone.columns
    owners = np.arange(len(everyone))
    people["household"][:], people["building"][:] = homes(place, luck, len(buildings))
    people["grid"][:] = buildings.grid[people["building"]]
    people["age"][:] = _ages(place, people["household"], composition.old[people["building"]], luck, numbers)
    _give_circumstances(people, composition.tenants[people["building"]], luck, numbers)
    people["frail"][:] = luck.draw("frail", owners) < everyone.evaluate(Resident.frail_share)
    _give_views(people, composition.outlook[people["building"]], luck, numbers)
    _give_membership(people, place, party, luck, owners)
    people["willing"][:] = luck.draw("willing", owners) < everyone.evaluate(Resident.willing_share)
    return everyone


def _ages(
    place: Place, household: NDArray, old_estate: NDArray, luck: Luck, n: ResidentNumbers
) -> NDArray[np.float64]:
    """Ages by the shares of the place, older where the estate is; the first of a household is an adult.
    Within a group uniform by year of age, the oldest fewer with each year."""
    owners = np.arange(len(household))
    heads = np.concatenate([[True], household[1:] != household[:-1]])
    children = place.age_share_0_14 / max(1 - heads.mean(), 1e-9)
    adults = place.age_share_15_59 + place.age_share_60plus
    child = ~heads & (alike(luck.draw("age.child", owners), old_estate, n.alike_age) < children)
    elder = alike(luck.draw("age.old", owners), -old_estate, n.alike_age)
    old = ~child & (elder < place.age_share_60plus / adults)
    year = luck.draw("age.year", owners)
    adult = np.where(heads, ADULT, 15) + year * (60 - np.where(heads, ADULT, 15))
    return np.floor(np.select([child, old], [year * 15, 60 + year**1.5 * (OLDEST - 60)], adult))


def _give_circumstances(people: dict[str, Any], tenants: NDArray, luck: Luck, n: ResidentNumbers) -> None:
    """Work, tenancy and phone, by the shares of each age group; more tenancy where the estate has tenants."""
    age = people["age"]
    owners = np.arange(len(age))
    people["employed"][:] = luck.draw("employed", owners) < by_age(age, n.employed)
    renting = alike(luck.draw("tenant", owners), -tenants, n.alike_tenant)
    people["tenant"][:] = renting < by_age(age, n.tenant)
    people["phone_only"][:] = luck.draw("phone", owners) < by_age(age, n.app_use) ** 2


def _give_views(people: dict[str, Any], estate: NDArray, luck: Luck, n: ResidentNumbers) -> None:
    """Trust, belief in channels, disappointment, expectation, motive and temper, each with its spread (.15,
    assumed in R2-R7). Of the first three, part of the variance lies between households and between
    estates: whoever trusts most believes most, and is least disappointed."""
    owners = np.arange(len(estate))
    home = luck.normal("household.outlook", people["household"].astype(np.int64))
    shared = n.home_views + n.alike_views
    outlook = (np.sqrt(n.home_views) * home + np.sqrt(n.alike_views) * estate) / np.sqrt(max(shared, 1e-9))

    def view(purpose: str) -> NDArray:
        return alike(luck.draw(purpose, owners), outlook, shared)

    people["trust"][:] = people["trust_start"][:] = _level(n.trust_start, view("trust"))
    for channel in SPOKEN:
        people[f"efficacy_{channel.word}"][:] = _level(n.efficacy_start, view(f"efficacy.{channel.word}"))
    gloom = np.minimum(-n.disappoint_start * np.log(view("disappointment")), 1)
    people["disappointment"][:] = people["disappointment_start"][:] = gloom
    people["expectation"][:] = n.expect_start
    people["intrinsic"][:] = _level(n.intrinsic_mean, luck.draw("intrinsic", owners))
    people["talent"][:] = (people["age"] >= ADULT) & (luck.draw("talent", owners) < n.talent_share)
    temper = luck.draw("temper", owners)
    people["temper"][:] = np.select(
        [temper < n.share_conditional, temper < n.share_conditional + n.share_freerider],
        [CONDITIONAL, FREE_RIDER],
    )


def _give_membership(
    people: dict[str, Any], place: Place, n: MemberNumbers, luck: Luck, owners: NDArray
) -> None:
    """P1: who is a party member, of which kind, whether enrolled, and the lasting disposition to act."""
    adult = people["age"] >= ADULT
    member = adult & (luck.draw("member", owners) < place.pm_share / max(adult.mean(), 1e-9))
    retired = people["age"] >= 60
    elders = max((member & retired).sum() / max(member.sum(), 1), 1e-9)
    own = np.where(
        retired,
        np.minimum(n.community_retired * n.member_community_branch / elders, 1),
        (1 - n.community_retired) * n.member_community_branch / max(1 - elders, 1e-9),
    )
    elsewhere = n.member_in_service / (n.member_in_service + n.member_floating)
    away = np.where(luck.draw("member.floating", owners) < elsewhere, IN_SERVICE, FLOATING)
    people["membership"][:] = member * np.where(luck.draw("member.kind", owners) < own, COMMUNITY, away)
    people["reported"][:] = (people["membership"] > COMMUNITY) & (
        luck.draw("member.reported", owners) < n.pm_reported_start
    )
    people["disposition"][:] = n.pm_type_sd * luck.normal("member.disposition", owners)


def _level(mean: float, luck: NDArray, spread: float = 0.15) -> NDArray[np.floating]:
    return np.clip(mean + spread * ndtri(luck), 0, 1)
