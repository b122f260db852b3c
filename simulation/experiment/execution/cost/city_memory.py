"""What a city keeps in memory. No short run tells it, as one takes long: the figures are those of
docs/scale.md, where a city was measured."""

from __future__ import annotations

from collections.abc import Sequence

from simulation.experiment.runs import Run

PROCESS = 340.0  # MB before the first resident
RESIDENT = 260e-6  # MB
NEED = 0.5e-3  # MB, which is kept to the end
NEEDS = 4e6 / (9.6e6 * 545)  # a resident and day


def city_memory(runs: Sequence[Run], processes: int) -> float:
    """MB of the largest city among some runs, its streets in so many processes and one that leads; 0 where
    none is a city. Cities are simulated one after another."""
    return max((_of_city(run, processes) for run in runs if run.scenario.city.several), default=0.0)


def _of_city(run: Run, processes: int) -> float:
    city, settings = run.scenario.city, run.scenario.experiment
    residents = city.streets * run.scenario.place.residents
    needs = residents * NEEDS * (settings.warmup + settings.days)
    return (1 + min(processes, city.streets)) * PROCESS + residents * RESIDENT + needs * NEED
