"""The forest plot says which end of its axis is the good one."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from simulation.plots.policies.forest import forest
from simulation.text.bilingual import same

ROW = {
    "scenario": "more", "name": same("more"), "place": 1, "difference": 1.0, "low": math.nan,
    "high": math.nan, "verdict": "none", "text": same("+1"), "words": same(""), "hover": same(""),
}  # fmt: skip


@pytest.mark.parametrize("better, english", [("lower", "← better"), ("higher", "better →"), ("none", "")])
def test_the_arrow_points_to_the_better_end(better: str, english: str):
    # given a metric of which less, more or neither is better, when its differences are drawn
    figure = forest(pd.DataFrame([ROW]), "h", better, same("hours"))
    # then the heading above the axis points left, right or nowhere
    assert figure["panels"]["titles"][0].en == english
