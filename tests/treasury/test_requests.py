"""Requests count as paid on time to the day, and only when their sixty days are over."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.treasury.requests import Requests


@pytest.mark.parametrize(
    ("first", "last", "due", "on_time"),
    [
        (10, 71, 700, 100),  # of 100, 200 and 400 yuan of day 10, paid on days 70, 71 and never
        (10, 180, 700, 100),  # the same, however long ago
        (10, 70, 0, 0),  # the last of their days is not over
        (11, 99, 0, 0),  # approved before the first day
    ],
)
def test_what_is_paid_within_sixty_days_is_on_time(first, last, due, on_time):
    made = Requests()
    made.approve(10, "works", np.array([100.0, 200.0, 400.0]), np.zeros(3))
    made.every[0].paid[:2] = 70, 71
    assert [each.tolist() for each in made.counted(first, last)] == [[due], [on_time]]
    assert made.every[0].waiting.tolist() == [False, False, True]


def test_who_asked_for_nothing_does_not_wait():
    made = Requests()
    for yuan in ([0.0, 0.5], [0.0, 0.0]):
        made.approve(10, "wishes", np.array(yuan), np.zeros(2))
    assert made.every[0].waiting.tolist() == [False, True]
    assert made.waiting() == made.every[:1]
