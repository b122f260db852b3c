"""Streets under turned levers and changed numbers, all with the same random draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pandas as pd

from simulation.metrics import evaluate
from simulation.model import Street
from simulation.records.participation import VOLUNTEER
from simulation.scenario import load

SMALL, LIJIA = "scenarios/classroom.yaml", "scenarios/lijia.yaml"
MONTH, SETTLED = 30, 60
BUSY = ("residents.need_rate_true=.00253",)  # some 2.3 recorded matters a grid and day
Turns = tuple[tuple[int, str, float], ...]
"""What is turned: day, lever, new value."""
Start = Callable[[Street], None]


@dataclass(frozen=True)
class World:
    """days: simulated and measured, after warmup; turns of levers; numbers changed; start: what else is done
    to the street on day 0."""

    days: int
    turns: Turns = ()
    numbers: tuple[str, ...] = ()
    warmup: int = 0
    path: str = SMALL
    start: Start | None = None


@cache
def simulated(world: World, seed: int) -> Street:
    """A street after the days of a world."""
    length = (f"experiment.days={world.days}", f"experiment.warmup={world.warmup}")
    street = Street(load(world.path, [*length, *world.numbers]), seed)
    if world.start:
        world.start(street)
    for day in range(world.days + world.warmup):
        turned = {lever: value for at, lever, value in world.turns if at == day}
        street.world.levers.defaults = replace(street.world.levers.defaults, **turned)
        street.step()
    return street


@cache
def days(world: World, seed: int) -> pd.DataFrame:
    """Street totals of each day (rows), and the share of each age group active in a month."""
    records = simulated(world, seed).records
    months = pd.DataFrame(records.months)
    active = months[months["kind"] == VOLUNTEER].groupby("group")["people"].mean()
    ages = active / pd.Series(records.adults)
    return pd.DataFrame(records.daily).assign(**{f"active_{group}": ages[group] for group in ages.index})


def mean(column: str, first: int, last: int, runs: int, world: World) -> float:
    """Mean of a street total over some days and all runs."""
    return float(np.mean([days(world, seed)[column][first:last].mean() for seed in range(runs)]))


def monthly(column: str, months: int, runs: int, world: World) -> list[float]:
    """Means of a street total by months of thirty days."""
    return [mean(column, MONTH * m, MONTH * (m + 1), runs, world) for m in range(months)]


@cache
def _metrics(world: World, seed: int) -> pd.Series:
    return evaluate(simulated(world, seed).records).set_index("metric")["value"]


def metric(name: str, runs: int, world: World) -> float:
    """Mean of a metric over all runs."""
    return float(np.nanmean([_metrics(world, seed)[name] for seed in range(runs)]))


def of_streets(figure: Callable[[Street], float], runs: int, world: World) -> float:
    """Mean over all runs of a figure that no metric has."""
    return float(np.mean([figure(simulated(world, seed)) for seed in range(runs)]))
