"""What a short run takes on this machine: time and memory, by which a long study is planned."""

from __future__ import annotations

import gc
import math
import multiprocessing
import sys
import time
import zlib
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from simulation.experiment.errors import ExperimentError
from simulation.experiment.execution.engines.compiled_ahead import compile_ahead
from simulation.experiment.execution.engines.local_pool import (
    interrupts_kept_from_children,
    there_are_processes,
)
from simulation.experiment.runs import Run
from simulation.experiment.storage.packs import FAST
from simulation.experiment.storage.run_store import files_of

if TYPE_CHECKING:
    from simulation.experiment.planning.run_options import Cases
    from simulation.scenario import Scenario

SHORT, LONGER = 56, 182  # days of the two runs; what the second takes more is what days take


@dataclass(frozen=True)
class Measured:
    """Seconds of a core: `start` for a run without its days, `day` for each. MB: `process` for a process with
    a street, `growth` for each day that a street is simulated in it, NaN where the system does not tell; on
    disk `files` for a run, `files_day` for each day that is measured, in a table and in a pack. waits:
    seconds that passed for each of a core, more than 1 where others use the machine, too."""

    start: float
    day: float
    process: float
    growth: float
    files: float = 0.0
    files_day: float = 0.0
    waits: float = 1.0

    def __str__(self) -> str:
        time = f"{self.start:.1f} s a run and {1000 * self.day:.1f} ms a day of one core"
        if math.isnan(self.process):
            return f"{time}; memory unknown, as this system does not tell it"
        return f"{time}, {self.process:.0f} MB a process and {1000 * self.growth:.0f} kB a day"


def measure(scenario: Scenario, cases: Cases | None = None) -> Measured:
    """Two short runs in a fresh process, as a study would start. Raises ExperimentError where the runs fail,
    or there are no processes. cases: as in `run_study`."""
    if not there_are_processes():
        raise ExperimentError(f"{scenario.name} cannot be measured: this Python starts no processes")
    from concurrent.futures import ProcessPoolExecutor

    compile_ahead()
    fresh = multiprocessing.get_context("spawn")
    with interrupts_kept_from_children(), ProcessPoolExecutor(1, fresh) as process:
        future = process.submit(_two_runs, scenario, cases)
    if error := future.exception():
        raise ExperimentError(f"{scenario.name} cannot be measured: {error}") from error
    return future.result()


def _two_runs(scenario: Scenario, cases: Cases | None) -> Measured:
    from simulation.experiment.execution.replicate import warm

    warm(scenario)  # loads what is compiled
    clock, processor = time.monotonic(), time.process_time()
    (before, least, small), (after, most, large) = (_run(scenario, days) for days in (SHORT, LONGER))
    waits = (time.monotonic() - clock) / (time.process_time() - processor)
    if cases:  # after the peaks were taken: of many runs these tables are made one after another
        small, large = (_run(scenario, days, cases)[2] for days in (SHORT, LONGER))
    more = LONGER - SHORT
    day, files_day = max(after - before, 0.0) / more, max(large - small, 0.0) / more
    start, files = max(before - SHORT * day, 0.0), max(small - SHORT * files_day, 0.0)
    return Measured(start, day, least, (most - least) / more, files, files_day, max(waits, 1.0))


def _run(scenario: Scenario, days: int, cases: Cases | None = None) -> tuple[float, float, float]:
    """Seconds that a run of some days takes a core, the most MB that this process ever had, and MB of its
    files."""
    from simulation.experiment.execution.replicate import replicate

    gc.collect()  # a street of the run before is no part of this one
    began = time.process_time()
    brief = replace(scenario, experiment=replace(scenario.experiment, warmup=0, days=days))
    tables = replicate(brief, scenario.experiment.seed, cases=cases)
    taken = time.process_time() - began, _peak()
    files = files_of(Run(brief, 0, scenario.experiment.seed), tables).values()
    return *taken, sum(len(file) + len(zlib.compress(file, FAST)) for file in files) / 1e6


def _peak() -> float:
    if find_spec("resource") is None:  # Windows has no such module
        return math.nan
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
