"""Metrics agree with a log of eight cases that was worked by hand."""

from datetime import date, timedelta

import numpy as np
import pytest

from simulation.metrics import METRICS
from simulation.metrics.counting import working_minutes
from simulation.records import Records

# A log of eight cases in four grids, 100 days from Wednesday, 1 January 2025, worked by hand.

A = {"id": 4096, "person": 1, "channel": 2, "registered": (2, 10), "started": (5, 10)}
A |= {"true_closed": (5, 12), "reported_closed": (5, 12), "limit_at": (9, 10), "track": 2}
SENT_ASTRAY = {"id": 2 * 4096, "person": 1, "channel": 1, "registered": (20, 10), "dispatched": (22, 10)}
SENT_ASTRAY |= {"hops": 1, "started": (23, 10), "true_closed": (30, 10), "reported_closed": (27, 10)}
SENT_ASTRAY |= {"limit_at": (27, 10), "track": 3}
ON_THE_SPOT = {"id": 3 * 4096, "person": 2, "grid": 1, "channel": 5, "registered": (8, 9), "on_spot": True}
ON_THE_SPOT |= {"started": (8, 9.5), "true_closed": (8, 10), "reported_closed": (8, 10), "track": 2}
REFUSED = {"id": 4 * 4096, "person": 2, "grid": 1, "channel": 5, "registered": (8, 9), "hops": 1, "track": 3}
REFUSED |= {"refused": True, "dispatched": (10, 9), "started": (12, 9), "true_closed": (13, 9)}
REFUSED |= {"reported_closed": (13, 9), "limit_at": (15, 9)}
CAME_BACK = {"id": 4096 + 512, "return_of": 4096, "person": 1, "channel": 2, "hops": 1}
CAME_BACK |= {"registered": (58, 10), "reported_closed": (58, 18), "limit_at": (58, 18)}
MAJOR = {"id": 5 * 4096, "person": 4, "grid": 1, "cls": 1, "channel": 3, "registered": (98, 12)}
MAJOR |= {"limit_at": (113, 12)}
EMERGENCY = {"id": 6 * 4096, "person": 6, "category": 3, "grid": 1, "cls": 0, "channel": 2, "track": 2}
EMERGENCY |= {"registered": (40, 8), "started": (40, 8.1), "limit_at": (40, 10)}
EMERGENCY |= {"true_closed": (40, 9), "reported_closed": (40, 9)}
GIVEN_UP = {"id": 7 * 4096, "person": 6, "channel": 1, "registered": (30, 10), "started": (30, 11)}
GIVEN_UP |= {"limit_at": (37, 10), "escalated": (37, 10), "withdrawn": (90, 10)}
LOG = (A, SENT_ASTRAY, ON_THE_SPOT, REFUSED, CAME_BACK, MAJOR, EMERGENCY, GIVEN_UP)
DAY_BOOK = {"minutes_cases": 48, "minutes_night": 5, "minutes_rota": 7, "minutes_duty": 960, "closed": 2}


def _minute(value):
    return 1440 * value[0] + 60 * value[1] if isinstance(value, tuple) else value


@pytest.fixture(scope="module")
def by_hand():
    """The log, a second report of the refused case, and what nobody put on record: five matters of grid 2,
    one of grid 3."""
    first = date(2025, 1, 1)
    working = np.array([(first + timedelta(day)).weekday() < 5 for day in range(500)])
    records = Records(first, 0, 100, grids=4, residents=100, adults={}, cap_days=60, working=working)
    for case in LOG:
        own = {name: _minute(value) for name, value in case.items()}
        filled = {"recorded": True, "arose": own["registered"], "dispatched": own["registered"]}
        records.needs.append(
            1, **({"limit_at": 20_000, "solved": own.get("true_closed", np.nan)} | filled | own)
        )
    records.needs.append(1, id=-4 * 4096 - 1, duplicate_of=4 * 4096, grid=1, channel=1, arose=13_000)
    for k, grid in enumerate((2, 2, 2, 2, 2, 3)):
        records.needs.append(1, id=(10 + k) * 4096, grid=grid, arose=1440 * k, solved=1440 * k)
    records.daily = [DAY_BOOK] * 100
    return records


def test_minutes_of_working_days_stand_still_on_holidays():
    working = np.array([True, False, False, True, True])
    passed = working_minutes(working, np.array([600.0, 1440.0, 2000.0, 3 * 1440 + 60.0]))
    assert passed.tolist() == [600, 1440, 1440, 1500]


@pytest.mark.parametrize(
    ("name", "expected"),
    {
        # of six reports A (Friday to Monday, to the minute), the emergency and the one given up
        "response_true": 3 / 6,
        "response_reported": 4 / 6,  # and the one that came back, on paper
        "waiting_general_p90": 72,  # of 0.5, 1, 24, 48, 72 hours; what came back is still on its way
        "waiting_major_p90": np.nan,
        "response_general_median": 72,  # of 1, 72, 72 hours and one not begun
        "resolution_autonomy_median": np.nan,
        "resolution_community_median": 1,  # of 1 and 74
        "resolution_administration_median": 120,  # of 120 and 240
        "solved_rate_true": 5 / 7,  # the major matter is not due yet
        "solved_rate_reported": 6 / 7,
        "right_first_time": 3 / 6,  # six were sent: no emergency, nothing settled on the spot
        "refusal_rate": 1 / 6,
        "on_spot_share": 1 / 6,
        "rework_rate": 1 / 8,
        "repeat_30d_rate": 1 / 6,  # 18 days after A; not 38 days later, nor about something else
        "escalated_share": 1 / 7,
        "paper_closed_share": 2 / 6,
        "open_age_mean": (100 - 58 - 10 / 24 + 1.5) / 2,
        "solved_before_complaint": 1 / 5,  # the refused one was found, but reported too before its end
        "hotline_share": 3 / 6,
        "closing_mean_reported": (74 + 168 + 1 + 120 + 8 + 1) / 6,
        "public_share": 4 / 8,  # two were found, two told a worker
        "recorded_per_1000_month": 8 / 100 * 1000 / 100 * 365 / 12,
        "on_record_share": 7 / 13,  # what came back is no need of its own
        "disputes_solved_in_community": np.nan,
        # days by grid: 44.67 (A with its return) + 10 + 60; 1/24 + 5 + 1.5 + 1/24; 0; 0
        "need_days_gini": (3 * (114 + 2 / 3) + 6.5 + 1 / 12) / (4 * 121.25),
        "silent_grids_share": 1 / 4,  # needs 3, 4, 5, 1; on record all, all, none, none
        "utilisation": 0.05,
        "minutes_per_solved": 30,
    }.items(),
)
def test_a_metric_agrees_with_a_log_worked_by_hand(name, expected, by_hand):
    assert METRICS[name].value(by_hand) == pytest.approx(expected, nan_ok=True)
