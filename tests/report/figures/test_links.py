"""By which links policies act: the picture sums the rules that read a lever, and names what acts against."""

from __future__ import annotations

import pandas as pd
import pytest

from simulation.experiment.tracing.sentences import name_of, ways
from simulation.levers import LEVERS
from simulation.plots.street.links import ALONG, BACK
from simulation.report.data.results_folder import Folder
from simulation.report.figures.street.links import MOST
from simulation.report.page import Part
from tests.report.pages import page_of
from tests.report.synthetic_results import write_folder, write_table

CARRIED = {
    "workers → Staff._wanted": -100.0,
    "training → Staff._learn": -30.0,
    "training → Staff._hire": -20.0,
    "cost": 12.0,
    "task_gate → Tasks.today": -0.5,
}


def traced(scenario="more-workers", carried=CARRIED, metric="need_days", **more):
    whole = sum(carried.values()) or 1.0
    about = {
        "scenario": scenario,
        "metric": metric,
        "unit": "",
        "pairs": 1,
        "days": 120,
        "kind": "lever",
    } | more
    return [about | {"link": link, "carried": n, "share": n / whole} for link, n in carried.items()]


@pytest.fixture
def folder(tmp_path):
    return write_folder(tmp_path / "results", 3, 4)


def picture(folder, rows):
    write_table(folder / "traces.csv", rows)
    return Part("r0", Folder(folder)).pictures.get("links")


def bars(figure):
    (bars,) = (trace for trace in figure["data"] if trace["type"] == "bar")
    return bars


def test_without_a_table_of_links_there_is_no_such_section(folder, tmp_path):
    assert "links" not in Part("r0", Folder(folder)).pictures
    assert "By which links" not in page_of(folder, tmp_path)


def test_with_the_table_the_section_stands_behind_the_stages_in_both_languages(folder, tmp_path):
    write_table(folder / "traces.csv", traced())
    page = page_of(folder, tmp_path)
    assert "By which links" in page and "、作用路径" in page


def test_a_bar_a_lever_is_the_sum_over_the_rules_that_read_it_the_largest_first(folder):
    shown = picture(folder, traced())
    drawn = bars(shown.figures["more-workers"])
    assert drawn["x"] == [-100, -50, 12, -0.5]
    assert drawn["marker"]["color"] == [ALONG, ALONG, BACK, ALONG]
    names = shown.figures["more-workers"]["layout"]["yaxis"]["ticktext"]
    assert [name.zh for name in names] == [
        "网格员岗位数",
        "在岗培训",
        "政策占用的经费和工时",
        "社区工作事项准入审核",
    ]
    assert names[0].en == "posts of grid workers"


def test_the_title_names_what_acts_most_and_what_works_against_it(folder):
    said = picture(folder, traced()).variants["more-workers"]
    assert said.title.en == (
        "“One more worker in each grid” acts mostly by posts of grid workers (−100) and share of a full "
        "training course a year (−50); against it yuan and minutes that policies take (+12)"
    )
    assert "网格员岗位数（−100" in said.title.zh and "抵消" in said.title.zh
    assert "together −138" in said.sub.en and "合计 −138" in said.sub.zh
    assert (
        "1 pair of runs of 120 days, made by the command explain" in said.note.en
        and "1 对（各 120 天）" in said.note.zh
    )


def test_the_table_has_a_line_a_link_under_its_name_in_the_code(folder):
    rows = picture(folder, traced()).tables["links"]["rows"]
    assert [row[2] for row in rows] == list(CARRIED)
    assert [row[3]["raw"] for row in rows] == list(CARRIED.values())
    assert sum(row[4]["raw"] for row in rows) == pytest.approx(1)


def test_each_explained_scenario_has_its_own_bars_and_others_none(folder):
    shown = picture(folder, traced() + traced("volunteer-points", {"points → Volunteers.take": 4.0}))
    assert list(shown.variants) == ["more-workers", "volunteer-points"]
    assert bars(shown.figures["volunteer-points"])["x"] == [4]
    assert "against it" not in shown.variants["volunteer-points"].title.en


def test_what_steps_hand_on_and_other_metrics_are_not_in_the_sum(folder):
    more = traced(carried={"duty → day": -70.0}, kind="handed on") + traced(metric="cost")
    assert bars(picture(folder, more + traced()).figures["more-workers"])["x"] == [-100, -50, 12, -0.5]


def test_many_small_ways_share_the_last_bar(folder):
    many = {f"lever_{n} → Rule.act": 100.0 - n for n in range(MOST + 3)}
    drawn = bars(picture(folder, traced(carried=many)).figures["more-workers"])
    assert len(drawn["x"]) == MOST + 1
    assert drawn["x"][-1] == sum(100 - n for n in range(MOST, MOST + 3))


def test_where_nothing_is_carried_the_title_says_so(folder):
    said = picture(folder, traced(carried={"workers → Staff._wanted": 0.0})).variants["more-workers"]
    assert "changes nothing" in said.title.en and "没有改变" in said.title.zh


def test_ways_sum_to_the_whole():
    assert ways(pd.DataFrame(traced())).sum() == pytest.approx(sum(CARRIED.values()))


@pytest.mark.parametrize("lever", LEVERS)
def test_every_lever_has_a_name_of_its_own_in_chinese(lever):
    name = name_of(lever).zh
    assert any("\u4e00" <= letter <= "\u9fff" for letter in name)
    assert [other for other in LEVERS if name_of(other).zh == name] == [lever]
