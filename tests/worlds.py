"""Small worlds for tests: a few grids for a few months, simulated once in a process and shared by all tests
that ask for the same.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from scipy import stats

from simulation.metrics import METRICS, evaluate, number_of
from simulation.model import Street
from simulation.records import Records
from simulation.records.closed import ClosedRecords
from simulation.scenario import Scenario, load

ROOT = Path(__file__).resolve().parents[1]
RESIDENTS_PER_GRID = 1200
SHORT_YEAR = 73
WITHOUT_NUMBA = {**os.environ, "PYTHONPATH": f"{ROOT / 'tests' / 'without_numba'}{os.pathsep}{ROOT}"}
"""The environment of a process that finds no numba."""


@cache
def small(
    *overrides: str,
    grids: int = 8,
    days: int = 120,
    warmup: int = 30,
    start: str = "2025-01-01",
    scenario: str = "scenarios/classroom.yaml",
    policies: tuple[str, ...] = (),
    shocks: tuple[str, ...] = (),
) -> Scenario:
    """A small street, after a scenario file.

    overrides: "dotted.path=value" each; they may lie beyond the ranges of places and models, never beyond
    what a number can be at all. policies: entries of `interventions:` as a file holds them,
    "staffing: {add: 1 worker/grid, from: 2025-01-01}"; shocks: of `shocks:`.
    """
    own = (f"place.residents={RESIDENTS_PER_GRID * grids}", f"place.communities={max(round(grids / 6), 1)}")
    length = (f"experiment.start={start}", f"experiment.days={days}", f"experiment.warmup={warmup}")
    pairs = [*own, *overrides]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "small.yaml"
        path.write_text(_file(ROOT / scenario, pairs, policies, shocks), encoding="utf-8")
        return load(path, [*pairs, *length])


def _file(parent: Path, pairs: Iterable[str], policies: Iterable[str], shocks: Iterable[str]) -> str:
    """A scenario file that extends another, and frees the numbers that are set from their ranges."""
    free = ", ".join(pair.partition("=")[0].strip() for pair in pairs)
    lines = ["schema: 1", "name: small", "title: {en: Small, zh: 小}", f"extends: {parent}"]
    lines.append(f"beyond_range: [{free}]")
    for key, entries in (("interventions", policies), ("shocks", shocks)):
        lines += [f"{key}:", *(f"  - {each}" for each in entries)] if entries else []
    return "\n".join(lines)


def live(scenario: Scenario, seed: int) -> Street:
    """The street with the draws of a seed, run to its end. It is shared: look, do not touch."""
    return _lived(pickle.dumps(scenario), seed)


@lru_cache(maxsize=16)
def _lived(scenario: bytes, seed: int) -> Street:
    street = Street(pickle.loads(scenario), seed)
    while street.day < street.world.calendar.days:
        street.step()
    return street


@dataclass(frozen=True)
class Seen:
    """One street after its last day, perhaps of several side by side: its records, and its own agents.

    all: the street that was simulated; nth: which of those in it this is.
    """

    records: Records
    all: Street
    nth: int = 0

    def own(self, values: NDArray) -> NDArray:
        """The values of this street, of an array that holds as many for each."""
        return np.split(values, self.all.world.streets.count)[self.nth]

    def __getattr__(self, name: str) -> Any:
        """residents, members, workers, firms or groups: those of this street."""
        people = getattr(self.all, name)
        return people.part(people.by_street.street[people.rows] == self.nth)


Also = Callable[[Seen], dict[str, float]]
_KNOWN: dict[tuple[bytes, Also | None, tuple[str, ...]], dict[int, pd.Series]] = {}


def _seen(scenario: Scenario, seeds: Sequence[int]) -> Iterator[Seen]:
    """The streets of some seeds, all simulated at once: their bytes are those of each alone."""
    if len(seeds) == 1 or scenario.user_files:
        streets = [live(scenario, seed) for seed in seeds]
        yield from (Seen(each.records, each) for each in streets)
        return
    street = Street(scenario, seeds[0], beside=seeds[1:])
    street.run_model()
    for nth, records in enumerate(street.measurement.close_all(street.opening, street.day)):
        yield Seen(records, street, nth)


def _figures(seen: Seen, also: Also | None, only: tuple[str, ...]) -> pd.Series:
    looked = also(seen) if also else {}
    if only:
        records = ClosedRecords(seen.records)
        metrics = {each: number_of(METRICS[each], records) for each in only if each not in looked}
    else:
        table = evaluate(seen.records)
        metrics = dict(zip(table["metric"], table["value"], strict=True))
    return pd.Series(metrics | looked)


def measured(
    scenario: Scenario, seeds: Iterable[int], also: Also | None = None, only: tuple[str, ...] = ()
) -> pd.DataFrame:
    """All metrics (columns) of one run for each seed (rows).

    also: what else to look at in a street at its end, by name; only: these metrics in place of all, which
    take a fifth of the time of a short run.
    """
    seeds = list(seeds)
    known = _KNOWN.setdefault((pickle.dumps(scenario), also, only), {})
    if new := [seed for seed in seeds if seed not in known]:
        found = zip(new, _seen(scenario, new), strict=True)
        known |= {seed: _figures(each, also, only) for seed, each in found}
    return pd.DataFrame({seed: known[seed] for seed in seeds}).T


@contextmanager
def short_years() -> Iterator[None]:
    """A run that begins meanwhile tells measured years apart after SHORT_YEAR days each: where one ends and
    the next begins does not hang on how long they are."""
    tellers = ("scenario.settings.YEAR", "experiment.execution.street_run.YEAR")
    of_cities = ("experiment.execution.city.block.YEAR", "experiment.execution.city.run.YEAR")
    with pytest.MonkeyPatch.context() as patch:
        for each in (*tellers, *of_cities):
            patch.setattr(f"simulation.{each}", SHORT_YEAR)
        yield


def surely(differences: Iterable[float]) -> tuple[float, float]:
    """The 95 % interval of the mean of paired differences, one a seed."""
    each = np.asarray(list(differences), float)
    half = stats.t.ppf(0.975, len(each) - 1) * each.std(ddof=1) / np.sqrt(len(each))
    return float(each.mean() - half), float(each.mean() + half)


def tables(street: Street) -> dict[str, pd.DataFrame]:
    """All that a run leaves behind: its metrics, and its tables with every case."""
    return {"runs": evaluate(street.records), **street.records.tables(with_cases=True)}


def texts(street: Street) -> dict[str, str]:
    """The same as text, to the last digit."""
    return {name: table.to_csv(index=False) for name, table in tables(street).items()}


def assert_same(one: Street, other: Street | dict[str, str]) -> None:
    """other: a street, or its texts, where many are compared with the same."""
    before, after = texts(one), other if isinstance(other, dict) else texts(other)
    for name, text in before.items():
        assert text == after[name], name
