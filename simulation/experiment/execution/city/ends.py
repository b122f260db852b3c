"""Runs of cities, one after another, each by all processes or workers that may be used."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from pathlib import Path

import simulation.experiment.storage.run_store as run_store
from simulation.experiment.execution.engines.local_pool import CallFailed, End, Failure, guarded
from simulation.experiment.execution.run_functions import Replicate
from simulation.experiment.runs import Run


def ends_of_cities(runs: Iterable[tuple[int, Run]], folder: Path, replicate: Replicate) -> Generator[End]:
    """Do and store runs of cities; yield (place, failure or None) as each ends. runs: with their places;
    replicate(scenario, seed): the tables of a city, or CallFailed."""
    for place, run in runs:
        yield place, _run_and_store(run, folder, replicate)


def _run_and_store(run: Run, folder: Path, replicate: Replicate) -> Failure | None:
    def call() -> Failure | None:
        try:
            run_store.write_run(folder, run, replicate(run.scenario, run.seed))
        except CallFailed as failed:
            return failed.failure
        return None

    made = guarded(call)
    return made if isinstance(made, Failure) else None
