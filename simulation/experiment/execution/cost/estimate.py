"""What a study will take on this machine: time, memory and disk, by a short run that was measured here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from simulation.experiment.execution.batches import LONG
from simulation.experiment.execution.cost.city_cost import city_disk
from simulation.experiment.execution.cost.measured_run import Measured
from simulation.experiment.execution.cost.part_cost import part_cost
from simulation.experiment.execution.cost.room import disk_left, memory_left
from simulation.experiment.execution.cost.time_left import spoken
from simulation.experiment.execution.run_functions import Recipe
from simulation.experiment.runs import Run

AROUND = 15.0  # seconds of a core before the first run and after the last: compiled code, tables, report
REPORT = 6.0  # MB of the page and of tables that do not grow with runs
WORTH = 3  # so many minutes of each process, and a measurement is a small part of them


@dataclass(frozen=True)
class Estimate:
    """Seconds on so many processes, MB of memory at once (NaN: unknown), and MB on disk."""

    seconds: float
    processes: int
    memory: float
    disk: float

    def __str__(self) -> str:
        processes = "1 process" if self.processes == 1 else f"{self.processes} processes"
        memory = "memory unknown" if math.isnan(self.memory) else f"{_size(self.memory)} of memory"
        sizes = f"{memory}, {_size(self.disk)} on disk"
        return f"about {spoken(self.seconds)} on {processes}, {sizes}"

    def lacks(self, folder: Path) -> str:
        """What this machine has too little of, in a sentence; empty where all fits."""
        if said := lacks_memory(self.memory, self.processes):
            return said
        disk = disk_left(folder)
        if self.disk > disk:
            said = f"it needs about {_size(self.disk)} on disk, and {_size(disk)} are free at {folder}"
            return f"{said}; choose another folder (-o), or fewer replications"
        return ""


def estimate(runs: Sequence[Run], processes: int, recipe: Recipe, measured: Measured) -> Estimate:
    """Of all runs; see `part_cost`."""
    processes = _used(runs, processes)
    cost = part_cost(runs, 1, processes, recipe, measured)
    disk = sum(measured.files + measured.files_day * run.scenario.experiment.days for run in runs)
    seconds = (AROUND + cost.seconds) * measured.waits
    return Estimate(seconds, processes, cost.megabytes, REPORT + disk + sum(map(city_disk, runs)))


def is_worth_measuring(runs: Sequence[Run], processes: int) -> bool:
    """Whether a study is so long that ten seconds for its estimate are little."""
    settings = [(run.scenario, run.scenario.experiment) for run in runs]
    days = sum(one.city.streets * one.place.residents * (its.warmup + its.days) for one, its in settings)
    return days > WORTH * LONG * _used(runs, processes)


def _used(runs: Sequence[Run], processes: int) -> int:
    """How many processes have work: each may have a run, or some streets of a city."""
    most = max((round(run.scenario.city.streets) for run in runs), default=1)
    return min(processes, max(len(runs), most))


def lacks_memory(megabytes: float, processes: int) -> str:
    """How much of the memory that so many processes need this machine has, in a sentence; empty where that is
    enough, or unknown."""
    free = memory_left()
    if free is None or not megabytes > free:
        return ""
    said = f"it needs about {_size(megabytes)} of memory, and {_size(free)} are free"
    fewer = "take fewer processes (-j)" if processes > 1 else "take a smaller place"
    return f"{said}; {fewer}, or another machine"


def _size(megabytes: float) -> str:
    if megabytes < 1000:
        return f"{megabytes:.0f} MB"
    return f"{megabytes / 1000:.1f} GB"
