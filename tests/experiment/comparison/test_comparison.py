"""What is said of a difference, and that it never says more than the runs show."""

import json
import math
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from simulation.experiment import ExperimentError, compare, compare_with
from simulation.experiment.comparison.assumptions.two_levels import TwoLevels
from simulation.experiment.comparison.compare import write_comparison
from simulation.experiment.comparison.finding import Finding
from simulation.experiment.comparison.policies.budget_ladder import Choice
from simulation.experiment.comparison.policies.remedy_contributions import Game
from simulation.experiment.comparison.transferability import Copy
from simulation.statistics import anytime, anytime_p, anytime_pairs_needed, paired_difference

COLUMNS = [
    "scenario", "metric", "unit", "better", "role", "baseline_mean", "mean", "difference", "low", "high",
    "interval", "pairs", "p", "p_holm", "verdict", "sentence_en", "sentence_zh",
]  # fmt: skip
TITLES = {
    "base": ("Today", "现状"),
    "more": ("One more worker", "增加一名网格员"),
    "third": ("Points", "积分"),
}


def metric(better="lower", role="outcome", en="the median wait", zh="等待中位时间"):
    return SimpleNamespace(better=better, role=role, label={"en": en, "zh": zh})


def compared(folder, values, unit="hour", metrics=None, baseline="base"):
    """comparison.csv of a folder with these values: scenario -> metric -> one number per replication."""
    rows = [
        (scenario, r, 7 + r, name, value, unit)
        for scenario, named in values.items()
        for name, numbers in named.items()
        for r, value in enumerate(numbers)
    ]
    columns = ["scenario", "replication", "seed", "metric", "value", "unit"]
    pd.DataFrame(rows, columns=columns).to_csv(folder / "runs.csv", index=False)
    scenarios = [
        {"name": name, "title": dict(zip(("en", "zh"), TITLES[name], strict=True))} for name in values
    ]
    planned = max(len(numbers) for named in values.values() for numbers in named.values())
    study = {"baseline": baseline, "scenarios": scenarios, "replications": planned}
    (folder / "study.json").write_text(json.dumps(study), encoding="utf-8")
    return compare(folder, metrics or {"wait": metric()})


def noisy(n, shift=0.0, spread=1.0, seed=1):
    """n numbers of the baseline, and n that differ by about `shift`."""
    made = np.random.default_rng(seed)
    before = 20 + made.normal(size=n)
    return before, before + shift + spread * made.normal(size=n)


def one(table):
    (row,) = table.to_dict("records")
    return row


def test_a_clear_improvement_is_better_and_said_in_both_languages(tmp_path):
    before = np.arange(20.0)
    after = before - 3.1 + np.tile([-0.9, 0.9], 10)
    row = one(compared(tmp_path, {"base": {"wait": before}, "more": {"wait": after}}))
    assert row["verdict"] == "better" and row["difference"] == pytest.approx(-3.1) and row["pairs"] == 20
    assert row["sentence_en"] == "One more worker: the median wait falls by 3.10 h (2.67 to 3.53; 20 pairs)"
    assert row["sentence_zh"] == "增加一名网格员：等待中位时间减少 3.10 小时（2.67 至 3.53；20 对）"


def test_a_clear_loss_is_called_worse(tmp_path):
    before, after = noisy(12, shift=-0.2, spread=0.02)
    better_high = {"on_time": metric("higher", en="the share on time", zh="按期办结率")}
    row = one(
        compared(tmp_path, {"base": {"on_time": before}, "more": {"on_time": after}}, "share", better_high)
    )
    assert row["verdict"] == "worse"
    assert row["sentence_en"].startswith("One more worker: the share on time falls by ")
    assert row["sentence_en"].endswith("12 pairs), which is worse") and " points (" in row["sentence_en"]
    assert row["sentence_zh"].endswith("12 对），变差") and " 个百分点（" in row["sentence_zh"]


def test_what_luck_could_have_done_cannot_be_told_and_more_pairs_are_asked_for(tmp_path):
    before, after = np.zeros(8), np.array([1.0, -1, 2, -2, 1.5, -1.5, 1, 1])
    row = one(compared(tmp_path, {"base": {"wait": before}, "more": {"wait": after}}))
    # sd 1.512: t(142) 1.512 / sqrt(143) = 0.2499 is the first half-width below 0.25, the difference
    assert row["verdict"] == "cannot tell"
    assert row["sentence_en"] == (
        "One more worker: inconclusive for the median wait "
        "(−1.0 to +1.5 h; 8 pairs; about 135 more pairs needed)"
    )
    assert row["sentence_zh"] == (
        "增加一名网格员：等待中位时间是否改变尚不能判断（−1.0 至 +1.5 小时；8 对；还需约 135 对）"
    )


def test_the_same_mean_by_chance_asks_for_no_absurd_number_of_pairs(tmp_path):
    row = one(compared(tmp_path, {"base": {"wait": [0] * 6}, "more": {"wait": [1, -1, 1, -1, 1, -1]}}))
    assert (
        "more than 1,000 more pairs needed" in row["sentence_en"]
        and "还需超过 1,000 对" in row["sentence_zh"]
    )


@pytest.mark.parametrize("n, missing", [(1, 4), (4, 1)])
def test_fewer_than_five_pairs_give_no_interval_and_no_verdict(tmp_path, n, missing):
    before, after = noisy(n, shift=-9, spread=0.01)
    row = one(compared(tmp_path, {"base": {"wait": before}, "more": {"wait": after}}))
    assert all(math.isnan(row[name]) for name in ("low", "high", "p", "p_holm"))
    assert row["verdict"] == "cannot tell" and row["difference"] == pytest.approx(-9, abs=0.1)
    pairs = "1 pair" if n == 1 else f"{n} pairs"
    assert row["sentence_en"] == (
        "One more worker: too few pairs to say anything about the median wait "
        f"({pairs}; {missing} more needed)"
    )


def test_identical_arms_differ_by_nothing(tmp_path):
    before, _ = noisy(10)
    row = one(compared(tmp_path, {"base": {"wait": before}, "more": {"wait": before}}))
    assert [row[name] for name in ("difference", "low", "high", "p", "p_holm")] == [0, 0, 0, 1, 1]
    assert row["verdict"] == "cannot tell"
    # and a share of pairs that ten would have missed once in twenty times is not ruled out: .74^10 = .05
    said = "the median wait is the same in every pair (10 pairs; up to 26% of all may still differ)"
    assert row["sentence_en"] == f"One more worker: {said}"


def test_exchanged_arms_change_signs_only(tmp_path):
    before, after = noisy(10, shift=1)
    there = one(compared(tmp_path, {"base": {"wait": before}, "more": {"wait": after}}))
    back = one(compared(tmp_path, {"base": {"wait": before}, "more": {"wait": after}}, baseline="more"))
    assert (back["difference"], back["low"], back["high"]) == (
        -there["difference"],
        -there["high"],
        -there["low"],
    )
    assert (back["p"], back["p_holm"]) == (there["p"], there["p_holm"])
    assert {there["verdict"], back["verdict"]} <= {"better", "worse"} and there["verdict"] != back["verdict"]


def test_a_constant_added_to_both_arms_changes_no_difference(tmp_path):
    before, after = np.rint(64 * np.array(noisy(10, shift=1))) / 64
    plain = one(compared(tmp_path, {"base": {"wait": before}, "more": {"wait": after}}))
    moved = one(compared(tmp_path, {"base": {"wait": before + 256}, "more": {"wait": after + 256}}))
    same = ("difference", "low", "high", "p", "verdict", "sentence_en")
    assert [plain[name] for name in same] == [moved[name] for name in same]


def test_pairs_without_a_value_are_dropped_and_counted(tmp_path):
    before, after = noisy(9, shift=-3, spread=0.1)
    holes = np.where(np.arange(9) == 4, math.nan, after)
    row = one(compared(tmp_path, {"base": {"wait": before}, "more": {"wait": holes}}))
    kept = np.arange(9) != 4
    assert row["pairs"] == 8 and row["baseline_mean"] == pytest.approx(before[kept].mean())
    assert "8 of 9 pairs" in row["sentence_en"] and "9 对中的 8 对" in row["sentence_zh"]


def test_many_outcomes_make_a_verdict_harder(tmp_path):
    # given a wait that alone would be told, and nineteen outcomes that are noise
    before, after = np.zeros(10), np.array([-1.9, 0.6, -1.4, -1.2, 0.4, -1.5, -0.4, -1.1, -0.5, 0.1])
    others = {f"other{k}": noisy(10, seed=k) for k in range(19)}
    arms = [
        {"wait": side, **{name: pair[at] for name, pair in others.items()}}
        for at, side in enumerate((before, after))
    ]
    known = {name: metric() for name in arms[0]}
    alone = one(compared(tmp_path, {"base": {"wait": before}, "more": {"wait": after}}))
    among = compared(tmp_path, dict(zip(("base", "more"), arms, strict=True)), metrics=known).iloc[0]
    assert alone["verdict"] == "better" and among.verdict == "cannot tell"
    assert among.p == alone["p"] and among.p_holm == pytest.approx(20 * among.p)
    # then more pairs are asked for, though the plain interval lies on one side of zero
    assert among.high < 0 and "more pairs needed" in among.sentence_en


def test_inputs_and_unknown_metrics_are_compared_but_never_judged(tmp_path):
    before, after = noisy(10, shift=5, spread=0.1)
    sides = [{"wait": side, "cost": side, "mine": side} for side in (before, after)]
    known = {"wait": metric(), "cost": metric(role="input", en="the cost", zh="费用")}
    table = compared(tmp_path, dict(zip(("base", "more"), sides, strict=True)), metrics=known).set_index(
        "metric"
    )
    assert table.verdict.to_dict() == {"wait": "worse", "cost": "", "mine": ""}
    assert table.p_holm.notna().to_dict() == {"wait": True, "cost": False, "mine": False}
    assert table.p_holm["wait"] == table.p["wait"]  # the family is the one outcome
    assert (table.role["mine"], table.better["mine"]) == ("context", "none")
    assert table.sentence_en["mine"].startswith("One more worker: mine rises by ")


def test_another_scenario_in_the_study_changes_no_row(tmp_path):
    before, after = noisy(10, shift=1)
    two = {"base": {"wait": before}, "more": {"wait": after}}
    first = compared(tmp_path, two)
    both = compared(tmp_path, {**two, "third": {"wait": after + 1}})
    pd.testing.assert_frame_equal(first, both[both.scenario == "more"])
    assert both.scenario.tolist() == ["more", "third"] and list(both.columns) == COLUMNS


def test_the_file_holds_full_precision(tmp_path):
    before, after = noisy(10, shift=1)
    row = one(compared(tmp_path, {"base": {"wait": before}, "more": {"wait": after}}))
    line = (tmp_path / "comparison.csv").read_text(encoding="utf-8").splitlines()[1].split(",")
    assert [float(each) for each in line[5:10]] == [row[name] for name in COLUMNS[5:10]]


def test_a_folder_that_holds_no_results_is_named(tmp_path):
    with pytest.raises(ExperimentError, match=r"is not a results folder: it has no readable study\.json"):
        compare(tmp_path, {})


def few_differ(folder, differ, pairs=10):
    """comparison.csv of pairs of which some differ, by numbers of their own."""
    before = np.full(pairs, 5.0)
    after = before + np.where(np.arange(pairs) < differ, 1 + np.arange(pairs) / 10, 0)
    return one(compared(folder, {"base": {"wait": before}, "more": {"wait": after}}))


@pytest.mark.parametrize(
    "differ, en, zh",
    [
        (1, "10 pairs, of which only 1 differs;", "10 对，其中仅 1 对有差异；"),
        (4, "10 pairs, of which only 4 differ)", "10 对，其中仅 4 对有差异）"),
    ],
)
def test_a_difference_that_rests_on_few_pairs_says_so(tmp_path, differ, en, zh):
    row = few_differ(tmp_path, differ)
    assert en in row["sentence_en"] and zh in row["sentence_zh"]


def test_a_difference_of_five_pairs_is_not_said_to_rest_on_few(tmp_path):
    assert "only" not in few_differ(tmp_path, 5)["sentence_en"]


def test_a_conclusive_difference_of_four_pairs_says_that_it_rests_on_them(tmp_path):
    before, after = np.zeros(5), np.array([1.0, 1.01, 1.02, 1.03, 0])
    row = one(compared(tmp_path, {"base": {"wait": before}, "more": {"wait": after}}))
    assert (
        row["verdict"] == "worse"
        and "; 5 pairs, of which only 4 differ), which is worse" in row["sentence_en"]
    )


def any_time(folder, values, metrics=None):
    """The same comparison of a study that may have been ended by what it showed."""
    compared(folder, values, metrics=metrics)
    return write_comparison(folder, metrics or {"wait": metric()}, any_time=True)


def test_the_comparison_of_a_study_that_may_end_early_holds_at_every_look(tmp_path):
    before, after = noisy(8, shift=0.5)
    values = {"base": {"wait": before}, "more": {"wait": after}}
    once, always = one(compared(tmp_path, values)), one(any_time(tmp_path, values))
    # given an interval that leaves zero out for one look, and not for every look
    found = anytime(paired_difference(before, after), 5)
    assert (always["low"], always["high"], always["p"]) == (found.low, found.high, found.p)
    assert (once["interval"], always["interval"]) == ("t", "any time")
    assert once["verdict"] == "worse" and always["verdict"] == "cannot tell"
    # then so many more pairs are needed as would make that interval narrow enough
    needed = anytime_pairs_needed(found.sd, found.mean, 5) - 8
    assert f"about {needed} more pairs needed" in always["sentence_en"]


def test_p_of_every_look_are_corrected_for_the_outcomes(tmp_path):
    # given three outcomes whose p is below .05, and not below .05 / 3
    before, after = noisy(40, shift=0.6)
    p = anytime_p(paired_difference(before, after).t, 40, 5)
    assert 0.05 / 3 < p < 0.05
    arms = [dict.fromkeys("abc", numbers) for numbers in (before, after)]
    metrics = {name: metric() for name in "abc"}
    table = any_time(tmp_path, dict(zip(("base", "more"), arms, strict=True)), metrics)
    assert table["p_holm"].tolist() == pytest.approx([3 * p] * 3)
    assert set(table["verdict"]) == {"cannot tell"}


def test_another_baseline_is_compared_as_the_folder_is(tmp_path):
    before, after = noisy(8, shift=0.5)
    any_time(tmp_path, {"base": {"wait": before}, "more": {"wait": after}})
    assert set(compare_with(tmp_path, "more", {"wait": metric()})["interval"]) == {"any time"}


@pytest.mark.parametrize("what", [Finding, TwoLevels, Choice, Game, Copy])
def test_what_was_found_cannot_be_changed_afterwards(what):
    assert what.__dataclass_params__.frozen
