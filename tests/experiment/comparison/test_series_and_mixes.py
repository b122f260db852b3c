"""standardised.csv and warmup.csv: medians of a mix, and when a series had settled, by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from simulation.experiment.comparison.closing_times import Kinds
from simulation.experiment.comparison.standardised_times import standardised_table
from simulation.experiment.comparison.warm_up_check import warmup_table
from simulation.statistics import paired_difference

NAN = math.nan
ENDS = np.array([60.0, 120, 180, 600])  # of the bins, in minutes


def table(*arms, against=None, classes=("general",)):
    """standardised.csv; arms: of each replication {scenario: {category: (closed, censored) by bin}}."""
    kinds = Kinds(list(classes), ["care", "errand"], ENDS)
    parts = [
        pd.DataFrame(
            [
                (scenario, nth, "general", category, end, closed, lost)
                for scenario, mix in runs.items()
                for category, bins in mix.items()
                for end, (closed, lost) in zip(ENDS, bins, strict=True)
                if closed or lost
            ],
            columns=["scenario", "replication", "class", "category", "upto_minutes", "closed", "censored"],
        )
        for nth, runs in enumerate(arms)
    ]
    return standardised_table(against or {"more": "base"}, parts, kinds).to_dict("records")


def closed(*counts):
    return [(count, 0) for count in counts]


@pytest.mark.parametrize(
    ("bins", "hours"),
    [
        (closed(2, 6, 2, 0), 1.5),  # .8 open after an hour, .2 after two: half in the middle of the second
        (closed(8, 2, 0, 0), 37.5 / 60),  # .2 after an hour: 5/8 of it
        (closed(5, 5, 0, 0), 1),  # just half
        (closed(5, 0, 5, 0), 1),  # and none in the next bin
        (closed(2, 3, 5, 0), 2),
        (closed(0, 0, 0, 10), (180 + 420 / 2) / 60),
        ([(2, 0), (0, 4), (2, 0), (2, 0)], 3),  # censored: .8, of the last four half after three hours: .4
        ([(2, 0), (0, 0), (0, 8), (0, 0)], NAN),
        ([(2, 0), (1, 0), (0, 0), (0, 7)], NAN),
    ],
)
def test_the_median_lies_evenly_in_its_bin(bins, hours):
    expected = 2 + (0.8 - 0.5) / (0.8 - 0.4) if hours == 3 else hours
    (row,) = table(*[{"base": {"care": bins}, "more": {"care": bins}}] * 5)
    assert row["baseline_mean"] == pytest.approx(expected, nan_ok=True)
    assert row["difference"] == pytest.approx(0 if np.isfinite(expected) else NAN, nan_ok=True)


# a quarter of the baseline's cases are errands, half of the other's: errands end in one hour, care in three
BASE = {"errand": closed(10, 0, 0, 0), "care": closed(0, 0, 30, 0)}
MORE = {"errand": closed(20, 0, 0, 0), "care": closed(0, 10, 10, 0)}


def test_the_same_mix_is_the_baselines_whatever_the_scenarios_is():
    (row,) = table(*[{"base": BASE, "more": MORE}] * 5)
    # of the baseline .75 are open after an hour, none after three: at 2 hours and a third; of the scenario in
    # the baseline's mix .375 after two; in its own .5 after one
    assert row["baseline_mean"] == pytest.approx(2 + 1 / 3)
    assert row["mean"] == pytest.approx(1 + 2 / 3)
    assert (row["difference"], row["plain_difference"]) == pytest.approx((-2 / 3, -4 / 3))
    assert (row["mix_moved"], row["weight_lost"], row["pairs"]) == (0.25, 0, 5)
    assert (row["low"], row["high"]) == pytest.approx((row["difference"],) * 2)
    assert (row["scenario"], row["unit"]) == ("more", "h")
    assert row["metric"] == "resolution_general_median_standardised"


def test_what_the_scenario_has_no_case_of_is_spread_over_what_it_has():
    (row,) = table(*[{"base": BASE, "more": {"care": MORE["care"]}}] * 5)
    assert (row["mix_moved"], row["weight_lost"]) == (0.25, 0.25)
    assert row["mean"] == row["baseline_mean"] + row["plain_difference"] == 2
    (row,) = table(*[{"base": {"errand": BASE["errand"]}, "more": {"care": MORE["care"]}}] * 5)
    assert row["pairs"] == 0 and np.isnan([row["mean"], row["mix_moved"], row["weight_lost"]]).all()


def test_an_interval_is_that_of_pairs_and_five_are_the_fewest():
    slow, fast = {"care": closed(0, 0, 0, 30)}, {"care": closed(0, 0, 30, 0)}
    arms = [{"base": slow, "more": fast}, {"base": slow, "more": BASE}, {"base": slow, "more": slow}] * 2
    for pairs in (4, 5, 6):
        # and a replication that only one arm has is no pair
        (row,) = table(*arms[:pairs], {"base": slow}, {"more": slow})
        # medians of 6.5 hours against 2.5, 2.5 of care alone, and 6.5
        found = paired_difference([6.5] * pairs, [2.5, 2.5, 6.5, 2.5, 2.5, 6.5][:pairs])
        assert (row["pairs"], row["difference"]) == (pairs, pytest.approx(found.mean))
        ends = (found.low, found.high) if pairs >= 5 else (NAN, NAN)
        assert (row["low"], row["high"]) == pytest.approx(ends, nan_ok=True)


def test_every_scenario_and_class_has_a_row_against_its_own_baseline():
    arms = [{"base": BASE, "more": MORE, "other": BASE, "best": MORE}] * 5
    rows = table(*arms, against={"more": "base", "best": "more"}, classes=("general", "major"))
    assert [(row["scenario"], row["pairs"]) for row in rows] == [
        ("more", 5),
        ("more", 0),
        ("best", 5),
        ("best", 0),
    ]
    assert rows[2]["difference"] == 0 and rows[1]["metric"] == "resolution_major_median_standardised"


# --- warmup.csv


def warmed(series, days=None, runs=5):
    """Rows of warmup.csv of runs that are all the same."""
    parts = [pd.DataFrame({"s": series, "scenario": "base", "replication": run}) for run in range(runs)]
    return warmup_table(parts, {"base": days or len(series)}).to_dict("records")


def counting(days):
    return np.arange(float(days))


@pytest.mark.parametrize(
    ("days", "first", "later", "against"),
    [
        (56, 13.5, (28 + 55) / 2, "second half"),  # the last four of eight weeks
        (62, 13.5, (34 + 61) / 2, "second half"),
        (200, 13.5, (102 + 199) / 2, "second half"),  # 14 of 28
        (454, 13.5, (454 - 32 * 7 + 453) / 2, "second half"),  # 32 of 64
        (455, 45, 364 + 45, "year later"),
    ],
)
def test_the_beginning_and_what_it_is_held_against(days, first, later, against):
    (row,) = warmed(counting(days))
    assert (row["first"], row["later"], row["against"]) == (
        pytest.approx(first),
        pytest.approx(later),
        against,
    )
    assert row["drift"] == pytest.approx(first - later)


def test_fewer_than_eight_weeks_are_too_few():
    assert warmed(counting(55)) == [] and len(warmed(counting(56))) == 1
    assert len(warmed(counting(99), days=56)) == 1 and warmed(counting(99), days=55) == []


def step(before, after, at=28, days=112):
    return np.where(np.arange(days) < at, before, after).astype(float)


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        (11, 10, "season or drift"),  # just a tenth of the later level
        (9, 10, "season or drift"),
        (10.75, 10, "settled"),
        (-11, -10, "season or drift"),
        (-10.75, -10, "settled"),
        (0.5, 0, "season or drift"),
        (0, 0, "settled"),
        (10, 10, "settled"),
    ],
)
def test_a_tenth_of_the_later_level_is_drift_and_less_is_settled(before, after, verdict):
    (row,) = warmed(step(before, after))
    assert (row["verdict"], row["low"], row["high"]) == (verdict, before - after, before - after)
    assert row["leave_out_days"] == (28 if verdict == "season or drift" else 0)


@pytest.mark.parametrize("sign", [-1, 1])
@pytest.mark.parametrize(
    ("spread", "verdict"), [(0.05, "settled"), (0.2, "settled"), (0.3, "cannot tell"), (2.0, "cannot tell")]
)
def test_an_interval_that_reaches_a_tenth_on_either_side_cannot_tell(sign, spread, verdict):
    # a drift of half of a tenth, which luck moves from run to run
    before = step(10 + sign * 0.5, 10)
    rows = [before + np.where(np.arange(112) < 28, spread * luck, 0) for luck in (-2, -1, 0, 1, 2)]
    parts = [
        pd.DataFrame({"s": each, "scenario": "base", "replication": nth}) for nth, each in enumerate(rows)
    ]
    (row,) = warmup_table(parts, {"base": 112}).to_dict("records")
    half = 2.7764451051977987 * spread * math.sqrt(2.5 / 5)
    assert (row["low"], row["high"]) == pytest.approx((sign * 0.5 - half, sign * 0.5 + half))
    assert (0.5 + half <= 1) is (verdict == "settled") and row["verdict"] == verdict


def test_five_runs_are_the_fewest():
    for runs, verdict in ((4, "cannot tell"), (5, "season or drift")):
        (row,) = warmed(step(20, 10), runs=runs)
        assert row["verdict"] == verdict and np.isnan(row["low"]) == np.isnan(row["high"]) == (runs < 5)
        assert row["leave_out_days"] == (28 if runs == 5 else 0)


def test_many_series_make_drift_harder_to_see():
    # given a drift of 2 in one series, alone and beside one that is as unsure
    lucks = np.array([-1, -0.5, 0, 0.5, 1]) * 1.63
    parts = [
        pd.DataFrame(
            {"a": step(12 + luck, 10), "b": step(12 - luck, 10), "scenario": "base", "replication": nth}
        )
        for nth, luck in enumerate(lucks)
    ]
    one = warmup_table([each.drop(columns="b") for each in parts], {"base": 112})
    both = warmup_table(parts, {"base": 112})
    p = paired_difference(np.zeros(5), 2 + lucks).p
    assert 0.025 < p < 0.05
    assert one["verdict"].tolist() == ["season or drift"] and both["series"].tolist() == ["a", "b"]
    assert both["verdict"].tolist() == ["cannot tell"] * 2


def test_days_without_a_value_are_in_no_mean():
    holes = np.where(np.arange(112) % 4 == 1, NAN, step(20, 10))
    (row,) = warmed(holes)
    assert (row["first"], row["later"], row["leave_out_days"]) == (20, 10, 28)
    # and a week that no run has leaves unknown how much to leave out
    (row,) = warmed(np.where(np.arange(112) // 7 == 5, NAN, step(20, 10)))
    assert (row["first"], row["later"], row["verdict"]) == (20, 10, "season or drift")
    assert np.isnan(row["leave_out_days"])


def test_a_day_counts_by_the_runs_that_have_it():
    # given runs of which four lack all but the first six weeks
    parts = [pd.DataFrame({"s": step(20, 10), "scenario": "base", "replication": nth}) for nth in range(9)]
    for each in parts[5:]:
        each.loc[42:55, "s"] = NAN
    (row,) = warmup_table(parts, {"base": 112}).to_dict("records")
    assert (row["leave_out_days"], row["verdict"]) == (28, "season or drift")


def test_a_year_is_taken_from_the_days_before_what_is_left_out_is_counted():
    # given 13 weeks more than a year, of which the first five stand twelve above the same weeks of the next
    wave = 10 * np.cos(2 * np.pi * np.arange(455) / 364)
    (row,) = warmed(20 + wave + np.where(np.arange(455) < 35, 12.0, 0.0))
    assert (row["verdict"], row["leave_out_days"]) == ("drifts", 35)
    assert row["drift"] == pytest.approx(12 * 35 / 91)
