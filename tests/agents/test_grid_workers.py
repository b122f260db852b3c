"""A worker's day, skill, burnout and leaving: rules as arithmetic: no street, no seed."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy.special import ndtri

from simulation.agents.grid_worker import GridWorker, WorkerNumbers
from simulation.levers import LeverDefaults, Levers
from simulation.population import Population
from tests.agents.agents import REST, SIZE, WORKERS, _fill, spread


def staff(size: int, **states: Any) -> Population[GridWorker]:
    return _fill(Population(None, GridWorker, size, numbers=WORKERS), states)


# W1-W9: grid workers


def ordinary_day(filled: float = 2.0, campaigns: float = 100.0) -> dict[str, float]:
    """Mean minutes of a worker's day at Lijia today."""
    luck = spread(SIZE, 1)
    who = staff(SIZE, age=np.clip(42 + 9 * ndtri(luck[0]), 20, 60))
    sharing = WORKERS.sharing(2.0, filled)
    forms = who.evaluate(GridWorker.form_minutes, WORKERS.form_load(0.1, 0, 0) * sharing)
    window = who.evaluate(GridWorker.window_minutes, sharing)
    tasks = WORKERS.task_minutes(sharing, campaigns, 0, 0)
    patrol = WORKERS.patrol_minutes(1.1)  # the load at which the paper counts the day
    cases = who.evaluate(GridWorker.case_minutes, REST, forms, window, patrol, tasks)
    demanded = who.evaluate(GridWorker.demanded_minutes, forms, window, tasks)
    names = ("forms", "window", "tasks", "patrol", "cases", "demanded")
    return {
        n: float(np.mean(m))
        for n, m in zip(names, (forms, window, tasks, patrol, cases, demanded), strict=True)
    }


def test_an_ordinary_day_is_full_before_the_first_case():
    day = ordinary_day()
    assert day["forms"] == pytest.approx(238, abs=4)
    assert day["window"] == pytest.approx(22, abs=1)
    assert day["cases"] == pytest.approx(114, abs=4)
    # 15 minutes of cases a worker; one worker in forty is absent
    assert 1.07 < (day["demanded"] + 15) / WORKERS.work_day / (1 - WORKERS.absence_base) < 1.10


def test_a_colleague_more_frees_minutes_and_part_of_them_fills_again():
    two, three, one = ordinary_day(2), ordinary_day(3), ordinary_day(1)
    assert one["cases"] < two["cases"] < three["cases"]
    assert three["forms"] / two["forms"] == pytest.approx(2 / 3 + WORKERS.task_fill / 3)
    assert one["forms"] / two["forms"] == pytest.approx(2)


def test_cases_keep_a_floor_whatever_is_ordered():
    assert ordinary_day(campaigns=400)["cases"] == pytest.approx(WORKERS.case_floor * WORKERS.work_day)


def test_joined_systems_save_forms_and_side_by_side_systems_add_them():
    assert WORKERS.form_load(0.5, 0, 0) == pytest.approx(0.5 * (1 - 0.6 * 0.5 * 0.6))
    assert WORKERS.form_load(0.5, 1, 0) - WORKERS.form_load(0.5, 0, 0) == pytest.approx(0.1)
    assert WORKERS.form_load(0, 0, 0.5) == pytest.approx(0.5 * (1 - 0.5 * 0.6))


def test_appraisal_brings_effort_which_burnout_eats():
    pressed = Levers(LeverDefaults(appraisal=1), 1)
    fresh, spent = (
        staff(1, burnout=level)[0].case_minutes(pressed, 100, 20, 70.0, 50.0) for level in (0.0, 1.0)
    )
    assert fresh == pytest.approx(1.075 * spent)


def test_experience_shortens_work_to_seven_tenths_in_the_mean():
    cases = np.linspace(0, WORKERS.experience_start, SIZE)
    time = staff(SIZE, cases_done=cases).evaluate(GridWorker.skill_time)
    assert time.mean() == pytest.approx(0.72, abs=0.01)
    assert time[0] == 1
    assert (np.diff(time) <= 0).all()
    # twice the experience (with the scale of 50 cases): .85 of the time
    assert staff(1, cases_done=50)[0].skill_time() == pytest.approx(0.85)


def test_training_saves_time_brings_fewer_returns_and_more_settled_on_the_spot():
    raw, trained = staff(1, training=0)[0], staff(1, training=1)[0]
    assert trained.skill_time() == pytest.approx(0.85 * raw.skill_time())
    usual = [staff(1, training=level, fatigue=WORKERS.fatigue0)[0].return_chance(0.0) for level in (1, 0)]
    assert usual[0] < usual[1] == pytest.approx(0.098)
    assert WORKERS.on_spot_chance(1, 0.4) > WORKERS.on_spot_chance(0, 0.4) == pytest.approx(0.15)


def test_a_course_trains_and_fades_without():
    assert staff(1, training=0)[0].trained_tomorrow(1.0) == pytest.approx(1 / 90)
    assert staff(1, training=1)[0].trained_tomorrow(0.0) == pytest.approx(1 - 1 / 365)


def test_patrol_hours_find_a_quarter_of_what_nobody_has_noticed():
    assert WORKERS.finding_chance(2.4) == pytest.approx(0.25, abs=0.01)
    assert WORKERS.finding_chance(0) == 0
    assert WORKERS.patrol_minutes(2.0) == pytest.approx(WORKERS.patrol_minutes(1.0) / 2)


def test_overtime_tires_and_rest_days_restore():
    one = staff(1, fatigue=0.4)[0]
    assert one.tired_tomorrow(2, False) > one.tired_tomorrow(0, False) > one.tired_tomorrow(0, True)


def test_two_waves_of_overtime_a_week_leave_usual_fatigue():
    one = staff(1, fatigue=0.0)
    course = []
    for day in range(140):
        rest = day % 7 >= 5
        one.columns["fatigue"][:] = one.evaluate(GridWorker.tired_tomorrow, 0 if rest else 28 / 60, rest)
        course.append(float(one.columns["fatigue"][0]))
    assert np.mean(course[-28:]) == pytest.approx(WORKERS.fatigue0, abs=0.04)


@cache
def worn() -> Population[GridWorker]:
    """Workers of all tempers after years of an ordinary job."""
    luck = spread(2**11, 3)
    traits = {"demand_trait": 0.15 * ndtri(luck[0]), "resource_trait": 0.15 * ndtri(luck[1])}
    who = staff(2**11, age=np.clip(42 + 9 * ndtri(luck[2]), 20, 60), **traits)
    for _ in range(1500):
        who.columns["burnout"][:] = who.evaluate(
            GridWorker.burnt_tomorrow, np.full(2**11, 0.55), np.full(2**11, 0.5)
        )
    return who


def test_an_ordinary_job_burns_out_about_every_second_worker_who_stays():
    assert 0.35 < (worn().burnout > 0.5).mean() < 0.58


@pytest.mark.parametrize("strain", range(4))
def test_load_forms_conflict_and_pressure_each_raise_demands(strain):
    calm, one = 0.0, staff(1)[0]
    inputs = [0.2 if each == strain else calm for each in range(4)]
    assert one.demand(*inputs) > one.demand(calm, calm, calm, calm)


def test_pay_training_branch_and_helpers_each_are_resources():
    def felt(pay: float = 4000, training: float = 0, branch: float = 0, help_hours: float = 0) -> float:
        return staff(1, training=training)[0].resources(
            Levers(LeverDefaults(pay=pay), 1), branch, help_hours, 0.0
        )

    assert felt() == pytest.approx(0.5)
    assert min(felt(pay=5000), felt(training=0.5), felt(branch=0.4), felt(help_hours=0.5)) > felt()


def test_burnout_costs_courtesy_and_brings_absence_and_quits():
    fresh, spent = staff(1, burnout=0.2)[0], staff(1, burnout=0.8)[0]
    assert spent.courtesy() < fresh.courtesy()
    assert spent.absence_chance() > fresh.absence_chance()
    assert spent.quitting_chance(REST) > fresh.quitting_chance(REST)
    assert staff(1, burnout=WORKERS.burnout0)[0].absence_chance() == pytest.approx(0.025)


def test_pay_holds_workers():
    raised = Levers(LeverDefaults(pay=6000), 1)
    assert staff(1)[0].quitting_chance(raised) == pytest.approx(
        staff(1)[0].quitting_chance(REST) / 1.5, rel=0.01
    )


def test_a_third_or_more_of_a_cohort_is_left_after_three_years():
    left, who = 1.0, worn()
    # the paper's third is of a staff whose mean burnout is the usual one
    who.columns["burnout"][:] += WORKERS.burnout0 - who.burnout.mean()
    for day in range(3 * 365):
        who.columns["tenure_days"][:] = day
        left = left * (1 - who.evaluate(GridWorker.quitting_chance, REST))
    # .32 by the paper; a cohort of newcomers quits faster at first, at `settled_rate` after
    assert 0.3 < np.mean(left) < 0.43


def test_the_certified_young_leave_half_as_often_again_and_the_mean_stays():
    young, old = (staff(1, age=age)[0].quitting_chance(REST) for age in (30, 40))
    assert young / old == pytest.approx(1.5, rel=1e-3)
    usual = np.clip(42 + 9 * ndtri(spread(SIZE, 1)[0]), 20, 60)
    assert WORKERS.youth_factor(usual < 35).mean() == pytest.approx(1, abs=0.002)


def test_newcomers_leave_more_and_never_does_a_chance_turn_negative():
    new, settled = (staff(1, tenure_days=days)[0].quitting_chance(REST) for days in (10, 1000))
    assert new / settled == pytest.approx(1.6 / WORKERS.settled_rate(), rel=0.01)
    assert WorkerNumbers(quit_annual=0.5, quit_new=3).settled_rate() >= 0


def test_hurry_speeds_work_today_and_a_month_of_it_slows_it():
    assert WORKERS.load_speed(1.1, 0, 1.1) == 1
    assert WORKERS.load_speed(1.5, 0, 1.1) == pytest.approx(1.1)
    assert WORKERS.load_speed(1.5, 0.4, 1.1) < 1
    assert WORKERS.load_speed(3.0, 3.0, 1.1) == 0.6


def test_hurry_and_fatigue_bring_matters_back():
    hurried = staff(1, fatigue=WORKERS.fatigue0)[0].return_chance(0.5)
    tired = staff(1, fatigue=0.6)[0].return_chance(0.0)
    assert min(hurried, tired) > 0.098
    assert staff(1, fatigue=WORKERS.fatigue0)[0].return_chance(-0.5) == pytest.approx(0.098)


# D4: key households


def test_half_the_key_households_are_seen_in_a_quarter():
    working = 90 * 5 // 7
    assert 0.35 < 1 - (1 - WORKERS.visit_chance(2.4, 0)) ** working < 0.65
    assert (1 - WORKERS.forgetting_chance()) ** 270 == pytest.approx(0.5)


def test_a_doubled_help_adds_a_third_to_visits_and_heads_leave_by_tenths_a_year():
    assert WORKERS.visit_chance(2.27, 1) == pytest.approx(1.3 * WORKERS.visit_chance(2.27, 0))
    assert WORKERS.visit_chance(2.27, -1) == WORKERS.visit_chance(2.27, 0)
    assert (1 - WORKERS.head_leaves()) ** 365 == pytest.approx(np.exp(-0.1))
