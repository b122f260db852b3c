"""Time and memory that a part of a study will take on a machine, by a short run that was measured there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulation.experiment.execution.cost.city_cost import city_memory, city_seconds
from simulation.experiment.execution.cost.measured_run import Measured
from simulation.experiment.execution.run_functions import Recipe
from simulation.experiment.runs import Run, Shard


@dataclass(frozen=True)
class PartCost:
    """The largest part: its runs, seconds until they are done, and MB of its processes; without safety."""

    runs: int
    seconds: float
    megabytes: float


def part_cost(
    every: Sequence[Run], parts: int, processes: int, recipe: Recipe, measured: Measured
) -> PartCost:
    """Of the largest part of all runs. It is simulated side by side as a study would be; warm-ups that
    scenarios share are counted for each. Cities are simulated one after another, each by all processes."""
    runs = max((Shard(number, parts).of(tuple(every)) for number in range(1, parts + 1)), key=len)
    cities = [run for run in runs if run.scenario.city.several]
    streets = [run for run in runs if not run.scenario.city.several]
    seconds, megabytes = _of_streets(streets, processes, recipe, measured) if streets else (0.0, 0.0)
    seconds += sum(city_seconds(run, processes, measured) for run in cities)
    return PartCost(len(runs), seconds, max(megabytes, city_memory(cities, processes)))


def _of_streets(
    runs: Sequence[Run], processes: int, recipe: Recipe, measured: Measured
) -> tuple[float, float]:
    """Seconds and MB."""
    together = recipe.batches(runs, processes)
    days = max(run.scenario.experiment.warmup + run.scenario.experiment.days for run in runs)
    works = [sum(recipe.work(runs[place].scenario, len(each)) for place in each) for each in together]
    usual_runs = max(sum(works) / processes, *works)
    streets = sum(sorted(map(len, together))[-processes:])
    return (
        usual_runs * (measured.start + measured.day * days),
        (processes + 1) * measured.process + streets * days * measured.growth,
    )
