"""What a comparison found about one scenario and one metric, and whether that is enough to say so."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from simulation.experiment.comparison.assumptions.two_levels import TwoLevels
from simulation.statistics import PairedDifference, anytime_pairs_needed, replications_needed

LEVEL = 0.95
FEWEST_PAIRS = 5  # with fewer there is neither interval nor verdict
ONE_LOOK, ANY_TIME = "t", "any time"  # intervals for one number of pairs, or for every look
Verdict = Literal["better", "worse", "cannot tell", ""]


class Metric(Protocol):
    """What a comparison must know of a metric."""

    @property
    def better(self) -> str:
        """'higher', 'lower' or 'none'."""
        ...

    @property
    def role(self) -> str:
        """'outcome' (judged), 'input' or 'context' (shown, never judged)."""
        ...

    @property
    def label(self) -> Mapping[str, str]:
        """Its name in English ('en') and Chinese ('zh')."""
        ...


class Metrics(Protocol):
    """Metrics by name, as a dict or a registry."""

    def __contains__(self, name: object, /) -> bool: ...
    def __getitem__(self, name: str, /) -> Metric: ...


def judged(metric: Metric) -> bool:
    """Whether a change of the metric is good or bad: it is an outcome, and has a better side."""
    return metric.role == "outcome" and metric.better != "none"


@dataclass(frozen=True)
class _Unknown:
    better: str = "none"
    role: str = "context"
    label: Mapping[str, str] = field(default_factory=dict)


UNKNOWN = (
    _Unknown()
)  # a metric that only a user-defined run recorded: compared, named by its id, never judged


@dataclass(frozen=True)
class Finding:
    """The paired difference of a metric between a scenario and the baseline.

    title: of the scenario, by language; p_holm: p after correction, NaN where the metric is not judged;
    any_time: whether interval and p hold at every look; levels: what parameter sets say of it, None where all
    runs have the same numbers.
    """

    title: Mapping[str, str]
    name: str
    unit: str
    metric: Metric
    difference: PairedDifference
    p_holm: float
    any_time: bool = False
    levels: TwoLevels | None = None

    @property
    def pairs_missing(self) -> int:
        """Pairs that must be run before anything can be said; 0 where there are enough."""
        return max(0, FEWEST_PAIRS - self.difference.pairs)

    @property
    def conclusive(self) -> bool:
        """Whether the interval is narrow enough to say which way the metric goes."""
        p = self.p_holm if judged(self.metric) else self.difference.p
        return p < 1 - LEVEL

    @property
    def unchanged(self) -> bool:
        """Whether not one pair differs."""
        d = self.difference
        return not self.pairs_missing and d.low == d.high == 0

    @property
    def rests_on(self) -> int:
        """Pairs that differ, where these are too few for the interval to be trusted: as many alone would have
        none; 0 where they are enough, or none differs."""
        d = self.difference
        return 0 if self.pairs_missing or d.differ >= FEWEST_PAIRS else d.differ

    @property
    def may_differ(self) -> float:
        """The largest share of all pairs that may differ, at the level of intervals, though none was seen to.
        Source: Clopper & Pearson 1934."""
        return 1 - (1 - LEVEL) ** (1 / self.difference.pairs)

    @property
    def verdict(self) -> Verdict:
        """Better or worse where the interval is conclusive; empty for a metric that is never judged."""
        if not judged(self.metric):
            return ""
        if not self.conclusive:
            return "cannot tell"
        return "better" if (self.difference.mean > 0) == (self.metric.better == "higher") else "worse"

    @property
    def more_pairs(self) -> float:
        """About how many more pairs a difference of the size seen needs to be conclusive; inf where it is
        0."""
        d = self.difference
        strictness = d.p / self.p_holm if judged(self.metric) and self.p_holm > 0 else 1.0
        level = 1 - (1 - LEVEL) * strictness
        if self.any_time:
            needed = anytime_pairs_needed(d.sd, abs(d.mean), FEWEST_PAIRS, level)
        else:
            needed = replications_needed(d.sd, abs(d.mean), level)
        return max(2.0, needed - d.pairs) if math.isfinite(needed) else math.inf
