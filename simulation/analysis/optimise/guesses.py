"""What is worth trying before a sampler knows anything: each lever alone, each remedy, and then the packages
that would be best if what levers do simply added up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simulation.analysis.optimise.packages import Space
from simulation.analysis.optimise.search import Point, Tried

MOST = 0.6
"""Part of all points that goes into levers alone, at most; where that is too few, remedies are tried."""
PARTS = (0.25, 0.5, 0.75, 1.0)
"""Parts of the budget for which a sum of levers is tried."""


@dataclass(frozen=True)
class FirstGuesses:
    """Guesses for a search of `trials` points, whose first goal is what is to be spared and whose second is
    what it costs."""

    space: Space
    budget: float
    trials: int

    def __call__(self, found: Sequence[Tried]) -> list[Point]:
        """For the generation after those that were found."""
        generation = found[-1].generation + 1 if found else 1
        if generation == 1:
            return self._alone()
        return self._sums(found) if generation == 2 else []

    def _alone(self) -> list[Point]:
        usual = {each.name: each.usual for each in self.space.levers}
        levers = [{name: step} for name, step in usual.items()]
        remedies = [
            {each.name: usual[each.name] for each in self.space.levers if remedy in each.remedies}
            for remedy in range(1, 7)
        ]
        groups = [*levers, *filter(None, remedies)]
        return self._distinct(groups if len(groups) <= MOST * self.trials else filter(None, remedies))

    def _sums(self, found: Sequence[Tried]) -> list[Point]:
        """Levers by what they spare for their cost, as many as parts of the budget pay for."""
        tried = [(self.space.steps(each.point), each.worth.goals) for each in found]
        alone = [each for each in tried if len(each[0]) == 1]
        helping = [(steps, -goals[0], goals[1]) for steps, goals in alone if goals[0] < 0]
        helping.sort(key=lambda each: max(each[2], 0.0) / each[1])
        packages = []
        for part in PARTS:
            taken, spent = {}, 0.0
            for steps, _, cost in helping:
                if spent + max(cost, 0.0) <= part * self.budget:
                    taken |= steps
                    spent += max(cost, 0.0)
            packages.append(taken)
        return self._distinct([each for each in packages if each])

    def _distinct(self, groups: Iterable[dict[str, int]]) -> list[Point]:
        unique = {tuple(sorted(each.items())): each for each in groups}
        return [self.space.point(each) for each in unique.values()]
