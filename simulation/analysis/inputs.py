"""The numbers of a scenario that are known as ranges only, and parameter sets drawn inside these."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import qmc

from simulation.parameters import Parameter, described
from simulation.scenario import Scenario
from simulation.scenario.settable import parameter_groups

RULE = re.compile(r"\b[A-Z]\d+\b")
SEVERAL = 4  # times its low end: what a range spans by ratio
FIGURES = 6  # significant figures of a drawn number: those that are run are those that are written


class Switch(NamedTuple):
    """A structural switch by dotted path: the words that it may be, and the rules that it belongs to."""

    path: str
    allowed: tuple[str, ...]
    rules: str


class Number(NamedTuple):
    """A parameter by dotted path: its value in the scenario, its range, and the rules that it belongs to."""

    path: str
    centre: float
    low: float
    high: float
    rules: str


def numbers(scenario: Scenario) -> list[Number]:
    """Every parameter that has a range and no value in the scenario itself. Place and levers are no
    parameters: a scenario states them."""
    return [
        _number(scenario, f"{group}.{name}", about)
        for group, settings in scenario.numbers.items()
        for name, about in described(type(settings)).items()
        if about.low < about.high and f"{group}.{name}" not in scenario.origins
    ]


def structural_switches() -> list[Switch]:
    """Every parameter of the model that is one of several words."""
    return [
        Switch(f"{group}.{name}", about.allowed, rules_of(f"{group}.{name}"))
        for group, settings in parameter_groups().items()
        for name, about in described(settings).items()
        if len(about.allowed) > 1
    ]


def switches(scenario: Scenario) -> list[Switch]:
    """The structural switches that the scenario does not set itself."""
    return [each for each in structural_switches() if each.path not in scenario.origins]


def itself_as_set(scenario: Scenario, paths: Sequence[str]) -> pd.DataFrame:
    """The scenario's own numbers and words to the last digit, as set 0."""
    values = [getattr(scenario.numbers[group], name) for group, name in (each.split(".") for each in paths)]
    return pd.DataFrame([values], columns=list(paths), index=[0])


def turned(sets: int, among: list[Switch], seed: int) -> pd.DataFrame:
    """A word of each switch for each set, each word in as many sets as the others (one more or fewer), in an
    order of its own: a Latin hypercube again, apart from that of the numbers, which a new switch leaves as it
    is."""
    luck = np.random.default_rng([seed, 1])
    points = qmc.LatinHypercube(len(among), rng=luck).random(sets) if among else np.empty((sets, 0))
    return pd.DataFrame(
        {
            each.path: np.array(each.allowed)[(column * len(each.allowed)).astype(int)]
            for each, column in zip(among, points.T, strict=True)
        },
        index=range(sets),
    )


def _number(scenario: Scenario, path: str, about: Parameter) -> Number:
    group, _, name = path.partition(".")
    own = scenario.ranges.get(path, about)  # a place may have a range of its own
    return Number(path, getattr(scenario.numbers[group], name), own.low, own.high, rules_of(path))


@cache
def rules_of(path: str) -> str:
    """The rules that the class which declares a number speaks of; the group where it names none."""
    home = _home(path)
    found = RULE.findall(home.__doc__ or "") or RULE.findall(_about_file(home))
    return " ".join(dict.fromkeys(found)) or path.partition(".")[0]


@cache
def files_of(rules: str) -> tuple[str, ...]:
    """What the files are about that declare the numbers of some rules, as `rules_of` names these; of each its
    docstring."""
    paths = (f"{group}.{name}" for group, cls in parameter_groups().items() for name in described(cls))
    return tuple(dict.fromkeys(_about_file(_home(path)) for path in paths if rules_of(path) == rules))


def _home(path: str) -> type:
    """The class that declares a number."""
    group, _, name = path.partition(".")
    return next(cls for cls in parameter_groups()[group].__mro__ if name in cls.__annotations__)


def _about_file(home: type) -> str:
    return sys.modules[home.__module__].__doc__ or ""


def hypercube(sets: int, among: list[Number], seed: int) -> NDArray[np.float64]:
    """A point of the unit cube for each set (sets, numbers): a Latin hypercube, McKay et al. 1979."""
    return qmc.LatinHypercube(len(among), rng=seed).random(sets)


def stretched(points: NDArray[np.float64], among: list[Number], width: float) -> pd.DataFrame:
    """The points as parameter sets, one row per set: `width` 0 is the scenario itself, 1 its whole ranges.

    Half of the draws lie below the scenario's number, so that ranges with a long side do not move the
    middle; evenly spread on each side, by ratio where a range spans several times its low end (200 to 5,000
    about 500).
    """
    columns = {each.path: _side(column, each, width) for each, column in zip(among, points.T, strict=True)}
    return pd.DataFrame(columns).map(lambda value: float(f"{value:.{FIGURES}g}"))


def is_by_ratio(about: Number) -> bool:
    """Whether a number's range is spread out evenly by ratio: where it spans several times its low end."""
    return about.low > 0 and about.high / about.low >= SEVERAL


def _side(column: NDArray[np.float64], about: Number, width: float) -> NDArray[np.float64]:
    by_ratio = is_by_ratio(about)
    centre, low, high = np.log(about[1:4]) if by_ratio else about[1:4]
    down, up = centre - low, high - centre
    below = 0.5 if down > 0 and up > 0 else float(down > 0)  # a number on the edge has one side
    fall = np.clip(1 - column / below, 0, None) if below else 0.0
    rise = np.clip((column - below) / (1 - below), 0, None) if below < 1 else 0.0
    drawn = centre + width * (rise * up - fall * down)
    return np.clip(np.exp(drawn) if by_ratio else drawn, about.low, about.high)
