"""The first page says in how many sets a sign held, and recommends nothing where luck alone varied."""

import json

import pytest

from simulation.report.data.results_folder import Folder
from simulation.report.page import Part
from tests.report.synthetic_results import write_folder, write_table


@pytest.fixture
def luck(tmp_path):
    """The first page of an invented study in which luck alone varied."""
    return Part("r0", Folder(write_folder(tmp_path / "luck"))).answer


@pytest.fixture
def over_sets(tmp_path):
    """The same over five parameter sets, in one of which the sign turned."""
    path = write_folder(tmp_path / "sets")
    study = json.loads((path / "study.json").read_text("utf-8"))
    study["parameter_sets"] = {"file": "a.csv", "sets": 5, "seeds": 2}
    (path / "study.json").write_text(json.dumps(study), encoding="utf-8")
    row = {
        "scenario": "more-workers",
        "metric": "need_days",
        "unit": "days/1,000 residents/year",
        "pairs": 10,
    }
    row |= {"sets": 5, "sign_held": 4, "smallest": -301.0, "largest": 12.0, "difference": -176.0}
    write_table(path / "assumptions.csv", [row])
    return Part("r0", Folder(path)).answer


def test_over_sets_the_answer_says_in_how_many_the_sign_held_and_the_size(over_sets):
    said = over_sets.sentences[0]
    assert "<b>4 of 5</b> plausible parameter sets, size from −301 to +12." in said.en
    assert "换用 5 套合理参数试算，<b>4 套方向一致</b>，差值从 −301 到 +12。" in said.zh
    assert "Only luck varied" not in said.en and "随机因素" not in said.zh


def test_over_sets_the_short_answer_counts_sets_not_pairs(over_sets):
    said = over_sets.short["sure"]
    assert said.en.startswith("Sign held in <b>4 of 5</b> plausible sets (−301 to +12); ")
    assert said.zh.startswith("换用 5 套合理参数，<b>4</b> 套方向一致（−301 至 +12）；")
    assert "which" in over_sets.short and "most" not in over_sets.short


def test_where_luck_alone_varied_the_answer_says_so_and_recommends_nothing(luck):
    said = luck.sentences[0]
    assert said.en.endswith(
        "Only luck varied; other assumptions were not tried, so this is no recommendation.</b>"
    )
    assert said.zh.endswith("本次只变动了随机因素，没有换用其他参数检验，不能作为推行建议。</b>")
    assert "plausible" not in said.en
    # and the question is what does most, not what comes first
    assert "most" in luck.short and "which" not in luck.short
    assert luck.short["sure"].en.startswith("The same direction in ")
