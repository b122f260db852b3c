"""What is sure of the choice and what is not, as the page says it where worlds were drawn anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulation.experiment.comparison.assumptions.redrawn_leads import lead_said
from simulation.report.advice.certainty.redrawn_worlds import WHY, redrawn, sure_of_step, sure_or_not
from simulation.report.data.results_folder import Folder
from simulation.report.page import Part
from simulation.text.bilingual import Pair
from tests.report.synthetic_money import write_priced
from tests.report.synthetic_results import write_table


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return write_priced(tmp_path_factory.mktemp("redrawn") / "r")


def write_worlds(path, leads: int, mean: float, low: float, high: float) -> Folder:
    """Sixteen worlds of the first scenario against today, which leads by 33 on the same small street."""
    world = {"metric": "need_days", "choice": "more-workers", "rival": "today", "worlds": 16, "inputs": 495}
    world |= {"residents": 14_769, "days": 90, "choice_leads": leads, "difference": mean}
    write_table(path / "drawn_worlds.csv", [world | {"smallest": low, "largest": high}])
    tried = {"rival": "today", "input": "service.meet_days", "verdict": "stays", "difference_own": -33.0}
    write_table(path / "overturning.csv", [tried])
    return Folder(path)


@pytest.fixture(scope="module")
def row(path):
    """Of the choice: −173 in the study."""
    return next(row for row in Part("r0", Folder(path)).rows["need_days"] if row.verdict == "better")


def test_a_direction_may_be_sure_where_the_size_is_not(path, row):
    folder = write_worlds(path, 14, -26.0, -147.0, 160.0)
    said = sure_or_not(folder, [row])
    assert said.en.startswith(
        "“One more worker in each grid”: direction fairly sure, size not sure. Here −173; on a "
    )
    assert (
        "over 90 days (same unit) −33 with the same assumptions, and in 16 redrawn worlds (all 495 "
        in said.en
    )
    assert (
        " only −26 on average (smallest −147, largest +160), better than today in 14. The small street runs "
        "for 90 days, with policies in full force from the first day; why the sizes differ was not found out"
    ) in said.en
    assert said.zh.startswith(
        "“每个网格增加一名网格员”：方向较有把握，大小没有把握。本次 −173；在 14,769 人的小街道上"
    )
    assert said.zh.removesuffix(WHY.fill(days=Pair("90 天", "")).zh).endswith(
        "假定不变时 −33，换 16 个情形（495 项假定全部重抽）"
        "平均只有 −26（最小 −147，最大 +160），14 个胜过现状。"
    )


@pytest.mark.parametrize(
    ("leads", "mean", "low", "high", "verdict", "words"),
    [
        (16, -170.0, -200.0, -150.0, "better", "direction fairly sure, size much alike. "),
        (16, -26.0, -40.0, -5.0, "better", "direction fairly sure, size not sure. "),
        (11, -26.0, -147.0, 160.0, "better", "direction not sure, nor is its size. "),
        (14, 3.0, -147.0, 260.0, "better", "direction not sure, nor is its size. "),
        (16, -26.0, -40.0, -5.0, "cannot tell", "direction not sure, nor is its size. "),
    ],
)
def test_what_is_sure_follows_from_the_study_and_from_the_worlds(
    path, row, leads, mean, low, high, verdict, words
):
    said = sure_or_not(write_worlds(path, leads, mean, low, high), [replace(row, verdict=verdict)])
    assert words in said.en
    assert ("why the sizes differ" in said.en) == ("size not" in words or "nor is its size" in words)
    assert ("only" in said.en) == (-88 < mean < 0)  # far less than what the study says


def test_the_headline_is_no_surer_than_the_worlds_leave_it(path, row):
    folder = write_worlds(path, 14, -26.0, -147.0, 160.0)
    assert sure_of_step(folder, [row], "more-workers") == Pair(
        "（方向较有把握，大小没有把握）", " (direction fairly sure, size not sure)"
    )
    assert sure_of_step(folder, [row], "community-fund") == Pair("", "")  # no worlds were drawn of it


@pytest.mark.parametrize(("mean", "less"), [(3.0, True), (-3.0, False)])
def test_a_mean_that_is_worse_is_said_to_be(mean, less):
    row = {"choice_leads": 9, "worlds": 16, "difference": mean, "smallest": -110.0, "largest": 217.0}
    said = lead_said(row, Pair("乙", "B"), -1.0)  # of what is better where it is lower
    assert (", that is, less than it" in said.en) == ("，平均反而不如它" in said.zh) == less


def test_of_what_was_not_drawn_anew_nothing_is_said(path, row):
    folder = write_worlds(path, 14, -26.0, -147.0, 160.0)
    other = replace(row, scenario=replace(row.scenario, id="community-fund"))
    assert sure_or_not(folder, [other]) is None
    (path / "drawn_worlds.csv").unlink()
    assert redrawn(Folder(path)) is None
