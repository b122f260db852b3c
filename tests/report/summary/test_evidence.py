"""What the page says of its own evidence, where the runs are counted."""

import re

import pandas as pd
import pytest

from simulation.report import build
from simulation.report.data.metric_info import metric_infos
from simulation.report.data.results_folder import Folder
from simulation.report.data.titles import bare
from simulation.report.figures.street.closing_times import closing_times
from simulation.report.page import Part
from simulation.report.summary.evidence import notes
from simulation.statistics import paired_difference
from tests.report.pages import own_html
from tests.report.synthetic_results import write_folder, write_table


@pytest.fixture
def results(tmp_path):
    return write_folder(tmp_path, scenarios=2, metrics=("need_days", "cost"))


def said(path):
    folder = Folder(path)
    return notes(folder, metric_infos(folder))


def warmup(path, *verdicts):
    rows = [{"scenario": "today", "series": f"series_{at}", "verdict": v} for at, v in enumerate(verdicts)]
    write_table(path / "warmup.csv", rows)


def test_a_folder_of_before_says_nothing_of_its_evidence(results):
    assert said(results) == []


def test_the_page_says_what_the_pairs_were_worth_in_both_languages(results):
    row = {"scenario": "more-workers", "metric": "need_days", "pairs": 20, "independent_runs": 310.2}
    write_table(results / "intervals.csv", [row])
    (note,) = said(results)
    assert note.en.endswith(", 20 pairs did the work of 310 independent runs.")
    assert note.zh.endswith("若随机数各不相同，要运行 310 次，差值才同样精确。")
    page = build([results], results / "report.html").read_text("utf-8")
    assert note.en in page and note.zh in page


def test_outcomes_that_rest_on_few_pairs_are_named_and_those_that_never_or_often_differ_are_not(results):
    rows = [
        {"scenario": name, "metric": "need_days", "pairs": pairs, "pairs_that_differ": differ}
        for name, pairs, differ in (("a", 9, 0), ("b", 9, 1), ("c", 9, 4), ("d", 9, 5), ("e", 4, 3))
    ]
    write_table(results / "intervals.csv", rows)
    (note,) = said(results)
    assert note.en.startswith(
        "Of the differences of outcomes, 2 rest on fewer than 5 pairs that differ: unsolved"
    )
    assert note.zh.startswith("有 2 个成效差值只来自不足 5 对有差异的运行：")


def test_an_interval_that_cannot_be_trusted_is_marked_wherever_the_page_shows_it(results):
    # given one difference that rests on four pairs
    row = {"scenario": "more-workers", "metric": "need_days", "pairs": 10, "pairs_that_differ": 4}
    write_table(results / "intervals.csv", [row])
    part = Part("r0", Folder(results))
    (need,), (cost,) = (part.rows[name] for name in ("need_days", "cost"))
    # then its interval has the sign in sentences, titles, pictures and tables, and no other has
    for text in (need.text, bare(need), part.pictures["forest"].variants["need_days"].title):
        assert "‡" in text.en and "‡" in text.zh
    assert "‡" not in cost.text.en + part.pictures["forest"].variants["cost"].note.en
    assert "‡ Only a few pairs" in part.pictures["forest"].variants["need_days"].note.en
    html = own_html(build([results], results / "report.html").read_text("utf-8"))
    table = html[html.index('id="r0-all"') :]
    assert re.search("−[0-9.]+ to −[0-9.]+‡", table) and "‡ Only a few pairs" in table


def test_a_page_whose_intervals_hold_at_every_look_says_so(results):
    table = pd.read_csv(results / "comparison.csv").assign(interval="any time")
    table.to_csv(results / "comparison.csv", index=False)
    (note,) = said(results)
    assert "hold however often one looks" in note.en and "任意多次查看都成立" in note.zh


@pytest.mark.parametrize("interval, wider", [("any time", True), ("t", False)])
def test_what_the_page_finds_out_itself_is_held_to_as_many_looks_as_the_comparison(results, interval, wider):
    table = pd.read_csv(results / "comparison.csv").assign(interval=interval)
    table.to_csv(results / "comparison.csv", index=False)
    folder = Folder(results)
    one, other = (each.id for each in folder.scenarios)
    found = folder.paired("need_days", one, other)
    t = paired_difference(folder.values("need_days", one), folder.values("need_days", other))
    assert (found.high - found.low > 1.5 * (t.high - t.low)) == wider and found.mean == t.mean


def test_series_that_are_settled_or_cannot_be_told_are_not_spoken_of(results):
    warmup(results, "settled", "cannot tell")
    assert said(results) == []


def test_series_that_drift_are_counted_and_season_is_kept_apart_from_drift(results):
    warmup(results, "drifts", "settled", "season or drift", "drifts")
    drift, season = said(results)
    assert "2 daily series of today’s street had not settled" in drift.en and "2 个日序列" in drift.zh
    assert "In 1 daily series" in season.en and "1 个日序列" in season.zh
    # column names of a file are no words for a reader
    assert not any("series_" in side for said_ in (drift, season) for side in (said_.zh, said_.en))


def intervals(path, *bootstrap_lows):
    """Three scenarios whose t intervals of need-days go from −12 to −2, and what the bootstrap says."""
    about = {"metric": "need_days", "pairs": 20, "t_low": -12, "t_high": -2, "bootstrap_high": -1}
    rows = [about | {"scenario": f"s{at}", "bootstrap_low": low} for at, low in enumerate(bootstrap_lows)]
    write_table(path / "intervals.csv", rows)


def test_where_both_intervals_leave_out_zero_the_page_says_that_they_agree(results):
    intervals(results, -11, -10)
    (note,) = said(results)
    assert (
        note.en.startswith("All 2 t intervals of outcomes and their bootstrap intervals")
        and "2 个" in note.zh
    )


def test_a_bootstrap_interval_that_disagrees_on_zero_is_named(results):
    # given a second interval that is lopsided: it ends on the other side of zero
    intervals(results, -11, 3)
    (note,) = said(results)
    assert "Of 2 t intervals of outcomes, 1 disagree" in note.en and "zero: unsolved need-days." in note.en
    assert "有 1 个与自助法区间" in note.zh and "：需求未解决天数。" in note.zh


def test_medians_in_the_mix_of_the_baseline_stand_under_the_closing_curves(tmp_path):
    # given a standardised difference of two hours for general matters, and none for the others
    folder = write_folder(tmp_path, 2, 6, ("need_days",))
    about = {"scenario": "more-workers", "difference": -2.0, "low": -2.5, "high": -1.5}
    write_table(folder / "standardised.csv", [about | {"metric": "resolution_general_median_standardised"}])
    # when the curves are drawn
    picture = closing_times(Folder(folder), {})
    # then the scenario says so, and the baseline has nothing to be compared with
    assert picture.variants["more-workers"].sub.en.endswith("differ by −2.00 h (−2.50 to −1.50) (general).")
    assert "mix" not in picture.variants["today"].sub.en
