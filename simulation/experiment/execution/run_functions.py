"""How one run is made, and how its scenario is written down and read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from simulation.experiment.planning.run_options import Options
    from simulation.scenario import Scenario

Replicate = Callable[["Scenario", int], Mapping[str, pd.DataFrame]]


@dataclass(frozen=True)
class Recipe:
    """How one run is made; everything here can be imported by a fresh process.

    replicate(scenario, seed): the tables of a run; warm(scenario): compile what a run needs, so that workers
    find it compiled; resolve(scenario): the whole scenario as the text of a file; read(file): the scenario of
    such a text.
    """

    replicate: Replicate
    warm: Callable[[Scenario], object]
    resolve: Callable[[Scenario], str]
    read: Callable[[Path], Scenario]


def standard(options: Options, scenarios: Sequence[Scenario] = ()) -> Recipe:
    """How the program itself makes a run, with a row a case if asked for; of `scenarios`, those that warm up
    alike do it once a seed in each process."""
    # here and not above: code that only compares or reads results needs no model
    from simulation.experiment.execution.replicate import replicate, warm
    from simulation.experiment.execution.warm_up import some_alike
    from simulation.scenario import load, resolve

    made = partial(replicate, cases=options.cases, shared=some_alike(scenarios))
    return Recipe(made, warm, partial(resolve, with_copies=True), load)
