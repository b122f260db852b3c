"""A run of a city: its blocks live from month to month, and settle between two months."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, Protocol

import pandas as pd

from simulation.codes import YEAR
from simulation.experiment.execution.city.block import Block, evenly, settles
from simulation.experiment.execution.city.tables import city_tables
from simulation.experiment.execution.progress import PAUSE, Say
from simulation.model.city.exchange import Given, Told
from simulation.model.city.settlement import Settlement
from simulation.scenario import Scenario

Tables = dict[str, pd.DataFrame]


class Blocks(Protocol):
    """All blocks of a city, in the order of their streets, wherever they are."""

    def advance(self, given: Sequence[Given] | None, day: int) -> list[Any]:
        """What each block tells after it has lived up to the morning of a day; see `Block.advance`."""
        ...

    def tables(self) -> list[Tables]:
        """The tables of each street."""
        ...


def run_city(
    scenario: Scenario, seed: int, blocks: Blocks, passed: Callable[[int, int], object] = lambda *_: None
) -> Tables:
    """The tables of a city, see `city_tables`. passed: called with the stages that are over, and all."""
    settlement, given, ahead = Settlement(scenario.city), None, stops(scenario)
    for nth, day in enumerate(ahead, start=1):
        told: list[Told | None] = blocks.advance(given, day)
        first = scenario.experiment.first + timedelta(day)
        given = settlement.settle(first, [each for each in told if each]) if told[0] else None
        passed(nth, len(ahead))
    return city_tables(scenario.city.seeds(seed), settlement, blocks.tables())


def monthly(scenario: Scenario, seed: int, say: Say) -> Callable[[int, int], None]:
    """What says now and then how far a run is, see `run_city`."""
    last = time.monotonic()

    def passed(stages: int, every: int) -> None:
        nonlocal last
        if time.monotonic() - last > PAUSE:
            last = time.monotonic()
            say(f"{scenario.name}, seed {seed}: month {stages} of {every}")

    return passed


def do_asked(block: Any, name: str, arguments: tuple) -> Any:
    """Where a block is by itself: what it says when somebody elsewhere calls its `advance` or `tables`."""
    return list(block.tables()) if name == "tables" else block.advance(*arguments)


def stops(scenario: Scenario) -> list[int]:
    """Mornings on which blocks wait for each other, or books are opened or closed: the first of each month,
    and of each measured year; then the end."""
    experiment = scenario.experiment
    end = experiment.warmup + experiment.days
    months = {day for day in range(end) if settles(scenario, day)}
    years = {experiment.warmup + YEAR * year for year in range(experiment.whole_years + 1)}
    return sorted(months | years | {end})


class Here:
    """Blocks in this process, one after another."""

    def __init__(self, scenario: Scenario, seed: int, count: int = 1) -> None:
        self.blocks = [Block(scenario, seeds) for seeds in evenly(scenario.city.seeds(seed), count)]

    def advance(self, given: Sequence[Given] | None, day: int) -> list[Told | None]:
        """See Blocks."""
        its = given or [None] * len(self.blocks)
        return [block.advance(each, day) for block, each in zip(self.blocks, its, strict=True)]

    def tables(self) -> list[Tables]:
        """See Blocks."""
        return [tables for block in self.blocks for tables in block.tables()]


def city_in_this_process(scenario: Scenario, seed: int) -> Tables:
    """Simulate a city with one seed in this process."""
    return run_city(scenario, seed, Here(scenario, seed))
