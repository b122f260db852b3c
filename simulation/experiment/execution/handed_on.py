"""The functions of a run for whoever hands them on: each imports the model when it is called, so a process
that only plans and stores runs starts without it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from simulation.experiment.execution.progress import Say
from simulation.loading import without_collecting

if TYPE_CHECKING:
    import pandas as pd

    from simulation.scenario import Scenario

    Tables = Mapping[str, pd.DataFrame]


def one_alone(scenario: Scenario, seed: int, **how: Any) -> Tables:
    """See `replicate.replicate`."""
    with without_collecting():
        from simulation.experiment.execution.replicate import replicate

    return replicate(scenario, seed, **how)


def some_side_by_side(scenario: Scenario, seeds: Sequence[int], **how: Any) -> Iterable[Tables]:
    """See `replicate.side_by_side`."""
    with without_collecting():
        from simulation.experiment.execution.replicate import side_by_side

    return side_by_side(scenario, seeds, **how)


def first_day(scenario: Scenario) -> None:
    """See `replicate.warm`; what every run needs is compiled before."""
    from simulation.experiment.execution.engines.compiled_ahead import compile_ahead
    from simulation.experiment.execution.replicate import warm

    compile_ahead()
    warm(scenario)


def a_city(scenario: Scenario, seed: int, processes: int, timeout: float, say: Say) -> Tables:
    """See `city.processes.by_processes`."""
    from simulation.experiment.execution.city.processes import by_processes

    return by_processes(scenario, seed, processes, timeout, say)
