"""Causal links in words, in both languages: what each lever carries, and by which of them policies act."""

from __future__ import annotations

import pandas as pd

from simulation.experiment.tracing.explain import Explained
from simulation.experiment.tracing.links import COST, INCOME, WAY_IN
from simulation.levers import LEVERS
from simulation.text.bilingual import Pair, listed, same

WEIGHTY = 0.1
"""A way in that carries less than this share of the largest is not told of in a sentence."""
OWN = {
    COST: Pair("政策占用的经费和工时", "yuan and minutes that policies take"),
    INCOME: Pair("政策带来的资金", "money that policies bring in"),
}
BY = Pair("主要通过{by}起作用", "it acts mostly by {by}")
AGAINST = Pair("；{back}使效果有所抵消", "; against it {back}")
NOTHING = Pair("政策所改变的内容没有改变它", "nothing that its policies turn changes it")
EACH = Pair("{name}（{n}）", "{name} ({n})")


def ways(links: pd.DataFrame) -> pd.Series:
    """What each lever carries, by name, through all rules that read it; the largest first."""
    sums = links["carried"].astype(float).groupby(links["link"].map(lever_of)).sum()
    return sums.reindex(sums.abs().sort_values(ascending=False, kind="stable").index)


def lever_of(link: str) -> str:
    """The lever of a link as tables have it: `lever → reader`."""
    return link.split(" → ")[0]


def name_of(lever: str) -> Pair:
    """What a way in is called; one that this version does not know keeps its name."""
    about = LEVERS.get(lever)
    return Pair(about.zh, about.meaning) if about else OWN.get(lever, same(lever))


def why_said(found: Explained) -> Pair:
    """By which levers policies do most of what they do, and which take some of it back."""
    carried = ways(found.links[found.links["kind"] == WAY_IN])
    told = carried[carried.abs() >= WEIGHTY * carried.abs().max()] if len(carried) else carried
    whole = found.effect[0]
    along, back = told[told * whole > 0], told[told * whole < 0]
    if along.empty:
        return NOTHING
    said = BY.fill(by=_listed(along))
    return said + AGAINST.fill(back=_listed(back)) if len(back) else said


def _listed(carried: pd.Series) -> Pair:
    return listed(EACH.fill(name=name_of(str(lever)), n=with_sign(n)) for lever, n in carried.items())


def with_sign(n: float) -> str:
    """Three digits with a sign."""
    return f"{n:+.3g}".replace("-", "−")
