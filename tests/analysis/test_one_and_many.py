"""Sentences of the search, of what would overturn a choice, and of discovery, with one of something and with
two: English tells these apart."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.discover.discovery import Worlds
from simulation.analysis.discover.output import begun as discovery_begun
from simulation.analysis.optimise.optimise import begun, check_begun
from simulation.analysis.optimise.output import TRACE_TEXT
from simulation.analysis.optimise.racing import round_said
from simulation.analysis.optimise.recheck import Verdict
from simulation.analysis.optimise.sentences import package_said, shares_said
from simulation.analysis.overturn.trials import ONE_BY_ONE, drawn_worlds
from simulation.experiment.comparison.assumptions.overturning import how_said, said
from simulation.text.bilingual import Pair, counted

TITLES = {name: Pair(name, name) for name in "ab"}
ONE_AS_MANY = re.compile(
    r"\b1 (packages|policies|worlds|fresh worlds|numbers|days|seeds|scenarios|values|assumptions)\b"
)
TWO_AS_ONE = re.compile(r"\b2 (package|policy|world|number|day|seed|scenario|value|assumption)\b")


def overturned(n: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables of a choice that stays, of n worlds, days and seeds."""
    drawn = {
        "choice": "a", "rival": ["b"], "worlds": n, "choice_leads": n,
        "inputs": n, "residents": 10, "days": n, "unit": "days", "difference": -1.0, "smallest": -3.0,
        "largest": 2.0,
    }  # fmt: skip
    row = {"verdict": "stays", "rival": "b", "input": "x.y", "kind": "number", "own": 1.0, "tried": 2.0}
    sizes = {"difference_own": -2.0, "difference": -1.0, "seeds": n, "low": -3.0, "high": 1.0}
    return pd.DataFrame([row | sizes]), pd.DataFrame(drawn)


def sentences(n: int) -> list[Pair]:
    table, drawn = overturned(n)
    values = pd.DataFrame(np.zeros((n, 2)), columns=["a", "b"])
    worlds = Worlds("need_days", 1.0, values, np.zeros((n, n)), ("x",) * n, {})
    verdict = Verdict((), None, None, 1.0, 1.0, ())
    return [
        begun(n, n),
        check_begun(n, n),
        round_said(1, 1, n),
        package_said([Pair("甲", "A")] * n),
        shares_said(verdict, n),
        TRACE_TEXT.fill(days=counted(n, "天", "day"), said=Pair("", "")),
        drawn_worlds(n, n),
        counted(n, *ONE_BY_ONE),
        said(table, drawn, TITLES),
        how_said(table, drawn),
        discovery_begun(worlds),
    ]


@pytest.mark.parametrize(("n", "wrong"), [(1, ONE_AS_MANY), (2, TWO_AS_ONE)])
def test_one_is_not_told_as_many_nor_two_as_one(n, wrong):
    told = sentences(n)
    for each in told:
        assert not wrong.search(each.en), each.en
        assert re.search("[一-鿿]", each.zh), each.zh
    assert sum(f"{n} " in each.en for each in told) >= 8  # or nothing was counted
