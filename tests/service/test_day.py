"""The days of a small street, by hand: working hours, rota, budgets of minutes."""

from __future__ import annotations

import numpy as np

from simulation.service import Duty, kernel
from tests.service.streets import NINE, TEN, E, G, case, street, times


def test_work_pauses_at_noon_and_at_the_close():
    # given a general of ten hours that comes at eleven
    service = street()
    row = case(service, G, 660, 600)
    # when two working days are played
    service.run_day(0)
    service.run_day(1)
    # then it is worked 60 + 270 minutes, and 210 + 60 the next day, one of the breaks being noon
    assert times(service, row) == [660, 1440 + 810 + 60]
    assert service.cases["paused"][row] == 3
    assert service.cases["touch_minutes"][row] == 600


def test_on_a_rest_day_generals_wait():
    service = street()
    row = case(service, G, TEN, 30)
    service.run_day(0, Duty(working_day=False))
    service.run_day(1)
    assert times(service, row) == [1440 + 510, 1440 + 540]


def test_at_night_the_rota_takes_the_emergencies_of_its_community_in_turn():
    # given three emergencies at night, two of one community, one of another
    service = street(workers=(0, 1, 2), communities=(0, 0, 1))
    first, second = case(service, E, 1200, 30), case(service, E, 1210, 30, grid=1)
    other = case(service, E, 1210, 30, grid=2)
    # when the day is played
    service.run_day(0)
    # then each community's rota worker takes them in the order of arrival
    assert times(service, first) == [1200, 1230]
    assert times(service, second) == [1230, 1260]
    assert times(service, other) == [1210, 1240]
    # and the minutes are the rota's, outside the windows
    assert service.minutes(kernel.ROTA).tolist() == [[60, 0, 0, 0, 60], [30, 0, 0, 0, 30]]
    assert service.minutes().sum() == 0
    assert (service.server_kind(service.cases["server"]) == kernel.ROTA).all()


def test_by_day_the_grid_takes_its_emergencies():
    service = street()
    row = case(service, E, TEN, 30)
    service.run_day(0)
    assert times(service, row) == [600, 630]
    assert service.minutes()[0].tolist() == [30, 0, 0, 0, 0]


def test_an_emergency_is_finished_by_whoever_has_it_at_the_change_of_duty():
    # given one emergency begun by the grid before noon, one begun by the rota before the morning
    service = street(workers=(0, 0))
    night, noon = case(service, E, 500, 60), case(service, E, 700, 60)
    general = case(service, G, 505, 10)
    service.run_day(0)
    # then the grid's worker ends it after noon, the rota after the opening
    assert times(service, night) == [500, 560]
    assert times(service, noon) == [700, 760]
    assert times(service, general) == [510, 520]
    assert service.minutes()[0].tolist() == [60, 0, 10, 0, 40]
    assert service.minutes(kernel.ROTA)[0].tolist() == [60, 0, 0, 0, 10]


def test_an_emergency_interrupts_and_the_rest_is_done_after_it():
    service = street()
    general, emergency = case(service, G, NINE, 60), case(service, E, 560, 30)
    service.run_day(0)
    assert times(service, emergency) == [560, 590]
    assert times(service, general) == [540, 630]
    assert service.cases["preempted"][general] == 1


def test_work_across_midnight_is_booked_on_its_own_day():
    # given an emergency that the rota has for four hours around midnight
    service = street()
    row = case(service, E, 1320, 240)
    service.run_day(0)
    assert service.minutes(kernel.ROTA)[0, E] == 120
    assert np.isnan(service.cases["true_close"][row])
    # when the rota of the next day is twice as fast
    service.run_day(1, Duty(rota_speed=[2.0]))
    # then the remaining two hours take one
    assert times(service, row) == [1320, 1440 + 60]
    assert service.minutes(kernel.ROTA)[0, E] == 60


# --- minutes


def test_a_case_starts_only_within_the_budget_and_then_runs_on():
    # given a budget of 50 minutes and three generals of 30
    service = street()
    rows = [case(service, G, NINE, 30) for _ in range(3)]
    # when a day is played
    service.run_day(0, Duty(budget=[50.0]))
    # then two start (the second at 30 used), the third waits for tomorrow
    assert [times(service, row)[0] for row in rows[:2]] == [540, 570]
    assert np.isnan(service.cases["first_start"][rows[2]])
    service.run_day(1, Duty(budget=[50.0]))
    assert times(service, rows[2])[0] == 1440 + 510


def test_emergencies_ask_for_no_budget():
    service = street()
    row = case(service, E, TEN, 30)
    service.run_day(0, Duty(budget=[0.0]))
    assert times(service, row) == [600, 630]


def test_uncounted_cases_start_only_within_their_part_of_the_budget():
    # given a budget of 100 of which a cut of .75 leaves 25 to uncounted cases
    service = street()
    counted = case(service, G, NINE, 30)
    uncounted = case(service, G, NINE, 30, counted=0, line=3)
    later = case(service, G, 700, 10)
    # when 30 minutes are used
    service.run_day(0, Duty(budget=[100.0], uncounted_cut=[0.75]))
    # then the uncounted waits, the counted does not
    assert times(service, counted) == [540, 570]
    assert np.isnan(service.cases["first_start"][uncounted])
    assert times(service, later) == [700, 710]
    service.run_day(1, Duty(budget=[100.0], uncounted_cut=[0.75]))
    assert times(service, uncounted)[0] == 1440 + 510
    assert service.minutes()[0].tolist() == [0, 0, 30, 30, 0]


def test_content_is_divided_by_speed():
    service = street()
    row = case(service, G, NINE, 30)
    service.run_day(0, Duty(speed=[0.5]))
    assert times(service, row) == [540, 600]


def test_a_worker_who_leaves_hands_back_what_is_left():
    # given an emergency under way at midnight in the hands of a grid's worker
    service = street(workers=(0, 0))
    row = case(service, E, 1070, 400)
    service.run_day(0)
    assert service.minutes()[0].tolist() == [370, 0, 0, 0, 360]
    # when that worker quits in the night
    service.hand_back([0])
    service.run_day(1, Duty(on_duty=[False, True]))
    # then the rota does the remaining half hour
    assert times(service, row) == [1070, 1470]
    assert service.server_kind(service.cases["server"][row]) == kernel.ROTA


def test_the_absent_take_nothing():
    service = street(workers=(0, 0))
    rows = [case(service, G, NINE, 30) for _ in range(2)]
    service.run_day(0, Duty(on_duty=[False, True]))
    assert [times(service, row)[0] for row in rows] == [540, 570]
    assert service.minutes().sum(axis=1).tolist() == [0, 60]


def test_the_service_tells_when_each_leg_began_and_ended_and_how_long_a_case_stood_in_line():
    # given a case of ten minutes' work that then waits 100 for a body and is worked on again, one with a hop
    # and a wait to its end, and one of work alone, all with one worker at nine
    service = street()
    case(service, G, NINE, 10, ("wait", 100), 5)
    case(service, G, NINE, ("hop", 60), 20, ("wait", 3000))
    case(service, G, NINE, 30)
    # when a day is played
    service.run_day(0)
    # then the first waits from 9:10 to 10:50, the second from 11:00 on, the third for nobody
    waits = service.leg_times(kernel.WAIT)
    assert waits[0].tolist()[:2] == [NINE + 10, NINE + 80] and waits[1][0] == NINE + 110
    assert np.isnan(waits[1][1]) and np.isnan(waits[:, 2]).all()
    assert service.leg_times(kernel.HOP)[:, 1].tolist() == [NINE, NINE + 60]
    assert np.isnan(service.leg_times(kernel.MEET)).all()
    assert service.queue_minutes().tolist() == [0, 0, 10]
