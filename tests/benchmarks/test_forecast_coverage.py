"""Intervals that earlier ones widen: a forecast that is planted too narrow is mended."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.conformal import factor, scores, widened
from benchmarks.forecast_coverage import Told, half_of, known_log, scored
from simulation.fit.held.scores import held
from simulation.fit.office.spans import Numbers


@pytest.fixture(scope="module")
def too_narrow() -> tuple[Numbers, Numbers]:
    """Forecasts of standard deviation 1 of what has one of 3: draws (draws, 2000) and seen (2000,)."""
    rng = np.random.default_rng(2)
    return rng.standard_normal((100, 2000)), 3 * rng.standard_normal(2000)


def test_a_forecast_that_was_too_narrow_is_mended(too_narrow):
    draws, seen = too_narrow
    shares = (0.5, 0.9)
    factors = tuple(factor(scores(draws[:, :1000], seen[:1000], share, 0.0), share) for share in shares)
    wide = widened(draws[:, 1000:], factors, -np.inf)
    for share in shares:
        assert held(draws[:, 1000:], seen[1000:], share).mean() < share - 0.2
        assert held(wide, seen[1000:], share).mean() == pytest.approx(share, abs=0.06)


def test_a_forecast_is_never_made_narrower(too_narrow):
    draws, _ = too_narrow
    factors = tuple(factor(scores(draws, np.zeros(2000), share), share) for share in (0.5, 0.9))
    assert factors == (1, 1) and widened(draws, factors) is draws


@pytest.mark.parametrize(("count", "rank"), [(8, None), (9, 9), (19, 18)])
def test_the_night_itself_counts_for_one(count, rank):
    # nine scores are the fewest of which the largest holds nine tenths
    assert factor(np.arange(1.0, count + 1), 0.9) == (rank or 1)


def test_only_nights_whose_weeks_are_over_widen(too_narrow):
    # given four nights, the first of which alone was far off
    draws, seen = too_narrow
    far, near = Told(draws, seen), Told(draws, np.zeros(len(seen)))
    nights = [{("office", "closed"): each} for each in (far, near, near, near)]
    unlike = {skip: scored(nights[: skip + 1], skip, 2) for skip in (1, 2)}
    assert unlike[1]["crps_widened"].item() == unlike[1]["crps"].item()
    assert unlike[2]["crps_widened"].item() > unlike[2]["crps"].item()


def test_halves_of_a_log_share_no_unit():
    log = known_log(0.3, 1, units=4, days=21)
    halves = [half_of(log, each) for each in ("first", "second")]
    assert sum(map(len, halves)) == len(log) == len(half_of(log, "all"))
    assert not set(halves[0]["unit"]) & set(halves[1]["unit"])


def test_units_of_a_known_log_move_together_where_they_should():
    def correlation(common: float) -> float:
        log = known_log(common, 1, units=2, days=210)
        week = ((log["closed"] - log["opened"].min()).dt.days // 7).rename("week")
        counts = log.groupby(["unit", week]).size().unstack().to_numpy(float)[:, 2:30]
        return float(np.corrcoef(counts)[0, 1])

    assert correlation(0.6) > 0.5 > 0.3 > correlation(0.0)
