"""Hops, meetings, the order of work, and what the service refuses."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.service import Arrivals, Duty, Rules, kernel, legs
from tests.service.streets import INF, NINE, TEN, E, G, M, case, street, times


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


@pytest.mark.parametrize(
    ("order", "victim", "preempted"),
    [
        ("resumed_first", "latest_join", [1, 1]),  # who was interrupted before is spared
        ("join", "latest_join", [0, 2]),  # it has joined the line last, when it was interrupted
        ("arrival", "latest_arrival", [0, 2]),
        ("resumed_first", "latest_arrival", [0, 2]),
    ],
)
def test_an_emergency_interrupts_whom_the_rule_of_the_office_names(order, victim, preempted):
    # given two workers on generals, of which an emergency interrupts the later at 9:10, for ten minutes
    service = street(workers=(0, 0), rules=Rules(order=order, victim=victim))
    rows = [case(service, G, when, 300) for when in (NINE, NINE + 1)]
    case(service, E, NINE + 10, 10)
    # when another emergency comes at 9:30, and both are at work again
    case(service, E, NINE + 30, 10)
    service.run_day(0)
    assert service.cases["preempted"][rows].tolist() == preempted


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

    monkeypatch.setattr("simulation.compiled.NUMBA.njit", njit)
    # then an entry is compiled without a cache
    assert kernel.entry(len) == ("compiled", len)
