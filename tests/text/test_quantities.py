"""Numbers as people read them: one scale, decimals that the uncertainty allows, both languages."""

import math
import re

import pytest

from simulation.metrics import METRICS
from simulation.scenario.settable import known_numbers
from simulation.text.quantities import IN_PERCENT, figures
from simulation.units import unit_word, wrong_unit


@pytest.mark.parametrize(
    "unit, values, half_width, english, chinese",
    [
        ("minute", [45], 3.0, "45.0 min", "45.0 分钟"),
        ("minute", [89, 95], 12.0, "1.48 h", "1.48 小时"),
        ("minute", [3000], 200.0, "2.08 d", "2.08 天"),
        ("hour", [1], 0.1, "60.0 min", "60.0 分钟"),
        ("hour", [3.14159], 0.45, "3.14 h", "3.14 小时"),
        ("hour", [47.9], 4.5, "47.9 h", "47.9 小时"),
        ("hour", [49], 24, "2.0 d", "2.0 天"),
        ("yuan", [9999], 200, "9,999 yuan", "9,999 元"),
        ("yuan", [12000], 300, "12.00 thousand yuan", "1.200 万元"),
        ("yuan", [2.5e6], 1e5, "2.50 million yuan", "250 万元"),
        ("yuan", [3e8], 2e6, "300.0 million yuan", "3.000 亿元"),
        ("cases", [1870], 25, "1,870 cases", "1,870 件"),
        ("cases", [30000], 1200, "30.0 thousand cases", "3.00 万 件"),
        ("share", [0.22], 0.031, "22.0%", "22.0%"),
        ("share", [0.22], 0.31, "22%", "22%"),
        ("cost/case", [12], 2.5, "12.0 cost per case", "12.0 cost/件"),
    ],
)
def test_a_level_is_written_on_its_own_scale(unit, values, half_width, english, chinese):
    assert figures(unit, "en", values, half_width).amount(values[0]) == english
    assert figures(unit, "zh", values, half_width).amount(values[0]) == chinese


def test_differences_of_shares_are_points_with_a_sign_and_one_decimal_at_most():
    shown = figures("share", "en", [0.0421], 0.0004, difference=True)
    assert shown.signed(0.0421) + shown.word == "+4.2 points"
    assert figures("share", "zh", [-0.0421], 0.0004, difference=True).amount(-0.0421) == "−4.2 个百分点"


def test_an_interval_that_leaves_zero_out_is_seen_to_do_so():
    # 0.08 points (0.04 to 0.12): with one decimal it would begin at 0.0
    shown = figures("share", "en", [0.0008, 0.0004, 0.0012], 0.0004, difference=True)
    assert [shown.plain(each) for each in (0.0004, 0.0012)] == ["0.04", "0.12"]
    across = figures("share", "en", [0.0004, -0.0004, 0.0012], 0.0008, difference=True)
    assert across.plain(0.0012) == "0.1"


def test_a_load_is_written_in_per_cent_even_above_one():
    assert figures("load", "en", [1.15]).amount(1.15) == "115%"
    shown = figures("load", "zh", [0.0466], 0.0015, difference=True)
    assert shown.signed(0.0466) + shown.word == "+4.7 个百分点"


@pytest.mark.parametrize(
    "value, text", [(0.0, "0.0"), (0.04, "0.0"), (-0.04, "0.0"), (-2.0, "−2.0"), (2.0, "+2.0")]
)
def test_zero_is_plain_and_minus_is_a_minus(value, text):
    assert figures("index", "en", [9.0], 4.0).signed(value) == text


def test_without_uncertainty_three_figures_are_shown():
    assert figures("cases", "en", [0.012345]).plain(0.012345) == "0.0123"
    assert figures("cases", "en", [1234.5], 0.0).plain(1234.5) == "1,234"


@pytest.mark.parametrize("half_width, text", [(7e-15, "40.0 min"), (0.0004, "40.00 min")])
def test_noise_of_binary_sums_is_never_shown(half_width, text):
    shown = [40 - half_width, 40, 40 + half_width]
    assert [figures("minute", "en", shown, half_width).amount(each) for each in shown] == [text] * 3


def test_numbers_that_do_not_exist_choose_no_scale():
    assert figures("minute", "en", [math.nan, 30.0], math.nan).amount(30) == "30.0 min"


@pytest.mark.parametrize(
    "unit, english, chinese",
    [
        ("case/grid/day", " case per grid and day", " 件/(网格·天)"),
        ("days per 1,000 residents and year", " days per 1,000 residents and year", " 天/(千人·年)"),
        ("min/grid/day", " min per grid and day", " 分钟/(网格·天)"),
        ("index", "", ""),
        ("level 0-1", "", ""),
        ("furlong", " furlong", " furlong"),
    ],
)
def test_compound_units_are_said_part_by_part(unit, english, chinese):
    assert (unit_word(unit, "en"), unit_word(unit, "zh")) == (english, chinese)


def test_every_metric_has_a_unit_in_chinese_words():
    units = {METRICS[name].unit for name in METRICS} - set(IN_PERCENT)  # written as %
    assert {unit for unit in units if re.search("[A-Za-z]", unit_word(unit, "zh"))} == set()


def test_every_declared_number_has_a_unit_in_chinese_words():
    """`param` refuses any other, so that all packages can be imported says it of those in the program."""
    units = {about.unit for about in known_numbers().values()} - {"choice"}
    assert len(units) > 100
    assert {unit: wrong_unit(unit) for unit in units if wrong_unit(unit)} == {}


@pytest.mark.parametrize(
    "unit", ["count", "count/day", "level of noise", "days per 1,000 residents and year", "杯/天"]
)
def test_a_plain_number_and_a_unit_in_chinese_can_be_written(unit):
    assert wrong_unit(unit) == ""


@pytest.mark.parametrize(
    "unit, words",
    [
        (
            "yuan/gird/year",
            ["'gird' is not among", "near are grid,", "'count'", "WORDS in simulation/units.py"],
        ),
        ("qqq", ["write one of them, or 'count'"]),
        ("percent", ["the unit is 'percent'; write 'share', and the number from 0 to 1"]),
        ("%", ["write 'share'"]),
        (7, ["the unit is 7; write a text in quotes"]),
    ],
)
def test_a_unit_without_chinese_is_a_sentence_with_those_near_it(unit, words):
    assert [word for word in words if word not in wrong_unit(unit)] == []
