"""What the page says to residents: the effect, its price, and how sure it is, all from the results."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulation.report.advice.to_residents import to_residents
from simulation.report.data.results_folder import Folder
from simulation.report.page import Part
from tests.report.synthetic_money import write_priced
from tests.report.synthetic_results import write_table

STEP = {"scenario": "more-workers", "effect_difference": -461.5}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return write_priced(tmp_path_factory.mktemp("said") / "r")


@pytest.fixture
def part(path):
    return Part("r0", Folder(path))


def said(part, **changed):
    """What is said where rows of the choice are changed, each by its metric."""
    rows = dict(part.rows)
    for metric, change in changed.items():
        rows[metric] = [replace(row, **change) for row in rows[metric]]
    return to_residents(part.folder, rows, STEP)


def test_the_effect_is_told_in_hours_and_as_a_part_of_today(part):
    today = part.folder.mean("need_days", part.folder.baseline.id)
    solved = {"verdict": "better", "baseline_mean": 16.3, "mean": 10.3}
    text = said(part, resolution_general_median=solved)
    assert (
        "solved within 10.3 h, now 16.3 h" in text.en and "在 10.3 小时内能解决，现在要 16.3 小时" in text.zh
    )
    assert f"{461.5 / today:.1%} fewer in all" in text.en and f"总共少 {461.5 / today:.1%}" in text.zh
    # and what is not told from chance is no promise
    unsure = said(part, resolution_general_median={"verdict": "cannot tell"})
    assert "solved within" not in unsure.en and "fewer in all" in unsure.en


def test_what_gets_worse_for_residents_is_said_or_that_nothing_was_found(part):
    assert "对居民没有发现明确变差的方面" in said(part, need_days={"verdict": "better"}).zh
    late = {"verdict": "worse", "difference": 0.1, "baseline_mean": 0.2, "mean": 0.3, "low": 0.1, "high": 0.2}
    text = said(part, silence_share=late)
    assert "It has a price: the " in text.en and "would go from 20.0% to 30.0%" in text.en
    # nothing of what only workers bear
    overtime = said(part, overtime_hours=late, silence_share={"verdict": "cannot tell"})
    assert "It has a price" not in overtime.en


def test_how_many_sets_of_assumptions_agree_is_said(path, part):
    assert "只按一套假定算过" in said(part).zh
    row = {"scenario": "more-workers", "metric": "need_days", "pairs": 6, "sets": 3, "sd_luck": 4.0}
    for held, words in ((3, "All 3 sets of assumptions"), (2, "Of 3 sets of assumptions 2 say")):
        spread = {"difference": -176.0, "smallest": -200.0, "largest": -150.0, "sign_held": held}
        write_table(path / "assumptions.csv", [row | spread])
        assert words in said(Part("r0", Folder(path))).en
    (path / "assumptions.csv").unlink()


def test_worlds_in_which_all_assumptions_change_are_told_of_the_choice_alone(path):
    drawn = {"metric": "need_days", "unit": "", "choice": "more-workers", "rival": "today", "worlds": 16}
    drawn |= {"choice_leads": 14, "difference": -26.0, "smallest": -147.0, "largest": 160.0, "inputs": 495}
    drawn |= {"residents": 14_769, "days": 90}
    for choice, there in (("more-workers", True), ("volunteer-points", False)):
        write_table(path / "drawn_worlds.csv", [drawn | {"choice": choice}])
        text = said(Part("r0", Folder(path)))
        assert ("14 of 16 worlds are better than today" in text.en) is there
        assert ("16 种情形里，14 种比现状好" in text.zh) is there
    (path / "drawn_worlds.csv").unlink()
