"""Limits, paper, labels, bodies and withdrawals, on a small street, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.service import Duty, kernel
from tests.service.streets import NINE, TEN, G, M, case, street, times


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


def test_a_review_counts_on_its_day_though_the_case_ends_before_its_limit():
    service = street()
    row = case(service, G, NINE, 55, limit_at=TEN)
    service.set_review([row], "relabel", 588.0, 700.0)
    service.run_day(0)
    assert times(service, row, "true_close", "limit_at", "reviewed") == [595, 700, kernel.RELABEL]


@pytest.mark.parametrize("plan", [(30,), (("hop", 50), 30)])
def test_what_is_late_when_it_comes_is_passed_up_at_once(plan):
    service = street()
    row = case(service, G, TEN, *plan, limit_at=NINE)
    service.run_day(0)
    assert times(service, row, "escalated_at") == [600]
    assert service.cases["owner"][row] == kernel.STREET_OWNER


def test_nothing_happens_any_more_to_what_was_withdrawn_after_its_work():
    # given cases of workers of their own, whose resident gives up at 09:20, while they are worked on
    service = street(workers=range(4), communities=[0] * 4)
    rows = [
        case(service, G, NINE, 30, ("wait", 100), grid=grid, withdraw_at=560.0, limit_at=TEN)
        for grid in range(4)
    ]
    service.run_day(0)
    # then each leaves when its work is done, and its limit passes without a word
    assert service.cases["withdrawn"][rows].tolist() == [570] * 4
    assert np.isnan(service.cases["escalated_at"][rows]).all()


def test_a_called_body_answers_sooner():
    # given three cases that wait on a body for two days, from the end of their first work on
    service = street(workers=(0, 0, 0))
    rows = [case(service, G, NINE, 30, ("wait", 2880), 30) for _ in range(3)]
    service.run_day(0)
    assert service.waiting_on_others().tolist() == rows
    # when on the next morning a quarter of what is left of the first two is cut
    service.hasten(rows[:2], 0.25)
    for day in range(1, 4):
        service.run_day(day)
    # then they waited 870 minutes of the first day and three quarters of the other 2010
    assert service.cases["others_minutes"][rows].tolist() == [870 + 2010 * 0.75] * 2 + [2880]


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
