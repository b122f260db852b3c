"""A small street over a few months, on which many assumptions can be tried; and how far one scenario leads
another there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.analysis.resumable_study import done
from simulation.experiment import Engine, load_results
from simulation.experiment.execution.progress import Progress
from simulation.parameters import described
from simulation.scenario import ParameterSets, Scenario

DAYS, WARMUP, COMMUNITIES = 90, 30, 2
"""Of a trial: what is longer or larger is cut down to it."""
SMALLER = ("place.residents", "place.communities")
"""What may lie outside its range there, or the copies of these scenarios could not be read again."""
FRESH = 200_000
"""From here on seeds of trials count: far from those of studies, of a search and of its re-check."""


def small(scenario: Scenario) -> Scenario:
    """The scenario in a few communities of its place and over a few months, its policies in full force from
    the first measured day on; the whole place where a policy names its grids. Its numbers may vary, but for
    those that its files set without saying in which range they lie."""
    place, settings = scenario.place, scenario.experiment
    brief = replace(settings, days=min(DAYS, settings.days), warmup=min(WARMUP, settings.warmup))
    policies = tuple(
        replace(each, start=min(each.start, settings.start), ramp=0) for each in scenario.policies
    )
    count = min(COMMUNITIES, int(place.communities))
    if any(each.grids != type(each.grids)() for each in policies):
        count = int(place.communities)
    residents = round(place.residents * count / place.communities)
    cut = replace(place, residents=residents, communities=count)
    own = {path: origin for path, origin in scenario.origins.items() if path not in _free(scenario)}
    beyond = tuple(dict.fromkeys([*scenario.beyond_range, *SMALLER]))
    return replace(scenario, place=cut, experiment=brief, policies=policies, origins=own, beyond_range=beyond)


def _free(scenario: Scenario) -> set[str]:
    """Numbers that a place or model states with a range, and the program's defaults, which the copy of a
    scenario in a results folder writes down as if they were its own."""
    usual = {
        f"{group}.{name}"
        for group, settings in scenario.numbers.items()
        for name, about in described(type(settings)).items()
        if getattr(settings, name) == about.default
    }
    return usual | set(scenario.ranges)


def leads(
    arms: Sequence[Scenario],
    sets: pd.DataFrame,
    seeds: int,
    first_seed: int,
    folder: Path,
    metric: str,
    engine: Engine | None,
    progress: Progress | None = None,
) -> NDArray[np.float64]:
    """By rival, set and seed: the metric of the first scenario less that of the rival, NaN where a run failed
    (rivals, sets, seeds).

    arms: what is chosen, then its rivals, as `small` makes them; sets: one row per set, one column per
    dotted path. All sets meet the same seeds. What the folder has of these runs already is not done again.
    """
    rows = tuple(tuple(_plain(value) for value in row) for row in sets.itertuples(index=False))
    given = ParameterSets(tuple(map(str, sets)), rows, (0,) * len(rows))
    settings = replace(
        arms[0].experiment, seed=first_seed, replications=len(rows) * seeds, parameter_sets=given
    )
    asked = [replace(each, experiment=settings) for each in arms]
    home = folder / sha256(repr((asked, metric)).encode()).hexdigest()[:10]
    done(asked, home, engine, progress, metrics_alone=True)
    values = load_results(home).metrics()[metric]
    by_arm = [_grid(values, each.name, len(rows), seeds) for each in arms]
    return by_arm[0] - np.stack(by_arm[1:])


def _grid(values: pd.Series, name: str, sets: int, seeds: int) -> NDArray[np.float64]:
    """Of one scenario (sets, seeds): once all sets had a turn they come again with the next seed."""
    mine = values[values.index.get_level_values(0) == name].droplevel(0)
    flat = mine.reindex(range(sets * seeds)).to_numpy(float)
    return flat.reshape(seeds, sets).T


def _plain(value: object) -> float | str:
    return value if isinstance(value, str) else float(value)  # type: ignore[arg-type]
