"""Bodies outside the grid: property companies and their fees (B2), whistles (B4),
extension and re-labelling near the limit (A2), the hotline's score, errands at the station's desk."""

from __future__ import annotations

import numpy as np
import pytest

from simulation import categories
from simulation.agents.resident.composition import CompositionNumbers
from simulation.luck import Luck
from simulation.model import Street
from simulation.model.casework.external_bodies import ExternalBodies
from simulation.neighbourhood import Buildings, compose, estates
from simulation.records import BUILDING_STEP, CHANNELS, DAY, REVIEWS
from simulation.service.cases import REVIEWS as SERVICE_REVIEWS
from simulation.service.numbers import ServiceNumbers
from tests.worlds import live, measured, small

N = ServiceNumbers()
SEEDS = (1, 2, 3)
first_is_fast = pytest.mark.parametrize(
    "seed", [SEEDS[0], *(pytest.param(seed, marks=pytest.mark.slow) for seed in SEEDS[1:])]
)
UNRANKED = "service.rank_gain=0"  # a ranking would answer with more pressure, or less
BUSY = "residents.need_rate_true=.00253"
WORKER, HOTLINE = CHANNELS.index("worker"), CHANNELS.index("hotline")
OPENS, NOON, AFTER, CLOSES = 510, 720, 810, 1080


# --- B2


def test_fees_by_hand():
    assert N.pay_chance(0.6, 0.68) == pytest.approx(0.8)
    assert N.pay_chance(0.8, 0.68) == pytest.approx(1 / (1 + np.exp(-(np.log(4) + 0.3))))
    assert N.pay_chance(0.6, 0.18) == pytest.approx(1 / (1 + np.exp(-(np.log(4) - 1))))
    assert N.company_speed(np.array([0.8, 0.72, 0.1])) == pytest.approx([1, 0.81, 0.3])
    assert N.quality_after(np.array([0.6, 0.6]), np.array([3, 0]), np.array([4, 0])) == pytest.approx(
        [0.65, 0.6]
    )


def test_a_ninth_of_estates_hold_about_half_of_the_trouble():
    # given a place of 4,000 estates
    buildings = Buildings(np.repeat(np.arange(4000), 4), np.zeros(16000, np.intp), np.zeros(1, np.intp))
    drawn = estates(buildings, compose(buildings, Luck(3), CompositionNumbers()), Luck(3), N)
    # then 11 % of them hold 47 % of property needs (Shanghai hotline 2018), and the mean weight is 1
    assert np.sort(drawn.weight)[-440:].sum() / drawn.weight.sum() == pytest.approx(0.47, abs=0.03)
    assert drawn.weight.mean() == pytest.approx(1)
    assert (~drawn.company).mean() == pytest.approx(0.15, abs=0.02)


def by_estate(street: Street) -> tuple[np.ndarray, np.ndarray]:
    """Estate of every need, and whether it is one of property."""
    needs = street.records.needs
    return street.world.buildings.estate[needs["owner"] // BUILDING_STEP], categories.PROPERTY[
        needs["category"]
    ]


@pytest.mark.slow
def test_property_needs_fall_on_estates_by_their_weight_and_other_needs_do_not():
    street = live(small(BUSY, days=120, warmup=1), 1)
    estate, of_property = by_estate(street)
    weight = street.world.estates.weight
    ours = np.bincount(estate[of_property], minlength=len(weight))
    others = np.bincount(estate[~of_property], minlength=len(weight))
    # other needs follow the condition of the estate alone
    expected, heavy = weight * others, weight > np.median(weight)
    found = ours[heavy].sum() / ours[~heavy].sum()
    assert found == pytest.approx(expected[heavy].sum() / expected[~heavy].sum(), rel=0.2)


@pytest.mark.slow
def test_where_no_company_serves_property_matters_wait_longer_and_others_do_not():
    waits: dict[tuple[bool, bool], list[float]] = {}
    for seed in SEEDS:
        street = live(small("service.estate_unmanaged=.4", days=240, warmup=1), seed)
        needs, (estate, of_property) = street.records.needs, by_estate(street)
        waited = (needs["others"] > 0) & ~np.isnan(needs["true_closed"]) & (needs["cls"] == 2)
        managed = street.world.estates.company[estate]
        for key in [(p, m) for p in (True, False) for m in (True, False)]:
            mine = waited & (of_property == key[0]) & (managed == key[1])
            waits.setdefault(key, []).extend(np.log(needs["others"][mine]))
    mean = {key: np.mean(values) for key, values in waits.items()}
    # ln(1 / .3) = 1.20 longer, less what whistles and the end of the run cut off; elsewhere no difference
    assert 0.6 < mean[True, False] - mean[True, True] < 1.6
    assert abs(mean[False, False] - mean[False, True]) < 0.3


@pytest.mark.slow
def test_the_spiral_of_fees_turns_both_ways():
    """Who is well served pays, and who is paid serves well: from the same start estates drift apart."""
    base = small(days=300, warmup=1)
    street = live(base, 1)
    spread = street.world.estates.speed[street.world.estates.company].std()
    flat = live(small("service.fee_estate=0", days=300, warmup=1), 1)
    assert spread > 1.5 * flat.world.estates.speed[flat.world.estates.company].std() > 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "sign"), [("residents.trust_start=.75", 1), ("residents.trust_start=.35", -1)]
)
def test_trust_pays_fees(number, sign):
    name = "fees_paid_share"
    base, raised = (measured(small(*each, days=60), SEEDS)[name] for each in ((), (number,)))
    assert (sign * (raised - base) > 0).all()


# --- B4


def test_whistles_by_hand():
    assert N.whistles_today(0.5, np.array([0.05, 0.89, 0.91])).tolist() == [0, 0, 1]
    assert N.whistles_today(8, np.array([0.05, 0.41])).tolist() == [1, 2]


def test_whistles_go_to_enforcement_and_major_matters_first_then_to_the_longest_wait(monkeypatch):
    # given a street whose calls we overhear
    heard = []
    called = ExternalBodies._called

    def overhear(self, need_of, today):
        rows = called(self, need_of, today)
        waiting, cases = self.world.service.waiting_on_others(), self.world.service.cases
        heard.append((waiting, cases["leg_from"][waiting].copy(), need_of[waiting], rows))
        return rows

    monkeypatch.setattr(ExternalBodies, "_called", overhear)
    street = Street(small(BUSY, "model.whistles=3", days=60, warmup=1), 1)
    for _ in range(60):
        street.step()
    needs, some = street.records.needs, 0
    for waiting, since, rows, chosen in heard:
        body = categories.BODY[needs["category"][rows]]
        later = ~(categories.NEEDS_ENFORCEMENT[needs["category"][rows]] | (needs["cls"][rows] == 1))
        key = list(zip(later.tolist(), since.tolist(), strict=True))
        taken = np.isin(waiting, chosen)
        # then of each body nobody who was left out has an earlier place than somebody who was called
        for each in np.unique(body):
            inside = [key[k] for k in np.flatnonzero(taken & (body == each))]
            outside = [key[k] for k in np.flatnonzero(~taken & (body == each))]
            assert not inside or not outside or max(inside) <= min(outside)
            some += bool(inside and outside)
    assert some > 50


@pytest.mark.slow
def test_called_bodies_answer_sooner_and_grow_tired_of_it():
    # given the same matters with and without the cut that a called body makes
    called, ignored = [], []
    for seed in SEEDS:
        both = []
        for more in ((), ("service.whistle_cut=0",)):
            needs = live(small(BUSY, "model.whistles=2", *more, days=60), seed).records.needs
            ended = needs["others"] > 0
            both.append(dict(zip(needs["id"][ended].tolist(), needs["others"][ended].tolist(), strict=True)))
        same = both[0].keys() & both[1].keys()
        called.append((len(both[0]), sum(both[0][each] for each in same)))
        ignored.append((len(both[1]), sum(both[1][each] for each in same)))
    # then more waits come to an end, and the same waits are shorter
    assert all(with_cut[0] > without[0] for with_cut, without in zip(called, ignored, strict=True))
    assert sum(each[1] for each in called) < sum(each[1] for each in ignored)
    # and who is called all the time comes less often
    few, many = (measured(small(BUSY, *each, days=60), SEEDS) for each in ((), ("model.whistles=8",)))
    assert (many["whistles_answered_share"] < few["whistles_answered_share"]).all()
    assert few["whistles_answered_share"].mean() == pytest.approx(0.7 * np.exp(-0.1), abs=0.08)


def test_without_whistles_nobody_is_called():
    street = live(small("model.whistles=0", days=60), 1)
    assert street.records.measured()["whistles"].sum() == 0


# --- extension, re-labelling, the hotline's score


@pytest.mark.slow
@first_is_fast
def test_only_what_waited_on_others_was_extended_and_no_limit_grew_shorter(seed):
    cases = live(small(BUSY, "service.extension_chance=.8", "model.appraisal=.9"), seed).records.cases()
    extended, relabelled = cases["reviewed"] == 2, cases["reviewed"] == 1
    assert extended.any() and relabelled.any()
    assert (cases["cls"][extended] < 2).any() and (cases["cls"][relabelled] == 2).all()
    assert (cases["others"][extended & ~np.isnan(cases["true_closed"])] > 0).all()
    assert (cases["due_at"] >= cases["limit_at"]).all()
    assert (cases["due_at"] == cases["limit_at"])[cases["reviewed"] == 0].all()
    assert not (cases["true_closed"] < cases["review_at"])[cases["reviewed"] > 0].any()


@pytest.mark.slow
def test_extension_makes_the_books_look_better_and_keeps_no_promise():
    never, often = (measured(small(f"service.extension_chance={chance}"), SEEDS) for chance in (0, 0.8))
    assert (never["extension_rate"] == 0).all() and (often["extension_rate"] > 0.03).all()
    assert (often["on_time_reported"] > never["on_time_reported"]).all()
    assert (often["on_time_true"] - never["on_time_true"]).abs().max() < 0.01


@pytest.mark.slow
def test_only_pressure_above_usual_changes_labels_and_scores():
    calm, hard = (measured(small(f"model.appraisal={level}", UNRANKED), SEEDS) for level in (0.5, 1))
    assert (calm["relabel_rate"] == 0).all() and (hard["relabel_rate"] > 0).all()
    # the hotline's score is what its callers think, until they are talked round
    for level, better in ((0.5, False), (1, True)):
        cases = live(small(f"model.appraisal={level}"), 1).records.cases()
        called = cases["scored"] >= 0
        assert (cases["channel"][called] == HOTLINE).all() and called.sum() > 20
        assert ((cases["scored"] > cases["satisfied"]) & called).any() == better
        assert not ((cases["scored"] < cases["satisfied"]) & called).any()


# --- errands at the desk


@pytest.mark.slow
@first_is_fast
def test_errands_brought_in_person_reach_the_desk_in_its_hours(seed):
    street = live(small(), seed)
    needs = street.records.needs
    brought = (needs["channel"] == WORKER) & categories.ERRAND[needs["category"]] & (needs["return_of"] < 0)
    at = needs["registered"][brought]
    minute, day = at % DAY, (at // DAY).astype(int)
    assert len(at) > 20
    assert (((minute >= OPENS) & (minute < NOON)) | ((minute >= AFTER) & (minute < CLOSES))).all()
    assert street.world.calendar.working[day].all()
    assert (at >= needs["act_at"][brought]).all()
    elsewhere = ~brought & ~np.isnan(needs["registered"]) & (needs["return_of"] < 0)
    assert (needs["registered"] == needs["act_at"])[elsewhere].all()


@pytest.mark.slow
def test_the_desk_serves_errands_where_cases_have_no_minutes_left():
    def waits(*overrides: str) -> tuple[float, float]:
        errands, others = [], []
        for seed in SEEDS:
            needs = live(small(BUSY, "model.campaign_minutes=480", *overrides, days=60), seed).records.needs
            told = (needs["channel"] == WORKER) & (needs["cls"] == 2) & (needs["hops"] == 0)
            wait = np.nan_to_num(needs["started"] - needs["registered"], nan=30 * DAY)
            desk = categories.ERRAND[needs["category"]]
            errands.extend(wait[told & desk])
            others.extend(wait[told & ~desk])
        return float(np.mean(errands)), float(np.mean(others))

    # the wait for the hours of duty is the others' alone, so the desk is told by closing it
    open_desk, closed_desk = waits(), waits("workers.window_busy=.999")
    assert open_desk[0] < 0.8 * closed_desk[0]
    assert open_desk[1] > 0.8 * closed_desk[1]


@pytest.mark.slow
def test_emergencies_by_day_are_reached_sooner_than_by_night():
    reach: dict[bool, list[float]] = {False: [], True: []}
    for seed in SEEDS:
        street = live(small("residents.class_emergency=.03", BUSY, days=60), seed)
        cases, calendar = street.records.cases(), street.world.calendar
        day, clock = (cases["registered"] // DAY).astype(int), cases["registered"] % DAY
        window = ((clock >= OPENS) & (clock < NOON)) | ((clock >= AFTER) & (clock < CLOSES))
        assert np.array_equal(cases["off_hours"], ~(calendar.working[day] & window))
        for off, logs in reach.items():
            logs.extend(np.log(cases["reach"][(cases["cls"] == 0) & (cases["off_hours"] == off)]))
    # twice the way, by the rota
    assert np.mean(reach[True]) - np.mean(reach[False]) == pytest.approx(np.log(2), abs=0.35)
    found = measured(small("residents.class_emergency=.03", BUSY, days=60), SEEDS).mean()
    assert found["onsite_30min_night_share"] < found["onsite_30min_share"] < found["onsite_30min_day_share"]


def test_reviews_have_the_same_numbers_in_the_service_and_in_the_records():
    assert REVIEWS.index("none") == SERVICE_REVIEWS["none"]
    assert REVIEWS.index("relabelled") == SERVICE_REVIEWS["relabel"]
    assert REVIEWS.index("extended") == SERVICE_REVIEWS["extend"]
