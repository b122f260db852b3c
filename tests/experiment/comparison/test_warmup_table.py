"""warmup.csv: whether a street has settled when it is measured from then on."""

import numpy as np
import pandas as pd
import pytest

from simulation.experiment.comparison.warm_up_check import warmup_table

# warmup.csv

DAYS = np.arange(800)
NOISE = np.random.default_rng(6).normal(size=(8, 800))
WEEKLY = np.where(DAYS % 7 < 5, 12.0, 2.0)
YEARLY = 4 * np.cos(2 * np.pi * DAYS / 364)
DECAY = 12 * np.exp(-DAYS / 40)


def one(table):
    (row,) = table.to_dict("records")
    return row


def warmed(shape, days=800, runs=8, noise=0.5):
    tables = [
        pd.DataFrame(
            {"scenario": "base", "replication": r, "date": "2025-01-01", "open": shape + noise * NOISE[r]}
        )
        for r in range(runs)
    ]
    whole = pd.concat([each[:days] for each in tables])
    parts = [
        whole[at : at + 1000] for at in range(0, len(whole), 1000)
    ]  # in which runs begin and end anywhere
    return one(warmup_table(parts, {"base": days}))


def test_cycles_of_the_week_and_the_year_are_no_drift():
    row = warmed(20 + WEEKLY + YEARLY)
    assert (row["verdict"], row["against"], row["leave_out_days"]) == ("settled", "year later", 0)


def test_a_wave_of_work_before_a_feast_that_moves_is_no_drift():
    rush = np.where((DAYS < 25) | ((DAYS >= 364 + 19) & (DAYS < 364 + 44)), 9.0, 0.0)
    assert warmed(20 + WEEKLY + rush)["verdict"] == "settled"


def test_a_start_that_fades_is_drift_and_is_cut_where_it_has_faded():
    row = warmed(20 + WEEKLY + YEARLY + DECAY)
    assert row["verdict"] == "drifts" and row["drift"] == pytest.approx(
        12 * np.exp(-DAYS[:91] / 40).mean(), abs=0.2
    )
    assert 60 <= row["leave_out_days"] <= 200  # of 436


def test_in_a_short_run_a_weekly_cycle_is_settled_and_what_fades_may_be_the_season():
    assert warmed(20 + WEEKLY, 150)["verdict"] == "settled"
    fades = warmed(20 + WEEKLY + DECAY, 150)
    assert (fades["verdict"], fades["against"]) == ("season or drift", "second half")
    assert warmed(20 + YEARLY, 300)["verdict"] == "season or drift"


@pytest.mark.parametrize(
    ("days", "first", "later"),
    [
        (150, 27 / 2, (80 + 149) / 2),  # four weeks, and the last ten of 21 whole weeks
        (800, 90 / 2, 364 + 90 / 2),  # a quarter, and the same quarter of the next year
    ],
)
def test_the_beginning_is_held_against_the_second_half_or_the_same_quarter_a_year_later(days, first, later):
    # given a series that counts its days
    row = warmed(DAYS.astype(float), days, noise=0)
    assert (row["first"], row["later"], row["drift"]) == pytest.approx((first, later, first - later))


def test_two_baselines_in_any_order_are_read_in_parts_as_they_are_whole():
    # given the runs of one baseline behind those of another whose name comes later
    days = [
        pd.DataFrame({"scenario": name, "replication": r, "open": 20 + DAYS[:150] + NOISE[r, :150]})
        for name in ("today", "model")
        for r in range(8)
    ]
    whole, lengths = pd.concat(days), {"today": 150, "model": 150}
    parts = [whole[at : at + 70] for at in range(0, len(whole), 70)]
    pd.testing.assert_frame_equal(warmup_table(parts, lengths), warmup_table([whole], lengths))
    assert warmup_table(parts, lengths)["scenario"].tolist() == ["today", "model"]


def test_too_few_runs_or_too_much_noise_cannot_tell_and_eight_weeks_are_the_least():
    assert warmed(20 + DECAY, runs=4)["verdict"] == "cannot tell"
    assert warmed(np.full(800, 2.0), noise=8)["verdict"] == "cannot tell"
    short = pd.DataFrame({"scenario": "base", "replication": 0, "open": [1.0] * 55})
    assert warmup_table([short], {"base": 55}).empty


def test_a_series_that_is_empty_or_always_nothing_is_no_fault():
    assert warmed(np.zeros(800), noise=0)["verdict"] == "settled"
    assert warmed(np.where(DAYS < 300, np.nan, 5.0), noise=0)["verdict"] == "cannot tell"
