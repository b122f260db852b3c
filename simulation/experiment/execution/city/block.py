"""Some whole streets of a city, simulated in one process: the part of a city that knows no other part."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from simulation.codes import YEAR
from simulation.experiment.execution.batches import streets_at_once
from simulation.experiment.execution.street_run import of_year, tables_of
from simulation.experiment.execution.warm_up import run_until
from simulation.metrics import evaluate
from simulation.model import Street
from simulation.model.city.exchange import Given, Told, take, tell
from simulation.population import SlowRuleWarning
from simulation.scenario import Scenario


def settles(scenario: Scenario, day: int) -> bool:
    """Whether a city settles on the morning of a day: the first of a month, with days before it and after."""
    experiment = scenario.experiment
    return 0 < day < experiment.warmup + experiment.days and (experiment.first + timedelta(day)).day == 1


def evenly(seeds: Sequence[int], parts: int) -> list[list[int]]:
    """Seeds in as many parts, in their order; none is empty."""
    parts = min(parts, len(seeds))
    edges = [len(seeds) * nth // parts for nth in range(parts + 1)]
    return [list(seeds[low:high]) for low, high in pairwise(edges)]


class Block:
    """Streets by their seeds, as many in one array as `streets_at_once` says, one array after another."""

    def __init__(self, scenario: Scenario, seeds: Sequence[int]) -> None:
        self.scenario = scenario
        self.seeds = evenly(seeds, -(-len(seeds) // streets_at_once(scenario)))
        with _told_before():
            self.streets = [Street(scenario, first, beside=others) for first, *others in self.seeds]
        self.openings: list[Any] = [None] * len(self.streets)
        self.years: list[list[list[pd.DataFrame]]] = [[] for _ in self.streets]

    def advance(self, given: Given | None, day: int) -> Told | None:
        """Take what the city gives, live up to the morning of a day, and tell the city if it is the first of
        a month; no day follows the last."""
        today = self._date(self.streets[0].day)
        with _told_before():
            for street, its in zip(self.streets, self._split(given), strict=True):
                if its:
                    take(street, today, its)
                run_until(street, day)
        self._keep_books(day)
        if not (self.scenario.city.shares and settles(self.scenario, day)):
            return None
        told = [tell(street, self._date(day)) for street in self.streets]
        return Told(*(np.concatenate([getattr(each, name) for each in told]) for name in vars(told[0])))

    def tables(self) -> Iterator[dict[str, pd.DataFrame]]:
        """The tables of each street, in their order."""
        for street, seeds, by_year in zip(self.streets, self.seeds, self.years, strict=True):
            yield from tables_of(street, seeds, by_year)

    def _date(self, day: int) -> date:
        return self.scenario.experiment.first + timedelta(day)

    def _split(self, given: Given | None) -> list[Given | None]:
        """What the city gives, by array of streets."""
        if given is None:
            return [None] * len(self.streets)
        edges = np.cumsum([len(each) for each in self.seeds])[:-1]
        parts = [np.split(each, edges) for each in vars(given).values()]
        return [Given(*each) for each in zip(*parts, strict=True)]

    def _keep_books(self, day: int) -> None:
        """Close a measured year on its last evening, open the next."""
        experiment = self.scenario.experiment
        year, into = divmod(day - experiment.warmup, YEAR)
        if into or not experiment.whole_years or not 0 <= year <= experiment.whole_years:
            return
        for nth, street in enumerate(self.streets):
            if year:
                self.years[nth].append(self._measured(street, nth, year, day))
            self.openings[nth] = street.measurement.open(day)

    def _measured(self, street: Street, nth: int, year: int, day: int) -> list[pd.DataFrame]:
        closed = street.measurement.close_all(self.openings[nth], day)
        return [of_year(year, evaluate(each, self.scenario.metrics)) for each in closed]


@contextmanager
def _told_before() -> Iterator[None]:
    """A slow rule is said once, when the rules are tried."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SlowRuleWarning)
        yield
