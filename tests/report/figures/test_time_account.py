"""The picture of a worker's day: each minute of duty once, the same in the bar, the table and the title."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from simulation.plots.street.time_account import ACCOUNTS, LEAST
from simulation.report.data.results_folder import Folder, UnreadableFolder
from simulation.report.figures.street.time_account import accounts_of
from simulation.report.page import Part
from tests.report.synthetic_days import AFTER, DUTY, write_daily
from tests.report.synthetic_results import SCENARIOS, write_folder
from tests.worlds import live, small

ON_DUTY = [name for name, each in ACCOUNTS.items() if not each.after]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = write_folder(tmp_path_factory.mktemp("results") / "days", 3, 6)
    write_daily(path, list(SCENARIOS)[:3], 6)
    return path


@pytest.fixture(scope="module")
def part(path):
    return Part("r0", Folder(path))


def test_the_accounts_of_a_day_on_duty_sum_to_eight_hours(part):
    for minutes in accounts_of(part.folder).values():
        assert sum(minutes[each] for each in ON_DUTY) == pytest.approx(480)


def test_the_bill_is_taken_out_of_the_tasks_and_days_of_rest_count_for_nothing(part):
    # given workers who do tasks for 70 minutes, of which policies bill 5 in the baseline, 6 in the next
    minutes = accounts_of(part.folder)
    # then
    assert minutes["today"]["bill"] == pytest.approx(5)
    assert minutes["today"]["tasks"] == pytest.approx(DUTY["tasks"] - 5)
    assert minutes["more-workers"]["bill"] == pytest.approx(6)
    assert minutes["today"]["overtime"] == pytest.approx(AFTER["overtime"])


def test_a_lived_street_books_each_minute_of_duty_once(tmp_path):
    # given the days of a run with a policy that bills minutes
    policies = ("placebo: {from: 2025-01-01, minutes: 20 minutes/grid/day}",)
    daily = live(small(days=30, warmup=5, grids=3, policies=policies), 1).records.tables()["daily"]
    parts = ["cases", "meetings", "window", "patrol", "tasks", "forms", "idle"]
    assert daily[[f"minutes_{name}" for name in parts]].sum(axis=1).to_numpy() == pytest.approx(
        daily["minutes_duty"]
    )
    # when the report reads them
    write_folder(tmp_path / "lived", 1, 1)
    daily.assign(scenario="today", replication=0).to_csv(tmp_path / "lived" / "daily.csv", index=False)
    minutes = accounts_of(Folder(tmp_path / "lived"))["today"]
    # then they are 8 hours, and the bill is some of them
    assert sum(minutes[each] for each in ON_DUTY) == pytest.approx(480)
    assert minutes["bill"] > 1 and minutes["tasks"] >= 0


def test_the_picture_the_table_and_the_csv_have_the_same_minutes(path, part):
    # given the minutes of forms as a reader of daily.csv would count them
    days = pd.read_csv(path / "daily.csv")
    runs = days.groupby(["scenario", "replication"])[["minutes_forms", "minutes_duty"]].sum()
    forms = (runs["minutes_forms"] / runs["minutes_duty"] * 480).groupby("scenario").mean()
    picture = part.pictures["worker_day"]
    # then the bar and the table have them
    bar = next(
        t for t in picture.figures["worker_day"]["data"] if t.get("marker", {}).get("color") == "#6A7078"
    )
    assert np.array(bar["x"]) == pytest.approx(forms[list(SCENARIOS)[:3]].to_numpy(), abs=1e-3)
    rows = picture.tables["worker_day"]["rows"]
    shown = {row[0]["raw"]: row[2] for row in rows if row[1]["raw"] == "forms"}
    for scenario, cell in shown.items():
        assert cell["raw"] == pytest.approx(forms[scenario])
        assert cell["text"].en == cell["text"].zh == f"{forms[scenario]:.1f}"


def test_a_figure_stands_only_in_a_piece_that_has_room_for_it(part):
    bars = [
        trace for trace in part.pictures["worker_day"].figures["worker_day"]["data"] if trace["type"] == "bar"
    ]
    for bar in bars:
        for minutes, text in zip(bar["x"], bar["text"], strict=True):
            assert text in ("", f"{minutes:.0f}")
            assert not text or minutes >= LEAST


def test_the_title_says_what_the_comparison_says_and_the_minutes_behind_it(part):
    variants = part.pictures["worker_day"].variants
    assert variants["today"].title.en == (
        "“Today (test data)”: of 8 hours, 190 min go to residents, 151 to forms, 5 to policies; "
        "26 min more after hours"
    )
    title = variants["more-workers"].title
    assert "cuts" not in title.en and "raises" in title.en and "增加" in title.zh
    assert title.zh.endswith(
        "8 小时里 190 分钟面向居民、6 分钟用于举措本身，另加班 26 分钟（现状为 190、5、26）"
    )


def test_a_folder_without_days_has_no_such_picture_and_one_without_a_column_says_so(tmp_path):
    folder = write_folder(tmp_path / "old", 2, 3)
    assert "worker_day" not in Part("r0", Folder(folder)).pictures
    pd.DataFrame({"scenario": ["today"], "replication": [0], "minutes_duty": [480]}).to_csv(
        folder / "daily.csv", index=False
    )
    with pytest.raises(UnreadableFolder, match=r"daily\.csv: no column date"):
        _ = Part("r0", Folder(folder)).pictures
    pd.DataFrame(
        {"scenario": ["today"], "replication": [0], "date": ["2025-01-01"], "minutes_duty": [480]}
    ).to_csv(folder / "daily.csv", index=False)
    assert "worker_day" not in Part("r0", Folder(folder)).pictures  # a user-defined run has other series
