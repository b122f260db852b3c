"""What a model of governance sets besides levers: practice, checks, centres, pay; and what a place has."""

import numpy as np
import pytest

from simulation.agents.grid_worker import WorkerNumbers
from simulation.interventions import interventions
from simulation.levers import MATERIAL, LeverDefaults, Levers, When
from simulation.place import Place
from simulation.place.calendar import Calendar, windows_of
from simulation.records import CHANNELS
from simulation.scenario import load
from tests.worlds import live, measured, small, surely

PATROL = CHANNELS.index("patrol")
COPIED = ("model.workers=3", "model.training=.8", "model.voice_app=1", "model.branch=1")
SEEDS = range(1, 9)


def test_half_of_a_copied_dial_is_practised_and_posts_are_what_they_are():
    levers = Levers(LeverDefaults(workers=3, training=0.8, authority=0.9), 2)
    levers.practise(0.5)
    assert levers.training == pytest.approx([0.4, 0.4])
    assert levers.authority == pytest.approx([(0.9 + LeverDefaults.authority) / 2] * 2)
    assert (levers.workers == 3).all() and "workers" in MATERIAL


def test_a_form_without_practice_costs_the_same_money_and_works_as_today():
    def street(fidelity):
        return live(small(*COPIED, f"model.fidelity={fidelity}", days=30, warmup=0), 1)

    whole, form = street(1), street(0)
    spent = [
        each.records.ledger.set_index("credit")["yuan"].reindex(["training", "app", "branch"]).sum()
        for each in (whole, form)
    ]
    assert spent[0] == pytest.approx(spent[1]) and spent[0] > 0
    assert whole.world.levers.training.mean() == pytest.approx(0.8)
    assert form.world.levers.training.mean() == form.world.levers.voice_app.mean() == 0


@pytest.mark.slow
def test_a_handler_who_is_checked_by_others_closes_less_on_paper():
    own, others = (
        measured(
            small("residents.need_rate_true=.00253", f"model.handler_checks_self={each}", days=60), SEEDS
        )
        for each in (1, 0)
    )
    assert surely(others["paper_closed_share"] - own["paper_closed_share"])[1] < 0


def test_centres_are_paid_by_the_district_for_each_resident():
    street = live(small("model.overhead_yuan_per_100k_residents=1000000", grids=2, days=73, warmup=0), 1)
    paid = street.records.ledger.query("debit == 'district' and credit == 'overhead'")["yuan"].sum()
    assert paid == pytest.approx(1_000_000 * 2400 / 100_000 * 73 / 365, rel=1e-3)


def test_pay_follows_the_place_unless_a_model_names_yuan():
    assert load("scenarios/small-city.yaml").lever_defaults.pay == 3000
    assert load("scenarios/small-city.yaml", ["model.pay_ratio=1.1"]).lever_defaults.pay == pytest.approx(
        3300
    )
    assert load("scenarios/small-city.yaml", ["model.pay=5000"]).lever_defaults.pay == 5000
    assert Levers(LeverDefaults(pay=3000), 1, usual_pay=3000).pay_ratio == 1


def test_a_place_without_a_heating_season_never_heats():
    def heated(start, end):
        place = Place(heating_start=start, heating_end=end)
        return Calendar(
            load("scenarios/lijia.yaml").experiment.first, 365, place, windows_of("09:00-17:00")
        ).heating

    assert not heated("none", "none").any() and heated("11-05", "04-05").any()


def test_posts_follow_what_is_on_record_and_leave_the_sum_as_it_was():
    levers = Levers(LeverDefaults(), 4)
    recorded = np.array([0.2, 0.6, 0.6, 1.0])
    when = When(np.ones(4), np.zeros(4), np.zeros(4, int), recorded)
    interventions["posts_by_load"](moved=1.0).turn(levers, when)
    assert (np.diff(levers.workers) >= 0).all() and levers.workers[0] < 2 < levers.workers[3]
    assert levers.workers.sum() == pytest.approx(8)


def test_fewer_forms_leave_less_time_on_forms():
    usual, fewer = (
        measured(small(f"model.forms_dropped={each}", days=30, warmup=0), [1]).iloc[0] for each in (0, 0.5)
    )
    assert fewer["forms_share"] < usual["forms_share"]


def test_supervisors_walk_and_check_and_assistants_are_hands_for_chores():
    # given the posts of a grid of Dongcheng, and an epidemic that leaves half of the patrols
    n = WorkerNumbers(supervisor_walk=0.6, supervisor_check=0.3, assistant_chores=0.8, task_fill=0.3)
    # then three in five of 8 hours are walked, and half of them in the epidemic
    assert n.supervised_hours(0.73, 1.0) == pytest.approx(3.504)
    assert n.supervised_hours(0.73, 0.5) == pytest.approx(1.752)
    # and closings are seen again only where the handler does not check, at most all of them
    assert n.checked_share(0.73, 0) == pytest.approx(0.219) and n.checked_share(0.73, 1) == 0
    assert n.checked_share(3, 0) == pytest.approx(0.9)
    # and one worker with .6 of a hand beside keeps 1 / 1.6 of the chores, of which .3 of the rest is new work
    hands = n.helping_hands(0.75)
    assert n.sharing(1, np.ones(1), hands) == pytest.approx(1 / 1.6 + 0.3 * (1 - 1 / 1.6))
    assert n.sharing(2, np.array([2.0, 1.0, 0.0])) == pytest.approx([1, 2, 2])


def shared_matters(street):
    """Of the shared matters that arose: found by a patrol, and kept silent at the end."""
    needs = street.records.needs
    shared = needs["common"] & (needs["return_of"] < 0)
    return {
        "found": (needs["channel"] == PATROL)[shared].mean(),
        "kept_silent": needs["silent"][shared].mean(),
    }


@pytest.mark.slow
def test_more_supervisors_find_more_of_what_nobody_has_noticed_and_less_stays_silent():
    none, one, two = (
        measured(small(f"model.supervisors={each}", days=60), SEEDS, shared_matters) for each in (0, 1, 2)
    )
    for fewer, more in ((none, one), (one, two)):
        assert surely(more["found"] - fewer["found"])[0] > 0
        assert surely(more["kept_silent"] - fewer["kept_silent"])[1] < 0


def test_supervisors_call_on_nobody():
    none, two = (live(small(f"model.supervisors={each}", days=30, warmup=0), 1) for each in (0, 2))
    seen = [street.world.key_households.seen for street in (none, two)]
    assert (seen[0] == seen[1]).mean() > 0.9  # but for what busier workers walk less


@pytest.mark.slow
def test_a_supervisor_finds_false_closings_only_where_handlers_do_not_check():
    def corrected(supervisors, checks_self):
        own = f"model.handler_checks_self={checks_self}"
        world = small(
            "residents.need_rate_true=.00253", own, f"model.supervisors={supervisors}",
            "workers.supervisor_walk=.3", "workers.patrol_find=.02", days=60,
        )  # fmt: skip
        table = measured(world, SEEDS)
        return table["on_time_reported"] - table["on_time_corrected"]

    assert surely(corrected(2, 0) - corrected(0, 0))[0] > 0
    assert abs(np.mean(corrected(2, 1) - corrected(0, 1))) < 0.01


def test_assistants_take_forms_off_workers_and_no_case():
    none, one = (
        live(small(f"model.assistants={each}", days=30, warmup=0), 1).records.measured() for each in (0, 1)
    )
    working = none["minutes_duty"] > 0
    forms, window = (
        one[name][working].mean() / none[name][working].mean() for name in ("minutes_forms", "minutes_window")
    )
    assert forms < 1 and window < 0.85
    assert one["demand"].sum() < none["demand"].sum() and one["workers"].mean() <= 16


def test_supervisors_and_assistants_are_paid_as_workers_by_the_district():
    def wages(*overrides):
        street = live(small(*overrides, grids=2, days=73, warmup=0), 1)
        return street.records.ledger.query("debit == 'district' and credit == 'wages'")["yuan"].sum()

    # two workers a grid at 67,000 yuan a year; then three and a half posts at a fifth more
    assert wages() == pytest.approx(2 * 2 * 67_000 / 5, rel=1e-5)
    more = wages("model.supervisors=.5", "model.assistants=1", "model.pay_ratio=1.2")
    assert more == pytest.approx(2 * 3.5 * 67_000 * 1.2 / 5, rel=1e-5)
