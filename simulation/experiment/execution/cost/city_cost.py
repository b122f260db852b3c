"""What a city takes: its memory by the figures of docs/scale.md, where a city was measured; its time and disk
by a short run of one of its streets, as one of a whole city takes long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from simulation.experiment.execution.batches import streets_at_once, work
from simulation.experiment.execution.cost.measured_run import Measured
from simulation.experiment.runs import Run
from simulation.place.city import NO_CITY

if TYPE_CHECKING:
    from simulation.scenario import Scenario

PROCESS = 340.0  # MB before the first resident
RESIDENT = 260e-6  # MB
NEED = 0.5e-3  # MB, which is kept to the end
NEEDS = 4e6 / (9.6e6 * 545)  # a resident and day
SETTLING = 1.3  # what the days of a city take, against those of as many streets side by side
BEGINNING = 2.0  # what it takes to begin one of many streets, against one alone
ON_DISK = 2.5e-3  # MB of streets.csv and grids.csv for each further street


def one_street(scenario: Scenario) -> Scenario:
    """A street of a city alone, by which the city is measured; any other scenario as it is."""
    return replace(scenario, city=NO_CITY)


def city_memory(runs: Sequence[Run], processes: int) -> float:
    """MB of the largest city among some runs, its streets in so many processes and one that leads; 0 where
    none is a city. Cities are simulated one after another."""
    return max((_of_city(run, processes) for run in runs if run.scenario.city.several), default=0.0)


def _of_city(run: Run, processes: int) -> float:
    city, settings = run.scenario.city, run.scenario.experiment
    residents = city.streets * run.scenario.place.residents
    needs = residents * NEEDS * (settings.warmup + settings.days)
    return (1 + min(processes, city.streets)) * PROCESS + residents * RESIDENT + needs * NEED


def city_seconds(run: Run, processes: int, measured: Measured) -> float:
    """Seconds of a run of a city, its streets in so many processes. measured: one of its streets alone."""
    city, settings = run.scenario.city, run.scenario.experiment
    of_each = -(-round(city.streets) // processes)
    together = min(of_each, streets_at_once(run.scenario))
    days = SETTLING * work(run.scenario, together) * measured.day * (settings.warmup + settings.days)
    return of_each * (BEGINNING * measured.start + days)


def city_disk(run: Run) -> float:
    """MB of the files of a run of a city beyond those of a street alone: a few rows for each other one."""
    return (run.scenario.city.streets - 1) * ON_DISK
