"""What would overturn a choice, as sentences say it, word by word, from tables made by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from simulation.experiment.comparison.assumptions.number_words import amount
from simulation.experiment.comparison.assumptions.overturning import (
    EVEN,
    MAY,
    NUMBER,
    STAYS,
    TURNS,
    WORD,
    said,
)
from simulation.text.bilingual import Pair

TITLES = {name: Pair(f"“{name}中”", f"“{name}”") for name in "abc"}
UNIT = "days/1,000 residents/year"
DRAWN = pd.DataFrame(
    {
        "choice": "a", "rival": ["b", "c"], "worlds": 12, "choice_leads": [9, 12], "inputs": 400,
        "residents": 2400, "days": 60, "unit": UNIT,
        "difference": [4.0, 8.0], "smallest": [-20.0, 2.0],
        "largest": [30.0, 20.0],
    }
)  # fmt: skip
END = (
    "With all assumptions (400) drawn at once from the middle halves of their ranges, in 12 worlds, it does "
    "more than “b” in 9 of them, +4 on average (smallest −20, largest +30); than “c” in 12 of them, +8.0 on "
    "average (smallest +2.0, largest +20.0); unit: days per 1,000 residents and year. (A small street of "
    "2,400 residents, 60 days, policies in full force from the first day, 5 seeds: read signs.)"
)
NONE = (
    "Of the assumptions that were tried alone ({}; numbers at both ends of their plausible ranges, ways of "
    "working the other way), none {}turns the lead of “a” around{}. "
)
EVEN_WITH = (
    "On that small street, over that time, it and “{}” cannot be ranked to begin with, so no assumption can "
    "overturn that. "
)
FAR = {"input": "x.far", "difference": -1.0}  # it turns the choice as well, but only just before its end
SWITCH = {"input": "x.switch", "kind": WORD, "own": "one", "tried": "two"}


def row(verdict: str, **other) -> dict:
    """A number of 2 that was tried at 8, where b leads by as much as a does at 2."""
    return {
        "verdict": verdict, "rival": "b", "input": "x.rate", "kind": NUMBER, "own": 2.0, "tried": 8.0,
        "difference_own": 10.0, "difference": -10.0, "low": 1.0, "high": 9.0, "unit": UNIT,
        "switch": 5.0, "switch_low": 4.0, "switch_high": 7.0,
        "seeds": 5, **other,
    }  # fmt: skip


def in_words(*rows: dict) -> Pair:
    return said(pd.DataFrame(rows), DRAWN, TITLES)


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        (
            [row(TURNS, **FAR), row(TURNS), row(TURNS, **FAR, rival="c")],
            "One assumption would overturn the choice of “a”: x.rate. Above about 5.00 (95 % interval 4.00 "
            "to 7.00; assumed: 2.00), “b” does more. 1 more would overturn it as well. ",
        ),
        (
            [row(TURNS, tried=0.5, switch=1.0, switch_low=0.75, switch_high=1.5), row(STAYS, difference=1.0)],
            "One assumption would overturn the choice of “a”: x.rate. Below about 1.00 (95 % interval 0.750 "
            "to 1.50; assumed: 2.00), “b” does more. ",
        ),
        (
            [row(TURNS, **SWITCH), row(TURNS, **FAR)],
            "One assumption would overturn the choice of “a”: x.switch. If it is “two” rather than “one”, "
            "“b” does more. 1 more would overturn it as well. ",
        ),
        (
            [row(STAYS, difference=5.0), row(STAYS, input="x.near", difference=2.0, rival="c")],
            NONE.format(2, "", "")
            + "Nearest comes x.near: with “8.00”, 20% of "
            "the lead over “c” is left: +2.0 (+1.0 to +9.0). ",
        ),
        (
            [row(STAYS, input="x.rate", difference=9.0), row(STAYS, **SWITCH, difference=5.0)],
            NONE.format(2, "", "")
            + "Nearest comes x.switch: with “two”, 50% of "
            "the lead over “b” is left: +5.0 (+1.0 to +9.0). ",
        ),
        (
            [row(MAY), row(MAY, rival="c"), row(MAY, **FAR), row(STAYS, input="x.third", difference=1.0)],
            NONE.format(3, "conclusively ", "") + "2 may overturn it, within chance: x.rate and x.far. ",
        ),
        (
            [row(EVEN), row(STAYS, rival="c", difference=7.0), row(STAYS, **SWITCH, difference=9.0)],
            NONE.format(2, "", "")
            + "Nearest comes x.rate: with “8.00”, 70% of "
            "the lead over “c” is left: +7.0 (+1.0 to +9.0). "
            + EVEN_WITH.format("b"),
        ),
        (
            # zero in the interval of two assumptions over b, and of one over c
            [row(STAYS, difference=2.0, low=-3.0), row(STAYS, **SWITCH, difference=5.0, low=-0.5),
             row(STAYS, difference=5.0, low=-1.0, rival="c"), row(STAYS, input="x.third", difference=6.0)],
            NONE.format(3, "", "; but with 2 of them changed (x.rate and x.switch) its lead over “b” is "
                        "inconclusive (5 seeds are few); with 1 of them changed (x.rate) its "
                        "lead over “c” is inconclusive (5 seeds are few)")
            + "Nearest comes x.rate: with “8.00”, 20% of the lead over “b” is left: +2.0 (−3.0 to +9.0). ",
        ),
        (
            [row(EVEN), row(EVEN, rival="c")],
            EVEN_WITH.format("b") + EVEN_WITH.format("c"),
        ),
    ],
)  # fmt: skip
def test_what_overturns_a_choice_is_said(rows, first):
    assert in_words(*rows).en == first + END


def test_it_is_said_in_chinese_without_spaces_between_sentences():
    assert in_words(row(TURNS), row(EVEN, rival="c")).zh == (
        "有一项假定会推翻选择“a 中”的结论：x.rate。"
        "它高于约 5.00（95% 区间 4.00 至 7.00；现取 2.00）时，“b 中”更有效。"
        "在这个小街道上、这段时间内，它与“c 中”本来就分不出先后，没有哪项假定可推翻。"
        "把全部假定（400 项）同时在各自范围的中间一半内抽取，共 12 个情形，"
        "其中 9 个胜过“b 中”，平均 +4（最小 −20，最大 +30）；"
        "12 个胜过“c 中”，平均 +8.0（最小 +2.0，最大 +20.0）；"
        "单位：天/(千人·年)。"
        "（2,400 名居民的小街道，60 天，各项举措从第一天起就全面实施，5 个随机种子：只看方向。）"
    )


NEAR = {
    0.5: "two", 0.33: "three", 0.25: "four", 0.2: "five", 0.17: "six", 0.14: "seven", 0.125: "eight",
    0.11: "nine", 0.1: "ten", 0.05: "twenty", 0.02: "fifty", 0.01: "a hundred", 0.6: "", 0.07: "",
    0.0192: "fifty", 0.0189: "",  # within a twentieth of it
}  # fmt: skip


@pytest.mark.parametrize(("share", "count"), NEAR.items())
def test_a_share_is_also_one_in_so_many_where_that_is_near(share, count):
    said_so = amount("treasury.works_share", share).en
    assert said_so.partition(", about one in ")[2] == count and said_so.startswith(f"{100 * share:.2g}")
