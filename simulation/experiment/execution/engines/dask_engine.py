"""Runs done by Dask: in processes of this machine, or by the workers of a scheduler, wherever they are.

A worker need not see the results folder: it hands back the files of a run, and they are stored here. Needs
distributed, which the extra `dask` brings; nothing here asks for it before it is wanted.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import simulation.experiment.storage.run_store as run_store
from simulation.experiment.errors import Unstartable
from simulation.experiment.execution.city.ends import ends_of_cities
from simulation.experiment.execution.cost.processors import processors
from simulation.experiment.execution.engines.alike import State, check_alike, state, unlike
from simulation.experiment.execution.engines.dask_calls import OnWorkers, workers_of
from simulation.experiment.execution.engines.engine import Engine, cities_apart
from simulation.experiment.execution.engines.local_pool import (
    End,
    Failure,
    interrupts_kept_from_children,
    one_line,
)
from simulation.experiment.execution.progress import say
from simulation.experiment.execution.run_functions import Recipe, Replicate, Tables
from simulation.experiment.runs import Run

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

    from simulation.scenario import Scenario

REACH = 10  # seconds to find a scheduler, and a first worker there


@dataclass(frozen=True)
class Dask(Engine):
    """Workers of the Dask scheduler at an address such as tcp://10.0.0.1:8786; without one, processes of this
    machine, `jobs` at a time (None: one per core)."""

    scheduler: str | None = None
    jobs: int | None = None

    def check(self) -> None:
        """Unstartable where distributed is not installed, where no scheduler answers at the address or no
        worker has joined there, or where a worker would not compute as this process does."""
        check_installed()
        if self.scheduler:
            with self._client(jobs=0):
                pass

    def ends(self, runs: Sequence[Run], folder: Path, recipe: Recipe, timeout: float) -> Generator[End]:
        """See Engine."""
        check_installed()
        cities, streets = cities_apart(runs, recipe)
        jobs, here = self._jobs(len(streets), cities), state()
        if not self.scheduler:
            recipe.compile()
        with self._client(jobs) as client:
            yield from _ends_of_cities(client, ((place, runs[place]) for place in cities), folder, timeout)
            calls = [(_files, (recipe.replicate, runs[place], here)) for place in streets]
            with closing(OnWorkers(client, calls, timeout).made()) as made:
                for nth, files in made:
                    place = streets[nth]
                    if isinstance(files, Failure):
                        yield place, files
                    else:
                        run_store.write_runs(folder, [(runs[place], files)])
                        yield place, None

    def _jobs(self, streets: int, cities: Sequence[int]) -> int:
        """Processes of this machine: a run of a street needs one, a city takes all."""
        most = self.jobs or processors()
        return most if cities else min(most, streets)

    @contextmanager
    def _client(self, jobs: int) -> Iterator[Client]:
        """Speak with a scheduler whose workers compute as this process does."""
        import dask.config as settings
        from distributed import Client

        patience = settings.set({"distributed.comm.timeouts.connect": REACH})
        with _quiet(), patience, ExitStack() as until_done:
            with interrupts_kept_from_children():
                try:
                    there = self._address() or until_done.enter_context(_local_cluster(jobs))
                    client = until_done.enter_context(Client(there, timeout=REACH, set_as_default=False))
                except (OSError, ValueError, RuntimeError) as error:
                    raise Unstartable(self._unreached(error)) from error
            self._check_workers(client)
            yield client

    def _address(self) -> str | None:
        """The scheduler's address in full. Raises ValueError or OSError where it is no address."""
        from distributed.comm.addressing import resolve_address

        return resolve_address(self.scheduler) if self.scheduler else None

    def _unreached(self, error: Exception) -> str:
        if self.scheduler:
            return f"no Dask scheduler answers at {self.scheduler}: {error}"
        guard = 'if __name__ == "__main__":'
        return f"no Dask worker could start here ({error}); in a script, put the call under {guard}"

    def _check_workers(self, client: Client) -> None:
        """Unstartable where no worker is there, or one would not give the same bytes."""
        try:
            client.wait_for_workers(1, timeout=REACH)
        except TimeoutError as error:
            raise Unstartable(f"no Dask worker has joined the scheduler at {self.scheduler}") from error
        for address, threads in workers_of(client).items():
            if threads > 1:
                raise Unstartable(
                    f"Dask worker {address} does {threads} runs in one process, where one that hangs or dies "
                    "takes the others along; start it with --nthreads 1"
                )
        for who, found in _states(client):
            if isinstance(found, Exception):
                raise Unstartable(f"{who} has not this version of the program: {one_line(found)}")
            if why := unlike(state(), found):
                raise Unstartable(f"{who} {why}")


def _ends_of_cities(
    client: Client, runs: Iterator[tuple[int, Run]], folder: Path, timeout: float
) -> Generator[End]:
    """Do and store runs of cities, each by all workers."""
    from simulation.experiment.execution.city.workers import by_workers  # not above: it needs the model

    workers, here = len(workers_of(client)), state()

    def replicate(scenario: Scenario, seed: int) -> Tables:
        return by_workers(client, workers, here, scenario, seed, timeout, say)

    yield from ends_of_cities(runs, folder, replicate)


def check_installed() -> None:
    """Unstartable where distributed is not installed."""
    if find_spec("distributed") is None:
        raise Unstartable(
            "--engine dask needs distributed, which is not installed: pip install -e '.[dask]', "
            "or take --engine local"
        )


def _local_cluster(jobs: int) -> LocalCluster:
    """Workers in separate processes, never forked, that end with this one."""
    from distributed import LocalCluster

    options: dict[str, Any] = {
        "n_workers": jobs,
        "threads_per_worker": 1,
        "memory_limit": 0,  # none, as without Dask
        "dashboard_address": "127.0.0.1:0",  # some free port, seen from here only
        "silence_logs": logging.CRITICAL,
    }
    return LocalCluster(processes=True, **options)


@contextmanager
def _quiet() -> Iterator[None]:
    """What goes wrong is reported as failures of runs, not in the log of a library."""
    log = logging.getLogger("distributed")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


def _states(client: Client) -> Iterator[tuple[str, State | Exception]]:
    """What the scheduler and each worker depend on, or why they cannot say; the scheduler computes nothing,
    but has to know the names of what workers do."""
    try:
        client.run_on_scheduler(state)
    except Exception as error:  # Dask raises here what the scheduler met, which may be anything
        yield "the Dask scheduler", error
    for address, found in cast("dict", client.run(state, on_error="return")).items():
        yield f"Dask worker {address}", found


def _files(replicate: Replicate, run: Run, asked: State) -> dict[str, bytes]:
    """On a worker: do one run, and make its files where it was computed."""
    check_alike(asked)
    return run_store.files_of(run, replicate(run.scenario, run.seed))
