"""How one run is made, and how its scenario is written down and read back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import batched, chain, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from simulation.experiment.execution import handed_on
from simulation.experiment.execution.progress import Say
from simulation.experiment.runs import Run

if TYPE_CHECKING:
    from simulation.experiment.planning.run_options import Options
    from simulation.scenario import Scenario

Tables = Mapping[str, pd.DataFrame]

Replicate = Callable[["Scenario", int], Tables]
OfCity = Callable[["Scenario", int, int, float, Say], Tables]
SideBySide = Callable[["Scenario", Sequence[int]], Iterable[Tables]]


def each_alone(runs: Sequence[Run], processes: int) -> list[list[int]]:
    """Every run by itself, as they are handed out: all processes do the first pair, so that it can be shown
    early; then each keeps to a replication, for it goes on from a warm-up that it has simulated."""
    of_pair: dict[int, list[int]] = {}
    for place, run in enumerate(runs):
        of_pair.setdefault(run.replication, []).append(place)
    first, *others = of_pair.values()
    rounds = chain.from_iterable(zip_longest(*pairs) for pairs in batched(others, processes))
    return [[place] for place in first] + [[place] for each in rounds for place in each if place is not None]


def _like_any_other(scenario: Scenario, streets: int) -> float:
    return 1.0


@dataclass(frozen=True)
class Recipe:
    """How one run is made; everything here can be imported by a fresh process.

    replicate(scenario, seed): the tables of a run; warm(scenario): simulate the first day, so that
    user-defined parts are tried; resolve(scenario): the whole scenario as the text of a file; read(file): the
    scenario of such a text; side_by_side(scenario, seeds): the tables of several runs, in the order of their
    seeds, the same as of each alone but sooner; batches(runs, processes): places of the runs, those together
    that are done so, in the order in which they begin; work(scenario, streets): what a run of that many side
    by side costs, against one alone; city(scenario, seed, processes, timeout, say): the tables of `replicate`
    where a scenario is a city, sooner, by several processes; compile(): compile what every run needs, where
    it is not yet.
    """

    replicate: Replicate
    warm: Callable[[Scenario], object]
    resolve: Callable[[Scenario], str]
    read: Callable[[Path], Scenario]
    side_by_side: SideBySide | None = None
    batches: Callable[[Sequence[Run], int], list[list[int]]] = each_alone
    work: Callable[[Scenario, int], float] = _like_any_other
    city: OfCity | None = None
    compile: Callable[[], object] = lambda: None


def standard(options: Options, scenarios: Sequence[Scenario] = ()) -> Recipe:
    """How the program itself makes a run, with one row per case or with its metrics alone if asked for; of
    `scenarios`, those that warm up alike do it once a seed in each process."""
    # here and not above: code that only compares or reads results needs no scenarios
    from simulation.experiment.execution.alike_warm_ups import some_alike
    from simulation.experiment.execution.batches import batches, work
    from simulation.experiment.execution.engines.compiled_ahead import compile_ahead
    from simulation.scenario import load, resolve

    how: dict[str, Any] = {
        "cases": options.cases,
        "shared": some_alike(scenarios),
        "metrics_alone": options.metrics_alone,
    }
    one, many = partial(handed_on.one_alone, **how), partial(handed_on.some_side_by_side, **how)
    as_text = partial(resolve, with_copies=True)
    steps = one, handed_on.first_day, as_text, load, many, batches, work, handed_on.a_city
    return Recipe(*steps, compile_ahead)
