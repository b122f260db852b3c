"""What satisfies residents, and what moves their trust: rules as arithmetic: no street, no seed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.agents.agents import people


def satisfied(solved: Any, lateness: Any, expectation: float = 0.65, explained: float = 0.5) -> Any:
    one = people(1, expectation=expectation)[0]
    return one.satisfaction_chance(one.perceived(solved, lateness, 0.75, explained))


@pytest.mark.parametrize(
    "solved, on_time, mean", [(0.75, 0.68, 0.68), (0.95, 0.95, 0.84), (0.53, 0.50, 0.48)]
)
def test_satisfaction_follows_solving_and_speed_from_weak_to_strong_service(solved, on_time, mean):
    in_time, late, undone = satisfied(1, 0.5), satisfied(1, 2.0), satisfied(0, 1.5)
    assert on_time * in_time + (solved - on_time) * late + (1 - solved) * undone == pytest.approx(
        mean, abs=0.04
    )


def test_a_case_that_is_closed_but_unsolved_satisfies_few():
    assert 0.1 < satisfied(0, 1.0) < 0.3


def test_residents_judge_by_solving_speed_explanation_and_what_they_expected():
    assert satisfied(1, 0.5) > satisfied(0, 0.5)
    assert satisfied(1, 0.5) > satisfied(1, 2)
    assert satisfied(1, 0.5, explained=1) > satisfied(1, 0.5)
    assert satisfied(1, 0.5, expectation=0.9) < satisfied(1, 0.5)


def test_a_promise_of_half_the_time_without_better_work_disappoints():
    one = people(1)[0]
    halved = one.promised_expectation(1.0, 0.5)
    assert halved == pytest.approx(0.75)
    assert satisfied(1, 1.0, expectation=halved) < satisfied(1, 0.5)


def test_a_bad_case_moves_trust_twice_as_far_as_an_equally_good_one():
    one = people(1, trust=0.5)[0]
    assert one.trust_step(0.2) == pytest.approx(-2 * one.trust_step(0.8))


def test_trust_drifts_to_neighbours_and_back_to_its_own_view():
    one = people(1, trust=0.5, trust_start=0.5)[0]
    assert one.trust_drift(0.9) == pytest.approx(0.001 * 0.4)
    assert people(1, trust=0.5, trust_start=0.9)[0].trust_drift(0.5) == pytest.approx(0.0005 * 0.4)
