"""What the page says of its own evidence, where the runs are told."""

import pandas as pd
import pytest

from simulation.report import build
from simulation.report.data.metric_info import metric_infos
from simulation.report.data.results_folder import Folder
from simulation.report.summary.evidence import notes
from tests.report.synthetic_results import write_folder


@pytest.fixture
def results(tmp_path):
    return write_folder(tmp_path, scenarios=2, metrics=("need_days", "cost"))


def said(path):
    folder = Folder(path)
    return notes(folder, metric_infos(folder))


def warmup(path, *verdicts):
    rows = [("today", f"series_{at}", verdict) for at, verdict in enumerate(verdicts)]
    pd.DataFrame(rows, columns=["scenario", "series", "verdict"]).to_csv(path / "warmup.csv", index=False)


def test_a_folder_of_before_says_nothing_of_its_evidence(results):
    assert said(results) == []


def test_the_page_says_what_the_pairs_were_worth_in_both_languages(results):
    row = {"scenario": "more-workers", "metric": "need_days", "pairs": 20, "independent_runs": 310.2}
    pd.DataFrame([row]).to_csv(results / "intervals.csv", index=False)
    (note,) = said(results)
    assert note.en.endswith(", 20 pairs did the work of 310 independent runs.")
    assert note.zh.endswith("：20 对使用同一组随机数的运行，相当于 310 次各自独立的运行。")
    page = build([results], results / "report.html").read_text("utf-8")
    assert note.en in page and note.zh in page


def test_series_that_are_settled_or_cannot_be_told_are_not_spoken_of(results):
    warmup(results, "settled", "cannot tell")
    assert said(results) == []


def test_series_that_drift_are_named_and_season_is_kept_apart_from_drift(results):
    warmup(results, "drifts", "settled", "season or drift")
    drift, season = said(results)
    assert "1 daily series of the baseline had not settled" in drift.en and "series_0" in drift.en
    assert "season from drift: series_2." in season.en and "series_2" in season.zh


def test_of_many_series_only_the_first_are_named(results):
    warmup(results, *["drifts"] * 9)
    (drift,) = said(results)
    assert "9 daily series" in drift.en and "series_5, …." in drift.en and "series_6" not in drift.en
