"""Which points nothing else beats, in which order points stand, and what each step along them costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulation.analysis.optimise.search import Tried, Worth


def dominates(one: Worth, other: Worth) -> bool:
    """Whether one is at least as good in every goal and better in one; who keeps the limits is before who
    breaks them, and who breaks them less before who breaks them more."""
    if not (one.keeps_limits and other.keeps_limits):
        return _broken(one) < _broken(other)
    pairs = list(zip(one.goals, other.goals, strict=True))
    return all(a <= b for a, b in pairs) and any(a < b for a, b in pairs)


def _broken(worth: Worth) -> float:
    return sum(max(each, 0.0) for each in worth.broken)


def in_order(worths: Sequence[Worth]) -> list[int]:
    """Places of the best first: by how many others dominate each, then by the first goal."""
    beaten = [sum(dominates(other, each) for other in worths) for each in worths]
    return sorted(range(len(worths)), key=lambda at: (beaten[at], worths[at].goals[0]))


def efficient(found: Sequence[Tried]) -> list[Tried]:
    """The points that keep all limits and that no other such point dominates, each once, from the lowest
    second goal on. Only those into which the most work went, where points raced."""
    level = max((each.worth.level for each in found), default=0)
    able = [each for each in found if each.worth.keeps_limits and each.worth.level == level]
    able = list({tuple(sorted(each.point.items())): each for each in able}.values())
    best = [each for each in able if not any(dominates(other.worth, each.worth) for other in able)]
    return sorted(best, key=lambda each: each.worth.goals[::-1])


def spread(front: Sequence[Tried], number: int) -> list[Tried]:
    """At most so many of an efficient set: the best and the second best by the first goal, then others evenly
    along it."""
    ranked = sorted(range(len(front)), key=lambda at: front[at].worth.goals[0])
    even = np.linspace(0, len(front) - 1, number).round().astype(int).tolist() if front else []
    chosen = list(dict.fromkeys([*ranked[:2], *even, *ranked]))[:number]
    return [front[at] for at in sorted(chosen)]


@dataclass(frozen=True)
class Step:
    """One step along the efficient set: to which package, what it costs and brings more than the one before
    [yuan a year, need-days a year], and the price of each further need-day."""

    name: str
    yuan: float
    spared: float

    @property
    def price(self) -> float:
        """Yuan for each further need-day; below 0 where the step saves money."""
        return self.yuan / self.spared


def steps(packages: dict[str, tuple[float, float]]) -> list[Step]:
    """From doing nothing to the package that spares most: each step is the cheapest way on.

    packages: by name, yuan more and need-days spared. What another package, or a mix of two, beats is left
    out. Source: the incremental cost-effectiveness ratio with extended dominance.
    """
    at, here, taken = (0.0, 0.0), "", []
    while ahead := {name: each for name, each in packages.items() if each[1] > at[1]}:
        here = min(ahead, key=lambda name: ((ahead[name][0] - at[0]) / (ahead[name][1] - at[1]), name))
        yuan, spared = packages[here]
        taken.append(Step(here, yuan - at[0], spared - at[1]))
        at = (yuan, spared)
    return taken
