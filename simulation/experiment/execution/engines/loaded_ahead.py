"""Workers that load what every run needs while the leading process still reads what it shall run."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module

from simulation.experiment.execution.cost.processors import processors
from simulation.experiment.execution.engines.compiled_ahead import is_needed
from simulation.experiment.execution.engines.local_pool import (
    Ready,
    die_with_parent,
    pool_of,
    there_are_processes,
)
from simulation.loading import without_collecting

MOST = 4  # on a large machine a small study would load on cores that it never uses; a large one starts anew
NEEDED = ("simulation.experiment.execution.engines.engine", "simulation.experiment.execution.street_run")


@contextmanager
def loading_workers(jobs: int | None) -> Iterator[Ready | None]:
    """`jobs` such workers (None: one per core), at most `MOST`, which the first calls may use; at the end
    they are stopped, and not waited for.

    None where there are no processes, and where something is still to be compiled: two processes do that
    first.
    """
    if not there_are_processes() or is_needed():
        yield None
        return
    workers = min(jobs or processors(), MOST)
    pool = pool_of(workers, load)
    try:
        yield Ready(pool, workers)
    finally:
        pool.stop()
        threading.Thread(target=pool.join, daemon=True).start()  # an answer to bad input is not to be late


def load() -> None:
    """In a worker: load what a run needs."""
    die_with_parent()
    with without_collecting(), suppress(Exception):  # what fails here fails in a run, where it is reported
        for module in NEEDED:
            import_module(module)
