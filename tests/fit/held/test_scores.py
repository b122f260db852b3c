"""Figures and scores, worked by hand and against closed forms."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from simulation.fit.held.figures import LONGEST, group_figures, groups_of
from simulation.fit.held.scores import crps, held


def test_the_distance_of_a_normal_forecast_is_that_of_the_book():
    # given draws of a standard normal, and seen 0.7: Gneiting & Raftery 2007, equation 21
    draws = norm.ppf((np.arange(20_000) + 0.5) / 20_000)[:, None]
    z = 0.7
    expected = z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / np.sqrt(np.pi)
    assert crps(draws, np.array([z]))[0] == pytest.approx(expected, abs=1e-4)


def test_the_distance_of_a_single_number_is_its_error():
    assert crps(np.array([[3.0], [3.0]]), np.array([5.0]))[0] == 2


def test_an_interval_holds_its_ends():
    draws = np.arange(101.0)[:, None]
    assert [bool(held(draws, np.array([seen]), 0.9)[0]) for seen in (4.9, 5, 95, 95.1)] == [
        False,
        True,
        True,
        False,
    ]


def test_figures_by_hand():
    # given four lamps closed after 1, 10, 200 hours and never, limits of 24 hours but for one; and one form
    log = pd.DataFrame(
        {
            "hours": [200.0, 1, np.inf, 10, 2],
            "limit": [24.0, 24, 24, np.nan, 1],
            "type": ["lamp"] * 4 + ["form"],
        }
    )
    names = pd.Index(["form", "lamp"])
    found = group_figures(log, groups_of(log["type"], names), 3)
    assert found[1].tolist() == [4, 10, LONGEST, 0.5, pytest.approx(1 / 3)]
    assert found[0].tolist() == [1, 2, 2, 1, 0]
    assert found[2, 0] == 0 and np.isnan(found[2, 1:]).all()
