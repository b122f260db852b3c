"""Where runs are done: an engine takes runs and reports how each ended, in any order."""

from __future__ import annotations

import importlib
import os
from collections.abc import Generator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import batched, chain, zip_longest
from pathlib import Path
from typing import Protocol

import simulation.experiment.storage.run_store as run_store
from simulation.experiment.execution.local_pool import End, run_all
from simulation.experiment.execution.progress import announced_if_long
from simulation.experiment.execution.run_functions import Recipe, Replicate
from simulation.experiment.runs import Run


class Engine(Protocol):
    """Does runs and stores them; the bytes that it leaves are the same whichever it is."""

    def ends(self, runs: Sequence[Run], folder: Path, recipe: Recipe, timeout: float) -> Generator[End]:
        """Do every run, in processes that cannot hurt each other; yield (place in `runs`, failure or None).

        timeout: seconds a run may take. Closing the generator stops everything.
        """
        ...


@dataclass(frozen=True)
class Local:
    """Processes of this machine, `jobs` at a time (None: one a core)."""

    jobs: int | None = None

    def ends(self, runs: Sequence[Run], folder: Path, recipe: Recipe, timeout: float) -> Generator[End]:
        """See Engine."""
        jobs = min(self.jobs or os.cpu_count() or 1, len(runs))
        if jobs > 1:
            warm_here(recipe, runs)
        say_if_plain()
        order = order_of_work(runs, jobs)
        calls = [(recipe.replicate, folder, runs[place]) for place in order]
        with closing(run_all(_run_and_store, calls, jobs, timeout)) as ends:
            for nth, failure in ends:
                yield order[nth], failure


def order_of_work(runs: Sequence[Run], processes: int) -> list[int]:
    """Places of the runs as they are handed out: all processes do the first seed, so that a first pair can be
    shown early, though each of them simulates its warm-up; then each keeps to a seed."""
    first = [place for place, run in enumerate(runs) if run.seed == runs[0].seed]
    later = [place for place, run in enumerate(runs) if run.seed != runs[0].seed]
    side_by_side = seeds_side_by_side([runs[place] for place in later], processes)
    return first + [later[nth] for nth in side_by_side]


def seeds_side_by_side(runs: Sequence[Run], processes: int) -> list[int]:
    """Places of the runs in an order in which processes that take turns keep to a seed each, for a process
    goes on from a warm-up that it has simulated."""
    of_seed: dict[int, list[int]] = {}
    for place, run in enumerate(runs):
        of_seed.setdefault(run.seed, []).append(place)
    rounds = chain.from_iterable(zip_longest(*seeds) for seeds in batched(of_seed.values(), processes))
    return [place for each in rounds for place in each if place is not None]


def warm_here(recipe: Recipe, runs: Sequence[Run]) -> None:
    """Compile once what runs need, so that workers do not all compile the same."""
    once = "compiling what every run needs, once on this machine: about half a minute"
    with announced_if_long(once), suppress(Exception):  # what fails here fails there
        recipe.warm(runs[0].scenario)


def say_if_plain() -> None:
    """Without numba this process says so for its workers; with it, it need not load it to compute nothing."""
    if find_spec("numba") is None:
        importlib.import_module("simulation.compiled")


def _run_and_store(replicate: Replicate, folder: Path, run: Run) -> None:
    """In a worker: do one run and store it."""
    run_store.write_run(folder, run, replicate(run.scenario, run.seed))
