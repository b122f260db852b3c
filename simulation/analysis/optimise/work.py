"""How much work a search may take, by a short run here, and what its folder remembers of that."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from simulation.analysis.optimise.levers import Lever
from simulation.analysis.optimise.task import Asked
from simulation.analysis.overturn import SEEDS, numbers_for, small
from simulation.experiment import ExperimentError
from simulation.experiment.execution.batches import day_of
from simulation.experiment.execution.batches import work as cost_beside
from simulation.experiment.execution.cost.measured_run import Measured, measure
from simulation.experiment.planning.study_file import without_origins
from simulation.scenario import Scenario, resolve

SEARCHING, CHECKING, TURNING = 0.35, 0.25, 0.2
"""Parts of the time for the search, for the re-check, and for what would overturn it; the rest is for tables,
the trace and the page."""
FEWEST_TRIALS = 24
WORLDS = (6, 24)
"""Worlds of a re-check, at least and at most."""
ALONE = (3, 12)
"""Numbers that are tried alone, at least and at most."""
ARMS = 3
"""Scenarios of such a trial: the package, the runner-up and doing nothing."""


@dataclass(frozen=True)
class Work:
    """How much is done: packages that are tried, of these in a generation, worlds of the re-check, and
    numbers that are tried alone (0: nothing is said of what would overturn it)."""

    trials: int
    size: int
    worlds: int
    alone: int = 0


def planned(asked: Asked, base: Scenario, levers: Sequence[Lever], processes: int) -> Work:
    """The work that was asked for, or what fits into the minutes, by a short run here.

    A package of the search costs a run and a half without warm-up; one of the re-check a whole run a world.
    """
    sets = base.experiment.parameter_sets
    most = len(sets.rows) - len(sets.rows) // 2 if sets else WORLDS[1]
    if asked.trials and asked.worlds and asked.alone is not None:
        return _work(asked.trials, min(asked.worlds, most), asked.alone)
    found, settings = measure(base), base.experiment
    seconds = asked.work * 60 * processes / found.waits
    tried = 1.5 * (found.start + found.day * settings.days)
    arms, run = asked.checked + 1, found.start + found.day * (settings.days + settings.warmup)
    trials = max(int(SEARCHING * seconds / tried), FEWEST_TRIALS)
    worlds = min(max(int(CHECKING * seconds / (arms * run)), WORLDS[0]), most)
    alone = _numbers_alone(TURNING * seconds, base, found)
    return _work(
        asked.trials or trials,
        min(asked.worlds or worlds, most),
        alone if asked.alone is None else asked.alone,
    )


def _numbers_alone(seconds: float, base: Scenario, found: Measured) -> int:
    """How many numbers can be tried alone in so many seconds of a core, by what streets of this size cost."""
    cut = small(base)
    as_large = cost_beside(cut, SEEDS) * SEEDS * day_of(cut) / day_of(base)
    days = cut.experiment.warmup + ARMS * cut.experiment.days
    points = int(seconds / (ARMS * SEEDS * found.start + found.day * as_large * days))
    return min(max(numbers_for(points, base), ALONE[0]), ALONE[1])


def _work(trials: int, worlds: int, alone: int) -> Work:
    return Work(trials, max(4, min(trials // 4, 16)), worlds, alone)


SETTINGS = "optimise.json"


def kept(folder: Path, asked: Asked, base: Scenario, levers: Sequence[Lever], processes: int) -> Work:
    """The work of this folder: as it was planned when it was begun, else planned now and written down.
    Raises ExperimentError where the folder was begun for another question, or holds something else."""
    file = folder / SETTINGS
    question = json.loads(json.dumps(_question(asked, base, levers)))
    if file.exists():
        stored = json.loads(file.read_text("utf-8"))
        differ = [key for key in question if stored.get("asked", {}).get(key) != question[key]]
        if differ:
            raise ExperimentError(
                f"{folder} was begun with other {', '.join(differ)}; repeat the same command to go on, "
                "or give -o a new folder"
            )
        return Work(**stored["work"])
    if folder.exists() and any(folder.iterdir()):
        raise ExperimentError(f"{folder} holds files already; give -o a new folder")
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
