"""What the value of knowing says, on its page and in the command line, in both languages."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from simulation.analysis.knowing.decision import Decision
from simulation.analysis.knowing.page import knowing_page, verdict
from simulation.analysis.knowing.printed import lines
from simulation.analysis.knowing.value import NOISE, WORTH, Worth
from simulation.analysis.points import Points
from simulation.text.bilingual import Pair

PATH, IDLE = "residents.need_rate_true", "residents.worker_log_share"


def found() -> Worth:
    """Of all numbers together, of one at one point, to be found out by a survey, and of one that no survey is
    worth."""
    row = {"value": 9.0, "low": 1.0, "high": 10.0, "noise": 2.0, "wrong": 0.25, "sample_value": 7.0}
    table = pd.DataFrame(
        [
            row | {"input": "all numbers", "kind": "all numbers", "verdict": NOISE, "way": ""},
            row | {"input": PATH, "kind": "number", "verdict": WORTH, "way": "survey"},
            row | {"input": IDLE, "kind": "number", "verdict": NOISE, "way": "survey"},
        ]
    )
    asked = pd.DataFrame({"question": [pd.NA, 1, pd.NA], "sample": [pd.NA, 300, pd.NA]}, dtype="Int64")
    table = table.join(asked)
    unit = "days/1,000 residents/year"
    decision = Decision(("today", "more"), np.array([[0.0, 1.0]]), np.array([0]), unit)
    titles = {"today": Pair("现状", "Today"), "more": Pair("加一名", "One more")}
    points = Points(pd.DataFrame({PATH: [0.1]}), np.array([7]), {}, {}, {}, titles)
    return Worth(table, decision, points)


def test_numbers_are_named_in_words_in_either_language():
    assert re.search(f"最值得先弄清的是 [一-鿿].*（{PATH}）。", verdict(found()).zh)
    assert verdict(found()).en.endswith(f"({PATH}).")
    head, every, number, idle = lines(found(), 10)
    assert head.en.split()[-2:] == ["to", "know"] and every.zh.endswith("全部参数")
    assert "入户问卷第 1 题，300 户" in number.zh and "question 1, 300 households" in number.en
    assert "survey" not in every.en and "nan" not in every.en.lower()
    assert "households" not in idle.en and "None" not in idle.en and "入户" not in idle.zh


def test_one_is_not_told_as_many():
    page = knowing_page(found(), "sure")
    assert "1 point, 2 scenarios to choose from, 1 number drawn inside" in page
    assert "values in days per 1,000 residents and year" in page and "价值单位：天/(千人·年)" in page
