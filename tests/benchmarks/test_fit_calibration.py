"""Ranks of the truth among draws: even where draws say how unsure one is, and caught where they do not."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.intervals import fit_calibration as calibration


def ranks(width: float, shift: float = 0.0, truths: int = 300) -> np.ndarray:
    """Ranks of truths seen with a normal error of 1, among draws as wide as `width` around what was seen."""
    rng = np.random.default_rng(5)
    truth = 10 * rng.standard_normal(truths)
    seen = truth + rng.standard_normal(truths)
    draws = seen + shift + width * rng.standard_normal((calibration.DRAWS, truths))
    return calibration.rank(truth, draws, rng)


def test_ranks_of_draws_as_wide_as_the_error_are_even():
    found = calibration.evenness("any", "right", ranks(1.0))
    assert found.even and found.chi2_p > 0.01
    assert found.within_50 == pytest.approx(0.5, abs=0.09) and found.within_90 == pytest.approx(0.9, abs=0.05)


@pytest.mark.parametrize("width, shift", [(0.6, 0), (1.8, 0), (1, 0.4)], ids=["narrow", "wide", "shifted"])
def test_draws_that_are_too_narrow_too_wide_or_beside_it_are_caught(width, shift):
    found = calibration.evenness("any", "wrong", ranks(width, shift))
    assert found.chi2_p < 0.01 and not found.even
    assert (found.within_90 < 0.85) == (width < 1)


def test_draws_equal_to_the_truth_leave_its_rank_to_chance():
    rng = np.random.default_rng(1)
    found = [calibration.rank(np.ones(1), np.ones((9, 1)), rng)[0] for _ in range(400)]
    assert calibration.distance(np.array(found)) < calibration.band_of(400)


def test_levels_that_are_drawn_are_ranked():
    found = calibration.of_levels(np.random.default_rng(2))
    assert found.shape == (2,) and ((found > 0) & (found < 1)).all()


def test_seasons_that_are_drawn_are_ranked_month_by_month():
    found = calibration.of_months(np.random.default_rng(2))
    assert found.shape == (12,) and ((found > 0) & (found < 1)).all()
