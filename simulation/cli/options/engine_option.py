"""The options --engine, --scheduler and -j: where runs are done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from simulation.cli.user_errors import UsageError

if TYPE_CHECKING:
    from simulation.experiment import Engine

EngineName = Literal["local", "dask"] | None


def engine_for(engine: EngineName, scheduler: str | None, jobs: int | None) -> Engine:
    """The engine that --engine, --scheduler and -j ask for. Raises ExperimentError where nothing can run
    there."""
    from simulation.experiment import Dask, Local

    if scheduler and engine == "local":
        raise UsageError("--scheduler goes with --engine dask; leave --engine local or --scheduler out")
    if scheduler and jobs:
        raise UsageError("-j counts processes of this machine; with --scheduler, all of its workers are used")
    if not scheduler and engine != "dask":
        return Local(jobs)
    dask = Dask(scheduler, jobs)
    dask.check()
    return dask
