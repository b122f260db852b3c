"""Help from other grids and from helpers, on a small street, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.service import Duty, Rules, kernel
from tests.service.streets import INF, NINE, TEN, E, G, M, case, street, times

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


@pytest.mark.parametrize(("tie", "sent"), [(0.0, 1), (0.49, 1), (0.5, 2), (1.0, 2)])
def test_a_random_helper_is_the_one_that_the_number_of_the_case_falls_on(tie, sent):
    service = street(workers=(0, 1, 1), communities=(0, 0))
    row = case(service, G, TEN, 30, tie=tie)
    service.run_day(0, Duty(on_duty=[False, True, True], help_strategy="random"))
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
