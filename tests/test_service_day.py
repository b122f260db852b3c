"""The days of a small street, by hand: budgets, windows, rota, help, helpers, paper, limits, meetings."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.service import Arrivals, Duty, Layout, Rules, Service, kernel, legs

E, M, G = kernel.EMERGENCY, kernel.MAJOR, kernel.GENERAL
INF = np.inf
NINE, TEN, NOON, EVENING = 540.0, 600.0, 720.0, 1080.0


def street(workers=(0,), communities=(0,), rules=None, **layout):
    """A service with Lijia's hours; `workers` names the grid of each."""
    return Service(
        Layout(communities=list(communities), worker_grid=list(workers), **layout), rules or Rules()
    )


def case(service, cls, registered, *plan, **columns):
    """Register one case; a plan of one number is its work. Returns its row."""
    plan = [("work", step) if isinstance(step, int | float) else step for step in plan]
    given = {"id": [service.count], "grid": [0], "cls": [cls], "registered": [float(registered)]}
    given |= {name: [value] for name, value in columns.items()}
    return int(service.register(Arrivals(given, legs([plan])))[0])


def times(service, row, *names):
    """Some columns of a case as plain numbers."""
    return [float(service.cases[name][row]) for name in names or ("first_start", "true_close")]


# --- windows and rota


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


# --- help from other grids

# grids 0 and 1 are one community, grid 2 another; grid 0 has nobody on duty. Worker 0 belongs to grid 0,
# 1 and 2 to grid 1, 3 and 4 to grid 2. Before the case comes, 1 has worked 20 minutes, 2 has 10, 3 has 5,
# 4 none.
HELP = {"community_first": 2, "district_first": 4, "cooperative": 4, "random": 2}


@pytest.mark.parametrize("strategy, sent", HELP.items())
def test_help_comes_from_whom_the_strategy_names(strategy, sent):
    service = street(workers=(0, 1, 1, 2, 2), communities=(0, 0, 1))
    for grid, minutes in ((1, 20), (1, 10), (2, 5)):
        case(service, G, NINE, minutes, grid=grid)
    row = case(service, G, TEN, 30, tie=0.4)  # the second of four candidates
    service.run_day(0, Duty(on_duty=[False, True, True, True, True], help_strategy=strategy))
    assert times(service, row) == [600, 630]
    assert service.cases["server"][row] == sent


def test_without_a_strategy_nobody_helps():
    service = street(workers=(0, 1), communities=(0, 0))
    row = case(service, G, TEN, 30)
    service.run_day(0, Duty(on_duty=[False, True]))
    assert np.isnan(service.cases["first_start"][row])


def test_a_tie_goes_to_the_lowest_number():
    service = street(workers=(0, 1, 1), communities=(0, 0))
    row = case(service, G, TEN, 30)
    service.run_day(0, Duty(on_duty=[False, True, True], help_strategy="cooperative"))
    assert service.cases["server"][row] == 1


def test_help_is_asked_after_half_the_limit_and_the_own_grid_comes_first():
    # given a busy grid 0, a free grid 1, and a case that may ask from 10:00 on
    service = street(workers=(0, 1), communities=(0, 0))
    case(service, G, NINE, 120)
    row = case(service, G, 550, 30, ask_at=TEN)
    own = case(service, G, TEN, 20, grid=1)
    # when its half limit passes at the instant in which grid 1 gets a case of its own
    service.run_day(0, Duty(help_strategy="community_first"))
    # then grid 1 serves its own case first
    assert times(service, own) == [600, 620]
    assert times(service, row) == [620, 650]


def test_a_strategy_that_begins_today_helps_those_who_wait_since_yesterday():
    # given a general of grid 0 that waits since yesterday, when nobody helped, and may ask from 09:00 on
    service = street(workers=(0, 1), communities=(0, 0))
    case(service, G, NINE, 900)
    row = case(service, G, NINE, 30, ask_at=1440 + NINE)
    service.run_day(0)
    # when help begins today
    service.run_day(1, Duty(help_strategy="community_first"))
    # then it comes at nine
    assert times(service, row) == [1440 + 540, 1440 + 570]


def test_on_a_rest_day_nobody_is_asked():
    service = street(workers=(0, 1), communities=(0, 0))
    row = case(service, G, TEN, 30)
    service.run_day(0, Duty(working_day=False, on_duty=[False, False], help_strategy="community_first"))
    assert service.cases["asking"][row] == 0


def test_workers_without_budget_do_not_help():
    service = street(workers=(0, 1, 2), communities=(0, 0, 1))
    row = case(service, G, TEN, 30)
    duty = Duty(on_duty=[False, True, True], budget=[INF, 0.0, INF], help_strategy="community_first")
    service.run_day(0, duty)
    assert service.cases["server"][row] == 2


def test_an_emergency_of_an_empty_grid_interrupts_in_its_community():
    # given nobody in grid 0 and everybody else at work
    service = street(workers=(0, 1, 2), communities=(0, 0, 1))
    near, far = case(service, G, NINE, 100, grid=1), case(service, G, NINE, 100, grid=2)
    row = case(service, E, TEN, 30)
    service.run_day(0, Duty(on_duty=[False, True, True], help_strategy="district_first"))
    assert times(service, row) == [600, 630]
    assert service.cases["preempted"][[near, far]].tolist() == [1, 0]


# --- helpers


def helped(**columns):
    """A street with a helper pool of one kind in its grid, and one simple general of category 3 at 10:00."""
    service = street(helper_kinds=1)
    row = case(service, G, TEN, 30, **{"simple": 1, "category": 3, **columns})
    return service, row


def test_helpers_take_simple_generals_at_their_efficiency():
    service, row = helped()
    service.run_day(0, Duty(helper_minutes=[[20.0]], helper_efficiency=[0.5]))
    # the leg starts while the balance is above 0, takes twice its content, and overdraws
    assert times(service, row) == [600, 660]
    assert service.server_kind(service.cases["server"][row]) == kernel.HELPER
    assert service.helper_balance().tolist() == [[-40]]
    assert service.minutes(kernel.HELPER)[0, G] == 60
    assert service.minutes().sum() == 0


@pytest.mark.parametrize("columns", [{"simple": 0}, {"category": 4}, {"cls": M, "line": 1}])
def test_helpers_take_nothing_else(columns):
    service = street(helper_kinds=1)
    row = case(service, columns.pop("cls", G), TEN, 30, **{"simple": 1, "category": 3, **columns})
    service.run_day(0, Duty(helper_minutes=[[20.0]], helper_mask=[[1 << 3]]))
    assert service.server_kind(service.cases["server"][row]) == kernel.WORKER


def test_helpers_with_an_empty_balance_take_nothing():
    service, row = helped()
    service.run_day(0, Duty())
    assert service.server_kind(service.cases["server"][row]) == kernel.WORKER


def test_helper_minutes_accumulate_up_to_ten_hours():
    service = street(helper_kinds=1)
    for day in range(4):
        service.run_day(day, Duty(helper_minutes=[[250.0]]))
    assert service.helper_balance().tolist() == [[600]]


def test_workers_may_come_before_helpers():
    service = street(rules=Rules(helpers_first=False), helper_kinds=1)
    row = case(service, G, TEN, 30, simple=1)
    service.run_day(0, Duty(helper_minutes=[[60.0]]))
    assert service.server_kind(service.cases["server"][row]) == kernel.WORKER


# --- limits, paper, labels


def test_a_limit_that_passes_makes_it_the_streets_case_among_the_majors_once():
    # given a worker busy until 11:00, a general whose limit is 10:00, and a later major and general
    service = street()
    case(service, G, NINE, 120)
    waiting = case(service, G, 545, 10, limit_at=TEN)
    general = case(service, G, 543, 10)
    major = case(service, M, 550, 10)
    service.run_day(0)
    # then it goes before the general that came earlier, and, by arrival, before the major
    assert times(service, waiting, "escalated_at", "first_start") == [600, 660]
    assert times(service, major)[0] == 670
    assert times(service, general)[0] == 680
    assert service.cases["owner"][waiting] == kernel.STREET_OWNER
    assert service.cases["cls"][waiting] == G and service.cases["rank"][waiting] == M
    assert np.isnan(service.cases["escalated_at"][general])


def test_a_case_closed_on_paper_stays_open_in_truth_and_is_not_escalated():
    # given a general that is worked on past its limit and closed on paper at the limit
    service = street()
    row = case(service, G, NINE, 120, limit_at=TEN)
    service.set_paper_close([row], [TEN])
    service.run_day(0)
    # then the report says 10:00, the truth 11:00
    assert times(service, row, "reported_close", "true_close") == [600, 660]
    assert service.paper_closed_today().tolist() == [row]
    assert service.closed_today().tolist() == [row]
    assert np.isnan(service.cases["escalated_at"][row])


def test_what_is_truly_closed_in_time_needs_no_paper():
    service = street()
    row = case(service, G, NINE, 30, limit_at=TEN)
    service.set_paper_close([row], [TEN])
    service.run_day(0)
    assert times(service, row, "reported_close", "true_close") == [570, 570]
    assert service.paper_closed_today().size == 0


def test_paper_may_come_days_before_the_truth():
    service = street()
    row = case(service, G, NINE, 30, ("wait", 3 * 1440.0))
    service.set_paper_close([row], [700.0])
    service.run_day(0)
    assert service.paper_closed_today().tolist() == [row]
    assert times(service, row, "reported_close") == [700] and np.isnan(service.cases["true_close"][row])
    for day in range(1, 4):
        service.run_day(day)
        assert service.paper_closed_today().size == 0
    assert times(service, row, "reported_close", "true_close") == [700, 570 + 3 * 1440]


def test_another_label_gives_a_longer_limit():
    service = street()
    case(service, G, NINE, 100)
    row = case(service, G, 541, 30, limit_at=TEN)
    service.set_review([row], "relabel", 588.0, 700.0)
    service.run_day(0)
    assert service.cases["reviewed"][row] == kernel.RELABEL
    assert service.cases["limit_at"][row] == 700
    assert np.isnan(service.cases["escalated_at"][row])


def test_only_what_waits_on_others_is_extended():
    # given a case in a queue, one at a meeting of a body, one away with others, one sent the wrong way
    service = street(body_servers=[1])
    case(service, G, NINE, 600)
    queueing = case(service, G, 541, 30, limit_at=TEN)
    plans = ("meeting", 10, [(0, 300)]), ("wait", 300), ("hop", 300)
    rows = [queueing, *(case(service, G, 541, plan, 30, limit_at=TEN) for plan in plans)]
    # when all ask for more time before their limit
    service.set_review(rows, "extend", 588.0, 700.0)
    service.run_day(0)
    # then those that wait on others get it, once, and pass to the street when it is over too
    assert service.cases["reviewed"][rows].tolist() == [0, kernel.EXTEND, kernel.EXTEND, 0]
    assert service.cases["limit_at"][rows].tolist() == [600, 700, 700, 600]
    assert service.cases["escalated_at"][rows].tolist() == [600, 700, 700, 600]


def test_a_review_on_the_first_stroke_of_the_day_is_not_put_off():
    service = street()
    row = case(service, G, NINE, ("hop", 1500), ("wait", 6000), 30, limit_at=3600.0)
    service.run_day(0)
    service.set_review([row], "extend", 1440.0, 7200.0)
    service.run_day(1)
    assert (
        service.cases["reviewed"][row] == 0
    )  # it was on a wrong way then, and does not wait for a better time
    service.run_day(2)
    assert service.cases["escalated_at"][row] == 3600


def test_a_review_after_the_end_changes_nothing():
    service = street()
    row = case(service, G, NINE, 30, limit_at=TEN)
    service.set_review([row], "relabel", 588.0, 700.0)
    service.run_day(0)
    assert times(service, row, "true_close", "limit_at", "reviewed") == [570, 600, 0]


def test_a_called_body_answers_sooner():
    # given three cases that wait on a body for two days, from the end of their first work on
    service = street(workers=(0, 0, 0))
    rows = [case(service, G, NINE, 30, ("wait", 2880), 30) for _ in range(3)]
    service.run_day(0)
    assert service.waiting_on_others().tolist() == rows
    # when on the next morning half of what is left of the first two is cut
    service.hasten(rows[:2], 0.5)
    for day in range(1, 4):
        service.run_day(day)
    # then they waited 870 minutes of the first day and half of the other 2010
    assert service.cases["others_minutes"][rows].tolist() == [870 + 2010 / 2] * 2 + [2880]


def test_only_waits_can_be_hastened():
    service = street(body_servers=[1])
    rows = [
        case(service, G, NINE, *plan)
        for plan in [(900,), (("hop", 2880), 30), (("meeting", 2880, [(0, 9)]), 1)]
    ]
    service.run_day(0)
    assert service.waiting_on_others().size == 0
    for row in rows:
        with pytest.raises(ValueError, match="only cases that wait on others"):
            service.hasten([row], 0.5)
    with pytest.raises(ValueError, match=r"share of a wait to cut is 1\.5"):
        service.hasten([], 1.5)


def test_walk_ins_are_served_at_the_desk_beside_the_budget():
    # given a worker with 60 minutes for cases, 40 at the desk; a long case first, then walk-ins and a case
    service = street()
    long = case(service, G, NINE, 70)
    walk_ins = [case(service, G, 541, 25, walk_in=1) for _ in range(3)]
    late = case(service, G, 541, 5)
    service.run_day(0, Duty(budget=60, desk=40))
    # then two walk-ins are taken after the budget is gone, the second overdrawing the desk; the rest waits
    assert times(service, long) == [540, 610]
    assert [times(service, row)[0] for row in walk_ins[:2]] == [610, 635]
    assert np.isnan(service.cases["first_start"][[walk_ins[2], late]]).all()
    # and each minute stands in its own purse, and all of them in the day's account
    assert service.street.servers["used"][0] == 70 and service.street.servers["desk"][0] == 50
    assert service.minutes()[0, G] == 120
    # the next morning the desk is open again
    service.run_day(1, Duty(budget=60, desk=40))
    assert times(service, walk_ins[2])[0] == 1440 + 510


def test_a_walk_in_draws_on_the_budget_when_the_desk_is_closed():
    service = street()
    row = case(service, G, NINE, 30, walk_in=1)
    service.run_day(0, Duty(budget=60))
    assert times(service, row) == [540, 570]
    assert service.street.servers["used"][0] == 30


def test_what_nobody_can_solve_passes_its_legs_and_is_withdrawn():
    service = street()
    row = case(service, G, NINE, 30, solvable=0, withdraw_at=1440.0 + 100)
    service.run_day(0)
    assert service.cases["state"][row] == kernel.SPENT
    service.run_day(1)
    assert times(service, row, "withdrawn", "touch_minutes") == [1540, 30]
    assert np.isnan(service.cases["true_close"][row])


def test_the_impatient_withdraw_while_they_wait():
    service = street()
    case(service, G, NINE, 60)
    leaves, stays = case(service, G, NINE, 10, patience=59.0), case(service, G, NINE, 10, patience=60.0)
    service.run_day(0)
    assert times(service, leaves, "withdrawn") == [599]
    assert times(service, stays) == [600, 610]


# --- legs


def test_a_hop_delays_the_desk_but_not_the_arrival():
    # given a case that was sent the wrong way for 30 minutes, and one that came meanwhile
    service = street()
    case(service, G, NINE, 40)
    hopped = case(service, G, 545, ("hop", 30.0), 10)
    direct = case(service, G, 550, 10)
    service.run_day(0)
    # then the older one still goes first
    assert times(service, hopped, "first_start", "hop_minutes", "others_minutes") == [580, 30, 0]
    assert times(service, direct)[0] == 590


def test_a_meeting_forks_to_its_bodies_and_joins_when_all_are_done():
    # given two majors that meet the same two bodies of one server each
    service = street(workers=(0, 0), body_servers=[1, 1])
    meeting = ("meeting", 60.0, [(0, 20), (1, 50)])
    first, second = (case(service, M, NINE, 10, meeting, 10) for _ in range(2))
    service.run_day(0)
    # then both meet at 10:10; bodies serve them in turn; each goes on when its slower body is done
    assert times(service, first, "true_close", "others_minutes") == [610 + 50 + 10, 110]
    assert times(service, second, "true_close", "others_minutes") == [720, 60 + 50 + 50]


def test_nobody_waits_holding_a_worker():
    service = street(body_servers=[1])
    case(service, M, NINE, 10, ("meeting", 60.0, [(0, 20)]), 10)
    general = case(service, G, 545, 30)
    service.run_day(0)
    assert times(service, general) == [550, 580]


# --- order of work (W10)


def order_of(service, rows):
    """Rows in the order of their first start."""
    return sorted(rows, key=lambda row: service.cases["first_start"][row])


def test_appraisal_turns_the_order_towards_what_counts():
    # given three generals that waited alike, in three lines: young and counted, old and uncounted, a major
    def played(pressure):
        service = street(rules=Rules(order="appraisal", prio_class=3.0, prio_age=1.0, prio_count=1.0))
        case(service, G, 510, 60)
        uncounted = case(service, G, 511, 10, counted=0, line=3, limit=200.0)  # elapsed/limit = .295 at 570
        counted = case(service, G, 540, 10, line=2, limit=200.0)  # .15
        major = case(service, M, 560, 10, line=1, limit=200.0)  # 3.05
        service.run_day(0, Duty(appraisal=[pressure]))
        return order_of(service, [uncounted, counted, major]), (uncounted, counted, major)

    # when nobody presses, age decides; when appraisal presses by .5, what is counted goes first
    order, (uncounted, counted, major) = played(0.0)
    assert order == [major, uncounted, counted]
    order, (uncounted, counted, major) = played(0.5)
    assert order == [major, counted, uncounted]


def test_age_may_outweigh_class():
    service = street(rules=Rules(order="appraisal", prio_class=1.0))
    case(service, G, 510, 60)
    old = case(service, G, 511, 10, limit=40.0)  # 59/40 = 1.475
    major = case(service, M, 560, 10, limit=40.0)  # 1 + .25
    service.run_day(0)
    assert order_of(service, [old, major]) == [old, major]


def test_emergencies_come_before_every_score():
    service = street(rules=Rules(order="appraisal", preempt="none"))
    case(service, G, 510, 60)
    old = case(service, G, 511, 10, limit=0.1)
    emergency = case(service, E, 560, 10)
    service.run_day(0)
    assert order_of(service, [old, emergency]) == [emergency, old]


# --- faults of use


def test_the_past_cannot_be_registered_and_days_come_in_turn():
    service = street()
    service.run_day(0)
    with pytest.raises(ValueError, match="registered at minute 600, but it is 1440 already"):
        case(service, G, TEN, 30)
    with pytest.raises(ValueError, match="day 0 cannot be played"):
        service.run_day(0)
    with pytest.raises(ValueError, match="no help strategy 'nearest'"):
        service.run_day(1, Duty(help_strategy="nearest"))
    with pytest.raises(ValueError, match=r"missing \['cls', 'registered'\], unknown \['klass'\]"):
        Arrivals({"id": [0], "grid": [0], "klass": [2]}, legs([[("work", 1.0)]]))


@pytest.mark.parametrize(
    "columns, said",
    [
        ({"grid": 1}, "grid of a case is 1; allowed: 0 to 0"),
        ({"line": 8}, "line of a case is 8; allowed: 0 to 7"),
        ({"late_line": -1}, "late_line of a case is -1; allowed: 0 to 7"),
        ({"category": 64}, "category of a case is 64; allowed: 0 to 63"),
    ],
)
def test_numbers_that_name_nothing_are_refused(columns, said):
    with pytest.raises(ValueError, match=said):
        case(street(), G, NINE, 30, **columns)


def test_legs_that_cannot_be_worked_are_refused():
    with pytest.raises(ValueError, match="must be finite and not negative"):
        case(street(), G, NINE, INF)
    with pytest.raises(ValueError, match="body of a case is 0; none exist"):
        case(street(), G, NINE, ("meeting", 10.0, [(0, 20)]))


@pytest.mark.parametrize(
    "duty, said",
    [
        (Duty(speed=[0.0]), "must be above 0"),
        (Duty(rota_speed=[-1.0]), "must be above 0"),
        (Duty(helper_efficiency=[np.nan]), "must be above 0"),
        (Duty(budget=[np.nan]), "must be numbers"),
        (Duty(helper_minutes=[[np.nan]]), "must be numbers"),
    ],
)
def test_a_duty_nobody_could_do_is_refused(duty, said):
    with pytest.raises(ValueError, match=said):
        street(helper_kinds=1).run_day(0, duty)


def test_without_a_place_for_its_cache_the_kernel_is_compiled_all_the_same(monkeypatch):
    # given a machine on which numba may not write
    def njit(cache=False, **options):
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return lambda function: ("compiled", function)

    monkeypatch.setattr(kernel.numba, "njit", njit)
    # then an entry is compiled without a cache
    assert kernel.entry(len) == ("compiled", len)
