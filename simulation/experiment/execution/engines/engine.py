"""Where runs are done: an engine takes runs and reports how each ended, in any order."""

from __future__ import annotations

import gc
import importlib
import multiprocessing
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import simulation.experiment.storage.run_store as run_store
from simulation.experiment.execution.city.ends import ends_of_cities
from simulation.experiment.execution.cost.processors import processors
from simulation.experiment.execution.days_done import forget, noted, notes_of
from simulation.experiment.execution.engines.compiled_ahead import COMPILING
from simulation.experiment.execution.engines.local_pool import End, Failure, Ready, run_all
from simulation.experiment.execution.progress import say
from simulation.experiment.execution.run_functions import Recipe, Replicate, SideBySide
from simulation.experiment.runs import Run
from simulation.experiment.storage.stored_runs import StoredRuns


class Engine(Protocol):
    """Does runs and stores them; the bytes that it leaves are the same whichever it is."""

    def ends(self, runs: Sequence[Run], folder: Path, recipe: Recipe, timeout: float) -> Generator[End]:
        """Do every run, in processes that cannot hurt each other; yield (place in `runs`, failure or None).

        timeout: seconds a run may take. Closing the generator stops everything.
        """
        ...

    def work(self, runs: Sequence[Run], recipe: Recipe) -> list[float]:
        """What each of the runs costs, against a run alone."""
        return [1.0] * len(runs)


@dataclass(frozen=True)
class Local(Engine):
    """Processes of this machine, `jobs` at a time (None: one per core, see `processors`). ready: some that
    were started before, for the first runs (`loaded_ahead`)."""

    jobs: int | None = None
    ready: Ready | None = None

    def ends(self, runs: Sequence[Run], folder: Path, recipe: Recipe, timeout: float) -> Generator[End]:
        """See Engine."""
        cities, streets = cities_apart(runs, recipe)
        jobs = self._processes([runs[place] for place in streets])
        recipe.compile()
        say_if_plain()
        if of_city := recipe.city:
            numbered, processes = ((place, runs[place]) for place in cities), self.jobs or processors()
            yield from ends_of_cities(
                numbered, folder, lambda scenario, seed: of_city(scenario, seed, processes, timeout, say)
            )
        its = [runs[place] for place in streets]
        with closing(_ends_of_streets(its, folder, recipe, jobs, timeout, self.ready)) as ends:
            yield from ((streets[place], failure) for place, failure in ends)

    def work(self, runs: Sequence[Run], recipe: Recipe) -> list[float]:
        """See Engine: less than 1 where several are done side by side."""
        found = [1.0] * len(runs)
        for places in recipe.batches(runs, self._processes(runs)):
            for place in places:
                found[place] = recipe.work(runs[place].scenario, len(places))
        return found

    def _processes(self, runs: Sequence[Run]) -> int:
        return min(self.jobs or processors(), len(runs))


def cities_apart(runs: Sequence[Run], recipe: Recipe) -> tuple[list[int], list[int]]:
    """Places of the runs of cities, if the recipe knows how several processes do one, and of all others."""
    cities = [place for place, run in enumerate(runs) if recipe.city and run.scenario.city.several]
    return cities, [place for place in range(len(runs)) if place not in cities]


def _ends_of_streets(
    runs: Sequence[Run],
    folder: Path,
    recipe: Recipe,
    jobs: int,
    timeout: float,
    ready: Ready | None,
) -> Generator[End]:
    """How runs of streets ended: side by side where they can, then alone what was beside one that failed."""
    alone: list[int] = []
    batches = recipe.batches(runs, jobs) if runs else []
    with closing(_ends_of(batches, runs, folder, recipe, jobs, timeout, ready)) as ends:
        for places, failure in ends:
            if failure and len(places) > 1:  # whose failure it is, each by itself will tell
                stored = StoredRuns(folder) if failure.may_be_stored else ()
                alone += [place for place in places if runs[place] not in stored]
                failure = None
            yield from ((place, failure) for place in places if place not in alone)
    with closing(_ends_of([[place] for place in alone], runs, folder, recipe, jobs, timeout)) as ends:
        yield from ((place, failure) for (place,), failure in ends)


def _ends_of(
    together: Sequence[list[int]],
    runs: Sequence[Run],
    folder: Path,
    recipe: Recipe,
    jobs: int,
    timeout: float,
    ready: Ready | None = None,
) -> Generator[tuple[list[int], Failure | None]]:
    """How some batches of runs ended. timeout: of a run; a batch may take as long as all of its runs."""
    how = recipe.replicate, recipe.side_by_side
    limits = [timeout * len(places) for places in together]
    with notes_of(together) as files:
        calls = [
            (*how, folder, [runs[place] for place in places], file)
            for places, file in zip(together, files, strict=True)
        ]
        with closing(run_all(_run_and_store, calls, min(jobs, max(len(calls), 1)), limits, ready)) as ends:
            for nth, failure in ends:
                forget(files[nth])
                yield together[nth], failure


@contextmanager
def _compiling_announced() -> Iterator[None]:
    """Say, where the kernel is compiled inside all the same, that it is: nothing else is heard of it for a
    while."""
    compiled = importlib.import_module("simulation.compiled")  # what computes nothing starts without numba
    with compiled.told_of_compiling("simulation.service.kernel", lambda: say(COMPILING)):
        yield


def say_if_plain() -> None:
    """Without numba this process says so for its workers; with it, it need not load it to compute nothing."""
    if find_spec("numba") is None:
        importlib.import_module("simulation.compiled")


def _run_and_store(
    one: Replicate, many: SideBySide | None, folder: Path, runs: Sequence[Run], notes: Path | None = None
) -> None:
    """In a worker: do one run, or several of one scenario side by side, and store them. notes: where to say
    how far they are."""
    scenario, seeds = runs[0].scenario, [run.seed for run in runs]
    alone = (one(scenario, seed) for seed in seeds)
    made = many(scenario, seeds) if many and len(runs) > 1 else alone
    whose = zip(runs, made, strict=True)
    with _compiling_announced(), noted(notes):
        run_store.write_runs(folder, ((run, run_store.files_of(run, tables)) for run, tables in whose))
    if len(runs) > 1:
        gc.collect()  # the parts of a street hold on to each other, and large ones should not wait
        if multiprocessing.parent_process():
            gc.freeze()  # what is left is the program, which the next time need not be looked through
