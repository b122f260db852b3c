"""People, households and buildings belong to the place, grids to the way it is governed."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import shortest_path

from simulation.agents.resident.ages import ADULT
from simulation.codes import SPOKEN
from simulation.model import Street
from simulation.neighbourhood import build, sum_around
from simulation.neighbourhood.network import _sum_by_links
from simulation.records import Records
from tests.worlds import live, small

SEED = 11


@pytest.fixture(scope="module")
def street() -> Street:
    return Street(small(grids=40, days=1, warmup=0), SEED)


def people(street: Street) -> dict[str, np.ndarray]:
    return street.residents.columns


def close(share: float, expected: float, of: int) -> bool:
    """Within four standard deviations of a count's share."""
    return abs(share - expected) < 4 * np.sqrt(expected * (1 - expected) / of)


# who lives there


def test_ages_are_those_of_the_census(street):
    age = people(street)["age"]
    size = len(age)
    assert size == 48_000
    for low, high, share in ((0, 15, 0.12), (15, 60, 0.63), (60, 120, 0.25)):
        assert close(((age >= low) & (age < high)).mean(), share, size)
    assert age.max() <= 95


def test_households_have_the_size_of_the_census_and_an_adult_at_their_head(street):
    household, age = people(street)["household"], people(street)["age"]
    sizes = np.bincount(household)
    assert sizes.mean() == pytest.approx(2.4, abs=0.001)
    assert sizes.min() == 1
    heads = np.searchsorted(household, np.arange(len(sizes)))
    assert age[heads].min() >= ADULT


def test_a_household_lives_in_one_building_and_a_building_in_one_grid(street):
    who = people(street)
    for outer, inner in (("building", "household"), ("grid", "building")):
        first = np.searchsorted(who[inner], who[inner])
        assert (who[outer] == who[outer][first]).all()
        assert (np.diff(who[outer]) >= 0).all()


def test_buildings_have_sixty_households_and_grids_are_as_even_as_whole_buildings_allow(street):
    homes = {(b, h) for b, h in zip(people(street)["building"], people(street)["household"], strict=True)}
    per_building = np.bincount([building for building, _ in homes])
    assert per_building.mean() == pytest.approx(60, abs=0.5)
    per_grid = np.bincount(street.world.buildings.grid)
    assert len(per_grid) == 40
    assert np.ptp(per_grid) <= 1  # whole buildings: one more or less


def test_circumstances_follow_age(street):
    who, n = people(street), street.world.numbers.residents
    group = np.searchsorted((30, 40, 50, 60), who["age"], side="right")
    for state, shares in (("employed", n.employed), ("tenant", n.tenant)):
        for at, share in enumerate(shares):
            mine = group == at
            assert close(who[state][mine].mean(), share, mine.sum())


def test_traits_of_one_age_have_nothing_to_do_with_each_other(street):
    who = people(street)
    mine = (who["age"] >= 30) & (who["age"] < 40)
    names = ("employed", "tenant", "phone_only", "trust", "disposition", "membership")
    traits = np.stack([who[name][mine].astype(float) for name in names])
    apart = np.corrcoef(traits)[np.triu_indices(len(names), 1)]
    assert np.abs(apart).max() < 4 / np.sqrt(mine.sum())


def test_views_start_at_their_means_and_are_shared_at_home(street):
    who = people(street)
    assert who["trust"].mean() == pytest.approx(0.6, abs=0.005)
    assert who["trust"].std() == pytest.approx(0.15, abs=0.005)
    assert (who["trust"] == who["trust_start"]).all()
    views = np.stack([who["trust"], *(who[f"efficacy_{channel.word}"] for channel in SPOKEN)])
    apart = np.corrcoef(views)[np.triu_indices(len(views), 1)]
    # .40 of their variance lies between households, .05 between estates, the rest is each one's own
    assert np.abs(apart - 0.45).max() < 0.03


def test_members_are_adults_of_three_kinds_and_a_fifth_of_those_away_has_reported_in(street):
    who = people(street)
    kind, size = who["membership"], len(who["membership"])
    assert close((kind > 0).mean(), 0.073, size)
    assert who["age"][kind > 0].min() >= ADULT
    shares = np.bincount(kind[kind > 0], minlength=4)[1:] / (kind > 0).sum()
    assert shares == pytest.approx([0.27, 0.60, 0.13], abs=0.02)
    assert close(who["reported"][kind > 1].mean(), 0.2, (kind > 1).sum())
    assert not who["reported"][kind <= 1].any()


def test_most_of_the_communitys_own_members_are_retired(street):
    who = people(street)
    assert (who["age"][who["membership"] == 1] >= 60).mean() > 0.7


def test_nobody_under_eighteen_is_willing_or_on_the_roster(street):
    minor = people(street)["age"] < ADULT
    assert not people(street)["willing"][minor].any()
    assert not people(street)["on_roster"][minor].any()


# whom they know, who serves them


def test_nine_of_ten_links_stay_inside_the_grid(street):
    links, grid = street.world.neighbours, people(street)["grid"]
    assert links.shape == (len(grid), 8)
    assert links.min() >= 0 and links.max() < len(grid)
    inside = (grid[links] == grid[:, None]).mean()
    assert inside == pytest.approx(0.9 + 0.1 / 40, abs=0.003)


def test_links_that_stay_inside_are_mutual_and_lead_to_others(street):
    alone = Street(small("residents.network_rewire=0", grids=2, days=1, warmup=0), SEED)
    links = alone.world.neighbours
    who = np.arange(len(links))
    assert not (links == who[:, None]).any()
    assert all(at in links[friend] for at in who[::97] for friend in links[at])


def clustering(links: np.ndarray, whose: np.ndarray) -> float:
    """Share of pairs of somebody's friends who know each other, mean over some."""
    friends = [set(row) for row in links]
    shares = []
    for at in whose:
        pairs = [(a, b) for a in links[at] for b in links[at] if a != b]
        shares.append(np.mean([b in friends[a] or a in friends[b] for a, b in pairs]))
    return float(np.mean(shares))


def path_length(links: np.ndarray, whose: np.ndarray) -> float:
    """Mean number of steps from some residents to all that can be reached."""
    steps = shortest_path(network(links), unweighted=True, directed=False, indices=whose)
    return float(steps[np.isfinite(steps) & (steps > 0)].mean())


def network(links: np.ndarray) -> csr_matrix:
    size, degree = links.shape
    to = (np.repeat(np.arange(size), degree), links.ravel())
    return csr_matrix((np.ones(size * degree), to), (size, size))


def test_the_network_is_a_small_world():
    # given the network, the fire without rewired links, and one that leads anywhere
    nets = {
        rewire: Street(small(f"residents.network_rewire={rewire}", days=1, warmup=0), SEED).world.neighbours
        for rewire in (0, 0.1, 1)
    }
    some = np.arange(0, len(nets[0]), 401)
    tight = {rewire: clustering(net, some) for rewire, net in nets.items()}
    far = {rewire: path_length(net, some) for rewire, net in nets.items()}
    # then friends know each other nearly as in the fire, a hundred times as often as at random
    assert tight[0] == pytest.approx(9 / 14, abs=1e-9)  # of a fire with 8 neighbours: 3 (k - 2) / (4 (k - 1))
    assert tight[0.1] > 0.6 * tight[0] and tight[0.1] > 100 * tight[1]
    # and everybody is nearly as near as at random, while the fire of an estate is 36 steps long on average
    assert far[0] == pytest.approx(36, rel=0.03)
    assert far[0.1] < 1.6 * far[1] < 0.1 * far[0] + 5


BY_DEFAULT = {"on_roster", "active_neighbours"}  # who helps where levers are at default levels


def test_the_people_are_the_same_under_another_policy_or_model():
    plain = Street(small(days=1, warmup=0), SEED)
    policy = ("volunteer_points: {points_per_hour: 10, from: 2025-01-01}",)
    paid, governed = (
        Street(small(*model, days=1, warmup=0, policies=policy), SEED)
        for model in ((), ("model.workers=4", "model.branch=1"))
    )
    for name, column in people(plain).items():
        assert (column == people(paid)[name]).all(), name
        assert name in BY_DEFAULT or (column == people(governed)[name]).all(), name
    assert (plain.world.neighbours == governed.world.neighbours).all()


def test_each_grid_has_its_posts_and_workers_differ(street):
    staff = street.workers
    filled = np.bincount(staff.grid[staff.filled], minlength=40)
    assert (filled == 2).all()
    assert staff.cases_done[staff.filled].mean() == pytest.approx(200, abs=60)
    assert len(np.unique(staff.demand_trait)) == len(staff)


def test_firms_are_spread_over_the_buildings(street):
    firms = street.firms
    assert len(firms) == 480
    assert (street.world.buildings.grid[firms.building] == firms.grid).all()
    assert np.bincount(firms.grid).min() >= 10


# other grids, same people

GOVERNED = {"grid", "hours_this_month", "on_roster"}


def test_redrawn_grids_change_no_person():
    wide, narrow = (
        Street(small(*more, grids=8, days=1, warmup=0), SEED)
        for more in ((), ("model.residents_per_grid=800",))
    )
    assert (wide.world.grids, narrow.world.grids) == (8, 12)
    for name, column in people(wide).items():
        if name not in GOVERNED:
            assert (column == people(narrow)[name]).all(), name
    assert (people(wide)["on_roster"] == people(narrow)["on_roster"]).all()


def needs_of(records: Records) -> dict[str, np.ndarray]:
    """True needs by id: what arose, whose, of which kind."""
    own = (records.needs["duplicate_of"] < 0) & (records.needs["return_of"] < 0)
    names = ("id", "day", "person", "category", "cls", "common", "arose", "noticed")
    return {name: records.needs[name][own] for name in names}


def test_redrawn_grids_and_other_policies_change_no_true_need():
    plain = needs_of(live(small(days=40, warmup=0), SEED).records)
    others = (
        small("model.residents_per_grid=800", days=40, warmup=0),
        small("model.workers=4", "model.branch=1", "model.voice_app=1", days=40, warmup=0),
    )
    assert len(plain["id"]) > 100
    for scenario in others:
        same = needs_of(live(scenario, SEED).records)
        assert all(np.array_equal(column, same[name]) for name, column in plain.items())


def test_another_seed_brings_other_people_and_other_needs():
    one, two = (live(small(days=40, warmup=0), seed) for seed in (SEED, SEED + 1))
    assert (people(one)["age"] != people(two)["age"]).mean() > 0.5
    shared = np.intersect1d(needs_of(one.records)["id"], needs_of(two.records)["id"])
    assert len(shared) < 0.2 * len(needs_of(one.records)["id"])


@pytest.mark.parametrize("residents", [100, 999, 9600])
def test_a_place_of_any_size_is_laid_out_without_gaps(residents):
    scenario = small(f"place.residents={residents}", "place.communities=3", grids=1, days=1, warmup=0)
    buildings = build(scenario.place, scenario.governance)
    for column in (buildings.grid, buildings.estate, buildings.community_of_grid):
        assert column[0] == 0
        assert set(np.diff(column)) <= {0, 1}


@pytest.mark.parametrize("add_up", [sum_around, _sum_by_links], ids=["compiled", "plain"])
@pytest.mark.parametrize("degree", [2, 7, 8, 11, 16])
def test_neighbours_are_added_up_to_the_last_bit_as_numpy_adds_up_a_row(street, degree, add_up):
    # given a state of residents who each know some others
    trust = people(street)["trust"] + np.sin(np.arange(48_000, dtype=np.float32))
    known = (np.arange(48_000)[:, None] * 7919 + 104_729 * np.arange(degree)) % 48_000
    # when it is added up over the neighbours of each, link by link
    total = add_up(trust, np.ascontiguousarray(known.T, np.int32))
    # then no bit differs from the sum of a row
    assert np.array_equal(total, trust[known].sum(axis=1))
