"""The trace of a scenario's policies: what each causal link carries of their effect on a metric."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby

import pandas as pd

from simulation.experiment.tracing.links import COST, HANDED_ON, INCOME, WAY_IN, Link
from simulation.experiment.tracing.shapley import shares
from simulation.experiment.tracing.watched import Watch, simulate, split
from simulation.metrics import evaluate
from simulation.model import Street
from simulation.records.stages import STAGES
from simulation.scenario import Scenario
from simulation.statistics import paired_difference

FEW = 8
"""With more ways in than this, all readers of a lever are one way in."""


@dataclass(frozen=True)
class Explained:
    """What was found. links: columns kind, link, carried, low, high, share: what each link carries of the
    effect, mean over the pairs with its 95 % interval, and as a share of the whole; ways in sum to the
    effect, links by which something is handed on do not. effect: of all policies, with low and high;
    stages: where need-days change, by stage."""

    metric: str
    pairs: int
    effect: tuple[float, float, float]
    stages: dict[str, float]
    links: pd.DataFrame


def explain(
    scenario: Scenario, seeds: Sequence[int], metric: str = "need_days", handed_on: bool = True
) -> Explained:
    """Cut the causal links of the policies of a scenario one by one, with common random numbers.

    A link that is cut shows its reader what the street without the policies has on that day. handed_on:
    besides levers, also cut what the steps of the day hand on.
    """
    traces = [_Trace(scenario, seed, metric) for seed in seeds]
    ways = sorted({way for each in traces for way in each.ways})
    rows = [(WAY_IN, way, [each.carried_in.get(way, 0.0) for each in traces]) for way in ways]
    if handed_on:
        names = sorted({name for each in traces for name in each.handed})
        rows += [(HANDED_ON, name, [each.carried_on(name) for each in traces]) for name in names]
    effects = [each.effect for each in traces]
    whole = _mean(effects)
    links = pd.DataFrame([(kind, name, *_mean(found)) for kind, name, found in rows], columns=LINKS[:-1])
    links["share"] = links["carried"] / whole[0] if whole[0] else 0.0
    return Explained(metric, len(seeds), whole, _stages(traces), links)


LINKS = ["kind", "link", "carried", "low", "high", "share"]


def _mean(found: Sequence[float]) -> tuple[float, float, float]:
    paired = paired_difference([0.0] * len(found), found)
    return paired.mean, paired.low, paired.high


def _stages(traces: Sequence[_Trace]) -> dict[str, float]:
    changes = [each.with_all - each.without for each in traces]
    return {
        stage.word: float(sum(change[f"stage_{stage.word}"] for change in changes) / len(changes))
        for stage in STAGES
    }


@dataclass
class _Trace:
    """The runs of one seed. usual: what the street without the policies had; ways: links by way in."""

    scenario: Scenario
    seed: int
    metric: str
    usual: Watch = field(init=False)
    ways: dict[str, set[Link]] = field(init=False)
    worths: dict[frozenset[str], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.usual = Watch()
        self.without = self._metrics(replace(self.scenario, policies=()), self.usual)
        seen = Watch(without=self.usual.own)
        self.with_all = self._metrics(self.scenario, seen)
        self.handed = seen.moved
        self.ways = ways_in(seen)

    def _metrics(self, scenario: Scenario, watch: Watch) -> pd.Series:
        street = Street(scenario, self.seed)
        simulate(street, watch)
        return evaluate(street.records, scenario.metrics).set_index("metric")["value"]

    @property
    def effect(self) -> float:
        """Of all policies."""
        return float(self.with_all[self.metric] - self.without[self.metric])

    @cached_property
    def carried_in(self) -> dict[str, float]:
        """What each way in carries; they sum to the effect."""
        return shares(sorted(self.ways), self._worth)

    def carried_on(self, name: str) -> float:
        """What is lost of the effect when one thing is handed on as without the policies."""
        if name not in self.handed:
            return 0.0
        return self.effect - self._effect_without([Link(HANDED_ON, *split(name))])

    def _worth(self, open_ways: frozenset[str]) -> float:
        if len(open_ways) == len(self.ways):
            return self.effect
        if open_ways not in self.worths:
            cut = [link for way, links in self.ways.items() if way not in open_ways for link in links]
            self.worths[open_ways] = self._effect_without(cut)
        return self.worths[open_ways]

    def _effect_without(self, cut: Collection[Link]) -> float:
        found = self._metrics(self.scenario, Watch(cut=frozenset(cut), without=self.usual.own))
        return float(found[self.metric] - self.without[self.metric])


def ways_in(seen: Watch) -> dict[str, set[Link]]:
    """The links by which policies act at all, by the name of the way: a lever and who reads it, or a lever
    alone where that would be too many; what policies cost, and what they bring in, is one way each."""
    live = sorted(link for link in seen.read if link.source in seen.turned)
    named: dict[str, set[Link]] = {}
    for link in live:
        named.setdefault(_name(link), set()).add(link)
    if len(named) <= FEW:
        return named
    by_lever = groupby(sorted(named), lambda name: name.split(" → ")[0])
    return {lever: set().union(*(named[each] for each in names)) for lever, names in by_lever}


def _name(link: Link) -> str:
    if link.reader in (COST, INCOME):
        return link.reader
    return str(link)
