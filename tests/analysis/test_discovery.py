"""A planted box of worlds is found with its bounds, and none where there is nothing to find."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.analysis.discover.peeling import prim

NAMES = [f"x{at}" for at in range(12)]


def worlds(count: int = 150, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).random((count, len(NAMES)))


def test_the_planted_box_is_found_with_its_bounds():
    # given worlds in which a policy fails where x3 is below .4 and x7 above .5
    where = worlds()
    box = prim(where, (where[:, 3] < 0.4) & (where[:, 7] > 0.5), NAMES, 1)
    assert box and {each.name for each in box.bounds} == {"x3", "x7"}
    low, high = sorted(box.bounds, key=lambda each: each.name)
    assert low.high == pytest.approx(0.4, abs=0.05) and low.low == -np.inf
    assert high.low == pytest.approx(0.5, abs=0.05) and high.high == np.inf
    assert box.density > 0.95 and box.coverage > 0.95 and box.is_sure
    assert max(low.quasi_p, high.quasi_p) < 0.01


def test_a_planted_box_shows_through_noise():
    where, luck = worlds(300), np.random.default_rng(2)
    inside = (where[:, 3] < 0.4) & (where[:, 7] > 0.5)
    box = prim(where, np.where(luck.random(300) < 0.1, ~inside, inside), NAMES, 1)
    assert box and {"x3", "x7"} <= {each.name for each in box.bounds} and box.is_sure


@pytest.mark.slow
def test_noise_has_a_box_that_is_said_to_be_chance():
    # given failures that hang on nothing; a test at .05 is fooled in one of twenty
    sure = []
    for seed in range(8):
        fails = np.random.default_rng(100 + seed).random(60) < 0.3
        box = prim(worlds(60, seed), fails, NAMES, seed)
        sure.append(box is not None and box.is_sure)
    assert sum(sure) <= 2


def test_what_happens_always_or_never_has_no_box():
    assert prim(worlds(20), np.ones(20, bool), NAMES, 1) is None
    assert prim(worlds(20), np.zeros(20, bool), NAMES, 1) is None
