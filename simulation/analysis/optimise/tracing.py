"""Why the package does what it does, at a price that a search can pay."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from simulation.experiment.tracing import WAY_IN, Explained, explain
from simulation.report.figures.street.links import WEIGHTY, name_of, ways
from simulation.scenario import Scenario
from simulation.text.bilingual import Pair, listed

DAYS, WARMUP = 90, 30
"""Days of a trace: it runs the street once for each way in that is cut."""


def trace(package: Scenario) -> Explained:
    """The causal links of a package in one community of the place, over the first days, with one seed. All
    policies begin at once and fully: what a policy does later cannot be seen in so few days."""
    place, settings = package.place, package.experiment
    residents, count = place.residents / max(place.communities, 1), 1
    brief = replace(
        settings, days=min(DAYS, settings.days), warmup=min(WARMUP, settings.warmup), parameter_sets=None
    )
    policies = tuple(replace(each, start=settings.start, ramp=0) for each in package.policies)
    small = replace(place, residents=residents, communities=count)
    return explain(
        replace(package, place=small, experiment=brief, policies=policies), [settings.seed], handed_on=False
    )


BY = Pair("主要通过{by}起作用", "it acts mostly by {by}")
AGAINST = Pair("；{back}使效果有所抵消", "; against it {back}")
NOTHING = Pair("政策所改变的内容没有改变它", "nothing that its policies turn changes it")
EACH = Pair("{name}（{n}）", "{name} ({n})")


def why_said(found: Explained) -> Pair:
    """By which levers the package does most of what it does, and which take some of it back."""
    carried = ways(found.links[found.links["kind"] == WAY_IN])
    told = carried[carried.abs() >= WEIGHTY * carried.abs().max()] if len(carried) else carried
    whole = float(found.effect[0])
    along, back = told[told * whole > 0], told[told * whole < 0]
    if along.empty:
        return NOTHING
    said = BY.fill(by=_listed(along))
    return said + AGAINST.fill(back=_listed(back)) if len(back) else said


def _listed(carried: pd.Series) -> Pair:
    numbers = {str(lever): f"{n:+.3g}".replace("-", "−") for lever, n in carried.items()}
    return listed(EACH.fill(name=name_of(lever), n=n) for lever, n in numbers.items())
