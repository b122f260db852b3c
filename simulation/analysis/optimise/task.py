"""What is asked of a search, and how much work it may take."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

from simulation.analysis.errors import AnalysisError
from simulation.analysis.optimise.levers import Lever
from simulation.analysis.optimise.measured import (
    COST,
    MINUTES,
    NEED_DAYS,
    NOBODY_WORSE,
    PAYERS,
    Limit,
    paid_by,
)
from simulation.experiment.execution.cost.measured_run import measure
from simulation.experiment.planning.study_file import without_origins
from simulation.metrics import METRICS
from simulation.scenario import ParameterSets, Scenario, resolve
from simulation.text.close_names import did_you_mean

FRESH = 100_000
"""From here on seeds of the re-check count: far from those of the search, and of the scenario's studies."""
SEARCHING, CHECKING = 0.35, 0.3
"""Parts of the time for the search and for the re-check; the rest is for tables, the trace and the page."""
FEWEST_TRIALS = 24
WORLDS = (6, 24)
"""Worlds of a re-check, at least and at most."""


@dataclass(frozen=True)
class Asked:
    """A search as it was asked for.

    budget: yuan a year that a package may cost more; minutes: of workers, a grid and day, None for no limit;
    channels: yuan a year by payer; nobody_worse: no grid and no age group may be worse off; goals: metrics,
    what is to be spared first; trials, worlds: packages that are tried and worlds of the re-check, None for
    as many as `work` minutes allow; checked: packages that are checked again.
    """

    budget: float
    minutes: float | None = None
    channels: tuple[tuple[str, float], ...] = ()
    nobody_worse: bool = False
    goals: tuple[str, ...] = (NEED_DAYS, COST)
    starts: tuple[int, ...] = ()
    trials: int | None = None
    worlds: int | None = None
    work: float = 10.0
    checked: int = 3

    def limits(self) -> tuple[Limit, ...]:
        """All limits that a package must keep."""
        found = [Limit(COST, self.budget)]
        found += [Limit(MINUTES, self.minutes)] if self.minutes is not None else []
        found += [Limit(paid_by(payer), most) for payer, most in self.channels]
        return (*found, *(NOBODY_WORSE if self.nobody_worse else ()))

    def signs(self) -> tuple[float, ...]:
        """By goal: 1 where less is better, -1 where more is."""
        return tuple(-1.0 if METRICS[goal].better == "higher" else 1.0 for goal in self.goals)


def check(asked: Asked) -> None:
    """AnalysisError where something cannot be asked."""
    if not 0 <= asked.budget < math.inf:
        raise AnalysisError(
            f"--budget: {asked.budget:g} yuan is no budget; allowed: 0 or more, in yuan a year"
        )
    for goal in asked.goals:
        if goal not in METRICS:
            raise AnalysisError(f"--goal: there is no metric '{goal}'{did_you_mean(goal, METRICS.all())}")
        if METRICS[goal].better == "none":
            raise AnalysisError(f"--goal: of {goal} neither more nor less is better, so it is no goal")
    for payer, _ in asked.channels:
        if payer not in PAYERS:
            hint = did_you_mean(payer, PAYERS, "\n  ")
            raise AnalysisError(
                f"--channel: there is no channel '{payer}'\n  allowed: {', '.join(PAYERS)}{hint}"
            )


@dataclass(frozen=True)
class Work:
    """How much is done: packages that are tried, of these in a generation, and worlds of the re-check."""

    trials: int
    size: int
    worlds: int


def planned(asked: Asked, base: Scenario, levers: Sequence[Lever], processes: int) -> Work:
    """The work that was asked for, or what fits into the minutes, by a short run here.

    A package of the search costs a run and a half without warm-up; one of the re-check a whole run a world.
    """
    sets = base.experiment.parameter_sets
    most = len(sets.rows) - len(sets.rows) // 2 if sets else WORLDS[1]
    if asked.trials and asked.worlds:
        return _work(asked.trials, min(asked.worlds, most))
    found, settings = measure(base), base.experiment
    seconds = asked.work * 60 * processes / found.waits
    tried = 1.5 * (found.start + found.day * settings.days)
    arms, run = asked.checked + 1, found.start + found.day * (settings.days + settings.warmup)
    trials = max(int(SEARCHING * seconds / tried), FEWEST_TRIALS)
    worlds = min(max(int(CHECKING * seconds / (arms * run)), WORLDS[0]), most)
    return _work(asked.trials or trials, min(asked.worlds or worlds, most))


def _work(trials: int, worlds: int) -> Work:
    return Work(trials, max(4, min(trials // 4, 16)), worlds)


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


SETTINGS = "optimise.json"


def kept(folder: Path, asked: Asked, base: Scenario, levers: Sequence[Lever], processes: int) -> Work:
    """The work of this folder: as it was planned when it was begun, else planned now and written down.
    AnalysisError where the folder was begun for another question, or holds something else."""
    file = folder / SETTINGS
    question = json.loads(json.dumps(_question(asked, base, levers)))
    if file.exists():
        stored = json.loads(file.read_text("utf-8"))
        differ = [key for key in question if stored.get("asked", {}).get(key) != question[key]]
        if differ:
            raise AnalysisError(
                f"{folder} was begun with other {', '.join(differ)}; repeat the same command to go on, "
                "or give -o a new folder"
            )
        return Work(**stored["work"])
    if folder.exists() and any(folder.iterdir()):
        raise AnalysisError(f"{folder} holds files already; give -o a new folder")
    work = planned(asked, base, levers, processes)
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"asked": question, "work": asdict(work)}, indent=2), encoding="utf-8")
    return work


def _question(asked: Asked, base: Scenario, levers: Sequence[Lever]) -> dict[str, object]:
    settings = base.experiment
    return {
        **asdict(asked),
        "levers": [each.name for each in levers],
        "scenario": base.name,
        "days": [str(settings.start), settings.warmup, settings.days],
        "seed": settings.seed,
        "numbers": sha256(without_origins(resolve(base, with_copies=True)).encode()).hexdigest(),
        "sets": sha256(repr(sets.rows).encode()).hexdigest() if (sets := settings.parameter_sets) else "none",
    }
