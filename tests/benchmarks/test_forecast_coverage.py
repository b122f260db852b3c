"""What forecasts of several nights hold: which nights are learnt from, and logs that are made."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.intervals.forecast_coverage import Night, half_of, known_log, scored
from simulation.fit.held.widening import Told


def test_only_nights_whose_weeks_are_over_widen():
    # given four nights, the first of which alone was far off
    rng = np.random.default_rng(2)
    draws, seen = 50 + rng.standard_normal((100, 300)), 50 + 3 * rng.standard_normal(300)
    told = [{("office", "closed"): Told(draws, each)} for each in (seen, *[np.full(300, 50.0)] * 3)]
    nights = [Night(each, each) for each in told]
    unlike = {skip: scored(nights[: skip + 1], skip, 2) for skip in (1, 2)}
    assert unlike[1]["crps_widened"].item() == pytest.approx(unlike[1]["crps"].item())
    assert unlike[2]["crps_widened"].item() > 1.2 * unlike[2]["crps"].item()


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
