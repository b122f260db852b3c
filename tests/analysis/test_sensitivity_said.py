"""What a sensitivity study and the value of knowing say, on their pages and in the command line."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.input_names import input_name
from simulation.analysis.inputs import rules_of, structural_switches
from simulation.analysis.points import Points
from simulation.analysis.sensitivity.analyse import MOVES, NOISE, Sensitivity
from simulation.analysis.sensitivity.page import sensitivity_page, shortcomings, verdict
from simulation.analysis.sensitivity.printed import lines
from simulation.analysis.sensitivity.study import Asked, points_of
from simulation.experiment.comparison.assumptions.number_words import meaning
from simulation.metrics import METRICS
from simulation.scenario.settable import known_numbers, parameter_groups
from simulation.text.bilingual import Pair
from tests.worlds import small


def found(*labels: str, moving: int = 1, trajectories: int = 3) -> Sensitivity:
    """A screening of some inputs, of which the first few move need-days."""
    rows = [
        {
            "metric": "need_days", "unit": "days/1,000 residents/year", "scenario": "base", "input": label,
            "numbers": 1, "size": 9.0 - at, "low": 1.0, "high": 10.0, "noise": 2.0, "share": 0.5,
            "verdict": MOVES if at < moving else NOISE,
        }
        for at, label in enumerate(labels)
    ]  # fmt: skip
    metrics = {"need_days": METRICS["need_days"]}
    points = Points(pd.DataFrame(index=[0]), np.array([7]), {}, {}, metrics, {"base": Pair("现状", "Today")})
    return Sensitivity(pd.DataFrame(rows), points, "screening", trajectories)


# --- how many trajectories, and what few of them leave out


@pytest.mark.parametrize(
    ("by", "only", "count", "points"),
    [
        ("group", (), None, 3 * 9),
        ("group", ("residents",), None, 6 * 2),  # twelve points are the fewest
        ("group", ("residents", "workers"), None, 4 * 3),
        ("group", (), 5, 5 * 9),
    ],
)
def test_a_screening_has_three_trajectories_or_as_many_as_make_points_enough(by, only, count, points):
    assert len(points_of(small(grids=2, days=3), Asked(by=by, only=only, count=count))) == points


def test_few_trajectories_are_said_to_be_rough():
    (said,) = shortcomings(found("R1", trajectories=3))
    assert said.en.startswith("To save time, no more than 3 trajectories went through the ranges: sizes")
    assert "只走了 3 条轨迹" in said.zh
    assert said.en in sensitivity_page(found("R1", trajectories=3), "sure")
    assert shortcomings(found("R1", trajectories=4)) == []


# --- what inputs are called

CHINESE = re.compile("[一-鿿]")


def test_every_number_and_group_of_numbers_has_a_chinese_name_with_its_label_in_brackets():
    paths = [*known_numbers(), *(each.path for each in structural_switches())]
    rules = {rules_of(path) for path in paths if path.split(".")[0] in parameter_groups()}
    for label in (*paths, *rules, *parameter_groups()):
        said = input_name(label)
        assert CHINESE.search(said.zh) and said.zh.endswith(f"（{label}）") and said.zh.count(label) == 1, (
            label
        )
        assert label in said.en and not CHINESE.search(said.en), label
        if label in paths:
            assert CHINESE.search(meaning(label, with_path=False).zh), label


def test_an_input_that_is_several_files_or_a_word_is_named_by_all_of_it():
    assert input_name("G0").en == "“who lives where; whom a resident knows” (G0)"
    assert input_name("R1 R2").en == "R1 R2"  # no file declares numbers of just these
    assert input_name("all numbers").zh == "全部参数"
    word = input_name("treasury.year_end=lost")
    assert word.zh.endswith("“lost”（treasury.year_end）") or word.zh.endswith("”（treasury.year_end）")


def test_the_verdict_and_the_table_name_inputs_in_both_languages():
    made = found("residents.beta_busy", "R1", moving=2)
    said = verdict(made)
    assert "“麻烦产生于家庭”（R1）" in said.zh and "降低（residents.beta_busy）" in said.zh
    assert said.en.startswith("Of 2 numbers or groups, 2 move an outcome by more than chance does; most of")
    head, first, second = lines(made, 10)
    assert head.zh.split() == ["结果", "影响大小", "95%", "区间", "随机波动可达", "结论", "参数（组）"]
    assert first.zh.endswith("降低（residents.beta_busy）") and "有影响" in first.zh
    assert second.en.endswith("moves it  “troubles arise in households” (R1)")


# --- one of something


def test_one_is_not_told_as_many():
    one, two = (verdict(found(*"ab"[:n], moving=n)).en for n in (1, 2))
    assert one == "Of 1 number or group, 1 moves an outcome by more than chance does; most of all a."
    assert two == "Of 2 numbers or groups, 2 move an outcome by more than chance does; most of all a and b."
    assert "1 point, 0 numbers drawn" in sensitivity_page(found("R1"), "sure")
