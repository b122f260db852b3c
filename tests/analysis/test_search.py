"""The search finds what was hidden for it: known fronts, and the best of planted packages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

import numpy as np
import pytest

from simulation.analysis.optimise.efficient import Step, dominates, efficient, in_order, spread, steps
from simulation.analysis.optimise.search import Point, Tried, Variable, Worth, search

REALS = [Variable(f"x{at}", 0, 1) for at in range(5)]
FRONTS = {"ZDT1": lambda part: 1 - part**0.5, "ZDT2": lambda part: 1 - part**2}
"""Fronts by the first goal. Source: Zitzler, Deb & Thiele 2000."""


def zdt(front: Callable[[float], float]) -> Callable[[int, Sequence[Point]], list[Worth]]:
    def evaluate(generation: int, points: Sequence[Point]) -> list[Worth]:
        found = []
        for point in points:
            first, *others = (point[each.name] for each in REALS)
            away = 1 + 9 * sum(others) / len(others)
            found.append(Worth((first, away * front(first / away))))
        return found

    return evaluate


def distance(found: Sequence[Tried], front: Callable[[float], float]) -> float:
    """How far the efficient set lies above the front, on average."""
    return float(np.mean([each.worth.goals[1] - front(each.worth.goals[0]) for each in efficient(found)]))


@pytest.mark.slow
@pytest.mark.parametrize("name", FRONTS)
def test_the_search_comes_near_a_known_front_from_end_to_end(name):
    front = FRONTS[name]
    found = search(REALS, zdt(front), goals=2, trials=1500, size=50, seed=1)
    firsts = [each.worth.goals[0] for each in efficient(found)]
    assert len(firsts) >= 20 and min(firsts) < 0.1 and max(firsts) > 0.9
    # as many draws at random stay six times as far away
    luck = np.random.default_rng(1)
    points = [dict(zip((each.name for each in REALS), luck.random(5), strict=True)) for _ in range(1500)]
    blind = [Tried(1, *each) for each in zip(points, zdt(front)(1, points), strict=True)]
    assert distance(found, front) < 0.25 and distance(found, front) < distance(blind, front) / 3


GAINS = {"a": 40.0, "b": 25.0, "c": 10.0, "d": 5.0, "e": -10.0, "f": 2.0}
COSTS = {"a": 60.0, "b": 20.0, "c": 10.0, "d": 30.0, "e": 1.0, "f": 40.0}
BUDGET = 60.0


def planted(generation: int, points: Sequence[Point]) -> list[Worth]:
    """Switches that add up, and two that help each other; within the budget b and c are best by far."""
    found = []
    for point in points:
        on = {name for name in GAINS if point[name] > 0}
        gain = sum(GAINS[name] for name in on) + 20 * ({"b", "c"} <= on)
        cost = sum(COSTS[name] for name in on)
        found.append(Worth((-gain, cost), (cost - BUDGET,)))
    return found


def test_the_best_of_planted_packages_is_found_in_the_budget():
    space = [Variable(name, 0, 1, whole=True) for name in GAINS]
    found = search(space, planted, goals=2, trials=60, size=12, seed=3)
    best = efficient(found)[-1]
    assert {name for name in GAINS if best.point[name]} == {"b", "c", "d"}
    assert best.worth.goals == (-60.0, 60.0) and len(found) == 60
    # and of all 64 packages none spares as much for less than any of the efficient ones does
    every = [dict(zip(GAINS, on, strict=True)) for on in product((0, 1), repeat=len(GAINS))]
    able = [each.goals for each in planted(0, every) if each.keeps_limits]
    assert all(
        min(cost for gain, cost in able if gain <= at) == price
        for at, price in (each.worth.goals for each in efficient(found))
    )


def test_the_same_answers_lead_to_the_same_points():
    # given a search that is stopped in its third generation, and what was answered until then
    space = [Variable(name, 0, 1, whole=True) for name in GAINS]
    whole = search(space, planted, goals=2, trials=40, size=10, seed=5)
    kept: dict[int, list[Worth]] = {}

    def stopping(generation: int, points: Sequence[Point]) -> list[Worth]:
        if generation == 3:
            raise KeyboardInterrupt
        kept[generation] = planted(generation, points)
        return kept[generation]

    with pytest.raises(KeyboardInterrupt):
        search(space, stopping, goals=2, trials=40, size=10, seed=5)

    # when it begins again with them, then no point of theirs is computed again and all trials are the same
    def going_on(generation: int, points: Sequence[Point]) -> list[Worth]:
        return kept.get(generation) or planted(generation, points)

    assert search(space, going_on, goals=2, trials=40, size=10, seed=5) == whole


def test_no_point_is_asked_twice():
    asked: list[tuple] = []

    def counting(generation: int, points: Sequence[Point]) -> list[Worth]:
        asked.extend(tuple(sorted(point.items())) for point in points)
        return planted(generation, points)

    space = [Variable(name, 0, 1, whole=True) for name in "abcdef"]
    found = search(space, counting, goals=2, trials=60, size=12, seed=3)
    assert len(asked) == len(set(asked)) < len(found)


def test_what_breaks_a_limit_stands_behind_what_keeps_it():
    good, cheap, far = Worth((5, 5), (0,)), Worth((1, 1), (0.1,)), Worth((0, 0), (3,))
    assert dominates(good, cheap) and dominates(cheap, far) and not dominates(cheap, good)
    assert in_order([far, cheap, good]) == [2, 1, 0]
    assert [
        each.worth
        for each in efficient([Tried(1, {"x": at}, each) for at, each in enumerate((far, cheap, good))])
    ] == [good]


def test_only_points_into_which_most_work_went_are_efficient():
    lost, won = Tried(1, {"x": 0}, Worth((0, 0), level=1)), Tried(1, {"x": 1}, Worth((3, 3), level=2))
    assert efficient([lost, won]) == [won]


def test_the_spread_of_a_front_holds_its_best_two_and_both_ends():
    front = [Tried(1, {"x": at}, Worth((-at, at))) for at in range(9)]
    assert [each.point["x"] for each in spread(front, 3)] == [0, 7, 8]
    assert spread(front[:2], 5) == front[:2] and spread([], 3) == []


def test_each_step_is_the_cheapest_way_on():
    # given a cheap package, a dear one, one that a mix of these two beats, and one that does harm
    packages = {"cheap": (100, 10), "beaten": (400, 15), "dear": (500, 30), "harm": (5, -3)}
    assert steps(packages) == [Step("cheap", 100, 10), Step("dear", 400, 20)]
    assert [each.price for each in steps(packages)] == [10, 20]
    assert steps({"harm": (5, -3)}) == []
