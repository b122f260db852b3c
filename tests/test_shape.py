"""The few formulas of benchmarks/shape_figures.py that can be wrong on their own."""

from __future__ import annotations

import runpy
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

SHAPE = runpy.run_path(str(Path(__file__).parents[1] / "benchmarks" / "shape_figures.py"))


@pytest.mark.parametrize("busy", [0.1, 0.5, 0.95])
def test_time_in_a_queue_of_one_or_two_servers_is_the_textbook_one(busy: float) -> None:
    assert SHAPE["time_in_queue"](1, busy) == pytest.approx(1 / (1 - busy))
    assert SHAPE["time_in_queue"](2, busy) == pytest.approx(1 / (1 - busy**2))


def test_the_top_share_is_held_by_the_largest_and_by_one_owner_at_least() -> None:
    amounts = np.array([1.0, 6.0, 2.0, 1.0])
    assert SHAPE["share_of_top"](amounts, 0.5) == pytest.approx(0.8)
    assert SHAPE["share_of_top"](amounts, 0.01) == pytest.approx(0.6)


def test_overdispersion_is_found_when_the_degrees_of_freedom_are_given_back() -> None:
    # given years of counts of a known overdispersion, four or five days for each weekday and month
    rng, found = np.random.default_rng(3), []
    for year in range(2000, 2024):
        days = pd.bdate_range(f"{year}-01-01", f"{year}-12-31")
        counts = pd.Series(rng.negative_binomial(20, 20 / (20 + 100), len(days)), days)
        found.append([SHAPE["extra_variance"](counts, corrected) for corrected in (False, True)])
    # then the plain figure sees too little of it, the corrected one the true 1/20
    plain, corrected = np.mean(found, axis=0)
    assert corrected == pytest.approx(1 / 20, rel=0.05)
    assert plain < 0.8 / 20
