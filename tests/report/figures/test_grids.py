"""Grids in rank and on the street's plan: what is drawn and said is what the files hold."""

import base64
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from simulation import plots
from simulation.plots.street.street_plan import Weeks, breaks, plan
from simulation.report.data.results_folder import Folder
from simulation.report.figures.street.grids import grids, missed
from simulation.report.figures.street.street_plan import street_plan, week_label
from simulation.text.bilingual import Pair
from tests.report.synthetic_results import GRIDS, UNHEARD, write_folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return Folder(write_folder(tmp_path_factory.mktemp("invented") / "study"))


def in_rank(folder):
    found = grids(folder)
    assert found is not None
    return found


def test_bars_stand_in_the_order_of_true_need_and_dots_are_what_was_reported(folder):
    bars, dots, *_ = in_rank(folder).figures["today"]["data"]
    found = folder.grids
    one = found[(found["scenario"] == "today") & (found["replication"] == 0)].sort_values("arose")[::-1]
    assert bars["y"] == one["arose"].tolist() == sorted(bars["y"], reverse=True)
    assert dots["y"] == one["recorded"].tolist()


def test_silent_grids_are_marked_and_counted(folder):
    picture = in_rank(folder)
    bars, _, named, *_ = picture.figures["today"]["data"]
    assert named["text"] == [f"◆<br>{grid}" for grid in sorted(UNHEARD, reverse=True)]
    assert len(set(bars["marker"]["color"])) == 2
    assert "on average 2 of the 24 grids are silent" in picture.shown.title.en


def test_the_two_lists_hold_ten_each_and_the_title_says_what_the_second_misses(folder):
    picture = in_rank(folder)
    *_, need, reports = picture.figures["today"]["data"]
    assert [row[0] for row in need["customdata"]] == list(range(24, 14, -1))
    assert [row[0] for row in reports["customdata"]] == [23, 22, 21, 19, 18, 17, 16, 15, 14, 13]
    assert "of the ten with most needs, 2 on average are not" in picture.shown.title.en


def test_the_table_holds_the_rows_of_the_run_that_is_drawn(folder):
    rows = in_rank(folder).tables["today"]["rows"]
    assert len(rows) == GRIDS and rows[0][:5] == [1, 24, 4, 180, 15]
    assert rows[0][5]["raw"] == 15 / 180 and rows[0][5]["text"].en == "8.3%"


def test_the_run_drawn_is_the_first_that_every_scenario_has(tmp_path):
    path = write_folder(tmp_path / "study")
    found = pd.read_csv(path / "grids.csv")
    found[(found["scenario"] != "community-fund") | (found["replication"] > 1)].to_csv(
        path / "grids.csv", index=False
    )
    picture = in_rank(Folder(path))
    assert "seed 9" in picture.shown.sub.en and "10 replications" in picture.shown.note.en
    assert "8 replications" in picture.variants["community-fund"].note.en


def test_no_grid_is_said_to_be_silent_where_none_is(tmp_path):
    path = write_folder(tmp_path / "study")
    found = pd.read_csv(path / "grids.csv").assign(silent=0)
    found.to_csv(path / "grids.csv", index=False)
    assert "none of the 24 grids is silent" in in_rank(Folder(path)).shown.title.en


def test_missed_are_those_with_much_need_and_few_reports():
    run = pd.DataFrame({"grid": range(20), "arose": range(20), "recorded": range(20)})
    assert missed(run) == 0
    run.loc[19, "recorded"] = 0
    assert missed(run) == 1


def on_plan(folder):
    found = street_plan(folder)
    assert found is not None
    return found


def test_no_two_grids_share_a_place_and_a_community_stands_together():
    communities = np.arange(80) * 13 // 80
    placed = plan(communities)
    assert not placed.duplicated(["x", "y"]).any()
    corners = placed.groupby("community")[["x", "y"]].agg(["min", "max"])
    for one, two in combinations(corners.itertuples(index=False), 2):
        apart = one[1] + 1 < two[0] or two[1] + 1 < one[0] or one[3] + 1 < two[2] or two[3] + 1 < one[2]
        assert apart


@pytest.mark.parametrize("grids, communities", [(1, 1), (4, 1), (80, 13), (160, 13), (200, 60), (300, 4)])
def test_a_grid_has_twenty_pixels_on_a_phone(grids, communities):
    placed = plan(np.arange(grids) * communities // grids)
    assert 368 / (placed["x"].max() + 1) >= 20


def test_the_bytes_are_the_counts_of_the_file(folder):
    drawn, found = on_plan(folder).figures["community-fund"]["map"], folder.grid_weeks
    mine = found[found["scenario"] == "community-fund"].sort_values(["week", "grid"])
    for packed, column in zip(drawn["counts"], ("arose", "recorded"), strict=True):
        assert list(base64.b64decode(packed)) == mine[column].tolist()


def test_large_counts_take_two_bytes():
    counts = np.array([[1, 300]])
    figure = plots.street_plan(plan(np.zeros(2, int)), Weeks(counts, counts), [], breaks(counts))
    packed = base64.b64decode(figure["map"]["counts"][0])
    assert figure["map"]["size"] == "u2" and np.frombuffer(packed, "<u2").tolist() == [1, 300]


def test_classes_hold_about_a_fifth_each_and_never_overlap():
    assert breaks(np.arange(100)) == [20, 40, 60, 80]
    assert breaks(np.zeros(9, int)) == [1]


def test_communities_are_told_apart_only_beyond_chance(folder, tmp_path):
    assert "by community from" in on_plan(folder).shown.title.en
    path = write_folder(tmp_path / "study")
    found = pd.read_csv(path / "grid_weeks.csv")
    found.assign(recorded=found["arose"] // 2).to_csv(path / "grid_weeks.csv", index=False)
    assert "are not significant" in on_plan(Folder(path)).shown.title.en


def test_a_scenario_with_other_grids_has_a_plan_of_its_own(tmp_path):
    path = write_folder(tmp_path / "study")
    for name in ("grids.csv", "grid_weeks.csv"):
        found = pd.read_csv(path / name)
        found[(found["scenario"] == "today") | (found["grid"] <= 12)].to_csv(path / name, index=False)
    figures = on_plan(Folder(path)).figures
    assert [len(each["map"]["x"]) for each in figures.values()] == [GRIDS, 12, 12, 12]


def test_a_week_is_said_with_its_seven_days():
    assert week_label("2025-01-29") == Pair("2025 年 1 月 29 日至 2 月 4 日", "29 January – 4 February 2025")
    assert week_label("2025-01-01") == Pair("2025 年 1 月 1 日至 7 日", "1–7 January 2025")
