"""What a generation of packages is worth: all race on a first pair of runs, the better half on a second."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from simulation.analysis.optimise.efficient import in_order
from simulation.analysis.optimise.measured import Limit, changes
from simulation.analysis.optimise.packages import Space, scenario_of
from simulation.analysis.optimise.search import Point, Worth
from simulation.analysis.resumable_study import done
from simulation.experiment import Engine, ExperimentError
from simulation.experiment.execution.progress import Progress
from simulation.scenario import ParameterSets, Scenario
from simulation.text.bilingual import Pair, counted

ROUNDS = 2
"""Pairs that the best of a generation run; all of it runs the first one."""
IN_ROUND = Pair(
    "第 {generation} 代第 {number} 轮：{packages}（{who}）",
    "generation {generation}, round {number}: {packages} ({who})",
)
ALL, BETTER_HALF = Pair("全部", "all"), Pair("较好的一半", "the better half")
NEVER = 1e12
"""What a package is worth whose run failed."""


@dataclass(frozen=True)
class Race:
    """How packages are tried: on which street, with what goals and limits, where, and by which engine. The
    street's seed and sets are those of the search; round r takes seed + r and the r-th set for all."""

    base: Scenario
    space: Space
    goals: tuple[str, ...]
    signs: tuple[float, ...]
    limits: tuple[Limit, ...]
    folder: Path
    engine: Engine | None
    say: Callable[[Pair], object]

    def __call__(self, generation: int, points: Sequence[Point]) -> list[Worth]:
        """What the points of a generation are worth."""
        scenarios = [scenario_of(self.base, self.space, point) for point in points]
        found: list[list[pd.Series]] = [[] for _ in points]
        worths: list[Worth] = [Worth((NEVER,) * len(self.goals))] * len(points)
        racing = list(range(len(points)))
        for number in range(1, ROUNDS + 1):
            self.say(round_said(generation, number, len(racing)))
            folder = self.folder / f"generation-{generation}" / f"round-{number}"
            arms = [scenarios[at] for at in racing]
            table = study_of(self._in_round(number), arms, folder, self.engine, progress=_silent)
            for at in racing:
                mine = table.index.get_level_values(0) == scenarios[at].name
                found[at] += [row for _, row in table.loc[mine].iterrows()]
                worths[at] = self._worth(found[at], number)
            racing = sorted(in_order(worths)[: -(-len(points) // 2)])
        return worths

    def _in_round(self, number: int) -> Scenario:
        sets = self.base.experiment.parameter_sets
        one = sets and ParameterSets(sets.paths, (sets.rows[(number - 1) % len(sets.rows)],), file=sets.file)
        seed = self.base.experiment.seed + number - 1
        settings = replace(self.base.experiment, replications=1, seed=seed, parameter_sets=one)
        return replace(self.base, experiment=settings)

    def _worth(self, rows: list[pd.Series], level: int) -> Worth:
        if len(rows) < level:  # a run of it failed
            return Worth((NEVER,) * len(self.goals), (NEVER,) * len(self.limits), level)
        mean = pd.concat(rows, axis=1).mean(axis=1)
        goals = tuple(float(mean[goal] * sign) for goal, sign in zip(self.goals, self.signs, strict=True))
        return Worth(goals, tuple(each.broken(float(mean[each.of])) for each in self.limits), level)


def round_said(generation: int, number: int, packages: int) -> Pair:
    """Which packages race in a round, as it begins."""
    who = ALL if number == 1 else BETTER_HALF
    there = counted(packages, "个组合", "package")
    return IN_ROUND.fill(generation=generation, number=number, packages=there, who=who)


def _silent(ended: int, total: int, failed: int) -> None:
    """A round says itself that it began; a bar for each would be many."""


def study_of(
    base: Scenario,
    packages: Sequence[Scenario],
    folder: Path,
    engine: Engine | None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Changes by package and replication, of a study of packages against the base; what a folder has of it
    already is not done again. Raises ExperimentError where it holds other packages, or no run of it was
    good."""
    arms = [base, *(replace(each, experiment=base.experiment) for each in packages)]
    done(arms, folder, engine, progress)
    table = changes(folder)
    if strange := sorted(set(table.index.get_level_values(0)) - {each.name for each in packages}):
        said = f"{folder} holds other packages ({strange[0]}) than this search asks for"
        raise ExperimentError(f"{said}; give -o a new folder")
    return table
