"""Numbers and texts of the page: the same value in both languages, and nothing said twice."""

from __future__ import annotations

import math

import pytest
from markupsafe import Markup

from simulation.report.data import titles
from simulation.report.data.run_facts import spoken_date
from simulation.report.figures.policies import forest
from simulation.report.figures.street import (
    closing_times,
    flows,
    grids,
    participation,
    street_plan,
    time_account,
    true_reported,
)
from simulation.report.summary import answer
from simulation.report.wording import strings
from simulation.text.bilingual import Pair, listed
from simulation.text.short_numbers import amount, difference, ends, level, signed, ticks

NONE = math.nan


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (1870.4, "days/1,000 residents/year", "1,870", "1,870"),
        (0.2461, "share", "24.6%", "24.6%"),
        (29.6, "h", "29.6 小时", "29.6 h"),
        (298.0, "h", "12.4 天", "12.4 d"),
        (1.33, "h", "79.8 分钟", "79.8 min"),
        (5_360_000, "yuan", "536 万元", "5.36 million yuan"),
        (9_999, "yuan", "9,999 元", "9,999 yuan"),
        (30_000, "cases", "3.00 万", "30.0 thousand"),
        (NONE, "share", "–", "–"),
    ],
)
def test_a_level_climbs_the_steps_of_its_unit(value, unit, zh, en):
    assert level(value, unit) == Pair(zh, en)


@pytest.mark.parametrize(
    ("low", "high", "unit", "zh", "en"),
    [
        (-203, -149, "days/1,000 residents/year", "−176（−203 至 −149）", "−176 (−203 to −149)"),
        (0.031, 0.053, "share", "+4.2 个百分点（+3.1 至 +5.3）", "+4.2 pt (+3.1 to +5.3)"),
        (-0.0103, 0.0043, "share", "−0.3 个百分点（−1.0 至 +0.4）", "−0.3 pt (−1.0 to +0.4)"),
    ],
)
def test_the_interval_decides_the_decimals_of_a_difference(low, high, unit, zh, en):
    assert difference((low + high) / 2, low, high, unit) == Pair(zh, en)


def test_zero_has_no_sign_and_a_minus_is_a_true_minus():
    assert signed(0.0, -1.0, 1.0, "cases").en == "0.0"
    assert signed(-3.0, -4.0, -2.0, "cases").en == "\N{MINUS SIGN}3.0"


def test_a_sentence_says_an_interval_without_signs_and_the_smaller_end_first():
    assert ends(-176, -203, -149, "cases", sign=False) == Pair("149 至 203", "149 to 203")
    assert amount(-176, -203, -149, "cases") == Pair("176", "176")


def test_an_axis_has_the_same_places_in_both_languages_and_a_plain_zero():
    # given an axis from nothing to five million yuan
    places, texts = ticks(0, 5e6, "yuan", most=5)
    # then its places are round, and each is written in the reader's own steps
    assert places == [0, 1e6, 2e6, 3e6, 4e6, 5e6]
    assert texts[0] == Pair("0", "0")
    assert texts[2] == Pair("200 万元", "2 million yuan")


def test_what_is_filled_into_markup_is_escaped_and_into_plain_text_is_not():
    name = Pair("<甲>", "<b>")
    assert Pair(Markup("<i>{s}</i>"), Markup("<i>{s}</i>")).fill(s=name).en == "<i>&lt;b&gt;</i>"
    assert Pair("{s}", "{s}").fill(s=name).en == "<b>"


def test_a_title_that_holds_markup_is_text_in_a_picture():
    assert Pair("<甲>", "a & <b>").for_plotly() == Pair("&lt;甲&gt;", "a &amp; &lt;b&gt;")


def test_names_stand_in_a_row_as_each_language_has_it():
    names = [Pair("甲", "A"), Pair("乙", "B"), Pair("丙", "C")]
    assert listed(names) == Pair("甲、乙和丙", "A, B and C")
    assert listed(names[:1]) == names[0]


def test_a_date_is_written_out_and_another_text_is_left_alone():
    assert spoken_date("2025-07-01T08:00") == Pair("2025 年 7 月 1 日", "1 July 2025")
    assert spoken_date("soon") == Pair("soon", "soon")


def every_pair(thing: object):
    """Every pair in a module's constants, however deep."""
    if isinstance(thing, Pair):
        yield thing
    elif isinstance(thing, dict):
        yield from (pair for value in thing.values() for pair in every_pair(value))
    elif isinstance(thing, list | tuple):
        yield from (pair for value in thing for pair in every_pair(value))


MODULES = [
    strings, titles, answer, forest, true_reported, closing_times, grids, street_plan, time_account, flows,
    participation,
]  # fmt: skip


@pytest.mark.parametrize("module", MODULES)
def test_every_fixed_text_has_both_languages(module):
    pairs = [pair for name, value in vars(module).items() if name.isupper() for pair in every_pair(value)]
    assert pairs
    for pair in pairs:
        assert bool(pair.zh) == bool(pair.en), pair
        # only English verbs agree with their subject
        assert set(fields(pair.zh)) == set(fields(pair.en)) - {"change"}, pair


def fields(text: str) -> list[str]:
    """Names of the holes of a text."""
    from string import Formatter

    return [name for _, name, _, _ in Formatter().parse(str(text)) if name]
