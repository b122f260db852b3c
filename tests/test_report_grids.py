"""Grids in rank and on the street's plan: what is drawn and said is what the files hold."""

import pandas as pd
import pytest
from synthetic_results import GRIDS, UNHEARD, write_folder

from simulation.report.folder import Folder
from simulation.report.grids import grids, missed


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
    assert "of the ten with most need, 2 on average are not" in picture.shown.title.en


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
