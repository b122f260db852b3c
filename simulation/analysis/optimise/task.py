"""What is asked of a search, and on which streets it is answered."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from simulation.analysis.optimise.measured import (
    COST,
    MINUTES,
    NEED_DAYS,
    NOBODY_WORSE,
    PAYERS,
    Limit,
    paid_by,
)
from simulation.close_names import did_you_mean
from simulation.experiment import ExperimentError
from simulation.metrics import METRICS
from simulation.scenario import ParameterSets, Scenario

FRESH = 100_000
"""From here on seeds of the re-check count: far from those of the search, and of the scenario's studies."""


@dataclass(frozen=True)
class Asked:
    """A search as it was asked for.

    budget: yuan a year that a package may cost more. minutes: of workers, per grid and day; None for no
    limit. channels: most yuan a year by funding channel. nobody_worse: whether no grid and no age group may
    be worse off. goals: metrics to be improved, the most important first. trials: packages that are tried.
    worlds: worlds in which the best are checked again. alone: numbers that are tried alone for what would
    overturn the choice. None for one of these three: as many as `work` minutes allow. checked: packages that
    are checked again.
    """

    budget: float
    minutes: float | None = None
    channels: tuple[tuple[str, float], ...] = ()
    nobody_worse: bool = False
    goals: tuple[str, ...] = (NEED_DAYS, COST)
    starts: tuple[int, ...] = ()
    trials: int | None = None
    worlds: int | None = None
    alone: int | None = None
    work: float = 10.0
    checked: int = 3

    def limits(self) -> tuple[Limit, ...]:
        """All limits that a package must keep: yuan, and where they were asked for minutes, yuan by payer,
        and that nobody is worse off."""
        found = [Limit(COST, self.budget)]
        found += [Limit(MINUTES, self.minutes)] if self.minutes is not None else []
        found += [Limit(paid_by(payer), most) for payer, most in self.channels]
        return (*found, *(NOBODY_WORSE if self.nobody_worse else ()))

    def signs(self) -> tuple[float, ...]:
        """By goal: 1 where less is better, -1 where more is."""
        return tuple(-1.0 if METRICS[goal].better == "higher" else 1.0 for goal in self.goals)


def check(asked: Asked) -> None:
    """Raises ExperimentError where something cannot be asked."""
    if not 0 <= asked.budget < math.inf:
        raise ExperimentError(
            f"--budget: {asked.budget:g} yuan is no budget; allowed: 0 or more, in yuan a year"
        )
    for name, amounts in (
        ("--minutes", [asked.minutes or 0.0]),
        ("--channel", [each for _, each in asked.channels]),
    ):
        for amount in amounts:
            if not math.isfinite(amount):
                raise ExperimentError(f"{name}: {amount:g} is no limit; write a number")
    for goal in asked.goals:
        if goal not in METRICS:
            raise ExperimentError(f"--goal: there is no metric '{goal}'{did_you_mean(goal, METRICS.all())}")
        if METRICS[goal].better == "none":
            raise ExperimentError(f"--goal: of {goal} neither more nor less is better, so it is no goal")
    for payer, _ in asked.channels:
        if payer not in PAYERS:
            hint = did_you_mean(payer, PAYERS, "\n  ")
            raise ExperimentError(
                f"--channel: there is no channel '{payer}'\n  allowed: {', '.join(PAYERS)}{hint}"
            )


def for_search(base: Scenario) -> Scenario:
    """The street on which is searched: with the first half of its parameter sets."""
    sets = base.experiment.parameter_sets
    half = sets and replace(sets, rows=sets.rows[: max(len(sets.rows) // 2, 1)])
    return replace(base, experiment=replace(base.experiment, parameter_sets=half))


def for_check(base: Scenario, worlds: int) -> Scenario:
    """The street of the re-check: other seeds, and the other half of the sets, a world each."""
    settings, sets = base.experiment, base.experiment.parameter_sets
    rows = sets.rows[len(sets.rows) // 2 :][:worlds] if sets else ()
    fresh = sets and ParameterSets(sets.paths, rows, tuple(range(len(rows))), sets.file)  # a replication each
    seed = settings.seed + FRESH
    return replace(base, experiment=replace(settings, replications=worlds, seed=seed, parameter_sets=fresh))
