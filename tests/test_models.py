"""What a model of governance sets besides dials: practice, checks, centres, pay; and what a place has."""

import numpy as np
import pytest
from worlds import live, measured, small, surely

from simulation.calendar import Calendar, windows_of
from simulation.interventions import interventions
from simulation.levers import MATERIAL, Dials, Levers, When
from simulation.place import Place
from simulation.scenario import load

COPIED = ("model.workers=3", "model.training=.8", "model.voice_app=1", "model.branch=1")
SEEDS = range(1, 9)


def test_half_of_a_copied_dial_is_practised_and_posts_are_what_they_are():
    levers = Levers(Dials(workers=3, training=0.8, authority=0.9), 2)
    levers.practise(0.5)
    assert levers.training == pytest.approx([0.4, 0.4])
    assert levers.authority == pytest.approx([(0.9 + Dials.authority) / 2] * 2)
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
    assert load("scenarios/small-city.yaml").dials.pay == 3000
    assert load("scenarios/small-city.yaml", ["model.pay_ratio=1.1"]).dials.pay == pytest.approx(3300)
    assert load("scenarios/small-city.yaml", ["model.pay=5000"]).dials.pay == 5000
    assert Levers(Dials(pay=3000), 1, usual_pay=3000).pay_ratio == 1


def test_a_place_without_a_heating_season_never_heats():
    def heated(start, end):
        place = Place(heating_start=start, heating_end=end)
        return Calendar(
            load("scenarios/lijia.yaml").experiment.first, 365, place, windows_of("09:00-17:00")
        ).heating

    assert not heated("none", "none").any() and heated("11-05", "04-05").any()


def test_posts_follow_what_is_on_record_and_leave_the_sum_as_it_was():
    levers = Levers(Dials(), 4)
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
