"""What makes streets differ, and what comes back: people alike by estate, voice that is learned, habits of
workers, queues at bodies, knowledge, owed forms, colleagues."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.agents.grid_worker import GridWorker, WorkerNumbers
from simulation.agents.resident import Resident
from simulation.agents.resident.composition import alike
from simulation.model import Street
from simulation.model.casework.external_bodies import ExternalBodies
from simulation.records import CHANNELS
from simulation.service.numbers import ServiceNumbers
from tests.worlds import live, small

WORKERS, SERVICE = WorkerNumbers(), ServiceNumbers()
MANY = ("place.residents=24000", "place.communities=4")


def street_of(*settings: str) -> Street:
    return Street(small(*settings, grids=20, days=30, warmup=0), 5)


def spread_between_estates(street: Street, trait: str) -> float:
    """Variance of estate means beyond what chance gives, of the whole variance."""
    value = np.asarray(getattr(street.residents, trait), float)
    estate = street.world.buildings.estate[street.residents.building]
    size = np.bincount(estate)
    means = np.bincount(estate, value) / size
    return (means.var() - value.var() * (1 / size).mean()) / value.var()


# who lives where


def test_random_numbers_that_are_alike_stay_uniform_and_correlate_by_their_share():
    rng = np.random.default_rng(1)
    group = np.repeat(rng.normal(size=4000), 25)
    values = alike(rng.random(100_000), group, 0.3)
    assert np.quantile(values, [0.1, 0.5, 0.9]) == pytest.approx([0.1, 0.5, 0.9], abs=0.02)
    assert np.corrcoef(values, group)[0, 1] == pytest.approx(np.sqrt(0.3), abs=0.03)


@pytest.mark.parametrize("trait, setting", [("tenant", "alike_tenant"), ("trust", "alike_views")])
def test_a_trait_differs_between_estates_where_its_number_says_so(trait, setting):
    alone, apart = (
        spread_between_estates(street_of(*MANY, f"residents.{setting}={share}"), trait) for share in (0, 0.2)
    )
    assert apart > 0.05
    assert abs(alone) < 0.03


def test_shares_of_the_place_hold_whatever_its_estates_are_like():
    for setting in ("residents.alike_age=0", "residents.alike_age=0.4"):
        street = street_of(*MANY, setting)
        assert (street.residents.age >= 60).mean() == pytest.approx(
            street.world.scenario.place.age_share_60plus, abs=0.03
        )


def test_old_people_live_in_worn_estates():
    street = street_of(*MANY, "residents.alike_age=0.4", "residents.old_estates=0.9")
    estate = street.world.buildings.estate[street.residents.building]
    old = np.bincount(estate, street.residents.age >= 60) / np.bincount(estate)
    assert np.corrcoef(old, street.world.estates.worn)[0, 1] > 0.5


def test_a_frail_resident_has_little_time_to_help():
    street = street_of()
    people, gate = street.residents, street.residents.evaluate(Resident.time_gate, street.world.levers)
    old = people.age >= 60
    assert gate[old & people.frail].mean() < 0.5 * gate[old & ~people.frail].mean()
    assert people.frail[old].mean() > 5 * people.frail[people.age < 60].mean()


# voice is learned


@pytest.mark.parametrize("satisfaction, way", [(1.0, 1), (0.0, -1)])
def test_who_hears_of_a_case_believes_more_or_less_in_its_channel_alone(satisfaction, way):
    street = street_of()
    hotline = CHANNELS.index("hotline")
    rows, before = np.array([3, 4]), street.residents.columns["efficacy_hotline"].copy()
    other = street.residents.columns["efficacy_worker"].copy()
    street.feedback._tell(rows, np.full(2, satisfaction), np.full(2, hotline), 0.5)
    moved = street.residents.columns["efficacy_hotline"] - before
    assert (np.sign(moved[rows]) == way).all()
    assert moved[np.setdiff1d(np.arange(len(before)), rows)].any() == 0
    assert (street.residents.columns["efficacy_worker"] == other).all()


# on record


def test_busy_workers_put_less_on_record_and_habits_differ():
    usual = WORKERS.recorded_share(0.7, 0.0, 0.0)
    assert usual == pytest.approx(0.7)
    assert WORKERS.recorded_share(0.7, 0.0, 0.5) == pytest.approx(0.586, abs=0.001)
    assert WORKERS.recorded_share(0.7, 0.5, 0.0) > usual > WORKERS.recorded_share(0.7, -0.5, 0.0)


# bodies


def test_what_a_body_cannot_do_queues_and_outlasts_the_wave():
    # by hand: usual 4 matters a day, capacity 5; ten days of 7 leave 20, which take 4 days of capacity
    queue = np.zeros(1)
    for _ in range(10):
        queue = SERVICE.queue_after(queue, 7.0, 4.0)
    assert queue == pytest.approx(20)
    assert SERVICE.queue_days(queue, 4.0) == pytest.approx(4)
    for _ in range(20):
        queue = SERVICE.queue_after(queue, 4.0, 4.0)
    assert queue == 0


def test_capacity_of_bodies_belongs_to_the_place_and_not_to_its_grids():
    few, many = (
        ExternalBodies(Street(small(f"model.residents_per_grid={size}", grids=4, days=2, warmup=0), 1).world)
        for size in (1200, 600)
    )
    assert few.usual == pytest.approx(many.usual)


@pytest.mark.slow
def test_with_half_the_people_of_its_bodies_a_street_waits_longer():
    settings = ("residents.need_rate_true=.00253",)
    usual, short = (
        live(small(*settings, f"place.body_matters={matters}", days=120, warmup=30), 1)
        for matters in (2.2, 1.1)
    )
    waits = [np.nanmedian(_waits(street)) for street in (usual, short)]
    assert waits[1] > 1.3 * waits[0]


def _waits(street: Street) -> np.ndarray:
    needs = street.records.needs
    mine = needs["refused"] | (needs["hops"] >= 0)
    taken = (needs["true_closed"] - needs["registered"])[mine & (needs["registered"] >= 0)]
    return taken[taken > 3 * 1440]


# knowledge


def test_what_is_known_of_a_household_returns_less_and_leaves_with_a_worker():
    assert WORKERS.returns_of_known(0.1, 1) < WORKERS.returns_of_known(0.1, 0) == pytest.approx(0.1)
    street = street_of("workers.known_start=0.9", "workers.known_lost=1")
    key, today = street.world.key_households, street.begin_day()
    left = street.workers.grid == 0
    street.workers.columns["filled"][left] = False
    before = key.known.copy()
    street.household_visits.lose(left & (np.arange(len(left)) % 8 < 2), today)
    assert before[key.grid == 0].any()
    assert not key.known[key.grid == 0].any()
    assert (key.known == before)[key.grid != 0].all()


def test_which_households_are_known():
    key = street_of().world.key_households
    assert (key.knows(key.number) == key.known).all()
    plain = np.setdiff1d(np.arange(key.number.max() + 3), key.number)
    assert (key.knows(plain) == -1).all()


# owed forms and colleagues


def test_work_done_on_paper_is_asked_for_again_the_more_the_harder_the_appraisal():
    assert WORKERS.sent_back(100.0, 0.5) == pytest.approx(30)
    assert WORKERS.sent_back(100.0, 1.0) == pytest.approx(60)


@pytest.mark.slow
def test_owed_forms_raise_the_load_of_a_street_that_cannot_keep_up():
    loads = []
    for back in (0, 0.9):
        street = live(small("model.campaign_minutes=250", f"workers.owed_back={back}", days=120, warmup=0), 1)
        loads.append(street.casework.load.mean())
    assert loads[1] > loads[0] + 0.02


def test_burnt_out_colleagues_wear_on_one_and_empty_streets_hire_slowly():
    numbers = WorkerNumbers()
    assert numbers.hiring_chance(0.5) < numbers.hiring_chance(0.0) == pytest.approx(1 - np.exp(-1 / 45))
    street = street_of()
    workers = street.workers
    calm, worn = (workers.evaluate(GridWorker.demand, 0.0, 0.0, 0.0, 0.0, felt) for felt in (0.0, 0.3))
    assert (worn >= calm).all()
    assert (worn > calm).any()
