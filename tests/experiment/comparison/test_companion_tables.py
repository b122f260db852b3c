"""The tables beside comparison.csv: intervals, common random numbers, one mix of cases, what is unsettled."""

import json
import math

import numpy as np
import pandas as pd
import pytest

from simulation.experiment import compare, work_of_pairs
from simulation.experiment.comparison.closing_times import Kinds
from simulation.experiment.comparison.common_random_numbers import work_of_pairs_in
from simulation.experiment.comparison.paired_intervals import COLUMNS as INTERVALS
from simulation.experiment.comparison.paired_intervals import interval_table
from simulation.experiment.comparison.standardised_times import COLUMNS as STANDARDISED
from simulation.experiment.comparison.standardised_times import standardised_table
from simulation.experiment.comparison.warm_up_check import COLUMNS as WARMUP
from simulation.statistics import anytime, kaplan_meier, paired_difference

CRN = {  # worked: paired variance 0.0483 of what arms with luck of their own would have
    "base": [17.02, 10.15, 12.23, 20.92, 9.21],
    "more": [17.18, 7.99, 7.74, 18.51, 6.18],
}


def intervals(values, unit="h"):
    """intervals.csv of one metric: scenario -> one number per replication."""
    tables = {name: pd.DataFrame({"wait": numbers}, dtype=float) for name, numbers in values.items()}
    first, *others = values
    return interval_table(dict.fromkeys(others, first), tables, pd.Series({"wait": unit}))


def one(table):
    (row,) = table.to_dict("records")
    return row


def noisy(n, shift=0.0, seed=1):
    made = np.random.default_rng(seed)
    before = 20 + made.normal(size=n)
    return before, before + shift + made.exponential(size=n)


# intervals.csv


def test_pairs_do_the_work_of_runs_with_luck_of_their_own_as_worked():
    row = one(intervals(CRN))
    assert row["variance_ratio"] == pytest.approx(0.04860775910988473)
    assert row["correlation"] == pytest.approx(0.9643942097427258)
    # then as many runs, half in each arm, have the standard error of the pairs
    before, after = (np.var(CRN[name], ddof=1) for name in ("base", "more"))
    paired = np.var(np.subtract(CRN["more"], CRN["base"]), ddof=1) / 5
    assert (before + after) / (row["independent_runs"] / 2) == pytest.approx(paired)


def test_the_interval_for_every_look_stands_beside_the_others():
    before, after = noisy(12, shift=1)
    row, found = one(intervals({"base": before, "more": after})), anytime(paired_difference(before, after), 5)
    assert (row["any_time_low"], row["any_time_high"]) == (found.low, found.high)
    assert row["any_time_low"] < row["t_low"] < row["t_high"] < row["any_time_high"]


def test_pairs_that_differ_are_counted():
    row = one(intervals({"base": [1, 2, 3, 4, 5, 6, np.nan], "more": [1, 2, 4, 4, 3, 6, 1]}))
    assert (row["pairs"], row["pairs_that_differ"]) == (6, 2)


def test_arms_that_share_no_luck_do_the_work_of_as_many_runs_as_they_are():
    made = np.random.default_rng(4).normal(size=(2, 4000))
    assert one(intervals({"base": made[0], "more": made[1]}))["independent_runs"] == pytest.approx(
        8000, rel=0.05
    )


def test_both_intervals_stand_beside_each_other_and_half_the_width_has_its_price():
    before, after = noisy(20, 1.0)
    row = one(intervals({"base": before, "more": after}))
    assert row["t_low"] < row["difference"] < row["t_high"]
    assert row["bootstrap_low"] < row["difference"] < row["bootstrap_high"]
    assert row["half_width"] == pytest.approx((row["t_high"] - row["t_low"]) / 2)
    assert 60 < row["pairs_for_half"] < 80  # about four times as many


def test_identical_arms_differ_by_nothing_and_no_number_of_other_runs_is_their_equal():
    row = one(intervals({"base": CRN["base"], "more": CRN["base"]}))
    ends = (
        "difference",
        "t_low",
        "t_high",
        "bootstrap_low",
        "bootstrap_high",
        "half_width",
        "variance_ratio",
    )
    assert [row[each] for each in ends] == [0] * 7
    assert math.isnan(row["independent_runs"])


def test_arms_that_differ_by_a_constant_but_for_rounding_claim_no_absurd_number_of_runs():
    before = np.array([0.1, 0.2, 0.3, 0.7, 1.1, 1.3])
    assert math.isnan(one(intervals({"base": before, "more": before + 1e6}))["independent_runs"])


def test_exchanged_arms_change_signs_only():
    before, after = noisy(12)
    there, back = (one(intervals(each)) for each in ({"a": before, "b": after}, {"a": after, "b": before}))
    for low, high in (("t_low", "t_high"), ("bootstrap_low", "bootstrap_high")):
        assert (back[low], back[high]) == pytest.approx((-there[high], -there[low]), abs=1e-9)
    same = ["pairs", "correlation", "variance_ratio", "independent_runs", "half_width", "pairs_for_half"]
    assert [back[each] for each in same] == pytest.approx([there[each] for each in same])


def test_fewer_than_five_pairs_have_a_difference_and_nothing_else():
    row = one(intervals({"base": [1, 2, 3, 4, np.nan], "more": [2, 2, 4, 4, 5]}))
    assert (row["pairs"], row["difference"]) == (4, 0.5)
    assert all(math.isnan(row[each]) for each in list(INTERVALS)[5:])


def test_another_scenario_and_another_metric_change_no_row():
    before, after = noisy(9)
    tables = {
        "base": pd.DataFrame({"wait": before, "half": np.where(np.arange(9) < 7, before, np.nan)}),
        "more": pd.DataFrame({"wait": after, "half": after}),
        "third": pd.DataFrame({"wait": after + before, "half": before}),
    }
    both = interval_table({"more": "base", "third": "base"}, tables, pd.Series({"half": "case", "wait": "h"}))
    mine = both[(both["scenario"] == "more") & (both["metric"] == "wait")]
    assert one(mine) == one(intervals({"base": before, "more": after}))
    assert list(both["pairs"]) == [7, 9, 7, 9] and list(both) == list(INTERVALS)


# the sentence

SAME = "with common random numbers, "


def told(rows, judged=("wait", "need_days")):
    table = pd.DataFrame(rows, columns=["scenario", "metric", "pairs", "independent_runs"])
    return work_of_pairs_in(table, list(judged), {"need_days": {"en": "need-days", "zh": "需求未解决天数"}})


def test_the_work_of_pairs_is_one_sentence_about_the_headline():
    said = told([("a", "wait", 20, 55.0), ("a", "need_days", 20, 312.0)])
    assert said["en"] == f"need-days: {SAME}20 pairs did the work of 312 independent runs"
    assert said["zh"] == (
        "需求未解决天数：20 对运行使用同一组随机数；若随机数各不相同，要运行 312 次，差值才同样精确"
    )


def test_scenarios_that_gained_differently_are_told_as_a_span():
    said = told([("a", "need_days", 20, 312.0), ("b", "need_days", 20, 45.4), ("c", "need_days", 18, 9.0)])
    assert said["en"] == f"need-days: {SAME}20 pairs did the work of 45 to 312 independent runs, by scenario"


def test_a_factor_beyond_a_thousand_is_not_told_to_the_run():
    said = told([("a", "need_days", 5, 1.55e6), ("b", "need_days", 5, 60.0)])
    assert said["en"].endswith("5 pairs did the work of 60 to over 5,000 independent runs, by scenario")
    assert "要运行 60 次至 5,000 次以上（视方案而定）" in said["zh"]
    large = told([("a", "need_days", 12, 1.55e6), ("b", "need_days", 12, 600.4)])
    assert "要运行 600 次至 1.20 万次以上（视方案而定）" in large["zh"]


def test_without_the_headline_the_first_judged_metric_that_can_tell_is_told_and_else_nothing():
    assert told([("a", "wait", 20, 55.0), ("a", "need_days", 20, math.nan)])["en"].startswith(
        f"wait: {SAME}20 pairs"
    )
    assert told([("a", "cost", 20, 55.0)]) == {} and told([]) == {}


# standardised.csv


def times(scenario, kinds, replication=0):
    """closing_times.csv of one run: category -> [(upto, closed, censored)] of general matters."""
    return pd.DataFrame(
        [
            (scenario, replication, "general", category, upto, closed, lost)
            for category, bins in kinds.items()
            for upto, closed, lost in bins
        ],
        columns=["scenario", "replication", "class", "category", "upto_minutes", "closed", "censored"],
    )


def runs_of(before, after, n=6):
    """n pairs; counts grow a little from pair to pair."""
    arms = {"base": before, "more": after}
    return pd.concat(
        times(name, {kind: many(bins, 5 + r) for kind, bins in kinds.items()}, r)
        for r in range(n)
        for name, kinds in arms.items()
    )


def many(bins, factor):
    return [(upto, closed * factor, lost * factor) for upto, closed, lost in bins]


FAST, SLOW = [(60, 6, 0), (120, 4, 0)], [(120, 2, 0), (600, 6, 0), (1200, 2, 0)]


def table_of(against, rows, turns=None):
    kinds = Kinds()
    kinds.add(rows)
    return standardised_table(against, (mine for _, mine in rows.groupby("replication")), kinds, turns)


def standardised(before, after):
    return one(table_of({"more": "base"}, runs_of(before, after)))


def test_a_policy_that_only_brings_other_cases_changes_no_standardised_time():
    # given four times as many slow cases on record, each as slow as before
    row = standardised({"errand": FAST, "repair": SLOW}, {"errand": FAST, "repair": many(SLOW, 4)})
    # then the plain median rises and the standardised one does not
    assert row["plain_difference"] > 2
    assert (row["difference"], row["low"], row["high"]) == pytest.approx((0, 0, 0), abs=1e-12)
    assert row["mix_moved"] == pytest.approx(0.8 - 0.5) and row["weight_lost"] == 0 and row["pairs"] == 6


def test_faster_handling_shows_whatever_the_mix_does():
    half = [(upto / 2, closed, lost) for upto, closed, lost in SLOW]
    row = standardised({"repair": SLOW}, {"repair": half, "errand": many(FAST, 9)})
    assert row["difference"] == pytest.approx(-row["baseline_mean"] / 2, rel=0.08)  # a bin
    assert row["metric"] == "resolution_general_median_standardised"


def test_a_category_that_the_policy_ends_gives_its_weight_to_the_others_and_is_told():
    row = standardised({"errand": FAST, "repair": SLOW}, {"repair": SLOW})
    alone = standardised({"repair": SLOW}, {"repair": SLOW})
    assert row["weight_lost"] == pytest.approx(0.5) and row["mean"] == alone["mean"]
    none = standardised({"errand": FAST}, {"repair": SLOW})
    assert none["pairs"] == 0 and math.isnan(none["mean"])


def test_open_cases_are_censored_and_a_median_that_is_never_reached_is_no_pair():
    row = standardised({"repair": [(60, 4, 0), (600, 0, 6)]}, {"repair": SLOW})
    assert row["pairs"] == 0 and math.isnan(row["difference"])


def test_the_interval_of_a_standardised_time_counts_parameter_sets_and_not_their_pairs():
    # given two sets of three pairs each, which differ in how much faster the policy is, and no luck
    base, more = (
        pd.concat(
            times(name, {"repair": [(upto / (part[r // 3]), *n) for upto, *n in SLOW]}, r) for r in range(6)
        )
        for name, part in (("base", (1, 1)), ("more", (2, 8)))
    )
    rows = pd.concat([base, more])
    alike = one(table_of({"more": "base"}, rows))
    by_set = one(table_of({"more": "base"}, rows, np.array([1, 1, 1, 2, 2, 2])))
    # then the mean stays, and two sets tell as little as two observations do
    assert by_set["difference"] == pytest.approx(alike["difference"])
    halves = [(each["high"] - each["low"]) / 2 for each in (alike, by_set)]
    assert halves[1] / halves[0] == pytest.approx(12.7062 / 2.570582 * np.sqrt(5), rel=1e-4)


def test_another_scenario_moves_no_standardised_time():
    two = runs_of({"repair": SLOW}, {"repair": FAST})
    third = pd.concat(times("third", {"errand": [(30, 3, 0), (300, 1, 1)]}, r) for r in range(6))
    alone = table_of({"more": "base"}, two)
    among = table_of({"more": "base", "third": "base"}, pd.concat([third, two]))
    assert one(alone) == one(among[among["scenario"] == "more"])


def test_the_median_within_a_bin_is_near_that_of_the_single_cases():
    made = np.random.default_rng(5)
    minutes = made.lognormal(7, 1.2, 3000)
    ends = np.geomspace(5, 1e6, 160)
    place = np.searchsorted(ends, minutes)
    counts = np.bincount(place, minlength=160)
    bins = [(end, n, 0) for end, n in zip(ends, counts, strict=True) if n]
    row = standardised({"repair": bins}, {"repair": bins})
    exact = kaplan_meier(minutes, np.ones(3000, bool)).median() / 60
    assert row["baseline_mean"] == pytest.approx(exact, rel=0.01)


# all of it, in a folder


def test_compare_writes_them_beside_and_comparison_stays_as_it_is(tmp_path):
    before, after = noisy(6, -3)
    rows = [
        (name, r, 7 + r, "need_days", value, "days")
        for name, numbers in (("base", before), ("more", after))
        for r, value in enumerate(numbers)
    ]
    columns = ["scenario", "replication", "seed", "metric", "value", "unit"]
    pd.DataFrame(rows, columns=columns).to_csv(tmp_path / "runs.csv", index=False)
    scenarios = [{"name": name, "title": {"en": name, "zh": name}} for name in ("base", "more")]
    study = {"baseline": "base", "scenarios": scenarios, "replications": 6}
    (tmp_path / "study.json").write_text(json.dumps(study), encoding="utf-8")
    # given a folder of before, without categories and without days
    compare(tmp_path)
    alone = (tmp_path / "comparison.csv").read_bytes()
    assert list(pd.read_csv(tmp_path / "intervals.csv")) == list(INTERVALS)
    assert not (tmp_path / "standardised.csv").exists() and not (tmp_path / "warmup.csv").exists()
    assert "6 pairs did the work of" in work_of_pairs(tmp_path)["en"]
    # when it has them, the tables are there, the same bytes each time
    runs_of({"repair": SLOW}, {"repair": FAST}).to_csv(tmp_path / "closing_times.csv", index=False)
    days = {
        "scenario": "base",
        "replication": np.repeat(range(6), 100),
        "date": "",
        "open": np.arange(600) % 7,
    }
    pd.DataFrame(days).to_csv(tmp_path / "daily.csv", index=False)
    names = ("intervals.csv", "standardised.csv", "warmup.csv")
    compare(tmp_path)
    first = [(tmp_path / name).read_bytes() for name in names]
    compare(tmp_path)
    assert [(tmp_path / name).read_bytes() for name in names] == first
    assert list(pd.read_csv(tmp_path / "standardised.csv")) == list(STANDARDISED)
    assert list(pd.read_csv(tmp_path / "warmup.csv")) == list(WARMUP)
    assert (tmp_path / "comparison.csv").read_bytes() == alone


def test_a_folder_without_the_tables_tells_nothing(tmp_path):
    assert work_of_pairs(tmp_path) == {}
