"""What a short run takes on this machine: time and memory, by which a long study is planned."""

from __future__ import annotations

import gc
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from simulation.experiment.errors import ExperimentError
from simulation.experiment.execution.local_pool import interrupts_kept_from_children

if TYPE_CHECKING:
    from simulation.scenario import Scenario

SHORT, LONGER = 56, 182  # days of the two runs; what the second takes more is what days take


@dataclass(frozen=True)
class Measured:
    """Seconds of a core: `start` for a run without its days, `day` for each. MB: `process` for a process with
    a street, `growth` for each day that a street is simulated in it."""

    start: float
    day: float
    process: float
    growth: float

    def __str__(self) -> str:
        return (
            f"{self.start:.1f} s a run and {1000 * self.day:.1f} ms a day of one core, "
            f"{self.process:.0f} MB a process and {1000 * self.growth:.0f} kB a day"
        )


def measure(scenario: Scenario) -> Measured:
    """Two short runs in a fresh process, as a study would start; ExperimentError where memory cannot be
    measured, or the runs fail."""
    if find_spec("resource") is None:
        raise ExperimentError("this system does not tell the memory of a process; measure on Linux or macOS")
    fresh = multiprocessing.get_context("spawn")
    with interrupts_kept_from_children(), ProcessPoolExecutor(1, fresh) as process:
        future = process.submit(_two_runs, scenario)
    if error := future.exception():
        raise ExperimentError(f"{scenario.name} cannot be measured: {error}") from error
    return future.result()


def _two_runs(scenario: Scenario) -> Measured:
    from simulation.experiment.execution.replicate import warm

    warm(scenario)  # loads what is compiled
    (before, least), (after, most) = _run(scenario, SHORT), _run(scenario, LONGER)
    day = max(after - before, 0.0) / (LONGER - SHORT)
    return Measured(max(before - SHORT * day, 0.0), day, least, (most - least) / (LONGER - SHORT))


def _run(scenario: Scenario, days: int) -> tuple[float, float]:
    """Seconds that a run of some days takes a core, and the most MB that this process ever had."""
    from simulation.experiment.execution.replicate import replicate

    gc.collect()  # a street of the run before is no part of this one
    began = time.process_time()
    brief = replace(scenario, experiment=replace(scenario.experiment, warmup=0, days=days))
    replicate(brief, scenario.experiment.seed)
    return time.process_time() - began, _peak()


def _peak() -> float:
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
