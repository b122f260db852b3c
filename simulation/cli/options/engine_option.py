"""The options --engine, --scheduler and -j: where runs are done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from simulation.cli.user_errors import UsageError

if TYPE_CHECKING:
    from simulation.experiment import Engine
    from simulation.experiment.execution.engines.local_pool import Ready

EngineName = Literal["local", "dask"] | None


def begin_to_load(engine: EngineName, scheduler: str | None, jobs: int | None) -> Ready | None:
    """Workers for `engine_for` that load what runs need while this process reads what to run; they end with
    the command. None where they would be of no use."""
    if engine or scheduler:
        return None
    from simulation.experiment.execution.engines.loaded_ahead import loading_workers

    return click.get_current_context().with_resource(loading_workers(jobs))


def engine_for(
    engine: EngineName, scheduler: str | None, jobs: int | None, ready: Ready | None = None
) -> Engine:
    """The engine that --engine, --scheduler and -j ask for. ready: workers that `begin_to_load` has started.
    Raises ExperimentError where nothing can run there."""
    from simulation.experiment import Dask, Local

    if scheduler and engine == "local":
        raise UsageError("--scheduler goes with --engine dask; leave --engine local or --scheduler out")
    if scheduler and jobs:
        raise UsageError("-j counts processes of this machine; with --scheduler, all of its workers are used")
    if not scheduler and engine != "dask":
        return Local(jobs, ready)
    dask = Dask(scheduler, jobs)
    dask.check()
    return dask
